"""The app: its screens, its theme, its global keys, and the last resort for faults."""

from __future__ import annotations

import gc
import os
from asyncio import get_running_loop
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType

from desk.config import place_of
from desk.screens.anything import Anything
from desk.screens.base import Deeds, KeepFault, Refused, Waiting, take_seat
from desk.screens.crossed import Crossed
from desk.screens.frame import FramedScreen
from desk.screens.leaving import Leaving
from desk.screens.notes import Whispered
from desk.screens.queue import QueueScreen
from desk.terminal import glyphs
from desk.terminal.signals import end_clean
from desk.widgets.look import Look
from desk.widgets.palette import Palette

if TYPE_CHECKING:
    from desk.bootstrap import Desk
    from desk.config import Settings
    from desk.jobs.runner import Runner
    from desk.jobs.timetable import Did
    from desk.rules.permissions import Actor
    from desk.terminal.environment import Terminal
    from desk.widgets.keys import Keys


_JOBS_AFTER = 2.5
"""Seconds after the first paint before the jobs begin: nobody waits for them."""


class DeskApp(Leaving, Anything):
    """One operator at one terminal."""

    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    TITLE = "desk"
    CSS_PATH = "screens/queue.tcss"
    """Of the home screen: Textual reads those of pushed screens itself, but not of the default."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "question_mark,f1", "help", show=False, id="desk.help", tooltip="All keys of the screen"
        ),
        Binding("ctrl+p", "palette", show=False, id="desk.palette", tooltip="Anything by its name"),
        Binding(
            "exclamation_mark", "news", show=False, id="desk.news", tooltip="What you are told"
        ),
        Binding("A", "agenda", show=False, id="desk.agenda", tooltip="Tasks by day and person"),
        Binding("W", "people", show=False, id="desk.people", tooltip="People, and who has room"),
        Binding(
            "J", "jeopardy", show=False, id="desk.jeopardy", tooltip="What is late, or will be"
        ),
        Binding("O", "outbox", show=False, id="desk.outbox", tooltip="What leaves, how it went"),
        Binding("comma", "settings", show=False, id="desk.settings", tooltip="What can be set"),
        Binding("q", "quit", show=False, id="desk.quit", tooltip="Leave the desk"),
        Binding(
            "ctrl+q", "quit", show=False, priority=True, id="desk.leave", tooltip="Leave the desk"
        ),
        Binding(
            "ctrl+c",
            "how_to_quit",
            show=False,
            system=True,
            id="desk.reflex",
            tooltip="Says what leaves the desk",
        ),
        Binding(
            "ctrl+z", "suspend_process", show=False, id="desk.pause", tooltip="Back to the shell"
        ),
    ]

    keeps_time = False
    """Whether it does what time demands, beside what is done at it."""
    _jobs: Runner | None = None

    def __init__(self, desk: Desk, actor: Actor, look: Look, keep_fault: KeepFault) -> None:
        super().__init__(ansi_color=look.palette.is_plain)
        self.dress(look.palette.name)
        self.seat = take_seat(desk, actor, look, keep_fault)

    def takes_keys(self) -> bool:
        """Keys wait for the item they are meant for; the one before would take them."""
        screen = self.screen
        return super().takes_keys() and (not isinstance(screen, Deeds) or screen.is_ready)

    def get_default_screen(self) -> QueueScreen:
        """Home."""
        return QueueScreen(self.seat)

    def on_mount(self) -> None:
        """Give the terminal back clean when a signal ends the desk; paint anew after a pause."""
        self.take_keys()
        end_clean(get_running_loop(), self.end)
        self.app_suspend_signal.subscribe(self, lambda _: self.keep_before_pause())
        self.seat.drafts.changed.append(self.tell_trouble)
        self.app_resume_signal.subscribe(self, lambda _: self.screen.refresh(layout=True))
        self.call_after_refresh(_let_go)
        if self.keeps_time:
            self.set_timer(
                _JOBS_AFTER, lambda: self.run_worker(self._begin_jobs(), exit_on_error=False)
            )

    def on_unmount(self) -> None:
        """Say that nobody is here any more, and let the threads end."""
        self.seat.presence.at(None)
        if self._jobs is not None:
            self._jobs.stop(patience=1.0)
            self.seat.writer.submit(self.seat.desk.jobs.release)
        self.seat.reader.shutdown(wait=False, cancel_futures=True)
        self.seat.writer.shutdown(wait=True)

    async def _begin_jobs(self) -> None:
        from desk.jobs import beside
        from desk.jobs.turns import Told

        try:
            told = Told(self._job_did, self._job_failed)
            self._jobs = await beside.begin(self.seat.desk, told, self.seat.writer)
        except Exception as error:  # noqa: BLE001 - a desk is good without them too; it is told
            self._job_failed("jobs", error)

    def _job_did(self, _: str, did: Did) -> None:
        """In the job's thread: what it changed comes to the screens as any change does."""
        if did.ticked:
            self._home.post_message(Crossed(did.ticked, is_first=did.is_first))

    def _job_failed(self, job: str, error: Exception) -> None:
        """In the job's thread: say so once, in one quiet line."""
        refusal = self._home.refusal(error)
        self._home.post_message(Whispered(f"{job}: {refusal.message}"))

    def on_refused(self, event: Refused) -> None:
        """What no sheet has shown is shown by the screen below it."""
        self._home.on_refused(event)

    def on_waiting(self, event: Waiting) -> None:
        """What a sheet waits for is said by the screen below it."""
        self._home.on_waiting(event)

    @property
    def _home(self) -> FramedScreen[Any]:
        """The home screen, which finds the one that is on top."""
        screen = self.screen_stack[0]
        assert isinstance(screen, FramedScreen)
        return screen

    def _handle_exception(self, error: Exception) -> None:
        """The last resort: keep where it happened, give the terminal back, say so; no traceback."""
        if self.is_headless:
            super()._handle_exception(error)
            return
        self.keep_before_pause()
        place = self.seat.keep_fault(error)
        where = f"Where it happened is written in {place}" if place else "The log cannot be written"
        fault = f"desk: Something went wrong inside the desk ({type(error).__name__})\n{where}"
        self.exit(return_code=1, message=Text(fault))

    def action_how_to_quit(self) -> None:
        """Say what leaves the desk: the reflex must not lose what is being typed."""
        self.screen.post_message(Refused("ctrl+c does not leave the desk", "ctrl+q does."))


def _let_go() -> None:
    """End the pause of the collector; what was made at start is never looked through again."""
    gc.freeze()
    gc.enable()


def look_of(settings: Settings, terminal: Terminal) -> Look:
    """How the desk is drawn, by what the user chose and what the terminal can."""
    palette = settings.theme
    if terminal.colours == "none" or not settings.color:
        palette = "mono"
    elif terminal.colours == "sixteen":
        palette = "terminal"
    look = Look(
        glyphs.choose(ascii_only=settings.ascii or not terminal.is_utf8),
        Palette(palette),
        short_cursor=settings.cursor == "short" or terminal.is_remote,
        ascii_text=not terminal.is_utf8,
        slow=terminal.is_remote,
    )
    if terminal.colours != "many" or not settings.color:
        look.themes = ()
    if settings.keys:
        look.keys = keymap_of(settings.keys, partial(place_of, settings))
    return look


def keymap_of(chosen: Mapping[str, str], place: Callable[[str], str]) -> Keys:
    """The keys an operator chose, checked. Raises `BadValue`, naming the place of a fault."""
    from desk.screens.keymap import keys

    return keys(chosen, DeskApp, place)


def bindings() -> dict[str, tuple[str, str]]:
    """The id of every binding: the keys of the desk for it, and what it does."""
    from desk.screens.keymap import bindings_of

    return bindings_of(DeskApp)


def run(desk: Desk, actor: Actor, terminal: Terminal, keep_fault: KeepFault) -> int:
    """Open the desk on this terminal; the exit code it ends with."""
    app = DeskApp(desk, actor, look_of(desk.settings, terminal), keep_fault)
    # The desk has a toast of its own and no tooltips: Textual's would cost each start a repaint.
    app._disable_notifications = app._disable_tooltips = True
    app.keeps_time = True
    if "TEXTUAL_DRIVER" not in os.environ:
        from desk.terminal.driver import ThinDriver

        app.driver_class = ThinDriver
    app.run()
    return app.return_code or 0

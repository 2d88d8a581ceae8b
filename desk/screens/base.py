"""What every screen has in common: load off the main loop, show, do, and say so."""

from __future__ import annotations

from asyncio import get_running_loop
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from functools import partial
from os import urandom
from pathlib import Path
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from textual.binding import Binding
from textual.message import Message
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.worker import Worker, WorkerState

from desk.errors import DeskError
from desk.screens.drafts import Drafts
from desk.screens.presence import Presence
from desk.screens.task_standing import row_of

if TYPE_CHECKING:
    from desk.bootstrap import Desk
    from desk.rows.work import WorkRow
    from desk.rules.permissions import Actor
    from desk.widgets.look import Look

Rows = TypeVar("Rows")
Result = TypeVar("Result")
_PATIENCE = 1.0
"""Seconds a write may take before a word is said."""
KeepFault = Callable[[BaseException], Path | None]
"""Writes down where a fault arose; the log's place."""


class Seat(NamedTuple):
    """What every screen is given: the desk, who sits at it, how it is drawn, and its threads."""

    desk: Desk
    actor: Actor
    look: Look
    reader: Executor
    """One thread that reads the store."""
    writer: Executor
    """One thread that writes to it, in the order of the keys."""
    keep_fault: KeepFault
    drafts: Drafts
    """What was typed here and not handed in."""
    presence: Presence
    """Who is at which item."""
    own: set[int]
    """Items just changed from here: the list does not take that for somebody's news."""
    last: list[str]
    """What was done last from here and can be taken back, in words; nothing else is in it."""


def take_seat(desk: Desk, actor: Actor, look: Look, keep_fault: KeepFault) -> Seat:
    """A seat at the desk; its two threads start when they are first needed."""
    reader = ThreadPoolExecutor(1, thread_name_prefix="desk-reader")
    writer = ThreadPoolExecutor(1, thread_name_prefix="desk-writer")
    session = urandom(8).hex()
    drafts = Drafts(desk, actor, session, writer)
    presence = Presence(desk, actor, session, writer)
    return Seat(desk, actor, look, reader, writer, keep_fault, drafts, presence, own=set(), last=[])


def _unless_refused(own: set[int], item: int, use_case: Callable[[], Result]) -> Result:
    """Run it; a change that was refused is nobody's own."""
    try:
        return use_case()
    except BaseException:
        own.discard(item)
        raise


class Said(Message):
    """Something was done: row 1 shows it, at the right, until the next action or ten seconds."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class Refused(Message):
    """Something could not be done: the sentence, and the next step."""

    def __init__(self, message: str, next_step: str = "") -> None:
        super().__init__()
        self.message = message
        self.next_step = next_step


class Waiting(Message):
    """Something is to be written and the store is busy."""


class OpenItem(Message):
    """An item is wanted in full, by its reference; perhaps at one of its tasks, by its number."""

    def __init__(self, ref: str, *, to_reply: bool = False, task: int = 0) -> None:
        super().__init__()
        self.ref = ref
        self.to_reply = to_reply
        self.task = task


class StepOn(Message):
    """The item so many rows further in the list below is wanted, from the one that is shown."""

    def __init__(self, ref: str, by: int) -> None:
        super().__init__()
        self.ref = ref
        self.by = by


class NewContact(Message):
    """A contact is to be logged."""


class NewProblem(Message):
    """A problem is to be reported; from an item, when its reference is given."""

    def __init__(self, ref: str = "") -> None:
        super().__init__()
        self.ref = ref


class Offer(NamedTuple):
    """Something that can be done by its name."""

    key: str
    """What the screen is told when it is taken."""
    title: str
    note: str = ""
    """What it is about, in the words of the desk."""
    keys: str = ""
    """The key that does the same, if there is one."""


class Deeds(MessagePump):
    """What screens and sheets share: reading and writing in their threads, and telling the result.

    Mixed into a Textual screen.
    """

    seat: Seat
    is_ready = True
    """Whether what was asked for last is shown; keys wait for it a moment."""

    def keep_typed(self) -> None:
        """Keep what stands in fields, so that it is not lost with them."""

    def hear_news(self) -> bool:
        """One is told something; whether that shows here already."""
        return False

    async def read(self, query: Callable[[], Result]) -> Result:
        """Run a query in the reader thread."""
        return await get_running_loop().run_in_executor(self.seat.reader, query)

    async def write(self, use_case: Callable[[], Result], on: int | None = None) -> Result:
        """Run a use case in the writer thread; the change of the item `on` is one's own."""
        run = use_case
        if on is not None:
            self.seat.own.add(on)
            run = partial(_unless_refused, self.seat.own, on, use_case)
        loop = get_running_loop()
        waiting = loop.call_later(_PATIENCE, lambda: self.post_message(Waiting()))
        try:
            return await loop.run_in_executor(self.seat.writer, run)
        finally:
            waiting.cancel()

    async def version_of(self, row: WorkRow) -> int:
        """The version a change is made on: the one shown, or what one's own last change made it."""
        if row.id not in self.seat.own:
            return row.version
        return await self.write(lambda: self.version_now(row))

    def version_now(self, row: WorkRow) -> int:
        """The version of an item, or of a task, as the store has it."""
        return row_of(self.seat.desk, self.seat.actor, row.ref).version

    def refusal(self, error: Exception) -> Refused:
        """Why something did not happen; the place of a fault that is not a `DeskError` is kept."""
        if isinstance(error, DeskError):
            return Refused(error.message, error.next_step)
        place = self.seat.keep_fault(error)
        return Refused(
            f"Something went wrong inside the desk ({type(error).__name__})",
            f"Where it happened is written in {place}" if place else "The log cannot be written.",
        )


class DeskScreen(Deeds, Screen[None], Generic[Rows]):
    """A screen that is installed once and used again; subclasses give `load` and `show`.

    `load()` runs in the reader thread and returns rows; `show(rows)` runs on the main loop. When
    `reload()` is called again before an earlier load came back, the earlier one is thrown away.
    """

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        self.seat = seat
        self._load_number = 0

    def load(self) -> Rows:
        """Read what the screen shows; in the reader thread, without touching a widget."""
        raise NotImplementedError

    def show(self, rows: Rows) -> None:
        """Paint what was read; on the main loop."""
        raise NotImplementedError

    def barred(self, action: str) -> DeskError | None:
        """Why a key's action cannot act now; None when it can, or nobody knows."""
        return None

    def show_keys(self) -> None:
        """Show the keys that do something now, where there is a row of them."""

    def verb(self, binding: Binding) -> str:
        """What a key says it does; a screen may know better than the binding."""
        return binding.description

    def touched(self, ids: tuple[int, ...]) -> None:
        """Other desks, or this one, changed these items."""

    def company_changed(self) -> None:
        """Somebody else came to an item, left it, began or stopped to write."""

    def beside(self, ref: str, by: int) -> str | None:
        """The item so many rows further in a list that this screen shows; its cursor goes along."""
        return None

    def offers(self) -> list[Offer]:
        """What the palette offers on this screen, besides what it offers everywhere."""
        return []

    def withheld(self) -> list[Offer]:
        """What cannot be done now, each with the reason; found only by its name."""
        return []

    def take(self, key: str) -> None:
        """Do what was offered."""

    def reload(self) -> None:
        """Load and show again; whatever is being loaded now is outdated."""
        self._load_number += 1
        self.run_worker(self._reload(self._load_number), group="load", exit_on_error=False)

    def do(
        self,
        use_case: Callable[[], Result],
        said: str | Callable[[Result], str],
        on: int | None = None,
    ) -> None:
        """Run a write on an item in the writer thread, say what was done, load again.

        `said` is a sentence, or makes one of what the use case returned.
        """
        self.run_worker(self._do(use_case, said, on), group="do", exit_on_error=False)

    def say(self, text: str) -> None:
        """Say what was done, in row 1."""
        self.post_message(Said(text))

    def refuse(self, error: Exception) -> None:
        """Show why something did not happen."""
        self.post_message(self.refusal(error))

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """The last net below what runs beside the main loop: a fault in it is told, not lost."""
        event.stop()
        if isinstance(event.worker.error, Exception) and event.state is WorkerState.ERROR:
            self.refuse(event.worker.error)

    async def _reload(self, number: int) -> None:
        try:
            rows = await self.read(self.load)
            if number == self._load_number and self.is_attached:
                self.show(rows)
        except Exception as error:  # noqa: BLE001 - the one funnel of a screen
            if number == self._load_number:
                self.refuse(error)
        finally:
            self.is_ready = self.is_ready or number == self._load_number

    async def _do(
        self, use_case: Callable[[], Result], said: str | Callable[[Result], str], on: int | None
    ) -> None:
        try:
            done = await self.write(use_case, on)
        except Exception as error:  # noqa: BLE001 - the one funnel of a screen
            self.refuse(error)
        else:
            self.say(said if isinstance(said, str) else said(done))
        self.reload()

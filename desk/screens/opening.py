"""What the app opens: an item in full, the forms that make one, and what was begun earlier."""

from __future__ import annotations

from asyncio import get_running_loop
from functools import partial
from typing import TYPE_CHECKING

from textual.app import App
from textual.screen import Screen

from desk.errors import DeskError
from desk.rules.permissions import not_allowed
from desk.screens import continuing
from desk.screens.base import (
    Deeds,
    DeskScreen,
    NewContact,
    NewProblem,
    OpenItem,
    Refused,
    Seat,
    StepOn,
)
from desk.screens.sheet_texts import sheet_at
from desk.screens.spoken import SpokenScreen
from desk.screens.task_standing import is_task

if TYPE_CHECKING:
    from desk.screens.agenda import AgendaScreen
    from desk.screens.contact import ContactScreen
    from desk.screens.item import ItemScreen
    from desk.screens.jeopardy import JeopardyScreen
    from desk.screens.outbox import OutboxScreen
    from desk.screens.people import PeopleScreen
    from desk.screens.problem import ProblemScreen
    from desk.screens.settings import SettingsScreen


class Opening(App[None]):
    """Makes each screen when it is first wanted, and shows the same one again."""

    seat: Seat
    _item: ItemScreen | None = None
    _contact: ContactScreen | None = None
    _problem: ProblemScreen | None = None
    _agenda: AgendaScreen | None = None
    _people: PeopleScreen | None = None
    _outbox: OutboxScreen | None = None
    _jeopardy: JeopardyScreen | None = None
    _settings: SettingsScreen | None = None

    def on_open_item(self, event: OpenItem) -> None:
        """Show an item in full."""
        event.stop()
        self.open_item(event.ref, to_reply=event.to_reply, task=event.task)

    def on_step_on(self, event: StepOn) -> None:
        """Show the next item of the list an item was opened from."""
        event.stop()
        for screen in reversed(self.screen_stack):
            ref = screen.beside(event.ref, event.by) if isinstance(screen, DeskScreen) else None
            if ref is not None:
                self.open_item(ref)
                return

    def on_new_contact(self, event: NewContact) -> None:
        """Show the form that logs a contact."""
        event.stop()
        self.open_contact()

    def on_new_problem(self, event: NewProblem) -> None:
        """Show the form that reports a problem."""
        event.stop()
        self.open_problem(event.ref)

    def open_item(
        self, ref: str, *, to_reply: bool = False, to_do: str = "", task: int = 0
    ) -> None:
        """Show an item in full, perhaps with a reply or a sheet begun, or at one of its tasks."""
        if is_task(ref):
            self.run_worker(self._open_task(ref, to_do), exit_on_error=False)
            return
        if self._item is None:
            from desk.screens.item import ItemScreen

            self._item = ItemScreen(self.seat)
            self.install_screen(self._item, "item")
        self._item.open(ref, to_reply=to_reply, to_do=to_do)
        if task:
            self._item.aim_at(task)
        self._bring("item", self._item)

    def action_agenda(self) -> None:
        """Show who has to do what on which day; the screen is made once."""
        if self._agenda is None:
            from desk.screens.agenda import AgendaScreen

            self._agenda = AgendaScreen(self.seat)
            self.install_screen(self._agenda, "agenda")
        if self.screen is self._agenda:
            self._agenda.action_back()
        else:
            self._bring("agenda", self._agenda)

    def action_news(self) -> None:
        """Show what one is told; what of it popped up has its place there."""
        from desk.screens.news import JEOPARDY, NewsSheet

        below = self.screen
        if isinstance(below, SpokenScreen):
            below.toast.leave_news()

        def take(ref: str | None) -> None:
            if ref == JEOPARDY:
                if below is not self._jeopardy:
                    self.action_jeopardy()
            elif ref is not None:
                self.open_item(ref)
            elif isinstance(below, DeskScreen):
                below.reload()

        self.push_screen(NewsSheet(self.seat), take)

    def show_jobs(self) -> None:
        """Show how the jobs are."""
        from desk.screens import jobs

        self.run_worker(jobs.show(self, self.seat), exit_on_error=False)

    def action_jeopardy(self) -> None:
        """Show what is late or will be; the screen is made once."""
        if self._jeopardy is None:
            from desk.screens.jeopardy import JeopardyScreen

            self._jeopardy = JeopardyScreen(self.seat)
            self.install_screen(self._jeopardy, "jeopardy")
        if self.screen is self._jeopardy:
            self._jeopardy.action_back()
        else:
            self._bring("jeopardy", self._jeopardy)

    def action_people(self) -> None:
        """Show who is there and who has room; the screen is made once."""
        if self._people is None:
            from desk.screens.people import PeopleScreen

            self._people = PeopleScreen(self.seat)
            self.install_screen(self._people, "people")
        if self.screen is self._people:
            self._people.action_back()
        else:
            self._bring("people", self._people)

    def action_outbox(self) -> None:
        """Show what leaves the house or is to; the screen is made once."""
        if self._outbox is None:
            from desk.screens.outbox import OutboxScreen

            self._outbox = OutboxScreen(self.seat)
            self.install_screen(self._outbox, "outbox")
        if self.screen is self._outbox:
            self._outbox.action_back()
        else:
            self._bring("outbox", self._outbox)

    def action_settings(self) -> None:
        """Show what can be set; the screen is made once."""
        if self._settings is None:
            from desk.screens.settings import SettingsScreen

            self._settings = SettingsScreen(self.seat)
            self.install_screen(self._settings, "settings")
        if self.screen is self._settings:
            self._settings.action_back()
        else:
            self._bring("settings", self._settings)

    def open_contact(self) -> None:
        """Show the form that logs a contact, to who may."""
        if self._is_barred("log a contact"):
            return
        if self._contact is None:
            from desk.screens.contact import ContactScreen

            self._contact = ContactScreen(self.seat)
            self.install_screen(self._contact, "contact")
        self._bring("contact", self._contact)

    def open_problem(self, ref: str = "") -> None:
        """Show the form that reports a problem, to who may; with what an item says of it."""
        if self._is_barred("report a problem"):
            return
        if self._problem is None:
            from desk.screens.problem import ProblemScreen

            self._problem = ProblemScreen(self.seat)
            self.install_screen(self._problem, "problem")
        self._problem.begin_from(ref)
        self._bring("problem", self._problem)

    def go_on(self, place: str) -> None:
        """Open what a text was begun for."""
        sheet = sheet_at(place)
        if place == continuing.NEW_CONTACT:
            self.open_contact()
        elif place.startswith(continuing.NEW_PROBLEM):
            self.open_problem(continuing.source_of(place))
        elif sheet is not None:
            self.open_item(sheet[0], to_do=sheet[1])
        else:
            self.open_item(place.removeprefix(continuing.REPLY), to_reply=True)

    def _bring(self, name: str, screen: Screen[None]) -> None:
        """Show a screen on top; where it is open already, what lies over it is closed and kept."""
        if screen not in self.screen_stack:
            self.push_screen(name)
        while self.screen is not screen:
            if isinstance(self.screen, Deeds):
                self.screen.keep_typed()
            self.pop_screen()

    async def _open_task(self, ref: str, to_do: str) -> None:
        """Show the problem of a task, there."""
        desk, actor = self.seat.desk, self.seat.actor
        find = partial(desk.task_list.find, actor, ref)
        try:
            task = await get_running_loop().run_in_executor(self.seat.reader, find)
        except DeskError as error:
            self.screen.post_message(Refused(error.message, error.next_step))
        else:
            self.open_item(task.problem_ref, to_do=to_do, task=task.number)

    def _is_barred(self, what: str) -> bool:
        """Whether who sits here cannot do that now; says why."""
        refusal = self.seat.desk.barred or not_allowed(self.seat.actor, "work.log", what)
        if refusal is not None:
            self.screen.post_message(Refused(refusal.message, refusal.next_step))
        return refusal is not None

"""What the app opens: an item in full, the forms that make one, and what was begun earlier."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import App

from desk.rules.permissions import not_allowed
from desk.screens import continuing
from desk.screens.base import (
    DeskScreen,
    NewContact,
    NewProblem,
    OpenItem,
    Refused,
    Seat,
    StepOn,
)
from desk.screens.sheet_texts import sheet_at

if TYPE_CHECKING:
    from desk.screens.contact import ContactScreen
    from desk.screens.item import ItemScreen
    from desk.screens.problem import ProblemScreen


class Opening(App[None]):
    """Makes each screen when it is first wanted, and shows the same one again."""

    seat: Seat
    _item: ItemScreen | None = None
    _contact: ContactScreen | None = None
    _problem: ProblemScreen | None = None

    def on_open_item(self, event: OpenItem) -> None:
        """Show an item in full."""
        event.stop()
        self.open_item(event.ref, to_reply=event.to_reply)

    def on_step_on(self, event: StepOn) -> None:
        """Show the next item of the list an item was opened from."""
        event.stop()
        for screen in self.screen_stack:
            ref = screen.beside(event.ref, event.by) if isinstance(screen, DeskScreen) else None
            if ref is not None:
                self.open_item(ref)

    def on_new_contact(self, event: NewContact) -> None:
        """Show the form that logs a contact."""
        event.stop()
        self.open_contact()

    def on_new_problem(self, event: NewProblem) -> None:
        """Show the form that reports a problem."""
        event.stop()
        self.open_problem(event.ref)

    def open_item(self, ref: str, *, to_reply: bool = False, to_do: str = "") -> None:
        """Show an item in full, perhaps with a reply or a sheet begun."""
        if self._item is None:
            from desk.screens.item import ItemScreen

            self._item = ItemScreen(self.seat)
            self.install_screen(self._item, "item")
        self._item.open(ref, to_reply=to_reply, to_do=to_do)
        if self.screen is not self._item:
            self.push_screen("item")

    def open_contact(self) -> None:
        """Show the form that logs a contact, to who may."""
        if self._is_barred("log a contact"):
            return
        if self._contact is None:
            from desk.screens.contact import ContactScreen

            self._contact = ContactScreen(self.seat)
            self.install_screen(self._contact, "contact")
        if self.screen is not self._contact:
            self.push_screen("contact")

    def open_problem(self, ref: str = "") -> None:
        """Show the form that reports a problem, to who may; with what an item says of it."""
        if self._is_barred("report a problem"):
            return
        if self._problem is None:
            from desk.screens.problem import ProblemScreen

            self._problem = ProblemScreen(self.seat)
            self.install_screen(self._problem, "problem")
        self._problem.begin_from(ref)
        if self.screen is not self._problem:
            self.push_screen("problem")

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

    def _is_barred(self, what: str) -> bool:
        """Whether who sits here cannot do that now; says why."""
        refusal = self.seat.desk.barred or not_allowed(self.seat.actor, "work.log", what)
        if refusal is not None:
            self.screen.post_message(Refused(refusal.message, refusal.next_step))
        return refusal is not None

"""A new contact: who, about what, how it ended; a phone call is logged in under thirty seconds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical

from desk.errors import DeskError
from desk.rows.customers import CustomerCard
from desk.rows.work import Outcome
from desk.screens.base import Seat
from desk.screens.contact_form import (
    AWAIT,
    WAYS,
    begun_fields,
    card_of,
    contact_fields,
    fill_in,
    outcomes,
    reached_at,
    save,
    what_is_missing,
)
from desk.screens.continuing import NEW_CONTACT
from desk.screens.form_begun import Values
from desk.screens.form_screen import FormScreen
from desk.widgets.clock_bar import Moment
from desk.widgets.contact_head import CustomerPane, OpenWith
from desk.widgets.form import Form, FormField
from desk.widgets.picker import Picker

_WITH_PANE = 120


class ContactScreen(FormScreen):
    """Asks for a contact, its customer's open work below."""

    TITLE_WORDS = "New contact"
    takes_newcomers = True
    CSS_PATH = "contact.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "save", id="contact.save", priority=True, tooltip="Save it"),
        Binding(
            "escape", "leave", "leave, text stays", id="contact.leave",
            tooltip="Back; what was typed stays for the next time",
        ),
        Binding("tab", "next_field", "next", id="contact.next", tooltip="To the next field"),
    ]  # fmt: skip

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat, Form(contact_fields(seat)), NEW_CONTACT)
        self.way = Picker(seat.look, WAYS)
        self.open_with = OpenWith(seat.look)
        self.pane = CustomerPane(seat.look)
        self._filled_from = ""

    def compose(self) -> ComposeResult:
        """Frame, head, form, and what else is open with the customer."""
        yield self.top
        with Horizontal(classes="head"):
            yield self.title_line
            yield self.way
            yield self.began_line
        with Horizontal(id="body"):
            with Vertical(id="asked"):
                yield self.form
                yield self.open_with
            yield self.pane
        yield self.keys
        yield self.toast
        yield self.too_small

    @on(Picker.Taken)
    def _way_taken(self, event: Picker.Taken) -> None:
        """Another direction ends in other ways."""
        event.stop()
        if event.option is not None:
            editor = self.form.fields["outcome"].editor
            assert isinstance(editor, Picker)
            editor.fill(outcomes(event.option.key))
        self.keep_typed()

    def fill_in(self, begun: Mapping[str, str]) -> None:
        """Fill the fields, and the way."""
        fill_in(self.form, self.way, begun)

    def begun_fields(self) -> Values:
        """The fields, and the way."""
        return begun_fields(self.form, self.way)

    def is_filled(self, field: FormField) -> None:
        """A customer has a card; an outcome may need a time."""
        if field.name == "customer":
            self._show_customer(field.value)
        if field.name == "outcome":
            self.form.fields["due"].display = field.value == AWAIT

    def faults(self, values: Values) -> Values:
        """What is wrong with the fields."""
        typed = self.form.fields["customer"].typed
        return what_is_missing(self.seat, {**values, "way": self.way.value}, typed)

    def hand_in(self, values: Values) -> tuple[Outcome, DeskError | None]:
        """Log the contact, and end it when it has an outcome."""
        return save(self.seat, {**values, "way": self.way.value})

    def clear(self) -> None:
        """Begin with a phone call that came in."""
        super().clear()
        self._filled_from = ""
        self.form.fields["due"].display = False
        self.way.put(WAYS[0].key)
        self._show_card(None)

    @work(exclusive=True, group="customer", exit_on_error=False)
    async def _show_customer(self, ref: str) -> None:
        """What else is open with the customer, and how to reach them."""
        card: CustomerCard | None = None
        if ref:
            card = await self.read(lambda: card_of(self.seat, ref))
        self._show_card(card)
        sender = self.form.fields["from"]
        if sender.value == self._filled_from:
            self._filled_from = reached_at(card, self.way.value)
            sender.put(self._filled_from)

    def _show_card(self, card: CustomerCard | None) -> None:
        at = Moment(self.seat.desk.clock.now(), self.seat.actor.zone)
        self.open_with.show(card, at)
        self.pane.show(card, at)

    def on_resize(self, event: events.Resize) -> None:
        """The customer stands beside the form where there is room."""
        super().on_resize(event)
        self.set_class(event.size.width >= _WITH_PANE, "-pane")

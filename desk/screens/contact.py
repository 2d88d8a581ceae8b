"""A new contact: who, about what, how it ended; a phone call is logged in under thirty seconds."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical

from desk.errors import DeskError
from desk.rows.customers import CustomerCard
from desk.rows.work import Outcome
from desk.rules.times import time_of_day
from desk.screens.base import Said, Seat
from desk.screens.contact_begun import BegunContact
from desk.screens.contact_form import (
    AWAIT,
    WAYS,
    card_of,
    outcomes,
    reached_at,
    save,
    what_is_missing,
)
from desk.screens.continuing import NEW_CONTACT
from desk.screens.item_keys import said
from desk.widgets.clock_bar import Moment
from desk.widgets.contact_head import CustomerPane, OpenWith, Words
from desk.widgets.form import FormField
from desk.widgets.picker import Picker

_WITH_PANE = 120


class ContactScreen(BegunContact):
    """Installed once, so what was typed and not saved is there again the next time."""

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
        super().__init__(seat)
        look = seat.look
        self.title_line = Words(look)
        self.open_with = OpenWith(look)
        self.pane = CustomerPane(look)
        self._began = 0
        self._filled_from = ""
        self._is_saving = False

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

    def on_mount(self) -> None:
        """Begin with a phone call that came in."""
        self.begin_minutes()
        self.watch_keys()
        self.title_line.show([self.title_line.pen.ink(" New contact", bold=True)])
        self._clear()

    def on_screen_resume(self) -> None:
        """Say when it began, and go to the first field."""
        self._began = self._began or self.seat.desk.clock.now()
        at = time_of_day(self._began, self.seat.actor.zone)
        pen = self.began_line.pen
        self.began_line.show([pen.ink(f" {pen.glyphs.dot} began {at}", "muted")])
        self.form.focus_first()
        self.is_ready = self.form.is_begun  # else keys wait for what was begun earlier
        self.reload()

    def verb(self, binding: Binding) -> str:
        """`enter` names what it will take."""
        if binding.action == "take":
            for picker in self.query(Picker):
                if picker.has_focus_within and picker.matches.current:
                    return f"take {picker.matches.pen.gate(picker.matches.current.label)}"
        return super().verb(binding)

    def touched(self, ids: tuple[int, ...]) -> None:
        """Something else may have become urgent."""
        self.reload()

    def tell(self, text: str) -> None:
        """What was done is told by the list that comes back."""

    def minute(self, now: int) -> None:
        """Something else may have become urgent."""
        self.reload()

    @on(Picker.Taken)
    def _way_taken(self, event: Picker.Taken) -> None:
        """Another direction ends in other ways."""
        event.stop()
        if event.option is not None:
            editor = self.form.fields["outcome"].editor
            assert isinstance(editor, Picker)
            editor.fill(outcomes(event.option.key))
        self.keep_typed()

    @on(FormField.Changed)
    def _changed(self, event: FormField.Changed) -> None:
        event.stop()
        if event.field.name == "customer":
            self._show_customer(event.field.value)
        if event.field.name == "outcome":
            self.form.fields["due"].display = event.field.value == AWAIT
        if not self._is_saving:
            self.keep_typed()

    def action_next_field(self) -> None:
        """To the next field."""
        self.focus_next()

    def action_leave(self) -> None:
        """Back to where it was asked for; the form keeps what was typed."""
        self.app.pop_screen()

    @work(group="save", exit_on_error=False)
    async def action_save(self) -> None:
        """Log the contact, and end it when it has an outcome; once, however often it is asked."""
        await self.found()
        values = {**self.form.values(), "way": self.way.value}
        missing = what_is_missing(self.seat, values, self.form.fields["customer"].typed)
        self.form.fault(missing)
        if missing or self._is_saving:
            return
        self.keep_typed()
        self.seat.drafts.flush()
        self._is_saving = True
        try:
            logged, fault = await self.write(lambda: save(self.seat, values))
        except Exception as error:  # noqa: BLE001 - the one funnel of a screen
            self.keep_typed("the save was refused")
            self.refuse(error)
        else:
            self._saved(logged, fault)
        finally:
            self._is_saving = False

    def _saved(self, logged: Outcome, fault: DeskError | None) -> None:
        self._clear()
        self.seat.drafts.forget(NEW_CONTACT)
        self.app.pop_screen()
        if fault is None:
            self.app.screen.post_message(Said(said(logged.action, logged.ref)))
        else:
            fault.message = f"{logged.ref} is logged. {fault.message}"
            self.app.screen.post_message(self.refusal(fault))

    def _clear(self) -> None:
        self._began = 0
        self._filled_from = ""
        for field in self.form.fields.values():
            field.put("")
            field.below.say()
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

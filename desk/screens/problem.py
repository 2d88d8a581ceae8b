"""A new problem: what is wrong, with whom and where; open ones it may belong to stand below."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual import events, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical

from desk.errors import DeskError
from desk.rows.customers import CustomerCard
from desk.rows.work import Outcome
from desk.screens.base import Seat
from desk.screens.contact_form import card_of
from desk.screens.continuing import NEW_PROBLEM, problem_from, source_of
from desk.screens.finding_work import candidates_for, option_of
from desk.screens.form_begun import Read, Values
from desk.screens.problem_form import (
    TOLD_BY,
    begun_fields,
    fill_in,
    from_item,
    lists_of,
    problem_fields,
    report,
    what_is_missing,
)
from desk.screens.problem_hints import Hinting
from desk.widgets.clock_bar import Moment
from desk.widgets.contact_head import CustomerPane
from desk.widgets.form import Form, FormField, sentence
from desk.widgets.matches import Option
from desk.widgets.picker import Picker
from desk.widgets.suggesting import WorkPicker

_WITH_PANE = 120
_ROOMY = 34
"""Rows of the screen from which a blank line stands between fields."""


class ProblemScreen(Hinting):
    """Says while one types which priority it would have, and which open problems are alike."""

    TITLE_WORDS = "New problem"
    takes_newcomers = True
    CSS_PATH = "problem.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "report", id="problem.save", priority=True, tooltip="Report it"),
        Binding(
            "f6", "join", "join", id="problem.join", priority=True,
            tooltip="It belongs to the marked problem: join it, or link to it",
        ),
        Binding(
            "f3", "next_hint", "next alike", id="problem.hint", priority=True,
            tooltip="Mark the next open problem",
        ),
        Binding(
            "escape", "leave", "leave, text stays", id="problem.leave",
            tooltip="Back; what was typed stays for the next time",
        ),
        Binding("tab", "next_field", "next", id="problem.next", tooltip="To the next field"),
    ]  # fmt: skip

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat, Form(problem_fields(seat)), NEW_PROBLEM)
        self.pane = CustomerPane(seat.look)

    def compose(self) -> ComposeResult:
        """Frame, head, form, what would come of it, and what is alike."""
        yield self.top
        with Horizontal(classes="head"):
            yield self.title_line
            yield self.began_line
        with Horizontal(id="body"):
            with Vertical(id="asked"):
                with self.fields:
                    yield self.form
                    yield self.foretold
                yield self.hints
            yield self.pane
        yield self.keys
        yield self.toast
        yield self.too_small

    def begin_from(self, ref: str) -> None:
        """Report it from an item, or from none; what was begun from another one is kept."""
        place = problem_from(ref)
        if place != self.place:
            self.keep_typed()
            self.is_ready = False  # what is emptied now was not emptied by anybody
            self.place = place
            self.clear()

    def on_screen_resume(self) -> None:
        """Fill the pick lists; say what it is reported from."""
        pen, ref = self.title_line.pen, source_of(self.place)
        title = [pen.ink(f" {self.TITLE_WORDS}", bold=True)]
        self.title_line.show([*title, pen.ink(f" from {ref}", "muted")] if ref else title)
        self._fill()

    def load(self) -> Read:
        """Read what it takes over from the item, too."""
        read, ref = super().load(), source_of(self.place)
        if not ref:
            return read
        return read._replace(given=from_item(self.seat.desk.trail.item(self.seat.actor, ref)))

    def fill_in(self, begun: Mapping[str, str]) -> None:
        """Fill the fields."""
        fill_in(self.form, begun)

    def begun_fields(self) -> Values:
        """The fields, and which customer was taken."""
        return begun_fields(self.form)

    def clear(self) -> None:
        """Empty the form, and what stands around it."""
        super().clear()
        self._given = {}
        self.foretold.show(())
        self.hints.show(())
        self._show_card(None)

    def is_filled(self, field: FormField) -> None:
        """Look what would come of it, once the keys rest."""
        if field.name == "customer":
            self._show_customer(field.value)
        if field.name in TOLD_BY:
            self.look_soon()

    def faults(self, values: Values) -> Values:
        """What is wrong with the fields."""
        return what_is_missing(values, self.form.fields["customer"].typed)

    def hand_in(self, values: Values) -> tuple[Outcome, DeskError | None]:
        """Report it."""
        return report(self.seat, values, self.place), None

    def on_picker_asked(self, event: Picker.Asked) -> None:
        """Find the contact it was reported in; customers are found further up."""
        if isinstance(event.picker, WorkPicker):
            event.stop()
            event.prevent_default()
            self._search = self._find_work(event.picker, event.typed)

    @work(exclusive=True, group="find", exit_on_error=False)
    async def _find_work(self, picker: Picker, typed: str) -> None:
        customer = self.form.fields["customer"].value
        try:
            found = await self.read(lambda: candidates_for(self.seat, customer, typed))
            options = [option_of(each) for each in found if each.kind == "interaction"]
        except DeskError as error:
            options = [Option("", "", listed_as=sentence(error))]
        picker.offer(options, typed)

    @work(exclusive=True, group="lists", exit_on_error=False)
    async def _fill(self) -> None:
        lists = await self.read(lambda: lists_of(self.seat))
        for name, options in lists.items():
            editor = self.form.fields[name].editor
            assert isinstance(editor, Picker)
            editor.fill(options)

    @work(exclusive=True, group="customer", exit_on_error=False)
    async def _show_customer(self, ref: str) -> None:
        self._show_card(await self.read(lambda: card_of(self.seat, ref)) if ref else None)

    def _show_card(self, card: CustomerCard | None) -> None:
        self.pane.show(card, Moment(self.seat.desk.clock.now(), self.seat.actor.zone))

    def on_resize(self, event: events.Resize) -> None:
        """The customer stands beside the form where there is room."""
        super().on_resize(event)
        self.set_class(event.size.width >= _WITH_PANE, "-pane")
        self.form.set_class(event.size.height < _ROOMY, "-tight")
        self.make_room()

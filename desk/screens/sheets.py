"""What every sheet shares that asks for the values of a use case and shows what they would do."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.timer import Timer

from desk.errors import DeskError, MissingValue
from desk.rows.work import WorkRow
from desk.rules.deeds import way_back
from desk.screens.asking import GROUND, faults, field_for
from desk.screens.base import Refused, Result, Seat
from desk.screens.filling import About as About
from desk.screens.filling import Filling
from desk.screens.finding_work import candidates, option_of
from desk.screens.helping import HELP_KEY
from desk.screens.probing import is_wanted, probed
from desk.screens.wording import Wording
from desk.widgets.effects import Effects
from desk.widgets.form import Below, Form, FormField, sentence
from desk.widgets.key_line import KeyHint, KeyLine, key_name
from desk.widgets.matches import Option
from desk.widgets.picker import Picker
from desk.widgets.sheet import ListWide, Rule, sheet_width
from desk.widgets.suggesting import WorkPicker

_MANY, _MANY_WITH_TEXT = 6, 3
"""More fields than these have no blank lines between them."""
_AROUND, _LEAST = 8, 4
"""Rows besides the form and what will happen: the rule, a title, the way back, blanks, the keys;
and so many lines there are always."""
_PAUSE = 0.25
"""Seconds without a key before a sheet looks what would happen."""


class AskingSheet(Filling[Result], ListWide, ModalScreen[Result]):
    """Asks for what a use case takes and shows what it would do; subclasses do it."""

    CSS_PATH = "dialogs.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        HELP_KEY,
        Binding("ctrl+s", "save", "do it", id="sheet.save", priority=True, tooltip="Do it"),
        Binding("escape", "leave", "leave it", id="sheet.leave", tooltip="Change nothing"),
    ]

    def __init__(self, seat: Seat, about: About, wording: Wording) -> None:
        super().__init__(seat)
        self.about = about
        self.wording = wording
        self.aside = about.row.subject
        self._timer: Timer | None = None
        self._is_saving = False
        self._unfit: frozenset[str] = frozenset()
        """Fields that this item has no use for."""
        self._rule = Rule(seat.look)
        parameters = about.action.parameters
        self._form = Form([field_for(seat, about.row, each) for each in parameters])
        has_text = any(each.type == "text" for each in parameters)
        self._form.set_class(len(parameters) > (_MANY_WITH_TEXT if has_text else _MANY), "-tight")
        self._refused = Below(seat.look, GROUND)
        self._effects = Effects(seat.look, GROUND)
        self._keys = KeyLine(seat.look)

    def compose(self) -> ComposeResult:
        """The rule, the form, what it would do, and the keys."""
        with Vertical(id="sheet"):
            yield self._rule
            yield self._form
            yield self._refused
            yield self._effects
        yield self._keys

    def on_mount(self) -> None:
        """Fill in what was typed before, and put the cursor into the first field."""
        self.show_title("")
        self._form.focus_first()
        if self.about.into is not None:
            self._take_other(self.about.into)
        if not self.about.action.undo:
            self._effects.caution(self.usual)
        self._fill()
        self.query_one("#sheet").styles.width = sheet_width(self.app.size.width)
        self.bindings_updated_signal.subscribe(self, lambda _: self._show_keys())
        self.begin_with()

    def show_title(self, word: str) -> None:
        """The title, and what it is about; where a text came from, when one came back."""
        pen = self._rule.pen
        aside = pen.said(word or self.aside, "muted")
        self._rule.show([pen.ink(self.wording.title, bold=True)], [aside])

    async def foresee(self, values: dict[str, str]) -> None:
        """Show what would happen with these values."""
        raise NotImplementedError

    async def carry_out(self, values: dict[str, str]) -> None:
        """Do it, and dismiss; or say why not."""
        raise NotImplementedError

    def show_effects(self, effects: Iterable[str], way_back: str) -> None:
        """Show what would happen, and the way back when it is not the usual one."""
        shown = [effect for effect in effects if effect != way_back]
        room = self.app.size.height - _AROUND - self._form.outer_size.height
        self._effects.show(shown, max(_LEAST, room))
        is_usual = way_back == self.usual and self.about.action.undo
        self._effects.caution("" if is_usual else way_back)

    def on_picker_asked(self, event: Picker.Asked) -> None:
        """Find items of work where one is asked for; customers are found further up."""
        if isinstance(event.picker, WorkPicker):
            event.stop()
            event.prevent_default()
            self._search = self._find_work(event.picker, event.typed)

    @work(exclusive=True, group="find", exit_on_error=False)
    async def _find_work(self, picker: Picker, typed: str) -> None:
        row = self.about.row
        try:
            name = self.about.action.name
            found = await self.read(lambda: candidates(self.seat, row, typed, name))
            options = [option_of(each) for each in found]
        except DeskError as error:
            options = [Option("", "", listed_as=sentence(error))]
        picker.offer(options, typed)

    def _take_other(self, row: WorkRow) -> None:
        for field in self._form.fields.values():
            if isinstance(field.editor, WorkPicker):
                field.editor.take(option_of(row))

    @property
    def usual(self) -> str:
        """The way back of its use case, when nothing leaves the house."""
        return way_back(self.about.action, leaves=False)

    @property
    def _place(self) -> tuple[str, str]:
        return self.about.place, self.about.action.name

    def action_leave(self) -> None:
        """Change nothing; what was typed stays for the next time."""
        self.keep_typed()
        self.seat.drafts.flush()
        self.dismiss(None)

    @work(group="save", exit_on_error=False)
    async def action_save(self) -> None:
        """Do it, unless a field says why not; once, however often it is asked."""
        await self.found()
        values = self._form.values()
        wrong = {**self._form.strays(), **faults(self.seat, self.about.action, values)}
        self._form.fault(wrong)
        if wrong or self._is_saving:
            return
        self._is_saving = True
        try:
            await self.carry_out(values)
        finally:
            self._is_saving = False

    def tell_refused(self, text: str) -> None:
        """Say why it was not done, below the fields; an empty text takes that away."""
        self._refused.say(fault=text)

    def on_refused(self, event: Refused) -> None:
        """Show it here: what a screen below shows, the sheet hides."""
        event.stop()
        self.tell_refused(f"{event.message}. {event.next_step}")

    @on(FormField.Changed)
    def _typed(self, event: FormField.Changed) -> None:
        event.stop()
        self.tell_refused("")
        if not self._is_saving:
            self.keep_typed()
        self.offer_goals()
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(_PAUSE, self.look_ahead)

    @work(exclusive=True, group="effects", exit_on_error=False)
    async def look_ahead(self) -> None:
        """Show what would happen, once every field can be taken."""
        action = self.about.action
        typed = {name: field.value for name, field in self._form.fields.items() if field.value}
        for name, field in self._form.fields.items():
            field.display = name not in self._unfit and is_wanted(action, name, typed)
        pickers = {name: each.editor for name, each in self._form.fields.items()}
        lists = {n: each.options for n, each in pickers.items() if isinstance(each, Picker)}
        values = probed(action, typed, lists)
        if faults(self.seat, action, values):
            self._effects.show(())
            return
        try:
            await self.foresee(values)
        except MissingValue as error:  # as long as something is to be typed yet, that is plain
            needed = [each.name for each in action.parameters if each.required]
            is_whole = bool(needed) and all(typed.get(name, "").strip() for name in needed)
            self._effects.show(())
            self.tell_refused(sentence(error) if is_whole else "")
        except DeskError as error:
            self._effects.show(())
            self.tell_refused(sentence(error))

    def _show_keys(self) -> None:
        """The keys that live now, with their true verbs."""
        verbs = {"save": self.wording.do, "leave": self.wording.leave}
        hints = [
            KeyHint(key_name(binding.key), verbs.get(binding.action, binding.description))
            for _, binding, enabled, _ in self.active_bindings.values()
            if binding.show and enabled
        ]
        self._keys.show(hints, "f1")

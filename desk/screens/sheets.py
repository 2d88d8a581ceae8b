"""What every sheet shares that asks for the values of a use case and shows what they would do."""

from __future__ import annotations

from collections.abc import Iterable, MutableMapping
from typing import ClassVar, NamedTuple

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.timer import Timer

from desk.errors import DeskError
from desk.rows.work import WorkRow
from desk.rules.actions import Action
from desk.rules.vocabulary import words
from desk.screens.asking import GROUND, at_work, faults, field_for
from desk.screens.base import Refused, Result, Seat
from desk.screens.finding import Finding
from desk.screens.wording import Wording
from desk.widgets.drawn import Drawn, Line, flow
from desk.widgets.form import Below, Form, FormField, sentence
from desk.widgets.key_line import KeyHint, KeyLine, key_name
from desk.widgets.matches import Option
from desk.widgets.picker import Picker
from desk.widgets.sheet import Rule, sheet_width

_PAUSE = 0.25
"""Seconds without a key before a sheet looks what would happen."""

Kept = MutableMapping[tuple[str, str], dict[str, str]]
"""What was typed into sheets that were left, by what it was about and use case."""


class About(NamedTuple):
    """What a sheet asks about."""

    row: WorkRow
    """The item; of many the first, by which fields and choices are made."""
    action: Action
    kept: Kept
    place: str
    """A reference, or the name of many items: what is typed is kept by it."""


class Effects(Drawn):
    """What will happen, in sentences; nothing as long as it is not known."""

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat.look, GROUND)
        self._effects: tuple[str, ...] = ()
        self._caution = ""

    def show(self, effects: Iterable[str]) -> None:
        """Show these."""
        self._effects = tuple(effects)
        self.redraw()

    def caution(self, text: str) -> None:
        """Say below them what the way back is, where there is none."""
        self._caution = text
        self.redraw()

    def draw(self, width: int) -> list[Line]:
        """A title and the sentences below it."""
        pen = self.pen
        lines: list[Line] = [[pen.ink(" What will happen", bold=True)]] if self._effects else []
        for effect in self._effects:
            lines += flow([pen.ink("   "), pen.said(effect, "muted")], width - 1, 3)
        if self._caution:
            sign = pen.sign(f" {pen.glyphs.warning} ", "warning")
            lines += [*([[]] if lines else []), [sign, pen.ink(self._caution, bold=True)]]
        return [*lines, []] if lines else []


class AskingSheet(Finding[Result], ModalScreen[Result]):
    """Asks for what a use case takes and shows what it would do; subclasses do it."""

    CSS_PATH = "dialogs.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "do it", id="sheet.save", priority=True, tooltip="Do it"),
        Binding("escape", "leave", "leave it", id="sheet.leave", tooltip="Change nothing"),
    ]

    def __init__(self, seat: Seat, about: About, wording: Wording) -> None:
        super().__init__()
        self.seat = seat
        self.about = about
        self.wording = wording
        self.aside = about.row.subject
        self._timer: Timer | None = None
        self._is_saving = False
        self._rule = Rule(seat.look)
        parameters = about.action.parameters
        self._form = Form([field_for(seat, about.row, each) for each in parameters])
        self._refused = Below(seat.look, GROUND)
        self._effects = Effects(seat)
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
        pen = self._rule.pen
        self._rule.show([pen.ink(self.wording.title, bold=True)], [pen.said(self.aside, "muted")])
        for name, text in self.about.kept.get(self._place, {}).items():
            self._form.fields[name].put(text)
        self._form.focus_first()
        if not self.about.action.undo:
            self._effects.caution("Cannot be taken back.")
        self._fill()
        self.query_one("#sheet").styles.width = sheet_width(self.app.size.width)
        self.bindings_updated_signal.subscribe(self, lambda _: self._show_keys())

    async def foresee(self, values: dict[str, str]) -> None:
        """Show what would happen with these values."""
        raise NotImplementedError

    async def carry_out(self, values: dict[str, str]) -> None:
        """Do it, and dismiss; or say why not."""
        raise NotImplementedError

    @property
    def _place(self) -> tuple[str, str]:
        return self.about.place, self.about.action.name

    def forget_typed(self) -> None:
        """What was typed is the store's now."""
        self.about.kept.pop(self._place, None)

    def keep_typed(self) -> None:
        """Keep the fields for the next sheet of this use case on this item."""
        typed = {name: field.typed for name, field in self._form.fields.items() if field.typed}
        self.about.kept[self._place] = typed

    def action_leave(self) -> None:
        """Change nothing; what was typed stays for the next time."""
        self.keep_typed()
        self.dismiss(None)

    @work(group="save", exit_on_error=False)
    async def action_save(self) -> None:
        """Do it, unless a field says why not; once, however often it is asked."""
        await self.found()
        values = self._form.values()
        wrong = faults(self.seat, self.about.action, values)
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
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(_PAUSE, self.look_ahead)

    @work(exclusive=True, group="effects", exit_on_error=False)
    async def look_ahead(self) -> None:
        """Show what would happen, once every field can be taken."""
        values = {name: field.value for name, field in self._form.fields.items() if field.value}
        if faults(self.seat, self.about.action, values):
            self._effects.show(())
            return
        try:
            await self.foresee(values)
        except DeskError as error:
            self._effects.show((sentence(error),))

    @work(group="fill", exit_on_error=False)
    async def _fill(self) -> None:
        """People and teams come from the store."""
        directory = self.seat.desk.directory
        for parameter in self.about.action.parameters:
            editor = self._form.fields[parameter.name].editor
            if isinstance(editor, Picker) and parameter.type == "person":
                people = at_work(await self.read(directory.people), self.seat.actor)
                editor.fill([Option(p.name, p.name, words(p.role)) for p in people])
            elif isinstance(editor, Picker) and parameter.type == "team":
                teams = await self.read(directory.teams)
                editor.fill([Option(t.name, t.name, f"{t.members}") for t in teams])

    def _show_keys(self) -> None:
        """The keys that live now, with their true verbs."""
        verbs = {"save": self.wording.do, "leave": self.wording.leave}
        hints = [
            KeyHint(key_name(binding.key), verbs.get(binding.action, binding.description))
            for _, binding, enabled, _ in self.active_bindings.values()
            if binding.show and enabled
        ]
        self._keys.show(hints, "f1")

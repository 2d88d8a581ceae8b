"""The sheet on people and on settings: asks, shows what would happen, does it."""

from __future__ import annotations

from typing import ClassVar

from textual import on, work
from textual.binding import Binding, BindingType

from desk.errors import DeskError, NothingToDo
from desk.rules.instants import parse_moment
from desk.screens.asking import GROUND
from desk.screens.base import Seat
from desk.screens.form_sheet import FormSheet
from desk.screens.helping import HELP_KEY
from desk.screens.people_forms import Asked, Field, Told, moment_said
from desk.screens.sheet_texts import Sheet
from desk.widgets.fields import LineField, TextField
from desk.widgets.form import Editor, Form, FormField, Label, sentence
from desk.widgets.key_line import KeyHint
from desk.widgets.picker import Picker

_TEXT_LINES = 8
_LEAST = 3
_AROUND = 9
"""Lines of a sheet with one such text that are neither its text nor how it reads."""


class PeopleSheet(FormSheet[Told | None]):
    """Answers with what was done, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        HELP_KEY,
        Binding("ctrl+s", "save", "save", id="staff.save", priority=True, tooltip="Do it"),
        Binding("escape", "leave", "leave", id="staff.leave", tooltip="Change nothing"),
    ]

    def __init__(self, seat: Seat, asked: Asked) -> None:
        super().__init__(seat)
        self._asked = asked
        self._is_saving = False
        self._form = Form([self._field(field) for field in asked.fields])

    def on_mount(self) -> None:
        """Fill in what stands, and what was typed before."""
        self.lay_out()
        self._keys.show([KeyHint("ctrl+s", self._asked.verb), KeyHint("esc", "leave")], "f1")
        for field in self._asked.fields:
            if field.begun:
                self._form.fields[field.name].put(field.begun)
        self._form.focus_first()
        self.begin_with()
        if self._asked.is_shown:
            self.look_ahead()

    def show_title(self, word: str) -> None:
        """The title; beside it where what stands in the fields came from."""
        pen = self._rule.pen
        said = [[pen.said(word, "muted")]] if word else []
        self._rule.show([pen.said(self._asked.title, bold=True)], *said)

    @property
    def _place(self) -> Sheet:
        return self._asked.about

    @work(group="save", exclusive=True, exit_on_error=False)
    async def action_save(self) -> None:
        """Do it, unless a field has nothing that it needs."""
        values = self._form.values()
        missing = {**self._form.strays(), **self._missing(values)}
        self._form.fault(missing)
        if missing or self._is_saving:
            return
        self._is_saving = True
        try:
            done = await self.write(lambda: self._asked.run(values, False))
        except Exception as error:  # noqa: BLE001 - the one funnel of a sheet
            refusal = self.refusal(error)
            self._refused.say(fault=f"{refusal.message}. {refusal.next_step}")
        else:
            self.forget_typed()
            self.dismiss(done)
        finally:
            self._is_saving = False

    @on(FormField.Changed)
    def _typed(self, event: FormField.Changed) -> None:
        event.stop()
        self._refused.say()
        if not self._is_saving:
            self.keep_typed()
        self.look_ahead_soon()

    @work(group="effects", exclusive=True, exit_on_error=False)
    async def look_ahead(self) -> None:
        """Show what would happen, once every field has what it needs."""
        values = {name: field.value for name, field in self._form.fields.items() if field.value}
        is_asked = self._form.is_begun or self._asked.is_shown
        is_whole = not (self._missing(values) or self._form.strays())
        if not is_whole or self._is_saving or not is_asked:
            self._effects.show(())
            return
        try:
            told = await self.write(lambda: self._asked.run(values, True))
        except DeskError as error:
            self._effects.show(())
            if self._asked.is_checked and error.code != NothingToDo.code:
                self._refused.say(fault=sentence(error))
        else:
            self._foresee(told)

    def _foresee(self, told: Told) -> None:
        """Show what would happen, or how it would read, in the lines there are."""
        if told.reads:
            room = max(_LEAST, self.app.size.height - _TEXT_LINES - _AROUND)
            self._effects.show(told.reads, room, "How it reads")
        else:
            self._effects.show(told.effects)

    def _missing(self, values: dict[str, str]) -> dict[str, str]:
        """The fields that need something and have nothing."""
        return {
            field.name: "Pick one of the list."
            if field.options
            else f"Write something for {field.label}."
            for field in self._asked.fields
            if field.is_required and not values.get(field.name, "").strip()
        }

    def _field(self, field: Field) -> FormField:
        look = self.seat.look
        label = Label(look, GROUND, field.label, required=field.is_required)
        editor: Editor = LineField(look, placeholder=field.hint, ground="background")
        if field.options:
            editor = Picker(look, field.options, ground=GROUND)
        elif field.is_text:
            editor = TextField(look)
            editor.styles.height = _TEXT_LINES
        elif field.is_moment:
            editor = LineField(look, placeholder="Mon 09:00, tomorrow, +2d", ground="background")
        check = self._understood if field.is_moment else None
        return FormField(label, editor, name=field.name, check=check)

    def _understood(self, typed: str) -> str:
        zone, now = self.seat.actor.zone, self.seat.desk.clock.now()
        return moment_said(self.seat, parse_moment(typed, zone, now))

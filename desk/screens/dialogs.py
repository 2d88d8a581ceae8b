"""Sheets: what asks or confirms comes from below; one is made of any use case's parameters."""

from __future__ import annotations

from collections.abc import Iterable, MutableMapping
from contextlib import suppress
from typing import ClassVar, NamedTuple

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.timer import Timer

from desk.errors import ChangedMeanwhile, DeskError
from desk.rows.work import Outcome, WorkRow
from desk.rules.actions import Action, find
from desk.rules.vocabulary import words
from desk.screens.asking import GROUND, at_work, faults, field_for
from desk.screens.base import Refused, Seat
from desk.screens.finding import Finding
from desk.widgets.drawn import Drawn, Line, flow
from desk.widgets.form import Below, Form, FormField, sentence
from desk.widgets.key_line import KeyHint, KeyLine, key_name
from desk.widgets.matches import Option
from desk.widgets.picker import Picker
from desk.widgets.sheet import Rule, sheet_width

_PAUSE = 0.25
"""Seconds without a key before a sheet looks what would happen."""

Kept = MutableMapping[tuple[str, str], dict[str, str]]
"""What was typed into sheets that were left, by reference and use case."""


class Wording(NamedTuple):
    """What a sheet calls itself, and its two ways out."""

    title: str
    do: str
    leave: str = "leave it"


_WORDING = {
    "assign": Wording("Assign {ref} to somebody", "assign"),
    "hand": Wording("Hand {ref} to a team", "hand over"),
    "identify": Wording("Which customer is {ref}?", "set the customer"),
    "prioritise": Wording("Set the priority of {ref}", "set it"),
    "await": Wording("{ref} waits for the customer", "wait", "keep it running"),
    "answer": Wording("The customer answered {ref}", "record the answer"),
    "tag": Wording("Tag {ref}", "tag"),
    "untag": Wording("Take a tag off {ref}", "take it off"),
    "complete": Wording("Complete {ref}?", "complete it", "keep it open"),
    "reopen": Wording("Reopen {ref}?", "reopen it", "keep it closed"),
    "note": Wording("Note on {ref}", "keep the note"),
    "reply": Wording("Reply on {ref}", "send"),
}


class Effects(Drawn):
    """What will happen, in sentences; nothing as long as it is not known."""

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat.look, GROUND)
        self._effects: tuple[str, ...] = ()

    def show(self, effects: Iterable[str]) -> None:
        """Show these."""
        self._effects = tuple(effects)
        self.redraw()

    def draw(self, width: int) -> list[Line]:
        """A title and the sentences below it."""
        if not self._effects:
            return []
        pen = self.pen
        lines: list[Line] = [[pen.ink(" What will happen", bold=True)]]
        for effect in self._effects:
            lines += flow([pen.ink("   "), pen.said(effect, "muted")], width - 1, 3)
        return [*lines, []]


class ActionSheet(Finding[Outcome | None], ModalScreen[Outcome | None]):
    """Asks for what a use case takes, shows what it would do, and does it.

    A refusal leaves the sheet and what was typed where they are.
    """

    CSS_PATH = "dialogs.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "do it", id="sheet.save", priority=True, tooltip="Do it"),
        Binding("escape", "leave", "leave it", id="sheet.leave", tooltip="Change nothing"),
    ]

    def __init__(self, seat: Seat, row: WorkRow, action: str, kept: Kept) -> None:
        super().__init__()
        self.seat = seat
        self._row = row
        self._action = find(action, row.kind)
        self._kept = kept
        self._version = row.version
        self._timer: Timer | None = None
        self._is_saving = False
        self.wording = _WORDING.get(action, Wording(self._action.title, "do it"))
        self._rule = Rule(seat.look)
        self._form = Form([field_for(seat, row, each) for each in self._action.parameters])
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
        title = self.wording.title.format(ref=self._row.ref)
        self._rule.show([pen.ink(title, bold=True)], [pen.said(self._row.subject, "muted")])
        for name, text in self._kept.get(self._place, {}).items():
            self._form.fields[name].put(text)
        self._form.focus_first()
        self._met = self._meet()
        self._fill()
        self.query_one("#sheet").styles.width = sheet_width(self.app.size.width)
        self.bindings_updated_signal.subscribe(self, lambda _: self._show_keys())

    @property
    def _place(self) -> tuple[str, str]:
        return self._row.ref, self._action.name

    def action_leave(self) -> None:
        """Change nothing; what was typed stays for the next time."""
        self.keep_typed()
        self.dismiss(None)

    def keep_typed(self) -> None:
        """Keep the fields for the next sheet of this use case on this item."""
        typed = {name: field.typed for name, field in self._form.fields.items() if field.typed}
        self._kept[self._place] = typed

    @work(group="save", exit_on_error=False)
    async def action_save(self) -> None:
        """Do it, unless a field says why not; once, however often it is asked."""
        await self.found()
        await self._met.wait()
        values = self._form.values()
        wrong = faults(self.seat, self._action, values)
        self._form.fault(wrong)
        if wrong or self._is_saving:
            return
        self._is_saving = True
        try:
            done = await self.write(lambda: self._do(values, dry_run=False), self._row.id)
        except Exception as error:  # noqa: BLE001 - the one funnel of a sheet
            await self._tell(error)
        else:
            self._kept.pop(self._place, None)
            self.dismiss(done)
        finally:
            self._is_saving = False

    @on(FormField.Changed)
    def _typed(self, event: FormField.Changed) -> None:
        event.stop()
        self._refused.say()
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(_PAUSE, self._look_ahead)

    @work(exclusive=True, group="effects", exit_on_error=False)
    async def _look_ahead(self) -> None:
        values = {name: field.value for name, field in self._form.fields.items() if field.value}
        effects: tuple[str, ...] = ()
        if not faults(self.seat, self._action, values):
            try:
                effects = (await self.write(lambda: self._do(values, dry_run=True))).effects
            except DeskError as error:
                effects = (sentence(error),)
        self._effects.show(effects)

    @work(group="meet", exit_on_error=False)
    async def _meet(self) -> None:
        """Ask on top of one's own change, when that is still on its way to the list."""
        with suppress(DeskError):
            self._version = await self.version_of(self._row)

    @work(group="fill", exit_on_error=False)
    async def _fill(self) -> None:
        """People and teams come from the store."""
        directory = self.seat.desk.directory
        for parameter in self._action.parameters:
            editor = self._form.fields[parameter.name].editor
            if isinstance(editor, Picker) and parameter.type == "person":
                people = at_work(await self.read(directory.people), self.seat.actor)
                editor.fill([Option(p.name, p.name, words(p.role)) for p in people])
            elif isinstance(editor, Picker) and parameter.type == "team":
                teams = await self.read(directory.teams)
                editor.fill([Option(t.name, t.name, f"{t.members}") for t in teams])

    def _do(self, values: dict[str, str], *, dry_run: bool) -> Outcome:
        return self.seat.desk.do(
            self.seat.actor,
            self._action.name,
            self._row.ref,
            values,
            expect=self._version,
            dry_run=dry_run,
        )

    def _show_keys(self) -> None:
        """The keys that live now, with their true verbs."""
        verbs = {"save": self.wording.do, "leave": self.wording.leave}
        hints = [
            KeyHint(key_name(binding.key), verbs.get(binding.action, binding.description))
            for _, binding, enabled, _ in self.active_bindings.values()
            if binding.show and enabled
        ]
        self._keys.show(hints, "f1")

    def on_refused(self, event: Refused) -> None:
        """Show it here: what a screen below shows, the sheet hides."""
        event.stop()
        self._refused.say(fault=f"{event.message}. {event.next_step}")

    async def _tell(self, error: Exception) -> None:
        """Say why not; over somebody else's change the next `ctrl+s` goes on knowingly."""
        refusal = self.refusal(error)
        self._refused.say(fault=f"{refusal.message}. {refusal.next_step}")
        if isinstance(error, ChangedMeanwhile):
            desk, actor = self.seat.desk, self.seat.actor
            with suppress(DeskError):
                self._version = (
                    await self.read(lambda: desk.work.find(actor, self._row.ref))
                ).version
                next_step = "Look at it first; ctrl+s again does it all the same."
                self._refused.say(fault=f"{refusal.message}. {next_step}")


def takes_values(action: Action) -> bool:
    """Whether the use case has to ask before it can run."""
    return bool(action.parameters)

"""The sheet of a notice: the letter as it goes out, changed, sent, kept for later or dropped."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on, work
from textual.binding import Binding, BindingType

from desk.errors import DeskError
from desk.rows.outbox import OutboxRow
from desk.rules.instants import local, zone_named
from desk.rules.times import near_moment
from desk.rules.vocabulary import Reference, words
from desk.screens.asking import GROUND, understood
from desk.screens.base import Seat
from desk.screens.form_sheet import FormSheet
from desk.screens.helping import HELP_KEY
from desk.screens.sheet_texts import Sheet
from desk.widgets.fields import LineField, TextField
from desk.widgets.form import Form, FormField, Label, sentence
from desk.widgets.key_line import KeyHint
from desk.widgets.outbox_cells import standing_of, told_of

_LABELS = {"promised": "New time", "subject": "Subject", "text": "Text"}


class NoticeSheet(FormSheet[str | None]):
    """Answers with what was done, in a sentence, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        HELP_KEY,
        Binding("ctrl+s", "send", "send", id="notice.send", priority=True, tooltip="Send it"),
        Binding(
            "f2", "keep", "keep it", id="notice.keep", priority=True,
            tooltip="Keep it as it is written, and send nothing",
        ),
        Binding(
            "f4", "drop", "drop it", id="notice.drop", priority=True,
            tooltip="Drop it, so that it does not go",
        ),
        Binding("escape", "leave", "leave it", id="notice.leave", tooltip="Change nothing"),
    ]  # fmt: skip

    def __init__(self, seat: Seat, number: int) -> None:
        super().__init__(seat)
        self.ref = str(Reference("notice", number))
        self.letter: OutboxRow | None = None
        self._is_sure = False
        """Whether the key that drops it was pressed once."""
        self._is_busy = False
        self._form = Form([self._field(name) for name in _LABELS])

    def on_mount(self) -> None:
        """Read the notice, and fill it in."""
        self.lay_out()
        self._read()

    def show_title(self, word: str) -> None:
        """What it is and where it goes; where what stands in the fields came from, if any."""
        pen, letter = self._rule.pen, self.letter
        title = aside = ""
        if letter is not None:
            title = f"{words(letter.purpose).capitalize()} notice {self.ref}"
            aside = f"{words(letter.state)}, by {words(letter.medium)} to {letter.recipient}"
        said = word or aside
        self._rule.show(
            [pen.ink(title or self.ref, bold=True)], *([[pen.said(said, "muted")]] if said else [])
        )

    @property
    def _place(self) -> Sheet:
        return self.ref, "edit"

    @work(group="read", exit_on_error=False)
    async def _read(self) -> None:
        desk, actor = self.seat.desk, self.seat.actor
        try:
            self.letter = await self.read(lambda: desk.outbox_list.find(actor, self.ref))
        except DeskError as error:
            self._refused.say(fault=sentence(error))
            return
        letter, fields = self.letter, self._form.fields
        fields["subject"].put(letter.subject)
        fields["text"].put(letter.text)
        fields["promised"].put(self._typed_time(letter.promised))
        self._tell_keys()
        if letter.is_editable:
            self._form.focus_first()
            self.begin_with()
        else:
            self._only_read(letter)

    def _only_read(self, letter: OutboxRow) -> None:
        """It is to be read alone: say what became of it, in the words of the server too."""
        for field in self._form.fields.values():
            field.editor.disabled = True
        self.is_ready = True
        self.show_title("")
        said = told_of(letter, self.seat.actor.zone, self.seat.desk.clock.now())
        answer = f": {letter.last_answer}" if letter.last_answer else ""
        has_failed = standing_of(letter).token == "danger"
        self._refused.say(
            fault=f"{said}{answer}" if has_failed else "",
            understood="" if has_failed else f"{said}{answer}",
        )

    def keep_typed(self, reason: str = "") -> None:
        """Keep what is written, where anything can be."""
        if self.letter is not None and self.letter.is_editable:
            super().keep_typed(reason)

    def _typed_time(self, at: int | None) -> str:
        """A time as it can be typed again."""
        if at is None:
            return ""
        return f"{local(at, zone_named(self.seat.actor.zone)):%Y-%m-%d %H:%M}"

    def _tell_keys(self) -> None:
        letter = self.letter
        hints = [KeyHint("esc", "leave it")]
        if letter is not None and letter.is_editable:
            drop = [KeyHint("f4", "once more to drop it" if self._is_sure else "drop it")]
            keep = [KeyHint("f2", "keep it")]
            send = [KeyHint("ctrl+s", "send")] if letter.state == "draft" else []
            hints = [*send, *keep, *drop, *hints]
        self._keys.show(hints, "f1")

    def _changes(self) -> dict[str, str]:
        """What is written otherwise than it was."""
        letter = self.letter
        assert letter is not None
        was = {
            "promised": self._typed_time(letter.promised),
            "subject": letter.subject,
            "text": letter.text,
        }
        typed = {name: field.value for name, field in self._form.fields.items()}
        return {name: text for name, text in typed.items() if text.strip() != was[name].strip()}

    @on(FormField.Changed)
    def _typed(self, event: FormField.Changed) -> None:
        event.stop()
        if self.letter is None or not self.letter.is_editable:
            return
        self.keep_typed()
        self._refused.say(fault="")
        self.look_ahead_soon()

    @work(exclusive=True, group="effects", exit_on_error=False)
    async def look_ahead(self) -> None:
        """Show how the letter reads with another time in it."""
        changes = self._changes() if self.letter is not None else {}
        if not changes.get("promised"):
            self._effects.show(())
            return
        desk, actor, ref = self.seat.desk, self.seat.actor, self.ref
        try:
            done = await self.write(lambda: desk.do(actor, "edit", ref, changes, dry_run=True))
        except DeskError as error:
            self._effects.show(())
            self._form.fields["promised"].below.say(fault=sentence(error))
        else:
            self._effects.show(done.effects[:-1])

    def action_send(self) -> None:
        """Send it as it stands here."""
        self._hand_in(then="send")

    def action_keep(self) -> None:
        """Keep it as it is written here."""
        self._hand_in(then="")

    def _hand_in(self, then: str) -> None:
        """Save it, and send it where it is a draft, unless something is missing."""
        if self.letter is None:
            return
        fields = self._form.fields
        lacking = [name for name in ("subject", "text") if not fields[name].value.strip()]
        self._form.fault(dict.fromkeys(lacking, "Write something, or drop it."))
        if not lacking:
            changes, goes = self._changes(), self.letter.state == "draft"
            self._run(lambda: self._save(changes, then=then if goes else ""))

    def action_drop(self) -> None:
        """Drop it; a second press is wanted, since nothing brings it back."""
        if not self._is_sure:
            self._is_sure = True
            self._tell_keys()
            return
        self._run(lambda: self._do("drop", {}))

    @work(group="save", exit_on_error=False)
    async def _run(self, use_case: Callable[[], str]) -> None:
        if self._is_busy:
            return
        self._is_busy = True
        try:
            said = await self.write(use_case)
        except Exception as error:  # noqa: BLE001 - the one funnel of a sheet
            refusal = self.refusal(error)
            self._refused.say(fault=f"{refusal.message}. {refusal.next_step}")
        else:
            self.forget_typed()
            self.dismiss(said)
        finally:
            self._is_busy = False

    def _save(self, changes: dict[str, str], then: str) -> str:
        """Write what was changed, then do what is to follow; what came of it, in a sentence."""
        said = f"{self.ref} stays as it is"
        if changes:
            assert self.letter is not None
            said = self._do("edit", changes, expect=self.letter.version)
        return self._do(then, {}) if then else said

    def _do(self, name: str, values: dict[str, str], expect: int | None = None) -> str:
        desk, actor = self.seat.desk, self.seat.actor
        done = desk.do(actor, name, self.ref, values, expect=expect)
        if name == "edit":
            return f"{done.ref} is kept as it is written"
        if name == "drop":
            return f"{done.ref} is dropped"
        leaves = desk.outbox_list.find(actor, self.ref).not_before
        return f"{done.ref} leaves at {near_moment(leaves, actor.zone, desk.clock.now())}"

    def _field(self, name: str) -> FormField:
        look = self.seat.look
        label = Label(look, GROUND, _LABELS[name], required=name != "promised")
        if name == "text":
            return FormField(label, TextField(look), name=name)
        check = understood(self.seat) if name == "promised" else None
        line = LineField(look, ground="background")
        return FormField(label, line, name=name, check=check)

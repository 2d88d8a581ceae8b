"""The sheet that writes a report about a problem to a file: in which form, for whom, and where."""

from __future__ import annotations

from asyncio import to_thread
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from desk.errors import Duplicate
from desk.rules.report import FORMATS, Report
from desk.screens.base import Deeds, Seat
from desk.screens.helping import HELP_KEY
from desk.widgets.fields import LineField
from desk.widgets.form import Below, Editor, Form, FormField, Label
from desk.widgets.key_line import KeyHint, KeyLine
from desk.widgets.matches import Option
from desk.widgets.picker import Picker
from desk.widgets.sheet import ListWide, Rule, sheet_width

_GROUND = "surface"
_PUBLIC = "public"
_HANDOVER, _PARTNER = "handover", "partner"
_ENDINGS = {_PUBLIC: "-public", _HANDOVER: "-handover", _PARTNER: "-partner"}
"""How the names of their files end."""
_FORMS = {
    "pdf": "a document to send or print",
    "html": "one page for a browser",
    "md": "Markdown",
    "json": "for programs",
}
_READERS = [
    Option("full", "us", "everything there is"),
    Option(_PUBLIC, "the customer", "nothing internal"),
    Option(_HANDOVER, "who takes over", "with customer and links"),
    Option(_PARTNER, "a partner", "nothing internal"),
]


class ReportSheet(Deeds, ListWide, ModalScreen[str | None]):
    """Answers with the place of the file that was written, or None."""

    CSS_PATH = "dialogs.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        HELP_KEY,
        Binding(
            "ctrl+s", "save", "write", id="document.save", priority=True, tooltip="Write the report"
        ),
        Binding("escape", "leave", "leave", id="document.leave", tooltip="Write nothing"),
    ]

    def __init__(self, seat: Seat, ref: str) -> None:
        super().__init__()
        self.seat = seat
        self._ref = ref
        self._named = ""
        """The name the sheet gave the file: what somebody typed is not changed."""
        self._replaces = ""
        """The file that is there already; asked once more it is replaced."""
        self._is_writing = False
        self._rule = Rule(seat.look)
        forms = [Option(form, form, _FORMS[form]) for form in sorted(FORMATS, key=[*_FORMS].index)]
        look = seat.look
        self._form = Form(
            [
                self._field("format", "Format", Picker(look, forms, ground=_GROUND)),
                self._field("reader", "For", Picker(look, _READERS, ground=_GROUND)),
                self._field("file", "File", LineField(look, ground="background")),
            ]
        )
        self._refused = Below(look, _GROUND)
        self._keys = KeyLine(look)

    def compose(self) -> ComposeResult:
        """The rule, the form and the keys."""
        with Vertical(id="sheet"):
            yield self._rule
            yield self._form
            yield self._refused
        yield self._keys

    def on_mount(self) -> None:
        """Begin with a PDF for the house, in the working folder."""
        pen = self._rule.pen
        title = f"Write a report about {self._ref}"
        self._rule.show([pen.ink(title, bold=True)], [pen.said(str(Path.cwd()), "muted")])
        self._keys.show([KeyHint("ctrl+s", "write"), KeyHint("esc", "leave")], "f1")
        self._form.fields["format"].put("pdf")
        self._form.fields["reader"].put("full")
        self._form.add_class("-tight")
        self._form.focus_first()
        self.query_one("#sheet").styles.width = sheet_width(self.app.size.width)
        self._name_file()

    def action_leave(self) -> None:
        """Write nothing."""
        self.dismiss(None)

    @on(FormField.Changed)
    def _changed(self, event: FormField.Changed) -> None:
        event.stop()
        self._replaces = ""
        self._refused.say()
        if event.field.name != "file":
            self._name_file()

    def _name_file(self) -> None:
        """Name the file after what is in it, unless somebody did."""
        values = {name: field.value for name, field in self._form.fields.items()}
        if values["format"] and values["file"] == self._named:
            kind = _ENDINGS.get(values["reader"], "")
            self._named = f"{self._ref}{kind}.{values['format']}"
            self._form.fields["file"].put(self._named)

    @work(group="save", exit_on_error=False)
    async def action_save(self) -> None:
        """Write it, once, however often it is asked."""
        values = self._form.values()
        missing = {name for name in self._form.fields if name not in values}
        self._form.fault(dict.fromkeys(missing, "Choose one of the list, or type a name."))
        if missing or self._is_writing:
            return
        self._is_writing = True
        self._refused.say(understood="Being written ...")
        try:
            await self._write(values)
        finally:
            self._is_writing = False

    async def _write(self, values: dict[str, str]) -> None:
        path = _place(values["file"])
        reports = self.seat.desk.reports
        reader = values["reader"]
        try:
            report = await self.read(lambda: self._report(reader))
            # Beside the reader's thread: a long PDF takes seconds, and lists go on meanwhile.
            data = await to_thread(reports.rendered, report, values["format"])
            replace = self._replaces == str(path)
            await to_thread(reports.keep, data, path, replace=replace)
        except Duplicate as error:
            self._replaces = str(path)
            self._refused.say(fault=f"{error.message}. ctrl+s again replaces it.")
        except Exception as error:  # noqa: BLE001 - the one funnel of a sheet
            refusal = self.refusal(error)
            self._refused.say(fault=f"{refusal.message}. {refusal.next_step}")
        else:
            self.dismiss(str(path))

    def _report(self, reader: str) -> Report:
        """What that reader may read."""
        reports, actor = self.seat.desk.reports, self.seat.actor
        if reader in (_HANDOVER, _PARTNER):
            return reports.handover(actor, self._ref, partner=reader == _PARTNER)
        return reports.problem(actor, self._ref, public=reader == _PUBLIC)

    def _field(self, name: str, text: str, editor: Editor) -> FormField:
        return FormField(Label(self.seat.look, _GROUND, text, required=False), editor, name=name)


def _place(typed: str) -> Path:
    """Where a file of that name lies: in the working folder, unless it says another."""
    return Path(typed.strip()).expanduser().absolute()

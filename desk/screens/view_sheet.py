"""The sheet that keeps a view: its name, filter, order, columns, key, and who has it."""

from __future__ import annotations

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from desk.errors import BadFilter
from desk.rows.views import ViewRow
from desk.rules.vocabulary import VIEW_KEYS
from desk.screens.base import Seat
from desk.screens.helping import HELP_KEY
from desk.screens.queue_list import SORTS
from desk.screens.recalling import Recalling
from desk.screens.sheet_texts import Sheet
from desk.widgets.fields import LineField
from desk.widgets.form import Below, Editor, Form, FormField, Label
from desk.widgets.key_line import KeyHint, KeyLine
from desk.widgets.matches import Option
from desk.widgets.picker import Picker
from desk.widgets.sheet import ListWide, Rule, sheet_width

_GROUND = "surface"
_NO_KEY = "none"


class ViewSheet(Recalling[str | None], ListWide, ModalScreen[str | None]):
    """Answers with the name under which the view is kept now, or None."""

    CSS_PATH = "dialogs.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        HELP_KEY,
        Binding("ctrl+s", "save", "save", id="view.save", priority=True, tooltip="Save the view"),
        Binding("escape", "leave", "leave", id="view.leave", tooltip="Change nothing"),
    ]

    def __init__(self, seat: Seat, view: ViewRow) -> None:
        super().__init__(seat)
        self._view = view
        self._rule = Rule(seat.look)
        self._form = Form([self._field(name, label) for name, label in _LABELS.items()])
        self._refused = Below(seat.look, _GROUND)
        self._keys = KeyLine(seat.look)

    def compose(self) -> ComposeResult:
        """The rule, the form and the keys."""
        with Vertical(id="sheet"):
            yield self._rule
            yield self._form
            yield self._refused
        yield self._keys

    def on_mount(self) -> None:
        """Fill in what the view is."""
        self.show_title("")
        self._keys.show([KeyHint("ctrl+s", "save"), KeyHint("esc", "leave")], "f1")
        view = self._view
        given = {
            "name": view.name,
            "filter": view.filter,
            "sort": view.sort,
            "columns": view.columns,
            "key": view.key or _NO_KEY,
            "shared": "yes" if view.is_shared else "no",
        }
        for name, text in given.items():
            self._form.fields[name].put(text)
        self._form.add_class("-tight")
        self._form.focus_first()
        self.query_one("#sheet").styles.width = sheet_width(self.app.size.width)
        self.begin_with()

    def show_title(self, word: str) -> None:
        """The title; beside it which view, or where what stands in the fields came from."""
        title = "Change the view" if self._view.id else "Save this list as a view"
        pen, aside = self._rule.pen, word or self._view.name
        said = [[pen.said(aside, "muted")]] if aside else []
        self._rule.show([pen.ink(title, bold=True)], *said)

    @property
    def _place(self) -> Sheet:
        return self._view.name or f"the list {self._view.filter}", "save"

    def action_leave(self) -> None:
        """Change nothing; what was typed stays for the next time."""
        self.keep_typed()
        self.seat.drafts.flush()
        self.dismiss(None)

    @on(FormField.Changed)
    def _typed(self, event: FormField.Changed) -> None:
        event.stop()
        self.keep_typed()

    @work(group="save", exclusive=True, exit_on_error=False)
    async def action_save(self) -> None:
        """Keep the view."""
        typed = self._form.values()
        desk, actor, view = self.seat.desk, self.seat.actor, self._view
        name = typed.get("name", "").strip()
        given = {key: typed.get(key, "") for key in ("filter", "columns")}
        given |= {key: typed[key] for key in ("sort", "key", "shared") if key in typed}
        if view.id and name:
            given["rename"] = name
        try:
            done = await self.write(
                lambda: desk.saved_views.save(actor, view.name if view.id else name, **given)
            )
        except BadFilter as error:
            self._form.fault({"filter": f"{error.message}. {error.next_step}"})
        except Exception as error:  # noqa: BLE001 - the one funnel of a sheet
            refusal = self.refusal(error)
            self._refused.say(fault=f"{refusal.message}. {refusal.next_step}")
        else:
            self.forget_typed()
            self.dismiss(done.ref)

    def _field(self, name: str, text: str) -> FormField:
        look = self.seat.look
        label = Label(look, _GROUND, text, required=name == "name")
        options = _CHOICES.get(name)
        editor: Editor = LineField(look, ground="background")
        if options is not None:
            editor = Picker(look, options, ground=_GROUND)
        return FormField(label, editor, name=name)


_LABELS = {
    "name": "Name",
    "filter": "Filter",
    "sort": "Order",
    "columns": "Columns",
    "key": "Key",
    "shared": "For",
}
_CHOICES = {
    "sort": [Option(sort, said) for sort, said in SORTS.items()],
    "key": [Option(_NO_KEY, "no key"), *(Option(key, key) for key in VIEW_KEYS)],
    "shared": [Option("no", "me"), Option("yes", "everybody")],
}

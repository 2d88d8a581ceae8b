"""What came of a bulk action: how many were done, and every one that was not, with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from desk.rows.work import Done
from desk.screens.base import Seat
from desk.screens.helping import HELP_KEY
from desk.widgets.entries import Entries, Entry
from desk.widgets.form import sentence
from desk.widgets.key_line import KeyLine, hints_of
from desk.widgets.sheet import ListWide, Rule, sheet_width

UNDO = "undo"
"""The answer that takes all of it back."""
_ROWS = 12


class Result(NamedTuple):
    """What is shown."""

    title: str
    aside: str
    done: Sequence[Done]
    subjects: dict[str, str]
    """Of what each reference is about."""
    can_undo: bool


class ResultSheet(ListWide, ModalScreen[str | None]):
    """Answers with the reference to open, with `UNDO`, or with None."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        HELP_KEY,
        Binding("enter", "open", "open", id="result.open", tooltip="Open the item"),
        Binding("u", "undo", "take all back", id="result.undo", tooltip="Take all of it back"),
        Binding("escape", "leave", "back", id="result.leave", tooltip="Back to the list"),
        Binding("j,down", "move(1)", "next", show=False, id="result.next", tooltip="The next item"),
        Binding("k,up", "move(-1)", "back", show=False, id="result.back", tooltip="The one before"),
        Binding("pagedown", "move(6)", "on", show=False, id="result.down", tooltip="Some items on"),
        Binding("pageup", "move(-6)", "up", show=False, id="result.up", tooltip="Some items back"),
    ]

    def __init__(self, seat: Seat, result: Result) -> None:
        super().__init__()
        self._result = result
        self._rule = Rule(seat.look)
        self._entries = Entries(seat.look, _ROWS)
        self._keys = KeyLine(seat.look)

    def compose(self) -> ComposeResult:
        """The rule, what was refused, the keys."""
        with Vertical(id="sheet"):
            yield self._rule
            yield self._entries
        yield self._keys

    def on_mount(self) -> None:
        """Show what was refused."""
        pen, result = self._rule.pen, self._result
        self._rule.show([pen.said(result.title, bold=True)], [pen.said(result.aside, "muted")])
        self._entries.show(
            [
                Entry(each.ref, "", each.ref, result.subjects.get(each.ref, ""), "", _why(each))
                for each in result.done
                if each.error is not None
            ]
        )
        self.query_one("#sheet").styles.width = sheet_width(self.app.size.width)
        self.bindings_updated_signal.subscribe(self, lambda _: self._keys.show(hints_of(self)))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing is taken back where nothing was done."""
        return self._result.can_undo if action == "undo" else True

    def on_entries_clicked(self, event: Entries.Clicked) -> None:
        """Open what was clicked on."""
        event.stop()
        self.action_open()

    def action_move(self, by: int) -> None:
        """Go to another item."""
        self._entries.move(by)

    def action_open(self) -> None:
        """Open the item under the cursor."""
        if self._entries.current is not None:
            self.dismiss(self._entries.current.key)

    def action_undo(self) -> None:
        """Take all of it back."""
        self.dismiss(UNDO)

    def action_leave(self) -> None:
        """Back to the list; what was refused is still marked."""
        self.dismiss(None)


def _why(done: Done) -> str:
    return sentence(done.error) if done.error is not None else ""

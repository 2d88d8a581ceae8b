"""Why an item is due when it is: every clock with the lines its due time was computed from."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen

from desk.rows.items import ItemRow
from desk.rules.vocabulary import PRIORITY_WORDS
from desk.screens.asking import GROUND
from desk.screens.base import Seat
from desk.screens.helping import HELP_KEY
from desk.widgets.clock_bar import Moment, clock_note, clock_pieces, worst_first
from desk.widgets.drawn import Drawn, Line, clip, flow
from desk.widgets.key_line import KeyHint, KeyLine
from desk.widgets.problem_facts import reasons_of
from desk.widgets.sheet import ListWide, Rule, sheet_width

_LABEL = 15
_BAR = 14


class Reasons(Drawn):
    """The clocks and the steps of each."""

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat.look, GROUND)
        self._item: ItemRow | None = None
        self._at = Moment(0, "UTC")

    def show(self, item: ItemRow, at: Moment) -> None:
        """Show why this item's clocks stand where they do."""
        self._item, self._at = item, at
        self.redraw()

    def draw(self, width: int) -> list[Line]:
        """The clocks, a blank line between them."""
        if self._item is None:
            return []
        pen = self.pen
        lines: list[Line] = [[], *self._priority(width)]
        if not self._item.clocks:
            none = pen.ink(" No clock runs on it: no agreed target fits.", "muted")
            return [*lines, [none], []]
        for clock in worst_first(self._item.clocks):
            head = clock_pieces(clock, self._at, pen, (_LABEL, _BAR))
            note = clock_note(clock, self._at)
            line = [pen.ink(" "), *head, pen.ink(f"  {note}", "muted")]
            lines.append(clip(line, width, pen.glyphs.cut))
            for step in clock.steps:
                lines += flow([pen.ink("   "), pen.said(step, "muted")], width - 1, 3)
            lines.append([])
        return lines

    def _priority(self, width: int) -> list[Line]:
        """Why it is so urgent, where that was worked out."""
        reasons = reasons_of(self._item.fields) if self._item else []
        if self._item is None or not reasons:
            return []
        work, pen = self._item.work, self.pen
        head = f" P{work.priority} {PRIORITY_WORDS[work.priority]}"
        lines: list[Line] = [[pen.ink(head, bold=True)]]
        for reason in reasons:
            lines += flow([pen.ink("   "), pen.said(reason, "muted")], width - 1, 3)
        return [*lines, []]


class WhySheet(ListWide, ModalScreen[None]):
    """Shows the reasons of an item's clocks; installed once, told which item before each time."""

    CSS_PATH = "dialogs.tcss"
    AUTO_FOCUS = "VerticalScroll"
    BINDINGS: ClassVar[list[BindingType]] = [
        HELP_KEY,
        Binding("escape,i", "close", "back", id="why.close", tooltip="Back to the item"),
    ]

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        self._seat = seat
        self._item: ItemRow | None = None
        self._rule = Rule(seat.look)
        self._reasons = Reasons(seat)
        self._keys = KeyLine(seat.look)

    def compose(self) -> ComposeResult:
        """The rule, the reasons, the keys."""
        with Vertical(id="sheet"):
            yield self._rule
            with VerticalScroll():
                yield self._reasons
        yield self._keys

    def explain(self, item: ItemRow) -> None:
        """Show this item's reasons from now on."""
        self._item = item

    def on_screen_resume(self) -> None:
        """Show the reasons as they stand now."""
        if self._item is None:
            return
        row, pen = self._item.work, self._rule.pen
        title = pen.ink(f"Why {row.ref} is due when it is", bold=True)
        self._rule.show([title], [pen.said(row.subject, "muted")])
        self._keys.show([KeyHint("esc", "back")])
        self.query_one("#sheet").styles.width = sheet_width(self.app.size.width)
        at = Moment(self._seat.desk.clock.now(), self._seat.actor.zone)
        self._reasons.show(self._item, at)
        self.query_one(VerticalScroll).scroll_home(animate=False)

    def action_close(self) -> None:
        """Back to where it was asked."""
        self.app.pop_screen()

"""What stands beside a trail on wide screens: clocks, customer, what a reply will do."""

from collections.abc import Mapping
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.strip import Strip

from desk.rows.items import ItemRow
from desk.rules.plain_text import fit
from desk.widgets.clock_bar import Moment, stacked
from desk.widgets.customer_card import card_lines
from desk.widgets.drawn import Drawn, Line, clip, flow
from desk.widgets.lateness import lateness_lines
from desk.widgets.look import Look
from desk.widgets.problem_facts import kin_lines, problem_groups, ticket_lines
from desk.widgets.relations import relation_lines

_LABEL = 15
_EXTRAS = 8
"""Fields of an imported record that are told; the rest is in `desk show`."""


class FactsPane(VerticalScroll, can_focus=False):
    """Where the facts stand; scrolls while it has the focus, which it takes in place of a trail."""

    DEFAULT_CSS = """
    FactsPane { height: 1fr; width: 1fr; scrollbar-size: 0 0; background: $background; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "scroll_down", "down", id="facts.down", show=False, tooltip="Read on"),
        Binding("k,up", "scroll_up", "up", id="facts.up", show=False, tooltip="Read back"),
    ]


class Facts(Drawn):
    """Groups of lines behind one upright line."""

    DEFAULT_CSS = """
    Facts { height: auto; min-height: 100%; background: $background; }
    """

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._item: ItemRow | None = None
        self._at = Moment(0, "UTC")
        self._effects: tuple[str, ...] = ()

    def show(self, item: ItemRow, at: Moment) -> None:
        """Show what is known of this item at that moment."""
        self._item, self._at = item, at
        self.redraw()

    def foretell(self, effects: tuple[str, ...]) -> None:
        """Say what sending a reply will do; nothing when none is being written."""
        if effects != self._effects:
            self._effects = effects
            self.redraw()

    def draw(self, width: int) -> list[Line]:
        """The groups, a blank line before each."""
        if self._item is None:
            return []
        pen, room = self.pen, width - 2
        groups = [
            self._clocks(room),
            lateness_lines(self._item, self._at, pen, room),
            *self._problem(room),
            relation_lines(self._item, self._at, pen, room),
            self._customer(room),
            self._extras(room),
            self._sending(room),
        ]
        lines = [line for group in groups if group for line in ([], *group)]
        return [[pen.ink(" "), *clip(line, room, pen.glyphs.cut)] for line in lines]

    def render_line(self, y: int) -> Strip:
        """A line of a group behind the upright line, which goes on below the last group."""
        width, pen = self.size.width, self.pen
        lines = self.lines(width - 1)
        line = [pen.ink(pen.glyphs.pane, "line"), *(lines[y] if y < len(lines) else [])]
        return Strip(line).adjust_cell_length(width, pen.look.palette.ink()).simplify()

    def _clocks(self, width: int) -> list[Line]:
        if self._item is None or not self._item.clocks:
            return []
        title = [self.pen.ink("Clocks", bold=True)]
        return [title, *stacked(self._item.clocks, self._at, self.pen, width)]

    def _problem(self, width: int) -> list[list[Line]]:
        """Why it is due then and so urgent, its ticket, its kin; nothing for other kinds."""
        item, at, pen = self._item, self._at, self.pen
        if item is None or item.work.kind != "problem":
            return []
        ticket = ticket_lines(item, at, pen, width)
        title: list[Line] = [[pen.ink("Matter", bold=True)]] if ticket else []
        kin = kin_lines(item, pen, width)
        return [*problem_groups(item, at, pen, width), [*title, *ticket], kin]

    def _customer(self, width: int) -> list[Line]:
        if self._item is None or self._item.customer is None:
            return []
        return card_lines(self._item.customer, self._at, self.pen, width, self._item.work.ref)

    def _extras(self, width: int) -> list[Line]:
        extra = self._item.fields.get("extra") if self._item else None
        if not isinstance(extra, Mapping) or not extra:
            return []
        pen = self.pen
        lines: list[Line] = [[pen.ink("From the record", bold=True)]]
        for name, value in list(extra.items())[:_EXTRAS]:
            label = fit(pen.gate(str(name)), _LABEL - 1, pen.glyphs.cut) + " "
            lines += flow([pen.ink(label, "muted"), pen.said(str(value))], width, _LABEL)[:2]
        return lines

    def _sending(self, width: int) -> list[Line]:
        lines: list[Line] = (
            [[self.pen.ink("When you send this", bold=True)]] if self._effects else []
        )
        for effect in self._effects:
            lines += flow([self.pen.said(effect, "muted")], width)
        return lines

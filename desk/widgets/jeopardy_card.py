"""The item under the cursor: when it is due, who plans what, what the customer knows."""

from __future__ import annotations

from desk.rows.jeopardy import Response
from desk.rows.work import WorkRow
from desk.rules.instants import DAY
from desk.rules.late_notices import knows_line
from desk.rules.times import near_moment, span
from desk.rules.vocabulary import words
from desk.widgets.drawn import Drawn, Line, Pen, clip, flow, spread, width_of
from desk.widgets.look import Look
from desk.widgets.work_cells import Reader, due_inks, urgency

BELOW = 4
"""Rows of the card below a list: its rule and three lines."""
_LABEL = 9
_DAYS = 2 * DAY
"""From here on days are told: it is the time of the clock on the wall."""


class JeopardyCard(Drawn):
    """Below a list a rule and three lines; in a pane as many as it takes."""

    DEFAULT_CSS = "JeopardyCard { height: auto; width: 1fr; background: $background; }"

    def __init__(self, look: Look, reader: Reader) -> None:
        super().__init__(look)
        self.is_pane = False
        self._reader = reader
        self._row: WorkRow | None = None
        self._response = Response()

    def show(self, row: WorkRow | None, response: Response, reader: Reader) -> None:
        """Show an item, and what was done about it."""
        if (row, response, reader) != (self._row, self._response, self._reader):
            self._row, self._response, self._reader = row, response, reader
            self.redraw()

    def draw(self, width: int) -> list[Line]:
        """The lines in so many cells."""
        pen, row = self.pen, self._row
        if self.is_pane:
            edge = pen.ink(pen.glyphs.pane, "line")
            return [[edge, *line] for line in self._pane(row, width - 1)]
        if row is None:
            return [[pen.ink(pen.glyphs.thin * width, "line")], [], [], []]
        lines = [self._due(row), self._plan(), self._told()]
        level = [pen.ink(f"{_level(self._response)} ", "muted")]
        first = spread([pen.ink(" "), *lines[0]], level, width, pen)
        rest = [clip([pen.ink(" "), *line], width - 1, pen.glyphs.cut) for line in lines[1:]]
        return [self._rule(row, width), first, *rest]

    def _pane(self, row: WorkRow | None, width: int) -> list[Line]:
        if row is None:
            return []
        pen = self.pen
        title = flow([pen.said(f"{row.ref}  {row.subject}", bold=True)], width - 2, 7)[:2]
        facts = flow([pen.ink(_facts(row, pen), "muted")], width - 2)[:2]
        lines = [*title, *facts, [], self._due(row)]
        lines += flow(self._plan(), width - 2, _LABEL)[:3]
        lines += flow(self._told(), width - 2, _LABEL)[:2]
        lines += [[pen.ink(_level(self._response), "muted")]] if self._response.level else []
        inside = [[pen.ink(" "), *clip(line, width - 2, pen.glyphs.cut)] for line in lines]
        return [*inside, []]

    def _rule(self, row: WorkRow, width: int) -> Line:
        pen, thin = self.pen, self.pen.glyphs.thin
        head = [pen.ink(f"{thin} ", "line"), pen.ink(row.ref, bold=True)]
        title = clip([*head, pen.ink(f"  {_facts(row, pen)} ", "muted")], width - 2, pen.glyphs.cut)
        return [*title, pen.ink(thin * (width - width_of(title)), "line")]

    def _due(self, row: WorkRow) -> Line:
        pen, reader = self.pen, self._reader
        if row.due is None:
            return [pen.ink(f"No clock of {row.ref} runs now", "muted")]
        at = urgency(row, reader.now)
        token, _, is_bold = due_inks(at)
        is_late = row.due <= reader.now
        seconds = max(60, abs(row.due - reader.now) // 60 * 60)
        left = span(seconds) if seconds < _DAYS else f"{seconds // DAY} days"
        said = f"{'Was due' if is_late else 'Due'} {near_moment(row.due, reader.zone, reader.now)}"
        aside = f", {left} ago" if is_late else f", {left} left"
        return [
            pen.sign(f"{pen.glyphs.level(at.level)} ", token, bold=is_bold),
            pen.ink(said, token if is_bold else "text", bold=is_bold),
            pen.ink(aside, "muted"),
        ]

    def _plan(self) -> Line:
        pen, response = self.pen, self._response
        label = pen.ink(f"{'Plan':<{_LABEL}}", "muted")
        if response.plan_at is None:
            key = pen.look.keys.in_words("Y says it", self.screen)
            return [label, pen.ink(f"nobody has said what is done; {key}", "muted")]
        at = near_moment(response.plan_at, self._reader.zone, self._reader.now)
        who = f"{pen.gate(response.planner)}, {at}: "
        return [label, pen.ink(who, "muted"), pen.said(response.plan)]

    def _told(self) -> Line:
        pen, response, reader = self.pen, self._response, self._reader
        label = pen.ink(f"{'Customer':<{_LABEL}}", "muted")
        until = ""
        if response.telling.promised is not None:
            until = f", new time {reader.near(response.telling.promised)}"
        said = knows_line(response.telling, reader.near)
        return [label, pen.ink(f"{said}{until}", "text" if response.told else "muted")]


def _facts(row: WorkRow, pen: Pen) -> str:
    customer = pen.gate(row.customer or row.contact)
    return pen.glyphs.between(words(row.kind), f"P{row.priority}", words(row.state), customer)


def _level(response: Response) -> str:
    return f"escalated to level {response.level}" if response.level else ""

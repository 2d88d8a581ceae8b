"""The message under the cursor in a few lines, or in full: to whom, what, and how it went."""

from __future__ import annotations

from desk.rows.outbox import OutboxRow
from desk.rules.plain_text import plain_lines
from desk.widgets.drawn import Drawn, Line, clip, flow, spread, width_of
from desk.widgets.look import Look
from desk.widgets.outbox_cells import facts_of, standing_of, told_of

BELOW = 4
"""Rows of the card below a list: its rule and three lines."""
_MOST = 400
"""Lines of a long text that are laid out."""


class LetterCard(Drawn):
    """Below a list a rule and three lines; in a pane the whole message."""

    DEFAULT_CSS = "LetterCard { height: auto; width: 1fr; background: $background; }"

    def __init__(self, look: Look, zone: str, now: int) -> None:
        super().__init__(look)
        self.is_pane = False
        self._zone, self._now = zone, now
        self._about: OutboxRow | None = None

    def show(self, row: OutboxRow | None, now: int) -> None:
        """Show a message."""
        if (row, now) != (self._about, self._now):
            self._about, self._now = row, now
            self.redraw()

    def draw(self, width: int) -> list[Line]:
        """The lines in so many cells."""
        pen, row = self.pen, self._about
        if self.is_pane:
            edge = pen.ink(pen.glyphs.pane, "line")
            lines = self._pane(row, width - 1) if row else []
            lines += [[]] * max(0, self.size.height - len(lines))
            return [[edge, *line] for line in lines]
        if row is None:
            return [[pen.ink(pen.glyphs.thin * width, "line")], [], [], []]
        return self._below(row, width)

    def _below(self, row: OutboxRow, width: int) -> list[Line]:
        """A rule with the facts; to whom and about what; the text; how it went."""
        pen, glyphs = self.pen, self.pen.glyphs
        thin = glyphs.thin
        who = f"written by {pen.gate(row.writer)}" if row.writer else ""
        facts = glyphs.between(facts_of(row, glyphs), who)
        title = [
            pen.ink(f"{thin} ", "line"),
            pen.ink(row.ref, bold=True),
            pen.ink(f"  {facts} ", "muted"),
        ]
        title = clip(title, width - 2, glyphs.cut)
        about = [pen.ink(f"{row.about} ", "muted")] if row.about else []
        text = " ".join(row.text.split())
        return [
            [*title, pen.ink(thin * (width - width_of(title)), "line")],
            spread([pen.ink(" "), *self._whom(row)], about, width, pen),
            clip([pen.ink(" "), pen.said(text or row.subject)], width - 1, glyphs.cut),
            clip([pen.ink(" "), *self._how(row)], width - 1, glyphs.cut),
        ]

    def _pane(self, row: OutboxRow, width: int) -> list[Line]:
        """The message in full."""
        pen = self.pen
        room = width - 2
        who = f"written by {pen.gate(row.writer)}" if row.writer else "written by the desk"
        about = f"about {row.about}" if row.about else ""
        lines = [
            *flow([pen.said(row.subject, bold=True)], room),
            [pen.ink(pen.glyphs.between(row.ref, facts_of(row, pen.glyphs)), "muted")],
            [pen.ink(pen.glyphs.between(about, who), "muted")],
            self._whom(row),
            *flow(self._how(row), room, 2),
            [],
        ]
        for line in plain_lines(row.text, ascii_only=pen.look.ascii_text)[:_MOST]:
            lines += flow([pen.ink(line)], room) if line else [[]]
        return [[pen.ink(" "), *clip(line, room, pen.glyphs.cut)] for line in lines]

    def _whom(self, row: OutboxRow) -> Line:
        pen = self.pen
        line = [pen.ink("To ", "muted"), pen.said(row.recipient)]
        if row.customer:
            line += [pen.ink(f" {pen.glyphs.dot} ", "muted"), pen.said(row.customer, "muted")]
        return line

    def _how(self, row: OutboxRow) -> Line:
        """When it leaves or what became of it; what the other side said comes from outside."""
        pen, how = self.pen, standing_of(row)
        sign = [pen.sign(f"{getattr(pen.glyphs, how.glyph)} ", how.token)] if how.glyph else []
        told = told_of(row, self._zone, self._now)
        is_loud = how.token in ("danger", "warning")
        line = [*sign, pen.ink(told, how.token if is_loud else "text", bold=how.token == "danger")]
        if row.last_answer and row.state != "inProgress":
            line += [pen.ink(": ", "muted"), pen.said(row.last_answer, "text")]
        return line

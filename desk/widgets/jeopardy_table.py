"""What is late or will be, a row each: the time to go, who has it, and what was done about it."""

from __future__ import annotations

from collections.abc import Mapping

from desk.rows.jeopardy import Response
from desk.rows.work import WorkRow
from desk.rules.plain_text import fit
from desk.widgets.drawn import Line, Pen
from desk.widgets.look import Look
from desk.widgets.work_cells import DUE, Columns, Pens, Reader, due_cells, owner_of, urgency
from desk.widgets.work_table import WorkTable

_PLAN, _TOLD, _LEVEL = 4, 6, 3
_LEAST = 8
_SAID = {"onItsWay": "going"}
"""How far the customer knows, where the words are longer than the column."""
_TOLD_TOKENS = {
    "before": "success",
    "after": "danger",
    "draft": "warning",
    "held": "warning",
    "failed": "danger",
}


class JeopardyTable(WorkTable):
    """It is given rows, and what was done about each of them."""

    DEFAULT_CSS = "JeopardyTable { height: 1fr; width: 1fr; background: $background; }"

    def __init__(self, look: Look, reader: Reader) -> None:
        super().__init__(look, reader)
        self._names = ("jeopardy",)
        self._responses: Mapping[int, Response] = {}

    def answer(self, responses: Mapping[int, Response]) -> None:
        """Know what was done; only rows that read differently are painted."""
        before, self._responses = self._responses, responses
        for line, row in enumerate(self.shown):
            if before.get(row.id) != responses.get(row.id):
                self._repaint(self.window.top + line)

    def response(self, row: WorkRow) -> Response:
        """What was done about an item."""
        return self._responses.get(row.id, Response())

    def show_columns(self, names: tuple[str, ...]) -> None:
        """The columns are always the same."""

    def _chosen_head(self) -> Line:
        titles = (
            (fit("Due", DUE, right=True), 2),
            (fit("Ref", self._ref), 2),
            (fit("Subject", self._subject), 2),
            (fit("Owner", self._columns.owner), 2),
            (fit("Plan", _PLAN), 2),
            (fit("Told", _TOLD), 2),
            (fit("Lvl", _LEVEL, right=True), 1),
        )
        text = " " * 3 + "".join(title + " " * gap for title, gap in titles)
        return [self._plain.far.ink(text, "muted")]

    def _chosen_cells(
        self, row: WorkRow, of: Columns, reader: Reader, drawn: Pens, *, is_new: bool
    ) -> Line:
        pen = drawn.far
        owner, owner_token = owner_of(row, reader, pen, of.owner)
        subject = fit(pen.gate(row.subject), self._subject, pen.glyphs.cut)
        return [
            *due_cells(urgency(row, reader.now), drawn.near),
            pen.ink(f"  {fit(row.ref, of.ref)}  ", "muted"),
            pen.ink(subject, bold=is_new),
            pen.ink("  " + fit(pen.gate(owner), of.owner, pen.glyphs.cut), owner_token),
            *_answered(self.response(row), pen),
        ]

    @property
    def _subject(self) -> int:
        """The width that is left for the subject."""
        fixed = 3 + DUE + 2 + self._ref + 2 + 2 + self._columns.owner
        return max(_LEAST, self.size.width - fixed - 2 - _PLAN - 2 - _TOLD - 2 - _LEVEL - 1)


def _answered(response: Response, pen: Pen) -> Line:
    """Whether there is a plan, whether the customer knows, how far it was escalated."""
    nobody = pen.glyphs.nobody
    has_plan = response.plan_at is not None
    plan = pen.sign(fit(pen.glyphs.done if has_plan else nobody, _PLAN), "success")
    told = fit(_SAID.get(response.told, response.told) or nobody, _TOLD)
    level = fit(str(response.level) if response.level else nobody, _LEVEL, right=True)
    return [
        pen.ink("  "),
        plan if has_plan else pen.ink(fit(nobody, _PLAN), "muted"),
        pen.ink(f"  {told}", _TOLD_TOKENS.get(response.told, "muted")),
        pen.ink(f"  {level}", "text" if response.level else "muted"),
    ]

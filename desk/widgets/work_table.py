"""The work list: each row with its clock, drawn line by line."""

from collections.abc import Mapping, Sequence

from textual.geometry import Region
from textual.strip import Strip

from desk.rows.work import WorkRow
from desk.widgets.drawn import Line, joined
from desk.widgets.look import Look
from desk.widgets.windowed import HEAD, WindowedList
from desk.widgets.work_cells import (
    SHORT_CURSOR,
    Columns,
    Reader,
    cells_of,
    columns,
    head,
    pens,
    urgency,
)

_LEAST_REF = 7


class WorkTable(WindowedList):
    """Rows of work under one line of column heads."""

    DEFAULT_CSS = "WorkTable { height: 1fr; width: 1fr; background: $background; }"

    def __init__(self, look: Look, reader: Reader) -> None:
        super().__init__(look)
        self.reader = reader
        self.is_beside_pane = False
        """Whether a narrow list gives room to a pane."""
        self.empty: tuple[str, ...] = ()
        """Lines that stand in place of rows when there are none."""
        self.fresh: set[int] = set()
        """Items that others changed and the cursor has not been on since: their subject is bold."""
        self._ref = _LEAST_REF
        self._plain, self._tinted = pens(look)

    @property
    def cursor_width(self) -> int:
        """A row, or its first cells with the short cursor."""
        return SHORT_CURSOR if self.look.short_cursor else self.size.width

    def open_at(self, rows: Sequence[WorkRow], *, is_first: bool, is_last: bool) -> None:
        """Show another list, or another end of it."""
        self._fit_references(rows)
        super().open_at(rows, is_first=is_first, is_last=is_last)

    def renew(self, rows: Sequence[WorkRow], *, is_first: bool, is_last: bool) -> None:
        """Show the same part of the list as it is now."""
        self._fit_references(rows)
        super().renew(rows, is_first=is_first, is_last=is_last)

    def add(self, rows: Sequence[WorkRow], *, backwards: bool, is_end: bool) -> None:
        """Take the rows that were wanted."""
        self._fit_references(rows)
        super().add(rows, backwards=backwards, is_end=is_end)

    def put(self, rows: Mapping[int, WorkRow]) -> None:
        """Exchange rows where they stand."""
        for place in self.window.put(rows):
            self._repaint(place)

    def forget_fresh(self, id_: int) -> None:
        """The operator has looked at an item."""
        place = self.window.place(id_)
        if id_ in self.fresh and place is not None:
            self.fresh.discard(id_)
            self._repaint(place)

    def tick(self, now: int) -> None:
        """Another minute: repaint the level and due cells that read differently."""
        before, self.reader = self.reader.now, self.reader._replace(now=now)
        for line, row in enumerate(self.shown):
            if urgency(row, before) != urgency(row, now):
                self.refresh(Region(1, HEAD + line, SHORT_CURSOR - 1, 1))

    def render_line(self, y: int) -> Strip:
        """One line of the list."""
        width = self.size.width
        of = columns(width, self._ref, is_beside_pane=self.is_beside_pane)
        place = self.window.top + y - HEAD
        pen = self._plain.far
        runs: Line = []
        if y < HEAD:
            runs = head(of, pen)
        elif place < len(self.window.rows):
            runs = self._row(place, of)
        elif not self.window.rows and 1 <= y - HEAD <= len(self.empty):
            token = "text" if y == HEAD + 1 else "muted"
            runs = [pen.ink(" " + self.empty[y - HEAD - 1], token)]
        return Strip(joined(runs)).adjust_cell_length(width, pen.look.palette.ink()).simplify()

    def _row(self, place: int, of: Columns) -> Line:
        row = self.window.rows[place]
        has_cursor = place == self.window.cursor
        drawn = self._tinted if has_cursor else self._plain
        bar = self.look.glyphs.cursor if has_cursor else " "
        cells = cells_of(row, of, self.reader, drawn, is_new=row.id in self.fresh)
        return [drawn.near.sign(bar, "accent"), *cells, drawn.far.ink(" ")]

    def _repaint(self, place: int) -> None:
        line = place - self.window.top
        if 0 <= line < self.window.height:
            self.refresh(Region(0, HEAD + line, self.size.width, 1))

    def _fit_references(self, rows: Sequence[WorkRow]) -> None:
        longest = max((len(row.ref) for row in rows), default=0)
        if longest > self._ref:
            self._ref = longest
            self.refresh()

"""The work list: each row with its clock, drawn line by line."""

from collections.abc import Iterable, Mapping, Sequence

from textual.geometry import Region
from textual.strip import Strip

from desk.rows.work import WorkRow
from desk.rules.list_columns import STANDARD
from desk.widgets.drawn import Line, joined
from desk.widgets.look import Look
from desk.widgets.windowed import HEAD, WindowedList
from desk.widgets.work_cells import (
    SHORT_CURSOR,
    Columns,
    Pens,
    Reader,
    cells_of,
    columns,
    first_cells,
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
        self.marked: set[int] = set()
        """Items that are marked."""
        self._names = STANDARD
        self._ref = _LEAST_REF
        self._plain, self._tinted = pens(look)

    @property
    def cursor_width(self) -> int:
        """A row, or its first cells with the short cursor."""
        return SHORT_CURSOR if self.look.short_cursor else self.size.width

    def show_columns(self, names: tuple[str, ...]) -> None:
        """Show these columns, as many as there is room for."""
        if names != self._names:
            self._names = names
            self.refresh()

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

    def mark(self, marked: set[int], changed: Iterable[int]) -> None:
        """Show these as marked; only rows whose mark came or went are painted."""
        self.marked = marked
        touched = set(changed)
        for line, row in enumerate(self.shown):
            if row.id in touched:
                self._repaint(self.window.top + line)

    def attend(self, others: Mapping[int, str]) -> None:
        """Show in the owner's place who else has an item open; only such cells are painted."""
        before = self.reader.others
        if others == before:
            return
        self.reader = self.reader._replace(others=others)
        left = self.size.width - 1 - self._columns.owner
        for line, row in enumerate(self.shown):
            if before.get(row.id) != others.get(row.id):
                is_usual = self._names == STANDARD
                place = (left, self._columns.owner) if is_usual else (0, self.size.width)
                self.refresh(Region(place[0], HEAD + line, place[1], 1))

    def tick(self, now: int) -> None:
        """Another minute: repaint the level and due cells that read differently."""
        before, self.reader = self.reader.now, self.reader._replace(now=now)
        for line, row in enumerate(self.shown):
            if urgency(row, before) != urgency(row, now):
                self.refresh(Region(1, HEAD + line, SHORT_CURSOR - 1, 1))

    def render_line(self, y: int) -> Strip:
        """One line of the list."""
        width, of = self.size.width, self._columns
        place = self.window.top + y - HEAD
        pen = self._plain.far
        runs: Line = []
        if y < HEAD:
            runs = head(of, pen) if self._names == STANDARD else self._chosen_head()
        elif place < len(self.window.rows):
            runs = self._row(place, of)
        elif not self.window.rows and 1 <= y - HEAD <= len(self.empty):
            token = "text" if y == HEAD + 1 else "muted"
            said = pen.look.keys.in_words(self.empty[y - HEAD - 1], self.screen)
            runs = [pen.ink(f" {said}", token)]
        return Strip(joined(runs)).adjust_cell_length(width, pen.look.palette.ink()).simplify()

    @property
    def _columns(self) -> Columns:
        return columns(self.size.width, self._ref, is_beside_pane=self.is_beside_pane)

    def _row(self, place: int, of: Columns) -> Line:
        row = self.window.rows[place]
        has_cursor = place == self.window.cursor
        drawn = self._tinted if has_cursor else self._plain
        draw = cells_of if self._names == STANDARD else self._chosen_cells
        cells = draw(row, of, self.reader, drawn, is_new=row.id in self.fresh)
        first = first_cells(drawn.near, cells, has_cursor, row.id in self.marked)
        return [*first, drawn.far.ink(" ")]

    def _chosen_head(self) -> Line:
        """The head of columns that somebody chose; what draws them is loaded with the first."""
        from desk.widgets.work_columns import chosen, chosen_head

        return chosen_head(chosen(self._names, self.size.width, self._ref), self._plain.far)

    def _chosen_cells(
        self, row: WorkRow, _: Columns, reader: Reader, drawn: Pens, *, is_new: bool
    ) -> Line:
        from desk.widgets.work_columns import chosen, chosen_cells

        of = chosen(self._names, self.size.width, self._ref)
        return chosen_cells(row, of, reader, drawn, is_new=is_new)

    def _repaint(self, place: int) -> None:
        line = place - self.window.top
        if 0 <= line < self.window.height:
            self.refresh(Region(0, HEAD + line, self.size.width, 1))

    def _fit_references(self, rows: Sequence[WorkRow]) -> None:
        longest = max((len(row.ref) for row in rows), default=0)
        if longest > self._ref:
            self._ref = longest
            self.refresh()

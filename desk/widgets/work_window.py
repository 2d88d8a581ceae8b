"""The part of a long list that is in memory: some pages of rows, where the cursor and the top are.

Rows come and go at both ends, the cursor belongs to an item and not to a place.
"""

from collections.abc import Mapping, Sequence

from desk.rows.work import WorkRow

PAGE = 100
"""Rows that are asked for at a time."""
MOST = 4 * PAGE
"""Rows that are kept; beyond them the far end is dropped and read again when it is wanted."""
NEAR = 40
"""How close to an end of the window the next page is asked for."""


class Window:
    """Rows in order, the index of the cursor's row, and of the row at the top of the screen."""

    def __init__(self, near: int = NEAR) -> None:
        self._near = near
        self.rows: list[WorkRow] = []
        self.cursor = 0
        self.top = 0
        self.height = 1
        """How many rows the screen shows."""
        self.is_first = True
        """Whether nothing lies before the first row."""
        self.is_last = True
        """Whether nothing lies after the last row."""

    @property
    def row(self) -> WorkRow | None:
        """The row of the cursor; None in an empty list."""
        return self.rows[self.cursor] if self.rows else None

    def place(self, id_: int) -> int | None:
        """The index of an item; None when it is not in the window."""
        return next((place for place, row in enumerate(self.rows) if row.id == id_), None)

    def open(self, rows: Sequence[WorkRow], *, is_first: bool, is_last: bool) -> None:
        """Begin anew with these rows; the cursor stands at the end that the list ends at."""
        self.rows = list(rows)
        self.is_first, self.is_last = is_first, is_last
        self.cursor = 0 if is_first else max(0, len(self.rows) - 1)
        self.top = 0
        self._settle()

    def renew(self, rows: Sequence[WorkRow], *, is_first: bool, is_last: bool) -> None:
        """Take the same part of the list as it is now; the cursor stays on its item and its line.

        An item that is gone leaves the cursor to the one that took its place.
        """
        row, line = self.row, self.cursor - self.top
        self.rows = list(rows)
        self.is_first, self.is_last = is_first, is_last
        found = self.place(row.id) if row else None
        self.cursor = min(self.cursor, max(0, len(self.rows) - 1)) if found is None else found
        self.top = self.cursor - line
        self._settle()

    def extend(self, rows: Sequence[WorkRow], *, is_last: bool) -> None:
        """Add the page that follows; drop as many rows at the start as are too many."""
        self.rows += rows
        self.is_last = is_last
        spare = min(len(self.rows) - MOST, self.top, self.cursor)
        if spare > 0:
            del self.rows[:spare]
            self.top -= spare
            self.cursor -= spare
            self.is_first = False

    def precede(self, rows: Sequence[WorkRow], *, is_first: bool) -> None:
        """Add the page that comes before; drop as many rows at the end as are too many."""
        self.rows[:0] = rows
        self.top += len(rows)
        self.cursor += len(rows)
        self.is_first = is_first
        kept = max(MOST, self.top + self.height, self.cursor + 1)
        if len(self.rows) > kept:
            del self.rows[kept:]
            self.is_last = False

    def put(self, rows: Mapping[int, WorkRow]) -> list[int]:
        """Exchange rows by id where they stand; the indices that changed."""
        changed = []
        for place, row in enumerate(self.rows):
            fresh = rows.get(row.id)
            if fresh is not None and fresh != row:
                self.rows[place] = fresh
                changed.append(place)
        return changed

    def move(self, steps: int, *, turn: int = 1) -> None:
        """Move the cursor; at an edge of the screen the list goes on by `turn` rows."""
        self.cursor = max(0, min(len(self.rows) - 1, self.cursor + steps))
        if self.cursor >= self.top + self.height:
            self.top = self.cursor - self.height + max(1, turn)
        elif self.cursor < self.top:
            self.top = self.cursor - max(1, turn) + 1
        self._settle()

    def turn_to(self, id_: int) -> bool:
        """Put the cursor on an item if it is in the window."""
        place = self.place(id_)
        if place is not None:
            self.move(place - self.cursor)
        return place is not None

    def resize(self, height: int) -> None:
        """The screen shows another number of rows."""
        self.height = max(1, height)
        self._settle()

    @property
    def wants_after(self) -> bool:
        """Whether the page after the last row should be asked for."""
        return not self.is_last and len(self.rows) - self.top - self.height < self._near

    @property
    def wants_before(self) -> bool:
        """Whether the page before the first row should be asked for."""
        return not self.is_first and self.top < self._near

    def _settle(self) -> None:
        """No empty lines below the last row while there are rows above, the cursor in sight."""
        lowest = max(0, len(self.rows) - self.height)
        self.top = max(0, min(self.top, lowest, self.cursor))
        self.top = max(self.top, self.cursor - self.height + 1)

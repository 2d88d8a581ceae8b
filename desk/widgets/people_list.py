"""The people of the desk by their teams, drawn line by line; the cursor stands on people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.strip import Strip

from desk.rows.people import StaffRow, TeamRow
from desk.widgets.drawn import Line, joined
from desk.widgets.look import Look
from desk.widgets.people_cells import cut_to, person_pieces, team_pieces
from desk.widgets.people_lines import PeopleLine, lines_of
from desk.widgets.short_list import ShortList
from desk.widgets.work_cells import Reader, first_cells

_AIRY = 32
"""Rows of the screen from which teams stand apart."""


class PeopleList(ShortList):
    """It is given people and teams and says where the cursor is; it reads nothing itself."""

    DEFAULT_CSS = "PeopleList { height: 1fr; width: 1fr; background: $background; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "edit", tooltip="Change the person", id="people.edit"),
    ]
    head = 0

    def __init__(self, look: Look, reader: Reader) -> None:
        super().__init__(look)
        self.reader = reader
        self.lines: list[PeopleLine] = []
        self._given: tuple[tuple[TeamRow, ...], tuple[StaffRow, ...]] = (), ()

    @property
    def current(self) -> PeopleLine | None:
        """The line of the cursor."""
        return self.lines[self.stops[self.place]] if self.stops else None

    def show(self, teams: Iterable[TeamRow], staff: Sequence[StaffRow], reader: Reader) -> None:
        """Show them; the cursor stays on its person in the same team."""
        self._given, self.reader = (tuple(teams), tuple(staff)), reader
        self._lay_out()

    def turn_to(self, name: str) -> None:
        """Put the cursor on a person, by name."""
        for place, stop in enumerate(self.stops):
            staff = self.lines[stop].staff
            if staff is not None and staff.person.name == name:
                self.go(place)
                return

    def above(self, line: int) -> int:
        """The title of the first person of a team."""
        return line - 1 if line and self.lines[line - 1].is_title else line

    def on_resize(self) -> None:
        """Another size may leave room for blank lines."""
        self._lay_out()

    def render_line(self, y: int) -> Strip:
        """A line of the list."""
        line = self.top + y
        drawn = self._drawn(line) if line < len(self.lines) else []
        strip = Strip(joined(drawn))
        return strip.adjust_cell_length(self.size.width, self.look.palette.ink()).simplify()

    def _drawn(self, number: int) -> Line:
        line, pen, width = self.lines[number], self.plain.far, self.size.width
        if line.team is None:
            return []
        if line.is_title:
            return cut_to(team_pieces(line, self._away(line), pen, width), width + 1, pen)
        has_cursor = number == self.line
        drawn = self.tinted if has_cursor else self.plain
        pieces = person_pieces(line, self.reader, drawn, width)
        return [*first_cells(drawn.near, pieces, has_cursor, False), drawn.far.ink(" ")]

    def _away(self, title: PeopleLine) -> int:
        """How many of a team are away now."""
        rows = [line.staff for line in self.lines if line.team == title.team and line.staff]
        return sum(row.person.back_at(self.reader.now) is not None for row in rows)

    def _lay_out(self) -> None:
        here = self.current.key if self.current is not None else None
        airy = self.app.size.height >= _AIRY if self.is_attached else False
        teams, staff = self._given
        self.lines = lines_of(teams, staff, self.reader.now, airy=airy)
        self.stops = [
            n for n, line in enumerate(self.lines) if line.team is not None and not line.is_title
        ]
        self.many = len(self.lines)
        found = [n for n, stop in enumerate(self.stops) if self.lines[stop].key == here]
        self.place = found[0] if found else self.place
        self.settle()
        self.refresh()
        self.post_message(self.Moved())

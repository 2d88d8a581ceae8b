"""Who has to do what on which day, drawn line by line; the cursor stands on tasks."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from desk.rows.tasks import Agenda, TaskRow
from desk.widgets.agenda_cells import (
    agenda_columns,
    day_pieces,
    person_pieces,
    task_pieces,
)
from desk.widgets.agenda_lines import AgendaLine, lines_of, short_day, tasks_on
from desk.widgets.drawn import Line, joined
from desk.widgets.look import Look
from desk.widgets.short_list import ShortList
from desk.widgets.work_cells import Reader, first_cells

AIRY = 32
"""Rows of the screen from which people stand apart."""
_LEAST_REF = 5


class AgendaList(ShortList):
    """It is given an agenda and says where the cursor is; it reads nothing itself."""

    DEFAULT_CSS = "AgendaList { height: 1fr; width: 1fr; background: $background; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "open", tooltip="Open the problem at this task", id="list.open"),
        Binding("left", "day(-1)", "day", show=False, tooltip="A day back", id="agenda.before"),
        Binding("right", "day(1)", "day", tooltip="A day on", id="agenda.after"),
    ]

    class Beyond(Message):
        """A day is wanted that lies before the first one, or after the last."""

        def __init__(self, by: int) -> None:
            super().__init__()
            self.by = by

    def __init__(self, look: Look, reader: Reader) -> None:
        super().__init__(look)
        self.reader = reader
        self.agenda = Agenda((), reader.now)
        self.lines: list[AgendaLine] = []
        self.marked: set[int] = set()
        """Numbers of the tasks that are marked."""
        self.empty: tuple[str, ...] = ()
        """What is said in place of lines when there are none."""
        self._ref = _LEAST_REF

    @property
    def current(self) -> TaskRow | None:
        """The task of the cursor."""
        return self.lines[self.stops[self.place]].task if self.stops else None

    @property
    def day(self) -> int:
        """Which of the days the cursor is in."""
        return self.lines[self.stops[self.place]].day if self.stops else 0

    def show(self, agenda: Agenda, reader: Reader, *, afresh: bool = False) -> None:
        """Show it; the cursor stays on its task, and only lines that differ are painted.

        `afresh` begins with the first task of all.
        """
        before, here, line = self._in_sight(), self.current, self.line - self.top
        self.agenda, self.reader = agenda, reader
        self._lay_out()
        if afresh:
            self.place = self.top = 0
        elif here is not None:
            found = [n for n, stop in enumerate(self.stops) if self._number(stop) == here.number]
            self.place = found[0] if found else self.place
        self.settle()
        if self.stops and not afresh:
            self.top = self.stops[self.place] - line
            self.settle()
        for y, (old, new) in enumerate(zip(before, self._in_sight(), strict=True)):
            if old != new:
                self.refresh(Region(0, y, self.size.width, 1))
        self.post_message(self.Moved())

    def turn_to(self, number: int) -> None:
        """Put the cursor on a task, if it is here."""
        found = [n for n, stop in enumerate(self.stops) if self._number(stop) == number]
        self.go(found[0] if found else self.place)

    def mark(self, marked: set[int]) -> None:
        """Show these as marked; only lines whose mark came or went are painted."""
        changed = self.marked ^ marked
        self.marked = set(marked)
        for stop in self.stops:
            if self._number(stop) in changed:
                self.repaint(stop)

    def settle(self) -> None:
        """Below the last task, too, what stands there is in sight as far as there is room."""
        super().settle()
        if self.stops and self.place == len(self.stops) - 1:
            lowest = max(0, self.many - self.height)
            self.top = max(self.top, min(lowest, self.above(self.stops[self.place])))

    def above(self, line: int) -> int:
        """Whose task it is, and for the first of a day its title."""
        first = line
        while first and self.lines[first - 1].person is not None and self.lines[first].task:
            first -= 1
        return first - 1 if first and self.lines[first - 1].title else first

    def go(self, place: int) -> None:
        """With the cursor the day may change that is underlined."""
        was = self.day
        super().go(place)
        if self.day != was:
            self.refresh(Region(0, 0, self.size.width, self.head))

    def action_day(self, by: int) -> None:
        """Go to the first task of the next day that has any, or of the one before."""
        days = [self.lines[stop].day for stop in self.stops]
        ahead = [n for n, day in enumerate(days) if (day - self.day) * by > 0]
        if not ahead:
            self.post_message(self.Beyond(by))
        else:
            self.go(ahead[0] if by > 0 else days.index(days[ahead[-1]]))
            self._head_with_day()

    def on_resize(self) -> None:
        """Another size may leave room for blank lines."""
        number = self.current.number if self.current else None
        self._lay_out()
        if number is not None:
            self.place = next(
                (n for n, stop in enumerate(self.stops) if self._number(stop) == number), 0
            )
        self.settle()
        self.refresh()  # it was painted in its new size already

    def render_line(self, y: int) -> Strip:
        """The days, or a line of one of them."""
        width = self.size.width
        strip = Strip(joined(self._drawn(y)))
        return strip.adjust_cell_length(width, self.look.palette.ink()).simplify()

    def _head_with_day(self) -> None:
        """The title of the day is at the top, where there are lines enough below it."""
        title = next(n for n, line in enumerate(self.lines) if line.title and line.day == self.day)
        self.top = title
        self.settle()
        self.refresh()

    def _in_sight(self) -> list[Line]:
        return [self._drawn(y) for y in range(self.size.height)]

    def _drawn(self, y: int) -> Line:
        width, line = self.size.width, self.top + y - self.head
        if y < self.head:
            return self._days(width)
        if line < len(self.lines):
            return self._line(line, width)
        if not self.lines and 1 <= y - self.head <= len(self.empty):
            said = self.look.keys.in_words(self.empty[y - self.head - 1], self.screen)
            return [self.plain.far.ink(f" {said}", "text" if y == self.head + 1 else "muted")]
        return []

    def _days(self, width: int) -> Line:
        """The days there are, each with how many tasks; that of the cursor underlined."""
        pen, used = self.plain.far, 0
        line: Line = []
        for place, day in enumerate(self.agenda.days):
            name = short_day(day, self.agenda.now, self.reader.zone)
            many = tasks_on(day)
            count = f" {many:,}" if many else f" {pen.glyphs.nobody}"
            gap = "   " if line else " "
            used += len(gap) + len(name) + len(count)
            if used >= width:
                break
            here = place == self.day
            style = self.look.palette.ink("text" if here else "muted", bold=here, underline=here)
            line += [pen.ink(gap), pen.ink(name)._replace(style=style), pen.ink(count, "muted")]
        return line

    def _line(self, number: int, width: int) -> Line:
        line, pen = self.lines[number], self.plain.far
        if line.task is None:
            if line.person is not None:
                return person_pieces(line, self.reader, pen, width)
            return day_pieces(line, pen, width)
        has_cursor = number == self.line
        drawn = self.tinted if has_cursor else self.plain
        of = agenda_columns(width, self._ref, self.reader.zone)
        pieces = task_pieces(line, of, self.reader, drawn)
        is_marked = line.task.number in self.marked
        return [*first_cells(drawn.near, pieces, has_cursor, is_marked), drawn.far.ink(" ")]

    def _lay_out(self) -> None:
        airy = self.app.size.height >= AIRY if self.is_attached else False
        self.lines = lines_of(self.agenda, self.reader, airy=airy)
        self.stops = [n for n, line in enumerate(self.lines) if line.task is not None]
        self.many = len(self.lines)
        refs = (len(line.task.ref) for line in self.lines if line.task is not None)
        self._ref = max(_LEAST_REF, *refs, 0)

    def _number(self, line: int) -> int:
        task = self.lines[line].task
        return task.number if task is not None else 0

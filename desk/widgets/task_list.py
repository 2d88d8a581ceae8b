"""The tasks of a problem in their order, drawn line by line, the cursor on one of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from desk.rows.tasks import TaskRow
from desk.widgets.drawn import Line, joined, spread
from desk.widgets.look import Look
from desk.widgets.short_list import ShortList
from desk.widgets.sight import counted
from desk.widgets.task_cells import due_of, task_cells, task_columns
from desk.widgets.work_cells import Reader, first_cells

_LEAST = 3
_SHARE = 4
"""What part of the screen's rows the tasks may take."""


class TaskList(ShortList):
    """It is given the tasks of one problem and says what is wanted of them; it reads nothing."""

    DEFAULT_CSS = "TaskList { height: auto; width: 1fr; background: $background; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "finish", tooltip="Finish the task", id="task.open"),
        Binding("space", "mark", "mark", tooltip="Mark the task, or unmark it", id="task.mark"),
    ]
    cursor_hides = True
    takes_more = reactive(True)
    """Whether a task can still be added."""

    class Marked(Message):
        """Tasks are marked, or no longer."""

    def __init__(self, look: Look, reader: Reader) -> None:
        super().__init__(look)
        self.reader = reader
        self.is_pane = False
        """Whether it stands in a pane, behind an upright line."""
        self.tasks: tuple[TaskRow, ...] = ()
        self.marked: set[int] = set()
        """Numbers of the tasks that are marked."""

    @property
    def current(self) -> TaskRow | None:
        """The task of the cursor."""
        return self.tasks[self.place] if self.tasks else None

    @property
    def chosen(self) -> list[TaskRow]:
        """The tasks that are marked; the one of the cursor when none is."""
        marked = [task for task in self.tasks if task.number in self.marked]
        return marked or ([self.current] if self.current else [])

    def show(self, tasks: Iterable[TaskRow], reader: Reader) -> None:
        """Show these; the cursor stays on its task, and only lines that differ are painted."""
        before, here = self._drawn(), self.current
        many, was = len(self.tasks), counted(self.tasks)
        self.tasks, self.reader = tuple(tasks), reader
        self.stops, self.many = range(len(self.tasks)), len(self.tasks)
        self.marked &= {task.number for task in self.tasks}
        self.can_focus = bool(self.tasks)
        if here is not None:
            self.turn_to(here.number)
        self.settle()
        if many != len(self.tasks) or was != counted(self.tasks):
            self.refresh(layout=many != len(self.tasks))
            return
        for place, (old, new) in enumerate(zip(before, self._drawn(), strict=True)):
            if old != new:
                self.repaint(place)

    def tick(self, now: int) -> None:
        """Another minute: repaint the tasks whose time reads differently."""
        self.show(self.tasks, self.reader._replace(now=now))

    def begin(self) -> None:
        """Begin anew with another problem."""
        self.tasks, self.marked = (), set()
        self.stops, self.many, self.place, self.top = (), 0, 0, 0
        self.refresh(layout=True)

    def go_to_next(self) -> None:
        """Put the cursor on the first task that has not ended."""
        open_ = [place for place, task in enumerate(self.tasks) if not task.has_ended]
        self.go(open_[0] if open_ else self.place)

    def turn_to(self, number: int) -> bool:
        """Put the cursor on the task of that number; False when it is not one of these."""
        found = next((n for n, task in enumerate(self.tasks) if task.number == number), None)
        if found is not None:
            self.go(found)
        return found is not None

    def unmark(self, numbers: Iterable[int]) -> None:
        """Take the marks off these."""
        gone = self.marked & set(numbers)
        self.marked -= gone
        self._show_marks(gone)

    def action_mark(self) -> None:
        """Mark the task of the cursor, or take its mark off, and go on to the next."""
        if self.current is not None:
            number = self.current.number
            self.marked ^= {number}
            self._show_marks({number})
            self.action_move(1)

    @property
    def height(self) -> int:
        """How many tasks are in sight, or will be once they are laid out."""
        return max(1, self._room(self.app.size.height)) if self.is_attached else 1

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """The title, and as many tasks as may stand on a screen of that height."""
        return self.head + self._room(viewport.height)

    def _room(self, rows: int) -> int:
        return min(len(self.tasks), max(_LEAST, rows // _SHARE))

    def render_line(self, y: int) -> Strip:
        """The title, or a task."""
        width = self.size.width
        edge = [self.plain.far.ink(self.look.glyphs.pane, "line")] if self.is_pane else []
        room = width - len(edge)
        place = self.top + y - self.head
        line: Line = []
        if y < self.head:
            line = self._head(room)
        elif place < len(self.tasks):
            line = self._row(place, room)
        strip = Strip([*edge, *joined(line)])
        return strip.adjust_cell_length(width, self.look.palette.ink()).simplify()

    def _head(self, width: int) -> Line:
        pen = self.plain.far
        style = self.look.palette.ink(bold=True, underline=self.has_focus)
        line = [pen.ink(" "), pen.ink("Tasks")._replace(style=style)]
        if not self.tasks:
            said = self.look.keys.in_words("t adds one, L lays a plan.", self.screen)
            none = f"none yet; {said}" if self.takes_more else "none"
            return [*line, pen.ink(f"  {none}", "muted")]
        done, many = counted(self.tasks)
        marked = f"  {len(self.marked)} marked" if self.marked else ""
        line += [pen.ink(f" {done} of {many}", "muted"), pen.ink(marked, bold=True)]
        return spread(line, [pen.ink(f"{self._outside()} ", "muted")], width, pen)

    def _outside(self) -> str:
        """How many tasks are above and below those that are shown."""
        below = len(self.tasks) - self.top - self.height
        parts = [f"{self.top} earlier {self.look.glyphs.more_above}"] if self.top else []
        parts += [f"{below} more {self.look.glyphs.more_below}"] if below > 0 else []
        return "  ".join(parts)

    def _row(self, place: int, width: int) -> Line:
        task, has_cursor = self.tasks[place], place == self.line
        drawn = self.tinted if has_cursor else self.plain
        of = task_columns(self.tasks, self.reader, self.plain.far, width)
        cells = task_cells(task, of, self.reader, drawn)
        first = first_cells(drawn.near, cells, has_cursor, task.number in self.marked)
        return [*first, drawn.far.ink(" ")]

    def _drawn(self) -> list[object]:
        """What each line says, to find those that differ."""
        pen = self.plain.far
        return [(task._replace(version=0), due_of(task, self.reader, pen)) for task in self.tasks]

    def _show_marks(self, changed: set[int]) -> None:
        for place, task in enumerate(self.tasks):
            if task.number in changed:
                self.repaint(place)
        self.refresh(Region(0, 0, self.size.width, self.head))
        self.post_message(self.Marked())

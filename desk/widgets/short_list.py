"""A list that is in memory as a whole: moves its cursor and paints only the lines that change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.message import Message
from textual.widget import Widget

from desk.widgets.look import Look
from desk.widgets.work_cells import pens


class ShortList(Widget, can_focus=True):
    """Lines below a head; the cursor stands on some of them. Subclasses draw them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "move(1)", "next", show=False, tooltip="The next one", id="list.next"),
        Binding("k,up", "move(-1)", "back", show=False, tooltip="The one before", id="list.back"),
        Binding(
            "pagedown", "page(1)", "page down", show=False, tooltip="A page on", id="list.down"
        ),
        Binding("pageup", "page(-1)", "page up", show=False, tooltip="A page back", id="list.up"),
        Binding("home", "end(True)", "first", show=False, tooltip="The first one", id="list.first"),
        Binding("end", "end(False)", "last", show=False, tooltip="The last one", id="list.last"),
    ]

    class Moved(Message):
        """The cursor stands on another line."""

    class Opened(Message):
        """Enter, or a second click."""

    head = 1
    """Lines above the others, which never leave."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self.stops: Sequence[int] = ()
        """The lines on which the cursor can stand."""
        self.many = 0
        """How many lines there are."""
        self.place = 0
        """Which of the stops has the cursor."""
        self.top = 0
        """The first line in sight below the head."""
        self.plain, self.tinted = pens(look)

    @property
    def cursor_hides(self) -> bool:
        """Whether the cursor shows only while the list has the focus."""
        return False

    @property
    def height(self) -> int:
        """How many lines are in sight below the head."""
        return max(1, self.size.height - self.head)

    @property
    def line(self) -> int:
        """The line of the cursor; -1 when it can stand on none, or is not to be seen."""
        if not self.stops or (self.cursor_hides and not self.has_focus):
            return -1
        return self.stops[self.place]

    def go(self, place: int) -> None:
        """Put the cursor on another of the stops."""
        place = max(0, min(len(self.stops) - 1, place))
        if place == self.place or not self.stops:
            return
        was, top = self.stops[self.place], self.top
        self.place = place
        self.settle()
        if self.top != top:
            self.refresh()
        else:
            self.repaint(was)
            self.repaint(self.stops[place])
        self.post_message(self.Moved())

    def settle(self) -> None:
        """The cursor is in sight with what stands above it, and no line is blank for nothing."""
        self.place = max(0, min(self.place, len(self.stops) - 1))
        lowest = max(0, self.many - self.height)
        if not self.stops:
            self.top = min(self.top, lowest)
            return
        line = self.stops[self.place]
        self.top = min(self.top, lowest, self.above(line) if self.place else 0)
        self.top = max(self.top, line - self.height + 1)

    def above(self, line: int) -> int:
        """The first of the lines that belong above one on which the cursor can stand."""
        return line

    def repaint(self, line: int) -> None:
        """Paint one line again, if it is in sight."""
        y = line - self.top
        if 0 <= y < self.height:
            self.refresh(Region(0, self.head + y, self.size.width, 1))

    def action_move(self, by: int) -> None:
        """Go so many on."""
        self.go(self.place + by)

    def action_page(self, pages: int) -> None:
        """Go a page on, or back."""
        self.go(self.place + pages * max(2, self.height - 1))

    def action_end(self, first: bool) -> None:
        """Go to the first or the last one."""
        self.go(0 if first else len(self.stops) - 1)

    def action_open(self) -> None:
        """Ask for what the cursor stands on."""
        if self.stops:
            self.post_message(self.Opened())

    def on_click(self, event: events.Click) -> None:
        """A click puts the cursor on a line, a second one opens it."""
        offset = event.get_content_offset(self)
        line = self.top + offset.y - self.head if offset is not None else -1
        if offset is None or offset.y < self.head or line not in self.stops:
            return
        if event.chain > 1:
            self.action_open()
        else:
            self.go(list(self.stops).index(line))

    def on_mouse_scroll_down(self) -> None:
        """The wheel moves the cursor."""
        self.action_move(1)

    def on_mouse_scroll_up(self) -> None:
        """The wheel moves the cursor."""
        self.action_move(-1)

    def on_resize(self) -> None:
        """As many lines as there is room for, the cursor among them."""
        top = self.top
        self.settle()
        if self.top != top:  # it was painted in its new size already
            self.refresh()

    def watch_has_focus(self, has_focus: bool) -> None:
        """Where the title and the cursor tell of the focus, they are painted again."""
        super().watch_has_focus(has_focus)
        if self.cursor_hides:
            self.refresh(Region(0, 0, self.size.width, self.head))
            if self.stops:
                self.repaint(self.stops[self.place])

"""A list of any length: moves its cursor through a window of rows and asks for more in time."""

from collections.abc import Sequence
from itertools import zip_longest
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.message import Message
from textual.widget import Widget

from desk.rows.work import Key, WorkRow
from desk.widgets.look import Look
from desk.widgets.work_window import Window

HEAD = 1
"""Lines above the rows."""
_WHEEL = 3


class WindowedList(Widget, can_focus=True):
    """It is given pages and asks for more before it runs out of them; it reads nothing itself.

    Subclasses draw the lines. `cursor_width` says how many cells of a row the cursor tints.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "move(1)", "next", show=False, tooltip="The next item", id="list.next"),
        Binding("k,up", "move(-1)", "back", show=False, tooltip="The item before", id="list.back"),
        Binding(
            "pagedown", "page(1)", "page down", show=False, tooltip="A page on", id="list.down"
        ),
        Binding("pageup", "page(-1)", "page up", show=False, tooltip="A page back", id="list.up"),
        Binding(
            "home", "end(True)", "first", show=False, tooltip="The first item", id="list.first"
        ),
        Binding("end", "end(False)", "last", show=False, tooltip="The last item", id="list.last"),
        Binding("enter", "open", "open", tooltip="Open the item", id="list.open"),
    ]

    class Moved(Message):
        """The cursor stands on another item, or on none."""

        def __init__(self, row: WorkRow | None) -> None:
            super().__init__()
            self.row = row

    class Opened(Message):
        """The item of the cursor is wanted in full."""

        def __init__(self, row: WorkRow) -> None:
            super().__init__()
            self.row = row

    class Wanted(Message):
        """More rows are wanted: those past `key`, or the page at an end of the list."""

        def __init__(self, key: Key | None, *, backwards: bool) -> None:
            super().__init__()
            self.key = key
            self.backwards = backwards

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self.window = Window()
        self._asked: tuple[Key, bool] | None = None

    @property
    def row(self) -> WorkRow | None:
        """The row of the cursor."""
        return self.window.row

    @property
    def shown(self) -> Sequence[WorkRow]:
        """The rows that are on the screen."""
        return self.window.rows[self.window.top : self.window.top + self.window.height]

    @property
    def cursor_width(self) -> int:
        """How many cells of a row change when the cursor comes or goes."""
        return self.size.width

    def open_at(self, rows: Sequence[WorkRow], *, is_first: bool, is_last: bool) -> None:
        """Show another list, or another end of it."""
        self.window.open(rows, is_first=is_first, is_last=is_last)
        self.refresh()
        self._changed()

    def renew(self, rows: Sequence[WorkRow], *, is_first: bool, is_last: bool) -> None:
        """Show the same part of the list as it is now; only lines that differ are painted."""
        before, line = self.shown, self.window.cursor - self.window.top
        self.window.renew(rows, is_first=is_first, is_last=is_last)
        lines = {line, self.window.cursor - self.window.top}
        lines = lines if len(lines) > 1 else set()
        if not before or not self.shown:
            self.refresh()
        for place, (old, new) in enumerate(zip_longest(before, self.shown)):
            if old != new or place in lines:
                self.refresh(Region(0, HEAD + place, self.size.width, 1))
        self._changed()

    def add(self, rows: Sequence[WorkRow], *, backwards: bool, is_end: bool) -> None:
        """Take the rows that were wanted; nothing on the screen moves."""
        self._asked = None
        if backwards:
            self.window.precede(rows, is_first=is_end)
        else:
            self.window.extend(rows, is_last=is_end)

    def turn_to(self, id_: int) -> bool:
        """Put the cursor on an item; False when it is not in the window."""
        before = self.window.top, self.window.cursor
        found = self.window.turn_to(id_)
        self._moved(*before)
        return found

    def action_move(self, steps: int) -> None:
        """Move the cursor by so many rows."""
        before = self.window.top, self.window.cursor
        turn = self.window.height // 2 if self.look.slow and abs(steps) == 1 else 1
        self.window.move(steps, turn=turn)
        self._moved(*before)

    def action_page(self, pages: int) -> None:
        """Move the cursor by so many screens."""
        self.action_move(pages * max(2, self.window.height - 1))

    def action_end(self, first: bool) -> None:
        """Go to the first or the last row, reading that end of the list when it is not here."""
        window = self.window
        if window.is_first if first else window.is_last:
            self.action_move(-window.cursor if first else len(window.rows))
        else:
            self.post_message(self.Wanted(None, backwards=not first))

    def action_open(self) -> None:
        """Ask for the item of the cursor in full."""
        if self.row is not None:
            self.post_message(self.Opened(self.row))

    def on_resize(self, event: events.Resize) -> None:
        """Show as many rows as there is room for."""
        self.window.resize(event.size.height - HEAD)
        self._want()

    def on_click(self, event: events.Click) -> None:
        """A click puts the cursor on a row, a second one opens it."""
        place = self.window.top + event.y - HEAD
        if event.y < HEAD or place >= len(self.window.rows):
            return
        if event.chain > 1:
            self.action_open()
        else:
            self.action_move(place - self.window.cursor)

    def on_mouse_scroll_down(self) -> None:
        """The wheel moves the cursor."""
        self.action_move(_WHEEL)

    def on_mouse_scroll_up(self) -> None:
        """The wheel moves the cursor."""
        self.action_move(-_WHEEL)

    def _changed(self) -> None:
        self._asked = None
        self.post_message(self.Moved(self.window.row))
        self._want()

    def _moved(self, top: int, cursor: int) -> None:
        window = self.window
        if window.cursor == cursor:
            return
        if window.top != top:
            self.refresh()
        else:
            for line in (cursor - top, window.cursor - top):
                self.refresh(Region(0, HEAD + line, self.cursor_width, 1))
        self.post_message(self.Moved(window.row))
        self._want()

    def _want(self) -> None:
        window = self.window
        if window.wants_after:
            wanted = (window.rows[-1].key, False)
        elif window.wants_before:
            wanted = (window.rows[0].key, True)
        else:
            return
        if wanted != self._asked:
            self._asked = wanted
            self.post_message(self.Wanted(wanted[0], backwards=wanted[1]))

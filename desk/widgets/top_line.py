"""Row 0: the screens there are, the counters of urgent work, and the time where there is room."""

from rich.segment import Segment

from desk.rows.work import Counters
from desk.widgets.drawn import Line, clip, width_of
from desk.widgets.look import Look
from desk.widgets.one_line import OneLine

CAP = 99
"""Counters above it read `99+`."""
_WITH_WARNING = 100
_WITH_TIME = 120


class TopLine(OneLine):
    """Tabs at the left, counters at the right."""

    def __init__(self, look: Look, tabs: tuple[str, ...]) -> None:
        super().__init__(look)
        self._tabs = tabs
        self._active = 0
        self._counters = Counters(0, 0, 0)
        self._time = ""
        self._notice = ""

    def activate(self, tab: int) -> None:
        """Underline that tab."""
        if tab != self._active:
            self._active = tab
            self.refresh()

    def count(self, counters: Counters) -> None:
        """Show these counters."""
        if counters != self._counters:
            self._counters = counters
            self.refresh()

    def tell(self, time: str, notice: str) -> None:
        """Show the day and time where there is room; a notice (a training clock) always."""
        if (time, notice) != (self._time, self._notice):
            self._time, self._notice = time, notice
            self.refresh()

    def runs(self, width: int) -> Line:
        """Tabs, then as much of time and counters as there is room for."""
        pen = self.pen
        right = self._right(width)
        room = width - width_of(right) - 1
        gap = "  " if sum(len(tab) + 2 for tab in self._tabs) + 1 <= room else " "
        left: Line = []
        for place in range(len(self._tabs)):
            left.append(pen.ink(gap if left else " "))
            left.append(self._tab(place))
        return [*left, pen.ink(" " * max(1, room - width_of(left))), *right, pen.ink(" ")]

    def _tab(self, place: int) -> Segment:
        if place != self._active:
            return self.pen.ink(self._tabs[place], "muted")
        style = self.pen.look.palette.ink(bold=True, underline=True)
        return Segment(self._tabs[place], style)

    def _right(self, width: int) -> Line:
        pen = self.pen
        told = self._notice or (self._time if width >= _WITH_TIME else "")
        counters = self._counted(width, has_time=bool(told))
        if not told:
            return counters
        tabs = sum(len(tab) + 1 for tab in self._tabs) + 1
        room = max(0, width - tabs - width_of(counters) - 1)
        said = [pen.ink(told, "warning" if self._notice else "muted")]
        return [*clip(said, room, pen.glyphs.cut), *counters]

    def _counted(self, width: int, *, has_time: bool) -> Line:
        """The counters that have room, each with the gap before it."""
        pen, counted = self.pen, self._counters
        right: Line = []
        for glyph, token, many in (
            (pen.glyphs.breached, "danger", counted.breached),
            (pen.glyphs.jeopardy, "warning", counted.jeopardy),
            (pen.glyphs.warning, "warning", counted.warning if width >= _WITH_WARNING else 0),
        ):
            if many:
                right.append(pen.ink(" " if right else "   " if has_time else ""))
                right.append(pen.sign(glyph, token, bold=True))
                right.append(pen.ink(capped(many), token, bold=True))
        if counted.unread:
            right.append(pen.ink(" " if right else "   " if has_time else ""))
            right.append(pen.sign(pen.glyphs.error, "accent", bold=True))
            right.append(pen.ink(capped(counted.unread), "accent", bold=True))
        return right


def capped(many: int) -> str:
    """A number up to the cap of counters."""
    return f"{CAP}+" if many > CAP else str(many)

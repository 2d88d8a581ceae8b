"""Row 1 of a list: which view and filter it shows, and how many; or what was just done."""

from desk.widgets.drawn import Line, spread
from desk.widgets.look import Look
from desk.widgets.one_line import OneLine


class StatusLine(OneLine):
    """View and filter at the left; at the right the count, until something was done."""

    def __init__(self, look: Look, *, has_choice: bool = True) -> None:
        """`has_choice` says that another view can be picked in its place."""
        super().__init__(look)
        self._has_choice = has_choice
        self._view = ""
        self._filter = ""
        self._order = ""
        self._count = ""
        self._said = ""
        self._is_done = True
        self._is_looking = False
        self._marked = ""
        self._under_way = ""

    def show(self, view: str, filter_text: str, order: str) -> None:
        """Show which list it is: its view, what was typed besides, and its order if not its own."""
        self._view, self._filter, self._order = view, filter_text, order
        self.refresh()

    def count(self, text: str) -> None:
        """Show how many items there are."""
        if text != self._count or self._is_looking:
            self._count, self._is_looking = text, False
            self.refresh()

    def mark(self, many: int) -> None:
        """Show how many items are marked; none takes it away."""
        text = f"{many:,} marked" if many else ""
        if text != self._marked:
            self._marked = text
            self.refresh()

    def tell_under_way(self, text: str) -> None:
        """Say how far something long is that can be stopped; an empty text takes it away."""
        if text != self._under_way:
            self._under_way = text
            self.refresh()

    def say(self, text: str, *, is_done: bool = True) -> None:
        """Show what was done, or is to be known; an empty text takes it away."""
        if (text, is_done) != (self._said, self._is_done):
            self._said, self._is_done = text, is_done
            self.refresh()

    def tell_looking(self) -> None:
        """Say that a search goes on and can be stopped."""
        self._is_looking = True
        self.refresh()

    def runs(self, width: int) -> Line:
        """The line's two ends."""
        pen = self.pen
        left: Line = [pen.ink(" " + pen.gate(self._view), bold=True)]
        if self._has_choice:
            left.append(pen.ink(f" {pen.glyphs.more_below}", "muted"))
        if self._filter:
            left += [pen.ink("  / ", "muted"), pen.said(self._filter)]
        if self._order:
            left.append(pen.ink(f"  {self._order}", "muted"))
        return spread(left, [*self._right(), pen.ink(" ")], width, pen)

    def _right(self) -> Line:
        pen = self.pen
        if self._is_looking or self._under_way:
            stop = pen.look.keys.in_words("esc", self.screen)
            return [
                pen.ink(self._under_way or "looking" + pen.glyphs.cut, "muted"),
                pen.ink("  "),
                pen.sign(stop, "accent", bold=True),
                pen.ink(" stop", "muted"),
            ]
        if self._said and not self._is_done:
            return [pen.said(self._said, "muted")]
        if self._said:
            return [pen.sign(pen.glyphs.done, "success"), pen.ink(" "), pen.said(self._said)]
        marked = [pen.ink(self._marked, bold=True), pen.ink("  ")] if self._marked else []
        return [*marked, pen.ink(self._count, "muted")]

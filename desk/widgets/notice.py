"""Toasts: at the right, just above what lies below the list; each leaves by itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual.geometry import Offset
from textual.timer import Timer

from desk.rules.plain_text import fit, wrap
from desk.widgets.drawn import Drawn, Line
from desk.widgets.look import Look

WIDTH = 48
MOST = 3
"""So many notices stand there at once; what is more is counted, and listed elsewhere."""
_LINES = 6
_STAYS = 8.0


class Notice(NamedTuple):
    """What happened, how grave it is, and the next step."""

    token: str
    """danger, warning or success: the colour of its edge and sign."""
    sign: str
    sentence: str
    aside: str = ""
    key: str = ""
    """A key that leads on, for what came by itself."""
    verb: str = ""
    name: str = ""
    """What it takes the place of: a later one of the same name."""


class Toast(Drawn):
    """What was not done and why, one at a time; above it what came by itself, a few at a time.

    With nothing to say it has no lines. It is never hidden: Textual would paint the whole screen.
    """

    DEFAULT_CSS = """
    Toast {
        layer: notice; position: absolute; width: 48; height: auto; background: $surface;
    }
    """

    def __init__(self, look: Look) -> None:
        super().__init__(look, "surface")
        self._notice: Notice | None = None
        self._news: list[Notice] = []
        self._timer: Timer | None = None
        self._news_timer: Timer | None = None
        self._corner = Offset(0, 0)

    @property
    def is_shown(self) -> bool:
        """Whether it says anything."""
        return bool(self._news or self._notice)

    @property
    def has_news(self) -> bool:
        """Whether something is shown that came by itself."""
        return bool(self._news)

    def show(self, notice: Notice, corner: Offset) -> None:
        """Show what was not done, its lower right corner there."""
        self._notice = notice
        self._place(corner)
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(_STAYS, self._end_notice)

    def tell(self, news: Sequence[Notice], corner: Offset) -> None:
        """Show what came by itself; the newest stay when there is too much of it."""
        names = {each.name for each in news if each.name}
        kept = [each for each in self._news if each.name not in names or not each.name]
        self._news = [*kept, *news][-MOST:]
        self._place(corner)
        if self._news_timer is not None:
            self._news_timer.stop()
        self._news_timer = self.set_timer(_STAYS, self.leave_news)

    def move(self, corner: Offset) -> None:
        """Lie above that lower right corner, as wide as there is room."""
        self._corner = corner
        width = min(WIDTH, corner.x)
        self.styles.width = width
        self.styles.offset = (corner.x - width, max(0, corner.y - len(self.draw(width))))

    def keep_clear(self, line: int | None, corner: Offset) -> None:
        """Lie above a line of the screen, if it would be covered: that of the cursor."""
        if not self.is_shown:
            return
        high = len(self.lines(min(WIDTH, corner.x)))
        is_covered = line is not None and corner.y - high <= line < corner.y
        wanted = Offset(corner.x, line) if is_covered and line is not None else corner
        if wanted != self._corner and wanted.y >= high:
            self.move(wanted)

    def leave(self) -> None:
        """Take all of it away."""
        if self.is_shown:
            self._notice, self._news = None, []
            self._place(self._corner)

    def leave_news(self) -> None:
        """Take away what came by itself."""
        self._news = []
        self._place(self._corner)

    def leave_refusal(self) -> None:
        """Take away what only said why something could not be done: that is over."""
        if self._notice is not None and self._notice.token == "danger":
            self._end_notice()

    def draw(self, width: int) -> list[Line]:
        """What came by itself, the gravest first; under it what was not done."""
        lines = [line for each in self._news for line in self._news_lines(each, width)]
        return lines + (self._notice_lines(self._notice, width) if self._notice else [])

    def _news_lines(self, notice: Notice, width: int) -> list[Line]:
        """Sign and bold sentence, what it is about, the key that leads on."""
        pen, room = self.pen, width - 5
        said = wrap(pen.gate(notice.sentence), room)[:2]
        about = wrap(pen.gate(notice.aside), room)
        most = 3 - len(said) if len(self._news) < MOST else 1
        if len(about) > most:
            rest = " ".join(about[most - 1 :])
            about = [*about[: most - 1], fit(f"{rest} ", room, pen.glyphs.cut).rstrip()]
        lines = [self._line(notice, part, place == 0, True) for place, part in enumerate(said)]
        lines += [self._line(notice, part, False, False) for part in about if part]
        if notice.key and notice is self._news[-1]:
            key = pen.sign(notice.key, "accent", bold=True)
            edge = self._line(notice, "", False, False)[:-1]
            lines.append([*edge, key, pen.ink(f" {notice.verb}", "muted")])
        return lines

    def _notice_lines(self, notice: Notice, width: int) -> list[Line]:
        """Sign and bold sentence, then the next step."""
        pen, room = self.pen, width - 5
        said = [(part, True) for part in wrap(pen.gate(notice.sentence), room)]
        said += [(part, False) for part in wrap(pen.gate(notice.aside), room) if part]
        return [
            self._line(notice, part, place == 0, is_sentence)
            for place, (part, is_sentence) in enumerate(said[:_LINES])
        ]

    def _line(self, notice: Notice, part: str, is_first: bool, is_sentence: bool) -> Line:
        """One line behind the edge."""
        pen = self.pen
        return [
            pen.sign(pen.glyphs.edge, notice.token),
            pen.ink(" "),
            pen.sign(notice.sign if is_first else " ", notice.token, bold=True),
            pen.ink(" "),
            pen.ink(part, "text" if is_sentence else "muted", bold=is_sentence),
        ]

    def _end_notice(self) -> None:
        self._notice = None
        self._place(self._corner)

    def _place(self, corner: Offset) -> None:
        self.move(corner)
        self.redraw()

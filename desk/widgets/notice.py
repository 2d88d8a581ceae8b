"""A toast: at the right, just above what lies below the list; leaves by itself."""

from typing import NamedTuple

from textual.geometry import Offset
from textual.timer import Timer

from desk.rules.plain_text import wrap
from desk.widgets.drawn import Drawn, Line
from desk.widgets.look import Look

WIDTH = 48
_LINES = 6
_STAYS = 8.0


class Notice(NamedTuple):
    """What happened, how grave it is, and the next step."""

    token: str
    """danger, warning or success: the colour of its edge and sign."""
    sign: str
    sentence: str
    aside: str = ""


class Toast(Drawn):
    """One notice at a time on a layer above the list."""

    DEFAULT_CSS = """
    Toast {
        layer: notice; position: absolute; width: 48; height: auto; display: none;
        background: $surface;
    }
    """

    def __init__(self, look: Look) -> None:
        super().__init__(look, "surface")
        self._notice = Notice("text", " ", "")
        self._timer: Timer | None = None

    def show(self, notice: Notice, corner: Offset) -> None:
        """Show a notice whose lower right corner lies there."""
        self._notice = notice
        self.move(corner)
        self.display = True
        self.redraw()
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(_STAYS, self.leave)

    def move(self, corner: Offset) -> None:
        """Lie above that lower right corner, as wide as there is room."""
        width = min(WIDTH, corner.x)
        self.styles.width = width
        self.styles.offset = (corner.x - width, max(0, corner.y - len(self.draw(width))))

    def leave(self) -> None:
        """Take it away."""
        self.display = False

    def leave_refusal(self) -> None:
        """Take it away if it only said why something could not be done: that is over."""
        if self._notice.token == "danger":
            self.leave()

    def draw(self, width: int) -> list[Line]:
        """Edge, sign and bold sentence, then the next step."""
        pen, notice = self.pen, self._notice
        room = width - 5
        said = [(part, True) for part in wrap(pen.gate(notice.sentence), room)]
        said += [(part, False) for part in wrap(pen.gate(notice.aside), room) if part]
        lines: list[Line] = []
        for place, (part, is_sentence) in enumerate(said[:_LINES]):
            sign = notice.sign if place == 0 else " "
            lines.append(
                [
                    pen.sign(pen.glyphs.edge, notice.token),
                    pen.ink(" "),
                    pen.sign(sign, notice.token, bold=True),
                    pen.ink(" "),
                    pen.ink(part, "text" if is_sentence else "muted", bold=is_sentence),
                ]
            )
        return lines

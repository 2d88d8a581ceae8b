"""A bare app that shows one widget, in the colours of the desk."""

from collections.abc import Sequence

from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.widget import Widget

from desk.terminal.glyphs import choose
from desk.widgets.look import Look
from desk.widgets.palette import Palette, textual_theme

HOSTILE = (
    "[/]",
    "[INC-1234]",
    "[@click=app.quit]x[/]",
    "\x1b]0;owned\x07",
    "\x1b[2J",
    "\x9b31m",
    "a\x0eb",
    "\u202eevil",
    "zero\u200bwidth",
)
UNSHOWABLE = frozenset("\x00\x07\x08\x0b\x0c\x0e\x1b\x7f\x9b\u202e\u200b\u2066")


def look() -> Look:
    """The look of a terminal with many colours."""
    return Look(choose(ascii_only=False), Palette("dark"))


class Stage(App[None]):
    """Shows widgets one below the other."""

    def __init__(self, *widgets: Widget) -> None:
        super().__init__()
        self.register_theme(textual_theme("dark"))
        self.theme = "desk-dark"
        self._shown = widgets

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Known before the theme is."""
        return textual_theme("dark").variables

    def compose(self) -> ComposeResult:
        """The widgets."""
        yield from self._shown


def lines_of(keys: Pilot[None]) -> list[str]:
    """What stands on the screen."""
    return [strip.text.rstrip() for strip in keys.app.screen._compositor.render_strips()]


def text_of(lines: Sequence[Sequence[Segment]]) -> list[str]:
    """What drawn lines say."""
    return ["".join(piece.text for piece in line) for line in lines]

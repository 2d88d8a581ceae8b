"""How the desk is drawn on this terminal: signs, colours, the cursor; handed to every widget."""

from desk.terminal.glyphs import Glyphs
from desk.widgets.keys import Keys
from desk.widgets.palette import Palette

_ALL: tuple[str, ...] = ("dark", "light", "dark-safe", "light-safe", "terminal")


class Look:
    """One object for the whole app; a change of theme changes its palette in place."""

    def __init__(
        self,
        glyphs: Glyphs,
        palette: Palette,
        *,
        short_cursor: bool = False,
        ascii_text: bool = False,
        slow: bool = False,
    ) -> None:
        self.glyphs = glyphs
        self.palette = palette
        self.short_cursor = short_cursor
        """Whether the cursor tints only bar, level and due time, for slow lines."""
        self.ascii_text = ascii_text
        """Whether people's text, too, must be shown in ASCII: the terminal knows no more."""
        self.slow = slow
        """Whether the line to the terminal is slow, so lists turn half a page at their edge."""
        self.keys = Keys()
        """The keys that the operator chose in place of the desk's own."""
        self.themes = _ALL
        """Themes this terminal can show."""

"""Fields to type in that keep the letter and show only what a terminal may be shown."""

from functools import lru_cache
from unicodedata import category

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual import events
from textual.strip import Strip
from textual.widgets import Input, TextArea

from desk.rules.plain_text import cells, plain
from desk.terminal.glyphs import glyphs
from desk.widgets.look import Look

_CURSOR = "--cursor"


@lru_cache(maxsize=4096)
def _seen(character: str) -> str:
    """One character as a field shows it: itself, or one sign for what the gate would not let by."""
    if character == "\t" or category(character)[0] == "M" or plain(character) == character:
        return character
    return glyphs().unseen


def seen(text: str) -> str:
    """A text as a field shows it: as many characters as it has, so cursor places stay true."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_seen(character) for character in text)


def _dress(field: Input | TextArea, look: Look) -> None:
    """Fields have an edge where there is no ground to tell them by."""
    field.cursor_blink = False
    field.set_class(look.palette.is_plain, "-plain")
    field.set_class(not glyphs().thin.isascii(), "-lines")


def _unreversed(style: Style, look: Look) -> Style:
    """The cursor in a field that is reversed as a whole stands out by not being so."""
    return style + Style(reverse=False) if look.palette.is_plain else style


class LineField(Input):
    """One line. `value` keeps what was pasted to the letter; signs stand for what is not shown."""

    DEFAULT_CSS = """
    LineField {
        height: 1; width: 1fr; border: none; padding: 0 1; background: $surface; color: $text;
        &:focus {
            border: none; background: $cursor; background-tint: transparent;
            text-style: $focus-style;
        }
        &.-invalid, &.-invalid:focus { border: none; }
        &.-plain { padding: 0 1 0 0; border-left: ascii $foreground; }
        &.-plain:focus { border-left: ascii $foreground; }
        &.-plain.-lines, &.-plain.-lines:focus { border-left: solid $foreground; }
        & > .input--placeholder, & > .input--suggestion { color: $muted; }
        & > .input--cursor { color: $background; background: $foreground; text-style: none; }
        & > .input--selection { background: $fill; }
    }
    """

    def __init__(
        self,
        look: Look,
        value: str = "",
        *,
        placeholder: str = "",
        tail: str = "",
        ground: str = "surface",
    ) -> None:
        super().__init__(value, seen(placeholder), select_on_focus=False)
        self._look = look
        self._tail = tail
        self._rests_on = ground
        _dress(self, look)

    def render_line(self, y: int) -> Strip:
        """The line, with its tail where there is room: a sign that says what kind it is."""
        strip = super().render_line(y)
        place = cells(seen(self.value)) + 1
        end = self.size.width
        if not self._tail or y or place + cells(self._tail) > end:
            return strip
        ink = self._look.palette.ink
        strip = strip.adjust_cell_length(end, ink("text", self._ground()))
        tail = Segment(self._tail, ink("muted", self._ground()))
        return Strip.join(
            [strip.crop(0, place), Strip([tail]), strip.crop(place + cells(self._tail), end)]
        )

    def get_component_rich_style(
        self, *names: str, partial: bool = False, default: Style | None = None
    ) -> Style:
        """The style of a part; the cursor's is ours where the whole field is reversed."""
        style = super().get_component_rich_style(*names, partial=partial, default=default)
        return _unreversed(style, self._look) if names[0].endswith(_CURSOR) else style

    def _ground(self) -> str:
        return "cursor" if self.has_focus else self._rests_on

    @property
    def _value(self) -> Text:
        return Text(seen(self.value), no_wrap=True, overflow="ignore", end="")

    def _position_to_cell(self, position: int) -> int:
        return cells(seen(self.value[:position]).expandtabs(4))

    def _on_paste(self, event: events.Paste) -> None:
        """Paste all lines as one: what was copied from a table is not cut at its first line."""
        event.prevent_default()
        event.stop()
        line = " ".join(event.text.splitlines())
        if self.selection.is_empty:
            self.insert_text_at_cursor(line)
        else:
            self.replace(line, *self.selection)


class TextField(TextArea):
    """Several lines, wrapped by words; `tab` goes on to the next field."""

    DEFAULT_CSS = """
    TextField {
        height: 3; border: none; padding: 0 1; background: $surface; color: $text;
        scrollbar-size: 0 0;
        &:focus { border: none; background: $cursor; background-tint: transparent; }
        &.-plain { padding: 0 1 0 0; border-left: ascii $foreground; }
        &.-plain:focus { border-left: ascii $foreground; }
        &.-plain.-lines, &.-plain.-lines:focus { border-left: solid $foreground; }
        & .text-area--cursor { color: $background; background: $foreground; text-style: none; }
        & .text-area--cursor-line { background: transparent; }
        & .text-area--selection { background: $fill; }
        & .text-area--placeholder { color: $muted; }
    }
    """

    def __init__(self, look: Look, text: str = "") -> None:
        super().__init__(text, highlight_cursor_line=False)
        self.match_cursor_bracket = False
        _dress(self, look)

    def get_line(self, line_index: int) -> Text:
        """The line as it is shown, as many characters as it holds."""
        return Text(seen(self.document.get_line(line_index)), end="", no_wrap=True)

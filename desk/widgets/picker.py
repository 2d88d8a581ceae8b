"""A pick list in one line: it filters while you type, matches appear below, `enter` takes one."""

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input

from desk.rules.plain_text import cells, fit
from desk.rules.words import fold
from desk.widgets.drawn import Drawn, Line, clip
from desk.widgets.fields import LineField
from desk.widgets.look import Look

_LABEL_MOST = 24


class Option(NamedTuple):
    """Something to pick."""

    key: str
    """What is taken."""
    label: str
    """What the field shows then; from outside, so gated where it is drawn."""
    aside: str = ""
    note: str = ""
    listed_as: str = ""
    """What the list says in place of the label."""


def matching(options: Sequence[Option], typed: str) -> list[Option]:
    """The options in whose label every typed word begins a word; all when nothing is typed."""
    wanted = fold(typed).split()
    return [
        option
        for option in options
        if all(any(word.startswith(part) for word in fold(option.label).split()) for part in wanted)
    ]


class Matches(Drawn):
    """The options that match, one to a line, the cursor on one of them."""

    DEFAULT_CSS = """
    Matches { display: none; padding: 0; }
    """

    class Clicked(Message):
        """The marked match was clicked on."""

    def __init__(self, look: Look, ground: str, rows: int) -> None:
        super().__init__(look, ground)
        self.options: Sequence[Option] = ()
        self.place = 0
        self._rows = rows

    def show(self, options: Sequence[Option], place: int = 0) -> None:
        """Show these, with the cursor on the one at `place`."""
        self.options = options
        self.place = min(max(0, place), max(0, len(options) - 1))
        self.redraw()

    @property
    def current(self) -> Option | None:
        """The option under the cursor."""
        return self.options[self.place] if self.options else None

    @property
    def _first(self) -> int:
        """The first option that is shown."""
        return max(0, min(self.place - self._rows + 1, len(self.options) - self._rows))

    def on_click(self, event: events.Click) -> None:
        """A click marks a match and takes it."""
        place = self._first + event.y
        if place < len(self.options):
            self.show(self.options, place)
            self.post_message(self.Clicked())

    def draw(self, width: int) -> list[Line]:
        """The lines in so many cells, the one under the cursor among them."""
        first = self._first
        shown = self.options[first : first + self._rows]
        wide = [cells(self.pen.gate(option.label)) for option in shown if _has_columns(option)]
        label = min(_LABEL_MOST, max(wide, default=0))
        aside = max((cells(self.pen.gate(option.aside)) for option in shown), default=0)
        lines = [self._line(option, label, aside) for option in shown]
        more = len(self.options) - first - len(shown)
        if more:
            sign = self.pen.glyphs.more_below
            lines[-1] = [*lines[-1], self.pen.ink(f"  {more} more {sign}", "muted")]
        return [clip(line, width, self.pen.glyphs.cut) for line in lines]

    def _line(self, option: Option, label: int, aside: int) -> Line:
        pen = self.pen
        here = option is self.current
        text = pen.gate(option.listed_as or option.label)
        line = [pen.sign(pen.glyphs.cursor if here else " ", "accent")]
        if not _has_columns(option):
            return [*line, pen.ink(text, bold=here)]
        beside = "  " + fit(pen.gate(option.aside), aside) if aside else ""
        return [
            *line,
            pen.ink(fit(text, label, pen.glyphs.cut), bold=here),
            pen.ink(beside, "text" if here else "muted"),
            pen.ink(f"  {pen.gate(option.note)}", "muted"),
        ]


def _has_columns(option: Option) -> bool:
    return bool(option.aside or option.note)


class Picker(Vertical):
    """A field whose value is one of a list; a `live` one comes from whoever hears `Asked`."""

    DEFAULT_CSS = """
    Picker {
        height: auto; width: 1fr;
        & LineField { max-width: 46; }
        &.-open Matches { display: block; }
        &.-taken Matches { display: none; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "take",
            "take",
            id="picker.take",
            priority=True,
            tooltip="Take the marked match",
        ),
        Binding(
            "down",
            "move(1)",
            "next match",
            id="picker.down",
            priority=True,
            show=False,
            tooltip="The next match",
        ),
        Binding(
            "up",
            "move(-1)",
            "match before",
            id="picker.up",
            priority=True,
            show=False,
            tooltip="The match before",
        ),
    ]

    class Asked(Message):
        """Something was typed that a live list has to be found for."""

        def __init__(self, picker: "Picker", typed: str) -> None:
            super().__init__()
            self.picker = picker
            self.typed = typed

    class Taken(Message):
        """An option was taken, or (None) what was taken no longer holds."""

        def __init__(self, picker: "Picker", option: Option | None) -> None:
            super().__init__()
            self.picker = picker
            self.option = option

    def __init__(
        self,
        look: Look,
        options: Sequence[Option] = (),
        *,
        live: bool = False,
        ground: str = "background",
    ) -> None:
        super().__init__()
        self._options = options
        self._live = live
        self._taken: Option | None = None
        self._offered_for = ""
        fields_on = "background" if ground == "surface" else "surface"
        tail = "" if live else look.glyphs.more_below
        self.field = LineField(look, tail=tail, ground=fields_on)
        self.matches = Matches(look, ground, rows=5)

    def compose(self) -> ComposeResult:
        """The field, and the matches below it."""
        yield self.field
        yield self.matches

    def on_mount(self) -> None:
        """Show what can be picked at once."""
        self._look_up()

    @property
    def value(self) -> str:
        """The key that was taken; empty when none is."""
        return self._taken.key if self._taken else ""

    @property
    def typed(self) -> str:
        """What stands in the field."""
        return self.field.value

    def offer(self, options: Sequence[Option], typed: str) -> None:
        """The live list for what was typed; nothing is taken from it once something else is."""
        self._options = options
        self._offered_for = typed
        self.matches.show(options)
        self.refresh_bindings()

    def fill(self, options: Sequence[Option]) -> None:
        """The options, when they come later than the field."""
        self._options = options
        self._look_up()

    def take(self, option: Option) -> None:
        """Take an option, as if it had been picked."""
        self._taken = option
        self.field.value = option.label
        self.field.cursor_position = len(option.label)
        self.add_class("-taken")
        self.post_message(self.Taken(self, option))
        self.refresh_bindings()

    def put(self, key: str) -> None:
        """Take the option of that key, else let the key stand as what was typed."""
        for option in self._options:
            if option.key == key:
                self.take(option)
                return
        self.field.value = key

    def settle(self) -> None:
        """Take the marked match of what is typed; a live list is left as it is."""
        if not self._live and self._taken is None and self.typed.strip() and self.matches.current:
            self.take(self.matches.current)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter, and forget what was taken when the text is no longer its label."""
        event.stop()
        if self._taken is not None:
            if event.value == self._taken.label:
                return
            self._taken = None
            self.remove_class("-taken")
            self.post_message(self.Taken(self, None))
        self._look_up()

    def on_descendant_focus(self) -> None:
        """Show the matches as long as the cursor is in the field."""
        self.add_class("-open")

    def on_descendant_blur(self) -> None:
        """Leaving a list takes what was begun."""
        self.remove_class("-open")
        self.settle()

    def on_matches_clicked(self, event: Matches.Clicked) -> None:
        """Take what was clicked on."""
        event.stop()
        self.action_take()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys of the matches live while there are any."""
        if action in ("take", "move"):
            return self._taken is None and self.matches.current is not None
        return True

    def action_take(self) -> None:
        """Take the marked match, unless the list is still the one for fewer letters."""
        is_stale = self._live and self._offered_for != self.typed
        if self.matches.current and not is_stale:
            self.take(self.matches.current)

    def action_move(self, by: int) -> None:
        """Mark the next match, or the one before."""
        self.matches.show(self.matches.options, self.matches.place + by)
        self.refresh_bindings()

    def _look_up(self) -> None:
        if self._live:
            self.post_message(self.Asked(self, self.typed))
        else:
            self.matches.show(matching(self._options, self.typed))
            self.refresh_bindings()

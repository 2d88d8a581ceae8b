"""Where a filter or a reference is typed: a field below the list, its fault shown under it."""

from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input

from desk.widgets.drawn import Drawn, Line, clip
from desk.widgets.fields import LineField
from desk.widgets.look import Look
from desk.widgets.sheet import Rule

_FIRST = 1
"""The cell of the field at which its text begins."""


class Ask(Message):
    """What stands in the field and where its cursor is; `is_final` when enter was pressed.

    `is_turned` when `tab` put the next of several ways to go on there: they stay the same.
    """

    def __init__(self, text: str, cursor: int, *, is_final: bool, is_turned: bool = False) -> None:
        super().__init__()
        self.text = text
        self.cursor = cursor
        self.is_final = is_final
        self.is_turned = is_turned


class Way(NamedTuple):
    """How what is typed may go on."""

    shown: str
    text: str
    """The whole field then."""
    cursor: int


class FilterBar(Vertical):
    """A rule with a title, the field, and two lines for a fault or a hint."""

    DEFAULT_CSS = """
    FilterBar { height: 4; width: 1fr; background: $surface; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", "take", id="filter.take", priority=True, tooltip="Take it"),
        Binding("escape", "leave", "leave", id="filter.leave", tooltip="Leave it as it was"),
        Binding(
            "tab",
            "complete",
            "complete",
            id="filter.complete",
            priority=True,
            show=False,
            tooltip="Complete what is typed; again: the next way to go on",
        ),
    ]

    class Left(Message):
        """The operator wants out; nothing typed counts."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._rule = Rule(look)
        self._field = LineField(look)
        self._under = Under(look)
        self._hint = ""
        self._ways: list[Way] = []
        self._turn = 0
        self._is_turning = False

    def compose(self) -> ComposeResult:
        """Rule, field, and what stands under it."""
        yield self._rule
        yield self._field
        yield self._under

    def open(self, title: str, text: str, hint: str) -> None:
        """Ask for something, beginning with this text."""
        self._hint = hint
        self._ways = []
        self._under.suggest([])
        self._rule.show([self._rule.pen.ink(title, bold=True)])
        self._under.hint(hint)
        with self.prevent(Input.Changed):
            self._field.value = text
        self._field.cursor_position = len(text)
        self._field.focus()

    def fault(self, message: str, next_step: str, column: int) -> None:
        """Point at the place of a fault in what was typed, counted in cells from 1."""
        offset = self._field.scroll_offset.x
        self._under.fault(max(0, _FIRST + column - 1 - offset), message, next_step)

    def well(self) -> None:
        """What was typed holds."""
        self._under.hint(self._hint)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tell what is typed."""
        event.stop()
        is_turned, self._is_turning = self._is_turning, False
        cursor = self._field.cursor_position
        self.post_message(Ask(event.value, cursor, is_final=False, is_turned=is_turned))

    def action_take(self) -> None:
        """Tell that it is all."""
        self.post_message(Ask(self._field.value, self._field.cursor_position, is_final=True))

    def action_complete(self) -> None:
        """Put the first way to go on into the field, then the next."""
        if not self._ways:
            return
        way = self._ways[self._turn % len(self._ways)]
        self._turn += 1
        self._is_turning = len(self._ways) > 1 and way.text != self._field.value
        self._field.value = way.text
        self._field.cursor_position = way.cursor

    def suggest(self, text: str, ways: list[Way]) -> None:
        """Offer ways to go on from a text; outdated ones are not shown."""
        if text == self._field.value:
            self._ways, self._turn = ways, 0
            self._under.suggest([way.shown for way in ways])

    def action_leave(self) -> None:
        """Tell that nothing typed counts."""
        self.post_message(self.Left())


class Under(Drawn):
    """The two lines under the field."""

    DEFAULT_CSS = "Under { height: 2; background: $surface; }"

    def __init__(self, look: Look) -> None:
        super().__init__(look, "surface")
        self._lines: list[Line] = []
        self._ways: list[str] = []

    def suggest(self, ways: list[str]) -> None:
        """Offer ways to go on in the lower line, in place of what stands there."""
        if ways != self._ways:
            self._ways = ways
            self.redraw()

    def hint(self, text: str) -> None:
        """Say what may be typed."""
        self._lines = [[self.pen.ink(f" {text}", "muted")]]
        self.redraw()

    def fault(self, place: int, message: str, next_step: str) -> None:
        """A caret below the place of the fault, the sentence beside it, the next step below."""
        pen = self.pen
        sentence = f"{pen.glyphs.error} {pen.gate(message)}"
        caret = " " * place + pen.glyphs.caret
        room = self.size.width - len(sentence) - 2
        beside = len(caret) + 1 <= room
        first: Line = [pen.ink(caret, "danger", bold=True)]
        if beside:
            first.append(pen.ink(f" {sentence}", "danger"))
            self._lines = [first, [pen.ink(f" {pen.gate(next_step)}", "muted")]]
        else:
            self._lines = [first, [pen.ink(f" {sentence}", "danger")]]
        self.redraw()

    def draw(self, width: int) -> list[Line]:
        """The lines, with a sign where one was cut."""
        lines = self._lines
        if self._ways:
            pen = self.pen
            offered = [pen.said(way + "  ", "muted") for way in self._ways]
            tab: Line = [pen.sign(" tab", "accent", bold=True), pen.ink(" "), *offered]
            lines = [*(lines or [[]])[:1], tab]
        return [clip(line, width - 1, self.pen.glyphs.cut) for line in lines]

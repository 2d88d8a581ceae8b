"""Where a filter or a reference is typed: a field below the list, its fault shown under it."""

from typing import ClassVar

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
    """What stands in the field; `is_final` when enter was pressed."""

    def __init__(self, text: str, *, is_final: bool) -> None:
        super().__init__()
        self.text = text
        self.is_final = is_final


class FilterBar(Vertical):
    """A rule with a title, the field, and two lines for a fault or a hint."""

    DEFAULT_CSS = """
    FilterBar { height: 4; width: 1fr; background: $surface; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", "take", id="filter.take", priority=True, tooltip="Take it"),
        Binding("escape", "leave", "leave", id="filter.leave", tooltip="Leave it as it was"),
    ]

    class Left(Message):
        """The operator wants out; nothing typed counts."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._rule = Rule(look)
        self._field = LineField(look)
        self._under = Under(look)
        self._hint = ""

    def compose(self) -> ComposeResult:
        """Rule, field, and what stands under it."""
        yield self._rule
        yield self._field
        yield self._under

    def open(self, title: str, text: str, hint: str) -> None:
        """Ask for something, beginning with this text."""
        self._hint = hint
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
        self.post_message(Ask(event.value, is_final=False))

    def action_take(self) -> None:
        """Tell that it is all."""
        self.post_message(Ask(self._field.value, is_final=True))

    def action_leave(self) -> None:
        """Tell that nothing typed counts."""
        self.post_message(self.Left())


class Under(Drawn):
    """The two lines under the field."""

    DEFAULT_CSS = "Under { height: 2; background: $surface; }"

    def __init__(self, look: Look) -> None:
        super().__init__(look, "surface")
        self._lines: list[Line] = []

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
        return [clip(line, width - 1, self.pen.glyphs.cut) for line in self._lines]

"""Labelled fields one below the other, each with what it understood or what is wrong below it."""

from collections.abc import Callable, Mapping, Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.message import Message
from textual.widgets import Input, TextArea

from desk.errors import DeskError
from desk.widgets.drawn import Drawn, Line, flow
from desk.widgets.fields import LineField, TextField
from desk.widgets.look import Look
from desk.widgets.picker import Picker

LABEL = 11
"""Cells before a field; more where a label is longer."""

Editor = LineField | TextField | Picker
Check = Callable[[str], str]
"""Says how a value is understood; raises a `DeskError` when it is not."""


class Label(Drawn):
    """What a field is called, with a sign when it must be filled in."""

    def __init__(self, look: Look, ground: str, text: str, *, required: bool) -> None:
        super().__init__(look, ground)
        self._text = text
        self._required = required

    def draw(self, width: int) -> list[Line]:
        """One line."""
        sign = self.pen.sign(f" {self.pen.glyphs.required}" if self._required else "", "accent")
        return [[self.pen.ink(f" {self._text}"), sign]]

    def cells(self) -> int:
        """How many cells it needs, with one after it."""
        return len(self._text) + (4 if self._required else 2)


class Below(Drawn):
    """The line below a field: what is wrong with it, else how it was understood; mostly nothing."""

    def __init__(self, look: Look, ground: str) -> None:
        super().__init__(look, ground)
        self.fault = ""
        self._understood = ""

    def say(self, *, fault: str = "", understood: str = "") -> None:
        """Say this from now on."""
        self.fault = fault
        self._understood = understood
        self.redraw()

    def draw(self, width: int) -> list[Line]:
        """No line when there is nothing to say."""
        if self.fault:
            said = self.pen.look.keys.in_words(self.pen.gate(self.fault), self.screen)
            text = f" {self.pen.glyphs.error} {said}"
            return flow([self.pen.sign(text, "danger")], width - 1, 3)
        if self._understood:
            return [[self.pen.ink(f" {self.pen.gate(self._understood)}", "muted")]]
        return []


class FormField(Horizontal):
    """A label, its editor, and the line below it."""

    DEFAULT_CSS = """
    FormField {
        height: auto; width: 1fr;
        & > Label { width: 12; }
        & > Vertical { height: auto; width: 1fr; }
    }
    """

    class Changed(Message):
        """The value is another one."""

        def __init__(self, field: "FormField") -> None:
            super().__init__()
            self.field = field

    def __init__(
        self, label: Label, editor: Editor, *, name: str, check: Check | None = None
    ) -> None:
        super().__init__(name=name)
        self.label = label
        self.editor = editor
        self.below = Below(label.pen.look, label.pen.ground)
        self._check = check

    def compose(self) -> ComposeResult:
        """Label at the left; editor and what is said of it at the right."""
        yield self.label
        with Vertical():
            yield self.editor
            yield self.below

    @property
    def value(self) -> str:
        """The value as it was typed or taken."""
        return self.editor.text if isinstance(self.editor, TextField) else self.editor.value

    @property
    def typed(self) -> str:
        """What stands in it, taken or not."""
        return self.editor.typed if isinstance(self.editor, Picker) else self.value

    @property
    def begun(self) -> str:
        """What `put` brings back: the choice of a fixed list, else what was typed."""
        is_fixed = isinstance(self.editor, Picker) and not self.editor.is_live
        return self.value if is_fixed and self.value else self.typed

    def put(self, text: str) -> None:
        """Set the value from outside."""
        if isinstance(self.editor, TextField):
            self.editor.load_text(text)
        elif isinstance(self.editor, Picker):
            self.editor.put(text)
        else:
            self.editor.value = text

    def focus_editor(self) -> None:
        """Put the cursor into it."""
        (self.editor.field if isinstance(self.editor, Picker) else self.editor).focus()

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(Picker.Taken)
    def _changed(self, event: Message) -> None:
        event.stop()
        self.below.say(understood=self._understood(quiet=True))
        self.post_message(self.Changed(self))

    def on_descendant_blur(self) -> None:
        """What was typed and not understood is said when the field is left."""
        if not self.below.fault:
            self._understood(quiet=False)

    def _understood(self, *, quiet: bool) -> str:
        if self._check is None or not self.value.strip():
            return ""
        try:
            return self._check(self.value)
        except DeskError as error:
            if not quiet:
                self.below.say(fault=sentence(error))
            return ""


class Form(VerticalScroll, can_focus=False):
    """Fields one below the other; `tab` goes down, `enter` goes on from a line."""

    DEFAULT_CSS = """
    Form {
        height: auto; scrollbar-size: 0 0; padding-right: 1;
        & FormField { margin-bottom: 1; }
        &.-tight FormField { margin-bottom: 0; }
    }
    """

    def __init__(self, fields: Sequence[FormField]) -> None:
        super().__init__()
        self.fields = {str(field.name): field for field in fields}
        wide = max((field.label.cells() for field in fields), default=0)
        for field in fields:
            field.label.styles.width = max(LABEL + 1, wide)

    def compose(self) -> ComposeResult:
        """The fields in their order."""
        yield from self.fields.values()

    @property
    def is_begun(self) -> bool:
        """Whether something was typed."""
        return any(field.typed for field in self.fields.values())

    def values(self) -> dict[str, str]:
        """What stands in each field that is not empty."""
        for field in self.fields.values():
            if isinstance(field.editor, Picker):
                field.editor.settle()
        return {name: field.value for name, field in self.fields.items() if field.value.strip()}

    def strays(self) -> dict[str, str]:
        """What is wrong with pick lists in which something stands that none of them is."""
        return {
            name: "Pick one of the list, or leave it empty."
            for name, field in self.fields.items()
            if isinstance(field.editor, Picker) and not field.editor.is_live
            and field.display and field.typed.strip() and not field.value
        }  # fmt: skip

    def focus_first(self) -> None:
        """Put the cursor into the first field."""
        for field in self.fields.values():
            field.focus_editor()
            return

    def fault(self, faults: Mapping[str, str]) -> None:
        """Say what is wrong below the fields, and go to the first of them."""
        for name, text in faults.items():
            self.fields[name].below.say(fault=text)
        for name, field in self.fields.items():
            if name in faults:
                field.focus_editor()
                return

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """`enter` in a line goes on to the next field."""
        event.stop()
        self.screen.focus_next()


def sentence(error: DeskError) -> str:
    """What went wrong and what to do, as one line."""
    return f"{error.message}. {error.next_step}".strip() if error.next_step else error.message

"""Where a reply or a note is written: to whom it goes and which clock it stops stand above it."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message

from desk.widgets.drawn import Line, Pen
from desk.widgets.fields import TextField
from desk.widgets.look import Look
from desk.widgets.sheet import Rule

_SPOKEN = "the person you speak to, written down as said"
_NOBODY = "no address known"


class Composer(Vertical):
    """A text and what may be done with it; it sends nothing itself."""

    DEFAULT_CSS = """
    Composer {
        height: auto;
        display: none;
        & TextField { height: 4; }
        & TextField:focus { background: $surface; }
        &.-open { display: block; }
        &.-tall TextField { height: 9; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+s", "send", "send", id="composer.send", priority=True,
            tooltip="Send the reply to the customer",
        ),
        Binding(
            "ctrl+n", "keep", "as a note", id="composer.note", priority=True,
            tooltip="Keep the text as an internal note, which the customer does not see",
        ),
        Binding(
            "escape", "leave", "leave, text stays", id="composer.leave", priority=True,
            tooltip="Back to the item; the text stays for the next time",
        ),
    ]  # fmt: skip

    class Sent(Message):
        """The text shall go out as a reply."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Noted(Message):
        """The text shall be kept as an internal note."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Left(Message):
        """The operator went back to the item."""

    def __init__(self, look: Look, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self._pen = Pen(look)
        self._rule = Rule(look)
        self._field = TextField(look)
        self._title: Line = []
        self._short: Line = []
        self._word = ""

    def compose(self) -> ComposeResult:
        """The rule, and the text below it."""
        yield self._rule
        yield self._field

    @property
    def text(self) -> str:
        """What stands in it."""
        return self._field.text

    @property
    def is_open(self) -> bool:
        """Whether it is on the screen."""
        return self.has_class("-open")

    def address(self, to: str, stops: str, *, is_spoken: bool = False) -> None:
        """Say to whom the text would go and, unless empty, which clock that stops."""
        pen = self._pen
        title: Line = [pen.ink("Reply", bold=True), pen.ink(" to ", "muted")]
        title.append(pen.said(to) if to else pen.ink(_SPOKEN if is_spoken else _NOBODY, "muted"))
        self._short = title
        self._title = [*title, pen.dot(), pen.ink(f"stops {stops}", "muted")] if stops else title
        self._show_rule()

    def tell(self, word: str) -> None:
        """Say where the text came from, or since when it is kept."""
        if word != self._word:
            self._word = word
            self._show_rule()

    def open(self, text: str) -> None:
        """Show it with this text and the cursor at the end."""
        self.add_class("-open")
        if self._field.text != text:
            self.put(text)
        self._field.focus()

    def close(self) -> None:
        """Take it off the screen; the text stays in it."""
        self.remove_class("-open")

    def empty(self) -> None:
        """Forget the text: it was sent or kept."""
        self._field.load_text("")

    def put(self, text: str) -> None:
        """Take another text in place of the one that stands in it."""
        self._field.load_text(text)
        self._field.move_cursor(self._field.document.end)

    def action_send(self) -> None:
        """Ask for the text to be sent."""
        self.post_message(self.Sent(self.text))

    def action_keep(self) -> None:
        """Ask for the text to be kept as a note."""
        self.post_message(self.Noted(self.text))

    def action_leave(self) -> None:
        """Go back to the item."""
        self.post_message(self.Left())

    def _show_rule(self) -> None:
        pen = self._pen
        aside = [pen.said(self._word, "muted")] if self._word else []
        self._rule.show(self._title, aside, self._short)

"""The composer: what it says above the text, and what its keys ask for."""

from textual.app import ComposeResult
from textual.message import Message

from desk.widgets.composer import Composer
from tests.widgets.stages import Stage, lines_of, look


class Hearing(Stage):
    """Keeps what the composer asks for."""

    def __init__(self) -> None:
        super().__init__()
        self.composer = Composer(look())
        self.heard: list[Message] = []

    def compose(self) -> ComposeResult:
        """The composer."""
        yield self.composer

    def on_composer_sent(self, event: Composer.Sent) -> None:
        """Sent."""
        self.heard.append(event)

    def on_composer_noted(self, event: Composer.Noted) -> None:
        """Noted."""
        self.heard.append(event)

    def on_composer_left(self, event: Composer.Left) -> None:
        """Left."""
        self.heard.append(event)


async def test_it_says_to_whom_and_what_stops() -> None:
    app = Hearing()
    async with app.run_test(size=(80, 24)) as keys:
        app.composer.address("[/]b.keller@acme.example", "First answer")
        app.composer.open("")
        await keys.pause()
        assert lines_of(keys)[0].startswith(
            "━ Reply to [/]b.keller@acme.example · stops First answer ━"
        )


async def test_without_an_address_it_says_so() -> None:
    app = Hearing()
    async with app.run_test(size=(80, 24)) as keys:
        app.composer.address("", "")
        app.composer.open("")
        await keys.pause()
        assert "no address known" in lines_of(keys)[0]


async def test_its_keys_ask_and_keep_the_text() -> None:
    app = Hearing()
    async with app.run_test() as keys:
        app.composer.open("Dear Ms")
        await keys.press("!", "ctrl+s", "ctrl+n", "escape")
        sent, noted, left = app.heard
        assert isinstance(sent, Composer.Sent)
        assert sent.text == "Dear Ms!"
        assert isinstance(noted, Composer.Noted)
        assert noted.text == "Dear Ms!"
        assert isinstance(left, Composer.Left)
        assert app.composer.text == "Dear Ms!"


async def test_opening_puts_the_cursor_at_the_end() -> None:
    app = Hearing()
    async with app.run_test() as keys:
        app.composer.open("one\ntwo")
        await keys.press("3")
        assert app.composer.text == "one\ntwo3"

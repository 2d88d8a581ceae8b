"""What a Textual program can do at best: `bare` is one line, `shell` a desk's layout, empty.

Run as `python references.py bare|shell`; both show READY when they can be used and take j and q.
"""

import sys

from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.widgets import Footer, Header, Static

_LEAVE = Binding("q", "quit", "Quit")


class Bare(App[None]):
    """One line of text that changes on j."""

    ENABLE_COMMAND_PALETTE = False
    BINDINGS = [_LEAVE, Binding("j", "step", "Next")]
    steps = 0

    def compose(self) -> ComposeResult:
        yield Static("READY 0")

    def action_step(self) -> None:
        """Show the next number."""
        self.steps += 1
        self.query_one(Static).update(f"READY {self.steps}")


class Shell(App[None]):
    """Head, list, detail and foot, the detail written anew on j."""

    CSS = """
    #rows { width: 50%; border: solid green; }
    #detail { width: 1fr; border: solid green; }
    Horizontal { height: 1fr; }
    """
    BINDINGS = [
        _LEAVE,
        Binding("j", "step", "Next"),
        Binding("k", "step", "Previous"),
        Binding("a", "step", "Assign"),
        Binding("c", "step", "Claim"),
        Binding("r", "step", "Reply"),
    ]
    steps = 0

    def compose(self) -> ComposeResult:
        yield Header()
        with Horizontal():
            yield Static("\n".join(" ".join(_made_up(i)) for i in range(18)), id="rows")
            yield Static("READY", id="detail")
        yield Footer()

    def action_step(self) -> None:
        """Show the next record in the detail pane."""
        self.steps += 1
        self.query_one("#detail", Static).update("\n".join(("READY", *_made_up(self.steps))))


def _made_up(number: int) -> tuple[str, ...]:
    who = f"person{number % 953}@example.net"
    about = f"Bill {number} shows a line that was cancelled in week {number * 37 % 52}"
    return f"I-{number:06d}", f"P{number % 5 + 1}", who, about, f"2026-{number % 12 + 1:02d}-15"


if __name__ == "__main__":
    (Bare if sys.argv[1] == "bare" else Shell)().run()

"""Two saved the same thing: both sides in full, and one key for each way on. Nothing is dropped."""

from __future__ import annotations

from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen

from desk.errors import Collision
from desk.rules.vocabulary import words
from desk.screens.base import Seat
from desk.screens.helping import HELP_KEY
from desk.widgets.key_line import KeyLine, hints_of
from desk.widgets.sheet import Rule, sheet_width
from desk.widgets.side_by_side import BESIDE, Difference, SideBySide

MINE: Final = "mine"
"""What was typed here is saved on top of theirs."""
BOTH: Final = "both"
"""Theirs stays, and what was typed here is written on, after it."""


def keeps_both(answer: str) -> bool:
    """Whether the writing goes on, knowing what they said."""
    return answer == BOTH


class ConflictSheet(ModalScreen[str | None]):
    """Answers with whose stays, or with None: back to what was being typed."""

    CSS_PATH = "dialogs.tcss"
    AUTO_FOCUS = "VerticalScroll"
    BINDINGS: ClassVar[list[BindingType]] = [
        HELP_KEY,
        Binding(
            "t", "answer('theirs')", "keep theirs", id="conflict.theirs",
            tooltip="Keep theirs; yours stays here as a draft",
        ),
        Binding(
            "y", "answer('mine')", "save yours on top", id="conflict.mine",
            tooltip="Save yours on top of theirs",
        ),
        Binding(
            "b", "answer('both')", "both: write on", id="conflict.both",
            tooltip="Keep theirs and write yours on, after it",
        ),
        Binding("escape", "leave", "back", id="conflict.leave", tooltip="Back to what you typed"),
    ]  # fmt: skip

    def __init__(self, seat: Seat, collision: Collision, ref: str) -> None:
        super().__init__()
        self._collision = collision
        self._ref = ref
        self._rule = Rule(seat.look)
        self._sides = SideBySide(seat.look)
        self._keys = KeyLine(seat.look)

    def compose(self) -> ComposeResult:
        """The rule, both sides, the keys."""
        with Vertical(id="sheet"):
            yield self._rule
            with VerticalScroll():
                yield self._sides
        yield self._keys

    def on_mount(self) -> None:
        """Show both sides, as wide as they need to stand beside each other."""
        pen, width = self._rule.pen, self.app.size.width
        who = pen.said(self._collision.who, "muted")
        title = f"{self._ref}: somebody saved first. Whose stays?"
        self._rule.show([pen.ink(title, bold=True)], [who])
        self.query_one("#sheet").styles.width = width if width >= BESIDE else sheet_width(width)
        self._sides.show(differences(self._collision))
        self.bindings_updated_signal.subscribe(self, lambda _: self._keys.show(hints_of(self)))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Writing on is for texts; a field has one value."""
        if action == "answer" and parameters == (BOTH,):
            return bool(self._collision.mine)
        return True

    def action_answer(self, whose: str) -> None:
        """Say whose stays."""
        self.dismiss(whose)

    def action_leave(self) -> None:
        """Back to what was being typed; the next save asks again."""
        self.dismiss(None)


def differences(collision: Collision) -> list[Difference]:
    """Every field that two changed, then what was said and what was about to be said."""
    found = [
        Difference(words(clash.field).capitalize(), clash.theirs, clash.mine)
        for clash in collision.clashes
    ]
    if collision.theirs or collision.mine:
        found.append(Difference("Message", "\n\n".join(collision.theirs), collision.mine))
    return found

"""What the keys of the board act on, and what they do besides acting on a problem."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType

from desk.errors import DeskError
from desk.rows.work import Page, WorkRow
from desk.rules.lanes import TURNS
from desk.screens.base import NewProblem, Offer
from desk.screens.board_moving import Moving
from desk.screens.marks import MOST

_TURN = "lanes:"


class BoardKeys(Moving):
    """The keys of every list of work, and those that turn the lanes and move cards."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "b", "turn", "lanes", id="board.turn",
            tooltip="Lanes by state, level, owner, partner or priority",
        ),
        Binding(
            "greater_than_sign", "shift(1)", "move", id="board.on",
            tooltip="Move the card to the lane on the right",
        ),
        Binding(
            "shift+right", "shift(1)", show=False, id="board.on",
            tooltip="Move the card to the lane on the right",
        ),
        Binding(
            "less_than_sign,shift+left", "shift(-1)", show=False, id="board.before",
            tooltip="Move the card to the lane on the left",
        ),
    ]  # fmt: skip

    @property
    def row(self) -> WorkRow | None:
        """The problem under the cursor."""
        card = self.table.card
        return card.row if card else None

    @property
    def typed(self) -> str:
        """The filter that was typed."""
        return self.list.typed

    @property
    def is_looking(self) -> bool:
        """Whether a board is being opened and not yet here."""
        return self._is_opening

    def refilter(self, text: str) -> None:
        """Show what fits this filter. Raises `BadFilter`."""
        self.list.check(text)
        self.list.typed = text
        self._focus = self.table.here.lane.key if self.table.here else ""
        self._goal = self.row.id if self.row else None
        self.open_board()

    def give_up_reading(self) -> None:
        """Stop every read for the board."""
        Moving.give_up_reading(self)

    def stop_looking(self) -> None:
        """Stay with what is shown."""
        self.give_up_reading()
        self._is_opening = False

    def focus_list(self) -> None:
        """Let keys act on the cards again."""
        self.table.focus()

    def step(self, by: int) -> None:
        """Move the cursor in its lane."""
        self.table.action_move(by)

    def move_on(self) -> None:
        """Put the cursor on the next card of the lane."""
        self.table.action_move(1)

    def paint_marks(self, marked: set[int], changed: Iterable[int]) -> None:
        """Show these as marked."""
        self.table.mark(marked, changed)

    def all_listed(self) -> Page:
        """The cards of the lane in focus."""
        here = self.table.here
        return self.list.listed([here.lane] if here else [], MOST)

    def barred(self, action: str) -> DeskError | None:
        """Going back always works, to the queue too; a card is moved where it may go."""
        if action.startswith("shift("):
            return self.against_moving(int(action[6:-1]))
        return None if action == "back" else super().barred(action)

    def verb(self, binding: Binding) -> str:
        """`esc` says where it leads."""
        if binding.action == "back":
            return "clear" if self.is_clearable else "back"
        return super().verb(binding)

    def offers(self) -> list[Offer]:
        """Besides the problem's actions: how the lanes are turned."""
        turns = [Offer(_TURN + by, f"Lanes by {by}", "", "b") for by in TURNS]
        return [*super().offers(), *turns]

    def take(self, key: str) -> None:
        """Do what was offered."""
        if key.startswith(_TURN):
            self.turn(key.removeprefix(_TURN))
        else:
            super().take(key)

    def action_turn(self) -> None:
        """Turn the lanes to what comes next."""
        self.turn(TURNS[(TURNS.index(self.list.by) + 1) % len(TURNS)])

    def action_new(self) -> None:
        """Report a problem."""
        self.post_message(NewProblem())

    def action_back(self) -> None:
        """Clear what can be cleared, else back to the queue."""
        if self.is_clearable:
            super().action_back()
        else:
            self.dismiss()

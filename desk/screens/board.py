"""The board of problems: lanes side by side, turned by a key, cards moved by a key."""

from __future__ import annotations

from asyncio import TimerHandle, get_running_loop
from collections.abc import Iterable
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.geometry import Offset

from desk.errors import DeskError
from desk.rows.work import Page, WorkRow
from desk.rules.lanes import TURNS
from desk.screens.base import NewProblem, Offer, Seat
from desk.screens.board_loading import BoardPart
from desk.screens.board_moving import Moving
from desk.screens.marks import MOST
from desk.widgets.board import BoardTable

_REST = 0.25
"""Seconds without a move after which the keys are those of the card of the cursor."""
_TURN = "lanes:"


class BoardScreen(Moving):
    """Installed once, so it is turned as it was, with the cursor on the same card."""

    tab = 1
    CSS_PATH = "board.tcss"
    AUTO_FOCUS = "BoardTable"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("b", "turn", "lanes", id="board.turn", tooltip="Lanes by state, level, owner, …"),
        Binding(
            "greater_than_sign,shift+right", "shift(1)", show=False, id="board.on",
            tooltip="Move the card to the lane on the right",
        ),
        Binding(
            "less_than_sign,shift+left", "shift(-1)", show=False, id="board.before",
            tooltip="Move the card to the lane on the left",
        ),
    ]  # fmt: skip

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self._resting: TimerHandle | None = None
        self._is_fresh = True
        """Whether it was shown for the first time and is as it was read."""
        self.keys.early = ("r", "t", "i", "o", "m", "s")

    def compose(self) -> ComposeResult:
        """Frame and lanes."""
        yield self.top
        yield self.status
        yield self.table
        yield self.keys
        yield self.toast
        yield self.too_small

    def on_mount(self) -> None:
        """Begin to keep time; the lanes come once it is known how many have room."""
        self.begin_minutes()
        self.watch_keys()
        if self.seat.desk.is_local:
            self.open_at_once()

    def on_unmount(self) -> None:
        """Count no more."""
        self.counting.close()

    def on_screen_resume(self) -> None:
        """Show the board as it is now."""
        self.table.reader = self.table.reader._replace(now=self.seat.desk.clock.now())
        self.company_changed()
        if self._is_opening or not self._is_fresh:
            self.reload()
        self._is_fresh = False

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

    @property
    def corner(self) -> Offset:
        """Above the keys."""
        return Offset(self.size.width, self.size.height - 1)

    def refilter(self, text: str) -> None:
        """Show what fits this filter. Raises `BadFilter`."""
        self.list.check(text)
        self.list.typed = text
        self._focus = self.table.here.lane.key if self.table.here else ""
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

    def show(self, rows: BoardPart) -> None:
        """Know marked problems as they are now."""
        super().show(rows)
        self.know_marked(card.row for part in rows.parts for card in part.cards)

    def touched(self, ids: tuple[int, ...]) -> None:
        """Other desks, or this one, changed these items: what others did is bold until seen."""
        here = self.row.id if self.row else None
        self.table.fresh.update(id_ for id_ in ids if id_ not in self.seat.own and id_ != here)
        self.reload()

    def company_changed(self) -> None:
        """Somebody else came to a problem or left it."""
        others = self.seat.presence.others
        self.table.attend({item: rows[0].person for item, rows in others.items()})

    def tell(self, text: str) -> None:
        """Show in row 1 what was done."""
        self.status.say(text)

    def whisper(self, text: str) -> None:
        """Show in row 1 what is to be known."""
        self.status.say(text, is_done=False)

    def minute(self, now: int) -> None:
        """Repaint what reads differently, and count anew."""
        self.table.tick(now)
        if self.is_current:
            self.reload() if self.list.by == "level" else self.count()

    def barred(self, action: str) -> DeskError | None:
        """Going back always works: to the queue when there is nothing to clear."""
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

    def on_resize(self, event: events.Resize) -> None:
        """Other lanes may have room."""
        super().on_resize(event)
        self.call_after_refresh(self.fill)

    def on_board_table_moved(self, event: BoardTable.Moved) -> None:
        """Let the keys follow when the cursor rests; read lanes that came to the screen."""
        event.stop()
        self.toast.leave_refusal()
        self.fill()
        if self._resting is not None:
            self._resting.cancel()
        self._resting = get_running_loop().call_later(_REST, self._rest)

    def on_board_table_opened(self, event: BoardTable.Opened) -> None:
        """Open the problem."""
        event.stop()
        self.open_item(event.card.row)

    def _rest(self) -> None:
        if self.is_attached:
            self.show_keys()
            if self.row is not None:
                self.table.forget_fresh(self.row.id)

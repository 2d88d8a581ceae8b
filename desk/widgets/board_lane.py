"""One lane as the board holds it: a window of its cards, and how many lie outside of it."""

from collections.abc import Sequence

from desk.rows.board import Card, Heads, Lane
from desk.rows.work import Key, WorkRow
from desk.widgets.work_window import Window

NEAR = 12
"""How close to an end of the window the next cards are asked for."""
CAP = 10_000
"""Cards are counted up to this; more reads `10,000+`."""


class LaneCards:
    """Cards of one lane; the cursor belongs to a card and not to a place."""

    def __init__(self, lane: Lane) -> None:
        self.lane = lane
        self.window = Window(NEAR)
        self.heads: Heads | None = None
        """What its head counts; None as long as that is not known."""
        self.is_read = False
        self.asked: tuple[Key, bool] | None = None
        self._cards: dict[int, Card] = {}
        self._before: int | None = 0
        """How many cards lie before the window; None when nobody counted them."""

    @property
    def card(self) -> Card | None:
        """The card of the cursor."""
        row = self.window.row
        return self._cards[row.id] if row else None

    @property
    def cards(self) -> list[Card]:
        """The cards on the screen."""
        window = self.window
        shown = window.rows[window.top : window.top + window.height]
        return [self._cards[row.id] for row in shown]

    @property
    def all(self) -> list[Card]:
        """Every card in the window."""
        return [self._cards[row.id] for row in self.window.rows]

    @property
    def is_empty(self) -> bool:
        """Whether it is known that nothing is in it."""
        return self.is_read and not self.window.rows

    def open(self, cards: Sequence[Card], *, is_first: bool, is_last: bool) -> None:
        """Begin anew with these cards."""
        rows = self._keep(cards)
        self.window.open(rows, is_first=is_first, is_last=is_last)
        self._place(is_first=is_first)

    def renew(self, cards: Sequence[Card], *, is_first: bool, is_last: bool) -> None:
        """Take the same part of the lane as it is now; the cursor stays on its card."""
        rows = self._keep(cards)
        self.window.renew(rows, is_first=is_first, is_last=is_last)
        if is_first or not self.is_read:
            self._place(is_first=is_first)
        self.is_read, self.asked = True, None

    def add(self, cards: Sequence[Card], *, backwards: bool, is_end: bool) -> None:
        """Take the cards that were wanted; nothing on the screen moves."""
        self._cards.update({card.row.id: card for card in cards})
        rows, self.asked = [card.row for card in cards], None
        if backwards:
            self.window.precede(rows, is_first=is_end)
            self._before = None if self._before is None else max(0, self._before - len(rows))
            self._before = 0 if is_end else self._before
        else:
            kept = len(self.window.rows) + len(rows)
            self.window.extend(rows, is_last=is_end)
            if self._before is not None:
                self._before += kept - len(self.window.rows)
        self._cards = {row.id: self._cards[row.id] for row in self.window.rows}

    def below(self) -> str:
        """How many cards lie below those on the screen: `2 more`; empty for none."""
        window = self.window
        past = len(window.rows) - window.top - window.height
        if past <= 0 and window.is_last:
            return ""
        if self._before is None or self.heads is None:
            return f"{past:,} more" if window.is_last else "more"
        if self.heads.many > CAP:
            return f"{CAP:,}+ more"
        left = self.heads.many - self._before - window.top - window.height
        return f"{left:,} more" if left > 0 else f"{past:,} more" if past > 0 else ""

    def wanted(self) -> tuple[Key, bool] | None:
        """Past which card more are wanted, and whether before it; None for enough."""
        window = self.window
        if window.wants_after:
            found = (window.rows[-1].key, False)
        elif window.wants_before:
            found = (window.rows[0].key, True)
        else:
            return None
        if found == self.asked:
            return None
        self.asked = found
        return found

    def _keep(self, cards: Sequence[Card]) -> list[WorkRow]:
        self._cards = {card.row.id: card for card in cards}
        return [card.row for card in cards]

    def _place(self, *, is_first: bool) -> None:
        self.is_read, self.asked = True, None
        self._before = 0 if is_first else None

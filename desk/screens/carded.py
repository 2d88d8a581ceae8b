"""A list that is in memory as a whole, with a card on what is under the cursor."""

from __future__ import annotations

from typing import ClassVar, Protocol

from textual import events
from textual.geometry import Offset

from desk.screens.base import Rows
from desk.screens.frame import FramedScreen
from desk.widgets.short_list import ShortList
from desk.widgets.status_line import StatusLine
from desk.widgets.work_cells import list_width

_WITH_PANE = 120


class Card(Protocol):
    """What tells of the line under the cursor."""

    is_pane: bool

    def redraw(self) -> None:
        """Draw it anew."""


class Carded(FramedScreen[Rows]):
    """The card lies below the list, or beside it where there is room for a pane."""

    below: ClassVar[int]
    """Lines of the card where it lies below."""
    status: StatusLine

    @property
    def parts(self) -> tuple[ShortList, Card]:
        """The list, and its card."""
        raise NotImplementedError

    def tell(self, text: str) -> None:
        """Show in row 1 what was done."""
        self.status.say(text)

    def whisper(self, text: str) -> None:
        """Show in row 1 what is to be known."""
        self.status.say(text, is_done=False)

    @property
    def corner(self) -> Offset:
        """Above the card; above the keys where there is a pane."""
        below = 0 if self.has_class("-pane") else self.below
        return Offset(self.parts[0].size.width, self.size.height - 1 - below)

    def on_resize(self, event: events.Resize) -> None:
        """Lay out list and card for the width."""
        super().on_resize(event)
        listed, card = self.parts
        width = event.size.width
        has_pane = width >= _WITH_PANE
        self.set_class(has_pane, "-pane")
        card.is_pane = has_pane
        listed.styles.width = list_width(width) if has_pane else "1fr"
        card.redraw()

"""Marks in a list that is in memory as a whole."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from desk.screens.base import Rows
from desk.screens.bulk import Bulk
from desk.screens.marks import Marks


class Markable(Protocol):
    """A list whose lines show a mark."""

    def mark(self, marked: set[int]) -> None:
        """Show these as marked."""

    def action_move(self, by: int) -> None:
        """Go so many on."""


class MarkedList(Marks[Rows], Bulk[Rows]):
    """What is marked is acted on together; `esc` leads out step by step."""

    @property
    def marking(self) -> Markable:
        """The list that shows the marks."""
        raise NotImplementedError

    def move_on(self) -> None:
        """Put the cursor on the next line."""
        self.marking.action_move(1)

    def paint_marks(self, marked: set[int], changed: Iterable[int]) -> None:
        """Show these as marked."""
        self.marking.mark(marked)

    def action_back(self) -> None:
        """Stop what goes on, else take the marks off, else leave."""
        if self.is_dealing:
            self.stop_dealing()
        elif self.marks:
            self.unmark([*self.marks])
        else:
            self.dismiss()

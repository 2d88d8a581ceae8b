"""What the jobs of this desk have to say: messages to the home screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from desk.rows.ticks import Ticked


class Crossed(Message):
    """This desk has just written down what reached a level: all that was due at once."""

    def __init__(self, rows: tuple[Ticked, ...], *, is_first: bool) -> None:
        super().__init__()
        self.rows = rows
        self.is_first = is_first
        """Whether it is what came about while every desk was closed, found at opening."""

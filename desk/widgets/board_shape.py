"""Where the lanes of a board stand: how wide each is, which are shown, and the form of a card."""

from collections.abc import Sequence
from typing import NamedTuple

BROAD = 120
"""Columns from which lanes out of focus show whole cards too."""
AIRY = 32
"""Rows from which cards say why they are where they are."""
_GAP = 1
_NARROW = 10
_LEAST_FOCUS = 30
"""A focused lane below this would show neither title nor customer."""
_FOCUS, _MOST_FOCUS = 36, 60
_LEAST, _MOST = 20, 36
"""Cells of a lane out of focus, where there is room for whole cards."""


class Form(NamedTuple):
    """How cards of a lane are drawn."""

    lines: int
    indent: int
    """Cells before the text: the cursor's or the mark's, the level's, a blank."""

    @property
    def pitch(self) -> int:
        """Lines from one card to the next: a blank one stands between."""
        return self.lines + 1


NARROW = Form(2, 2)
"""Level and reference, then due time and priority."""
WIDE = Form(3, 3)
"""With title, customer and owner."""
TALL = Form(4, 3)
"""And why it is where it is."""


class Place(NamedTuple):
    """Where a lane stands."""

    lane: int
    """Its number on the board."""
    left: int
    width: int
    form: Form


class Bounds(NamedTuple):
    """What the lanes are laid out in."""

    width: int
    is_airy: bool


def shown(width: int, many: int, focus: int, first: int) -> range:
    """The lanes that have room beside the one in focus; `first` stays first as long as it can."""
    least, focused = (_LEAST, _FOCUS) if width >= BROAD else (_NARROW, _LEAST_FOCUS)
    room = min(many, 1 + max(0, (width - 1 - focused) // (least + _GAP)))
    first = max(0, min(first, focus, many - room))
    return range(max(first, focus - room + 1), max(first, focus - room + 1) + room)


def places(bounds: Bounds, lanes: range, focus: int, empty: Sequence[int]) -> list[Place]:
    """Where each of these lanes stands.

    `empty` has for each lane on the board the cells of its head when nothing is in it, else 0.
    """
    broad = bounds.width >= BROAD
    widths = _broad(bounds.width, lanes, focus, empty) if broad else _narrow(bounds.width, lanes)
    form = TALL if bounds.is_airy and broad else WIDE
    found: list[Place] = []
    left = 0
    for lane in lanes:
        has_focus = lane == focus
        width = widths[0] if has_focus else (widths[1] if broad and not empty[lane] else 0)
        width = width or (min(empty[lane], _MOST) if broad else _NARROW)
        found.append(Place(lane, left, width, form if broad or has_focus else NARROW))
        left += width + _GAP
    return found


def _narrow(width: int, lanes: range) -> tuple[int, int]:
    return width - 1 - (len(lanes) - 1) * (_NARROW + _GAP), _NARROW


def _broad(width: int, lanes: range, focus: int, empty: Sequence[int]) -> tuple[int, int]:
    """The focused lane and the others: an empty one is as wide as its head."""
    heads = sum(min(empty[lane], _MOST) for lane in lanes if lane != focus)
    others = sum(lane != focus and not empty[lane] for lane in lanes)
    room = width - (len(lanes) - 1) * _GAP - heads
    other = max(_LEAST, min(_MOST, (room - _FOCUS) // others)) if others else 0
    return min(_MOST_FOCUS, room - others * other), other

"""How what was done reads in row 1: what, on what, with whom, and the key that takes it back."""

from __future__ import annotations

from desk.errors import DeskError
from desk.rows.work import Outcome
from desk.screens.base import Seat
from desk.screens.item_keys import said

_GIVES_BACK = ("claim", "release", "assign", "hand")


def told(seat: Seat, done: Outcome, merged: str = "") -> str:
    """One line: "Claimed I-10455 · u gives it back"."""
    return seat.look.glyphs.between(said(done.action, done.ref), merged, way_back(done))


def way_back(done: Outcome) -> str:
    """Which key takes it back; nothing when none does."""
    if not done.undo:
        return ""
    return "u gives it back" if done.action in _GIVES_BACK else "u takes it back"


def merged_with(seat: Seat, done: Outcome, base: int) -> str:
    """With whose change it was merged; nothing when nobody saved since that version."""
    many = done.version - base - 1
    if many <= 0:
        return ""
    try:
        trail = seat.desk.trail.item(seat.actor, done.ref).trail
    except DeskError:
        return ""
    before = [row for row in trail if 0 < row.seq < done.seq][-many:]
    others = {row.noted_by or row.actor: None for row in before}
    others.pop(seat.actor.name, None)
    return f"merged with {' and '.join(others)}'s change" if others else ""

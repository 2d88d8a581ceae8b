"""How what was done reads in row 1: what, on what, with whom, and the key that takes it back."""

from __future__ import annotations

from desk.errors import DeskError
from desk.rows.work import Outcome
from desk.rules.deeds import UNDO_SECONDS, done_to
from desk.screens.base import Seat

_GIVES_BACK = ("claim", "assign", "hand")


def told(seat: Seat, done: Outcome, merged: str = "") -> str:
    """One line: "Claimed I-10455 · u gives it back". It is what `u` is about from now on."""
    deed = done_to(done.action, [done.ref])
    seat.last[:] = [deed] if done.undo else []
    deed += f": {done.created}" if done.created else ""
    return seat.look.glyphs.between(deed, merged, _way_back(done, undo_key(seat)))


def undo_key(seat: Seat) -> str:
    """The key that takes back what was done last."""
    return seat.look.keys.name("item.undo", "u")


def _way_back(done: Outcome, key: str) -> str:
    """Which key takes it back and for how long; nothing when none does."""
    if not done.undo:
        return ""
    if f" {UNDO_SECONDS} s" in done.way_back:
        return f"{key} takes it back for {UNDO_SECONDS} s"
    return f"{key} gives it back" if done.action in _GIVES_BACK else f"{key} takes it back"


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

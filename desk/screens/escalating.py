"""Whom an item may be escalated to, as the pick list of its sheet shows it."""

from __future__ import annotations

from desk.screens.base import Seat
from desk.widgets.matches import Option

GOALS = ("to",)
"""Lines that name whom something goes to: a team, a person or a partner."""

ESCALATE = "escalate"
"""The use case that has such a line."""


NOTES = {"functional": "more expertise", "hierarchic": "more authority"}
"""What each ladder leads to."""


def goals(seat: Seat, ref: str, ladder: str) -> list[Option]:
    """Whom the problem of that reference may be escalated to, the likeliest first."""
    proposals = seat.desk.ladders.proposals(seat.actor, ref)
    found = proposals.hierarchic if ladder == "hierarchic" else proposals.functional
    return [Option(each.name, each.name, each.why) for each in found]


def begin_on(seat: Seat, ref: str) -> str:
    """The ladder that a sheet begins with: to more expertise where there is a level above."""
    first = seat.desk.ladders.proposals(seat.actor, ref).functional[:1]
    return "functional" if first and first[0].why.startswith("team") else "hierarchic"

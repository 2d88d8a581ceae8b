"""Who can be given work, as a pick list: oneself first, who is away marked, and by load."""

from __future__ import annotations

from collections.abc import Iterable

from desk.rows.people import PersonRow
from desk.rules.load import BY_LOAD
from desk.rules.times import near_moment
from desk.rules.vocabulary import words
from desk.screens.asking import at_work
from desk.screens.base import Seat
from desk.widgets.matches import Option

_GIVES = "assign"
"""The use case that takes a load in place of a person."""


def takers(seat: Seat, people: Iterable[PersonRow], action: str) -> list[Option]:
    """Everybody who works on items; where work is assigned, whoever has the most room too."""
    options = [
        Option(each.name, each.name, _note(seat, each)) for each in at_work(people, seat.actor)
    ]
    if action == _GIVES:
        options.append(Option(BY_LOAD, "by load", "whoever has the most room"))
    return options


def _note(seat: Seat, person: PersonRow) -> str:
    """The role; until when they are away."""
    now = seat.desk.clock.now()
    back = person.back_at(now)
    if back is None:
        return words(person.role)
    return f"absent until {near_moment(back, seat.actor.zone, now)}"

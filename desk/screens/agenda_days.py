"""Which days the agenda shows, and whose; without a widget in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from desk.rows.tasks import Agenda
from desk.rows.work import Counters
from desk.screens.base import Offer

if TYPE_CHECKING:
    from desk.bootstrap import Desk
    from desk.rules.permissions import Actor

DAYS = 7
"""Days that are shown at a time."""
_FURTHEST = 52
"""Weeks ahead that can be looked at."""
_TEAM, _PERSON, EVERYBODY = "team:", "person:", ""
"""How a choice says whose tasks are shown, the name after it."""


class Shown(NamedTuple):
    """What the screen reads."""

    agenda: Agenda
    counters: Counters


class AgendaDays:
    """A week of days from today on or later, of everybody or of some."""

    def __init__(self, desk: Desk, actor: Actor) -> None:
        self._desk = desk
        self._actor = actor
        self._of = EVERYBODY
        self._starts: list[int] = []
        """Where the weeks begin that were turned to; none while today is the first day."""
        self._ends = 0

    @property
    def of(self) -> str:
        """The team or the person whose tasks are shown; empty for everybody."""
        return self._of.partition(":")[2]

    @property
    def is_at_start(self) -> bool:
        """Whether today is the first day."""
        return not self._starts

    @property
    def title(self) -> str:
        """Whose agenda it is."""
        return f"Agenda of {self.of or 'everybody'}"

    def go_to_start(self) -> None:
        """Begin with today."""
        self._starts.clear()

    def turn(self, by: int) -> bool:
        """Show the week after, or before; whether there is one."""
        if by > 0 and len(self._starts) < _FURTHEST and self._ends:
            self._starts.append(self._ends)
            return True
        if by < 0 and self._starts:
            self._starts.pop()
            return True
        return False

    def take(self, of: str) -> None:
        """Show the tasks of a team, of a person, or of everybody."""
        self._of = of
        self.go_to_start()

    def read(self) -> Shown:
        """The days, and what is urgent besides."""
        desk, actor = self._desk, self._actor
        team = self.of if self._of.startswith(_TEAM) else None
        person = self.of if self._of.startswith(_PERSON) else None
        first = self._starts[-1] if self._starts else None
        agenda = desk.agenda.day(actor, first, DAYS, team=team, person=person)
        self._ends = agenda.days[-1].ends
        return Shown(agenda, desk.work.counters(actor))

    def choices(self) -> list[Offer]:
        """Everybody, who sits here, each team and each person."""
        directory = self._desk.directory
        teams = [Offer(_TEAM + team.name, team.name, "team") for team in directory.teams()]
        people = [person for person in directory.people() if person.id != self._actor.id]
        me = self._actor.name
        return [
            Offer(EVERYBODY, "Everybody"),
            Offer(_PERSON + me, f"You, {me}"),
            *teams,
            *(Offer(_PERSON + each.name, each.name, ", ".join(each.teams)) for each in people),
        ]

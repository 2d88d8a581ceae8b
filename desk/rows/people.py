"""People and teams as lists show them."""

from typing import NamedTuple

from desk.rows.work import Done, Outcome
from desk.rules.load import Burden, Room, absent_until


class AbsenceRow(NamedTuple):
    """When somebody does not work."""

    starts: int
    ends: int
    why: str


class PersonRow(NamedTuple):
    """A person who works at the desk."""

    id: int
    name: str
    role: str
    teams: tuple[str, ...]
    zone: str
    manager: str = ""
    calendar: str = ""
    """Their own working hours; empty for those of their team."""
    hours: str = ""
    """The name of the working hours that hold for them."""
    absences: tuple[AbsenceRow, ...] = ()
    """Those that are not over, the earliest first."""

    def back_at(self, now: int) -> int | None:
        """When they are back if they are absent now."""
        return absent_until([(each.starts, each.ends) for each in self.absences], now)


class TeamRow(NamedTuple):
    """A team, how many people are in it, and what it wants."""

    id: int
    name: str
    members: int
    level: int = 1
    lead: str = ""
    calendar: str = ""
    """Its opening hours; empty for those of the desk."""
    by_load: bool = False
    return_after: int = 0
    """Seconds of working time; 0 for never."""


class StaffRow(NamedTuple):
    """A person with what they have to do and the time they have for it."""

    person: PersonRow
    burden: Burden
    room: Room | None
    """None for who works on no items."""


class HandedOver(NamedTuple):
    """What came of handing somebody's open work over, piece by piece."""

    outcome: Outcome
    done: tuple[Done, ...]
    left: int = 0
    """How many more there are that were not looked at in a dry run."""

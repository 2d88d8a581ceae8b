"""The people of the desk line by line: a title for each team, and below it who is in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from desk.rows.people import StaffRow, TeamRow
from desk.rules.times import near_moment, span, time_of_day
from desk.rules.words import fold

NO_TEAM = TeamRow(0, "", 0)
"""Where people stand who are in no team."""
_MIDNIGHT = ("00:00", "12:00am")


class PeopleLine(NamedTuple):
    """A line of the list: of a team, or of a person in it."""

    team: TeamRow | None = None
    staff: StaffRow | None = None
    is_title: bool = False

    @property
    def key(self) -> tuple[int, int]:
        """What tells it apart from the others."""
        team, person = self.team, self.staff
        return team.id if team else 0, person.person.id if person else 0


def lines_of(
    teams: Iterable[TeamRow], staff: Sequence[StaffRow], now: int, *, airy: bool
) -> list[PeopleLine]:
    """Every line: teams by level and name, in each who has the most room first."""
    lines: list[PeopleLine] = []
    for team in sorted(teams, key=lambda each: (each.level, fold(each.name))):
        members = [row for row in staff if team.name in row.person.teams]
        lines += _group(team, members, now, airy=airy and bool(lines))
    rest = [row for row in staff if not row.person.teams]
    return lines + (_group(NO_TEAM, rest, now, airy=airy and bool(lines)) if rest else [])


def free(row: StaffRow) -> tuple[int, int]:
    """The seconds somebody has left, and of how many: today, or in seven days after hours."""
    if row.room is None:
        return 0, 0
    whole = row.room.today or row.room.week
    return whole - row.room.load, whole


def facts_of_team(team: TeamRow) -> list[str]:
    """What a team wants, in words."""
    if team == NO_TEAM:
        return []
    facts = [f"level {team.level}"]
    facts += [f"led by {team.lead}"] if team.lead else []
    facts += [f"{team.calendar} hours"] if team.calendar else []
    facts += ["by load"] if team.by_load else []
    facts += [f"back after {span(team.return_after)}"] if team.return_after else []
    return facts


def absence_of(row: StaffRow, zone: str, now: int) -> str:
    """Until when somebody is absent, and why; or from when; empty for who is there."""
    person = row.person
    back = person.back_at(now)
    if back is not None:
        why = next((each.why for each in person.absences if each.starts <= now and each.why), "")
        until = f"absent until {day_or_moment(back, zone, now)}"
        return f"{until}, {why}" if why else until
    ahead = next((each for each in person.absences if each.starts > now), None)
    return f"absent from {day_or_moment(ahead.starts, zone, now)}" if ahead else ""


def day_or_moment(instant: int, zone: str, now: int) -> str:
    """`Wed 12:00`; the day alone where it begins: whole days are what absences mostly are."""
    said, at = near_moment(instant, zone, now), time_of_day(instant, zone)
    return said.removesuffix(f" {at}") if at in _MIDNIGHT else said


def _group(team: TeamRow, members: list[StaffRow], now: int, *, airy: bool) -> list[PeopleLine]:
    def standing(row: StaffRow) -> tuple[bool, bool, int, str]:
        is_away = row.person.back_at(now) is not None
        return is_away, row.room is None, -free(row)[0], fold(row.person.name)

    lines = [PeopleLine()] if airy else []
    lines.append(PeopleLine(team, is_title=True))
    lines += [PeopleLine(team, row) for row in sorted(members, key=standing)]
    return lines if members else [*lines, PeopleLine(team)]

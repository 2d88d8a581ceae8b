"""The made-up desk's teams and people: who leads whom, when they work, who is away, their plans."""

from collections.abc import Mapping
from typing import NamedTuple

from desk.models.absences import put_absence
from desk.models.people import make_person, make_team
from desk.models.plans import put_plan
from desk.models.policies import put_calendar
from desk.models.store import Session
from desk.models.teams import put_person, put_team
from desk.rules.calendars import DAYS
from desk.rules.permissions import DESK, Actor
from desk.rules.plans import parse_plan, written
from desk.services.journal import Entry, record
from desk.services.samples.histories import DAY, Staff
from desk.services.samples.matters import BILLING, NETWORK, ORDERS
from desk.services.samples.problem_matters import PLANS

_HOURS = {"early shift": ("06:00", "14:00", 5), "long day": ("07:00", "21:00", 6)}
"""Calendars by name: from when to when, on how many days of the week."""


class _Group(NamedTuple):
    """A team: its support level, who leads it and when it works."""

    name: str
    level: int
    lead: str
    calendar: str = ""


class _Colleague(NamedTuple):
    """Somebody of a team."""

    name: str
    role: str
    team: str
    manager: str = ""
    calendar: str = ""


_TEAMS = (
    _Group(BILLING, 1, "Dora"),
    _Group(NETWORK, 2, "Cem", "long day"),
    _Group(ORDERS, 1, "Olek"),
)
_COLLEAGUES = (
    _Colleague("Ana", "agent", BILLING, "Dora"),
    _Colleague("Ben", "agent", NETWORK, "Cem", "early shift"),
    _Colleague("Cem", "agent", NETWORK, "Olek"),
    _Colleague("Dora", "teamLead", BILLING, "Olek"),
    _Colleague("Mia", "agent", ORDERS, "Olek"),
    _Colleague("Olek", "manager", ORDERS),
)
_AWAY = "Ben"
_DAYS_AWAY = 2


def hired(session: Session, actor: Actor, now: int) -> Staff:
    """Make the teams and people of a made-up desk, beside who makes it."""
    for name, (opens, closes, days) in _HOURS.items():
        spec: dict[str, object] = {
            "tz": actor.zone,
            "hours": {day: [[opens, closes]] for day in DAYS[:days]},
        }
        number, _ = put_calendar(session, name, spec, [])
        _told(session, now, ("save", "calendar", number), {"name": name, "spec": spec})
    teams = {each.name: make_team(session, each.name) for each in _TEAMS}
    people = {each.name: _person(session, actor.zone, each, teams, now) for each in _COLLEAGUES}
    for colleague in _COLLEAGUES:
        values = {"manager": people.get(colleague.manager), "calendar": colleague.calendar}
        put_person(session, people[colleague.name], values)
    for team in _TEAMS:
        terms = {"level": team.level, "lead": people[team.lead], "calendar": team.calendar}
        put_team(session, teams[team.name], terms)
    _leave(session, people[_AWAY], now)
    for name, steps in PLANS.items():
        plan = parse_plan(name, steps)
        number, _ = put_plan(session, plan)
        _told(session, now, ("save", "plan", number), {"name": name, **written(plan)})
    first = [] if actor.id is None else [(actor.id, actor.name)]
    return Staff(first + [(number, name) for name, number in people.items()], teams)


def _person(session: Session, zone: str, each: _Colleague, teams: dict[str, int], now: int) -> int:
    person = Actor(None, each.name, each.role, zone, (teams[each.team],))
    number = make_person(session, person, now)
    after = {"name": each.name, "role": each.role, "zone": zone, "teams": [each.team]}
    _told(session, now, ("add", "person", number), after)
    return number


def _leave(session: Session, person: int, now: int) -> None:
    starts = now - now % DAY
    ends = starts + _DAYS_AWAY * DAY
    put_absence(session, person, starts, ends, "Holiday")
    absence = {"starts": starts, "ends": ends, "why": "Holiday"}
    _told(session, now, ("absence", "person", person), {"absence": absence})


def _told(
    session: Session, now: int, what: tuple[str, str, int], after: Mapping[str, object]
) -> None:
    """Have the journal tell it: what was done, to what kind of object, and its number."""
    action, kind, number = what
    record(session, Entry(now, DESK.id, action, kind, number, after=after, training=True))

"""Teams and people among the settings: `[team.NAME]` and `[person.NAME]`.

A table says what it names and leaves the rest as it is; a name that nobody has is added, and none
that is missing is taken away.
"""

from collections.abc import Callable, Collection, Mapping
from typing import NamedTuple

from desk.errors import BadValue, DeskError
from desk.rules.actions_on_people import ROLES_OF_PEOPLE
from desk.rules.instants import duration, parse_duration, zone_named
from desk.rules.nearness import nearest
from desk.rules.person_names import checked_name
from desk.rules.words import fold

Place = Callable[[str], str]
Tables = Mapping[str, Mapping[str, object]]
"""What is said of each team or person, by name and key."""

HIGHEST_LEVEL = 9
"""The support levels a team may have: 1 to this."""

NONE, NEVER = "none", "never"
"""Takes away a lead, a manager or hours; and the time after which work goes back."""

_DEFAULTS: Mapping[str, object] = {
    "lead": NONE,
    "calendar": NONE,
    "return_after": NEVER,
    "manager": NONE,
}
"""What is not written where it is so."""

Check = Callable[[object, Collection[str]], object]


class Staff(NamedTuple):
    """What is said of teams and people; of whom nothing is said, all stays."""

    teams: Tables = {}
    people: Tables = {}


NOBODY_NAMED = Staff()


def read_staff(tables: Mapping[str, object], place: Place, calendars: Collection[str]) -> Staff:
    """Read what is said of teams and people. Raises `BadValue`, naming the place."""
    within = place, calendars
    return Staff(
        _read("team", tables.get("team", {}), _OF_TEAM, within),
        _read("person", tables.get("person", {}), _OF_PERSON, within),
    )


def written(staff: Staff) -> dict[str, object]:
    """The tables as TOML has them: what is not set is left out."""
    return {"team": _set(staff.teams), "person": _set(staff.people)}


def merged(now: Staff, wanted: Staff) -> Staff:
    """All teams and people as they are to be."""
    return Staff(_merged(now.teams, wanted.teams), _merged(now.people, wanted.people))


def differing(wanted: Staff, now: Staff) -> Staff:
    """What is to be otherwise than it is; a name that is new is there even without anything."""
    return Staff(_differing(wanted.teams, now.teams), _differing(wanted.people, now.people))


def refuse_strangers(wanted: Staff, now: Staff, place: Place) -> None:
    """Raise `BadValue`, naming the place, for a lead or manager whom nobody knows."""
    names = {fold(name): name for name in (*now.people, *wanted.people)}
    named = [(f"team.{name}.lead", said.get("lead")) for name, said in wanted.teams.items()]
    named += [
        (f"person.{name}.manager", said.get("manager")) for name, said in wanted.people.items()
    ]
    for key, who in named:
        if who not in (None, NONE) and fold(str(who)) not in names:
            near = nearest(str(who), names.values())
            raise BadValue(
                f"{place(key)}: nobody is called '{who}'",
                f"Did you mean {near}?" if near else "Who there is: desk people list",
            )


def _set(tables: Tables) -> dict[str, object]:
    return {
        name: {key: value for key, value in said.items() if _DEFAULTS.get(key) != value}
        for name, said in tables.items()
    }


def _merged(now: Tables, wanted: Tables) -> Tables:
    found = {name: dict(said) for name, said in now.items()}
    known = {fold(name): name for name in now}
    for name, said in wanted.items():
        found.setdefault(known.get(fold(name), name), {}).update(said)
    return found


def _differing(wanted: Tables, now: Tables) -> Tables:
    known = {fold(name): name for name in now}
    found: dict[str, Mapping[str, object]] = {}
    for name, said in wanted.items():
        kept = known.get(fold(name))
        if kept is None:
            found[name] = said
            continue
        other = {key: value for key, value in said.items() if now[kept].get(key) != value}
        found |= {kept: other} if other else {}
    return found


def _read(
    table: str,
    value: object,
    checks: Mapping[str, Check],
    within: tuple[Place, Collection[str]],
) -> Tables:
    place, calendars = within
    if not isinstance(value, Mapping):
        raise BadValue(f"{place(table)}: '{table}' is not a table", f"Write [{table}.NAME].")
    found: dict[str, Mapping[str, object]] = {}
    for name, said in value.items():
        where = f"{table}.{name}"
        if not isinstance(said, Mapping):
            raise BadValue(f"{place(where)}: '{where}' is not a table", f"Write [{where}].")
        try:
            known = checked_name(name)
        except DeskError as error:
            raise BadValue(f"{place(where)}: {error.message}", error.next_step) from None
        found[known] = {
            key: _value(key, each, checks, (place(f"{where}.{key}"), calendars))
            for key, each in said.items()
        }
    return found


def _value(
    key: str, value: object, checks: Mapping[str, Check], within: tuple[str, Collection[str]]
) -> object:
    at, calendars = within
    if key not in checks:
        near = nearest(key, checks)
        raise BadValue(
            f"{at}: there is no setting '{key[:40]}' here",
            f"Did you mean {near}?" if near else f"There are: {', '.join(checks)}.",
        )
    try:
        return checks[key](value, calendars)
    except BadValue as error:
        raise BadValue(f"{at}: '{key}': {error.message}", error.next_step) from None


def _level(value: object, _: Collection[str]) -> object:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= HIGHEST_LEVEL:
        raise BadValue(f"{value} is no support level", f"Write 1 to {HIGHEST_LEVEL}.")
    return value


def _yes_or_no(value: object, _: Collection[str]) -> object:
    if not isinstance(value, bool):
        raise BadValue(f"'{value}' is neither", "Write true or false.")
    return value


def _time(value: object, _: Collection[str]) -> object:
    if not isinstance(value, str):
        raise BadValue(f"{value} is no length of time", 'Write it like "4h", or "never".')
    if fold(value) in (NEVER, NONE, ""):
        return NEVER
    seconds = parse_duration(value)
    if seconds < 60:
        raise BadValue(f"'{value}' is too short", 'Write it like "4h", or "never".')
    return duration(seconds)


def _person(value: object, _: Collection[str]) -> object:
    if not isinstance(value, str):
        raise BadValue(f"{value} is no name", 'Write a name, or "none".')
    return NONE if fold(value) in ("", NONE) else " ".join(value.split())


def _calendar(value: object, calendars: Collection[str]) -> object:
    if not isinstance(value, str):
        raise BadValue(f"{value} is no calendar", 'Write its name, or "none".')
    if fold(value) in ("", NONE):
        return NONE
    known = {fold(name): name for name in calendars}
    if fold(value) not in known:
        near = nearest(value, calendars)
        raise BadValue(
            f"there is no calendar '{value}'",
            f"Did you mean {near}?" if near else f"Known are: {', '.join(sorted(calendars))}.",
        )
    return known[fold(value)]


def _role(value: object, _: Collection[str]) -> object:
    if value not in ROLES_OF_PEOPLE:
        near = nearest(str(value), ROLES_OF_PEOPLE)
        raise BadValue(
            f"'{value}' is no role",
            f"Did you mean {near}?" if near else f"Write one of: {', '.join(ROLES_OF_PEOPLE)}.",
        )
    return value


def _teams(value: object, _: Collection[str]) -> object:
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise BadValue(f"'{value}' is no list of teams", 'Write them like ["Field", "Front"].')
    return sorted({checked_name(each) for each in value}, key=fold)


def _zone(value: object, _: Collection[str]) -> object:
    return str(zone_named(str(value)).key)


_OF_TEAM: Mapping[str, Check] = {
    "level": _level,
    "lead": _person,
    "calendar": _calendar,
    "by_load": _yes_or_no,
    "return_after": _time,
}
_OF_PERSON: Mapping[str, Check] = {
    "role": _role,
    "teams": _teams,
    "manager": _person,
    "calendar": _calendar,
    "zone": _zone,
}

"""What the store is told by its settings: its zone, training, opening hours and service levels."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from datetime import date, time
from typing import NamedTuple

from desk.errors import BadValue, DeskError
from desk.rules import settings_people, settings_time
from desk.rules.calendars import list_of, mapping_of, parse_spec
from desk.rules.instants import duration, parse_duration, zone_named
from desk.rules.nearness import nearest
from desk.rules.plans import parse_plan
from desk.rules.plans import written as written_plan
from desk.rules.policies import CLOCKS, CONDITIONS, Policy, parse_policy
from desk.rules.problem_terms import LENGTHS, TERMS, read_terms
from desk.rules.problem_terms import written as terms_as_tables
from desk.rules.settings_people import NOBODY_NAMED, Staff
from desk.rules.settings_time import FORMS
from desk.rules.vocabulary import CHANNELS, PRIORITIES, WORK_KINDS

OF_STORE = ("desk.zone", "desk.training")
"""Single values that the store keeps."""

HOLIDAYS_OF = ("country", "subdivision")
"""What a calendar may name besides its hours, to get the holidays worked out."""

Place = Callable[[str], str]
"""Where a setting stands: `file.toml, line 4`."""
Table = dict[str, object]

_ROW = ("name", *CONDITIONS, "calendar", *CLOCKS)
_KNOWN: dict[str, tuple[object, ...]] = {
    "kind": WORK_KINDS,
    "channel": CHANNELS,
    "priority": PRIORITIES,
}
"""Conditions whose values are known."""


class House(NamedTuple):
    """The settings that the store keeps."""

    values: Mapping[str, str]
    """`zone` and `training`."""
    calendars: Mapping[str, Mapping[str, object]]
    """Opening hours with all their holidays, by name."""
    policies: tuple[Policy, ...] | None
    """The whole table; None where it is not spoken of."""
    plans: Mapping[str, Mapping[str, object]] = {}
    """Plans of tasks by name, as they are written; one without steps is to be taken away."""
    terms: Mapping[str, Mapping[str, object]] = {}
    """What is settled about problems: the tables `priority` and `problem`, each whole."""
    staff: Staff = NOBODY_NAMED
    times: settings_time.Tables = {}
    """What is settled about levels, notices, escalation, outlets, hooks and templates: each table
    whole."""

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing."""
        return self == NOTHING


NOTHING = House({}, {}, None)


def written(house: House) -> Table:
    """The settings as tables of TOML."""
    return {
        "desk": {
            "zone": house.values.get("zone", "UTC"),
            "training": house.values.get("training") == "true",
        },
        "calendar": {name: dict(spec) for name, spec in house.calendars.items()},
        "policy": [_row(policy) for policy in house.policies or ()],
        **{name: shown_terms(table) for name, table in house.terms.items()},
        "plan": {name: dict(plan) for name, plan in house.plans.items() if plan.get("steps")},
        **settings_people.written(house.staff),
        **{name: dict(table) for name, table in house.times.items()},
    }


def read(tables: Mapping[str, object], place: Place, calendars: Collection[str]) -> House:
    """Read what tables of TOML say of the store. Raises `BadValue`, naming the place.

    `calendars` are those the store has already, which service levels may count on.
    """
    given: dict[str, Mapping[str, object]] = {}
    for name, spec in _table(tables, "calendar", place).items():
        given[name] = _calendar(name, spec, place)
    policies = None
    if "policy" in tables:
        policies = policies_of(tables["policy"], {*calendars, *given}, place)
    values = {
        name: setting(name, value, place(f"desk.{name}"))
        for name, value in _table(tables, "desk", place).items()
    }
    plans = {name: _plan(name, spec, place) for name, spec in _table(tables, "plan", place).items()}
    terms = {name: _terms(name, tables[name], place) for name in TERMS if name in tables}
    staff = settings_people.read_staff(tables, place, {*calendars, *given})
    times = {name: _time(name, tables[name], place) for name in FORMS if name in tables}
    return House(values, given, policies, plans, terms, staff, times)


def setting(name: str, value: object, place: str) -> str:
    """A single value as the store keeps it. Raises `BadValue`, naming the place."""
    if f"desk.{name}" not in OF_STORE:
        near = nearest(f"desk.{name}", OF_STORE)
        raise BadValue(
            f"{place}: there is no setting 'desk.{name}'",
            f"Did you mean {near}?" if near else f"Of the desk: {', '.join(OF_STORE)}.",
        )
    if name == "training":
        said = str(value).lower()
        if said not in ("true", "false"):
            raise BadValue(f"{place}: 'desk.training' is '{value}'", "Write true or false.")
        return said
    try:
        return str(zone_named(str(value)).key)
    except BadValue as error:
        raise _at(place, error) from None


def differing(wanted: House, now: House) -> House:
    """What of the wanted settings is not as it is now."""
    return House(
        {name: value for name, value in wanted.values.items() if now.values.get(name) != value},
        {name: spec for name, spec in wanted.calendars.items() if now.calendars.get(name) != spec},
        None if wanted.policies == now.policies else wanted.policies,
        {
            name: plan
            for name, plan in wanted.plans.items()
            if now.plans.get(name, {"steps": []}) != plan
        },
        {name: table for name, table in wanted.terms.items() if now.terms.get(name) != table},
        settings_people.differing(wanted.staff, now.staff),
        settings_time.differing(wanted.times, now.times),
    )


def shown_terms(table: Mapping[str, object]) -> Table:
    """A table of what is settled about problems, its times as people write them."""
    return {
        name: duration(value) if name in LENGTHS and isinstance(value, int) else value
        for name, value in table.items()
    }


def _terms(name: str, value: object, place: Place) -> Mapping[str, object]:
    """A table of what is settled about problems, whole: what it leaves out is as it came."""
    try:
        return terms_as_tables(read_terms({name: plain(value)}))[name]
    except DeskError as error:
        raise _at(place(_named(error.message, name, value)), error) from None


def _time(name: str, value: object, place: Place) -> Mapping[str, object]:
    try:
        return settings_time.checked(name, plain(value))
    except DeskError as error:
        raise _at(place(_named(error.message, name, value)), error) from None


def plain(value: object) -> object:
    """A value of TOML as JSON holds it: its dates and times are texts there."""
    if isinstance(value, Mapping):
        return {str(name): plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return value.isoformat()[:10] if isinstance(value, date) else value


def _table(tables: Mapping[str, object], name: str, place: Place) -> Mapping[str, object]:
    try:
        return mapping_of(tables.get(name, {}), name)
    except BadValue as error:
        raise _at(place(name), error) from None


def _calendar(name: str, spec: object, place: Place) -> Mapping[str, object]:
    where = f"calendar.{name}"
    try:
        given = mapping_of(plain(spec), where)
        parse_spec({key: value for key, value in given.items() if key not in HOLIDAYS_OF})
    except DeskError as error:
        raise _at(place(_named(error.message, where, spec)), error) from None
    return given


def _plan(name: str, spec: object, place: Place) -> Mapping[str, object]:
    where = f"plan.{name}"
    try:
        given = mapping_of(plain(spec), where)
        if given.get("steps") == []:
            return {"steps": []}
        return written_plan(parse_plan(name, given))
    except DeskError as error:
        raise _at(place(_named(error.message, where, spec)), error) from None


def policies_of(
    value: object, calendars: Collection[str], place: Place = str
) -> tuple[Policy, ...]:
    """Read the table of service levels. Raises `BadValue`, naming the place of the fault."""
    try:
        rows = list_of(value, "policy")
    except BadValue as error:
        raise _at(place("policy"), error) from None
    table: list[Policy] = []
    for number, row in enumerate(rows, 1):
        where = f"policy.{number}"
        try:
            policy = _policy(mapping_of(plain(row), where), number)
            _refuse_unknown_values(policy)
            _refuse_no_calendar(policy, calendars)
        except DeskError as error:
            raise _at(place(_named(error.message, where, row)), error) from None
        if policy.name in {each.name for each in table}:
            raise BadValue(
                f"{place(where)}: two policies are called '{policy.name}'", "Rename one."
            )
        table.append(policy)
    return tuple(table)


def _policy(row: Mapping[str, object], number: int) -> Policy:
    for key in row:
        if key not in _ROW:
            near = nearest(key, _ROW)
            raise BadValue(
                f"A policy has no '{key[:40]}'",
                f"Did you mean {near}?" if near else f"It has: {', '.join(_ROW)}.",
            )
    conditions = {name: row[name] for name in CONDITIONS if name in row}
    targets = {name: _seconds(name, row[name]) for name in CLOCKS if name in row}
    name = str(row.get("name") or f"policy {number}")
    if "calendar" in row:
        targets["calendar"] = row["calendar"]
    return parse_policy(name, conditions, targets)


def _seconds(name: str, value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        return parse_duration(value)
    except BadValue as error:
        raise BadValue(f"{name}: {error.message}", error.next_step) from None


def _refuse_unknown_values(policy: Policy) -> None:
    for condition, known in _KNOWN.items():
        wanted = policy.conditions.get(condition, ())
        for value in wanted if isinstance(wanted, list) else [wanted] if wanted != () else []:
            if value not in known:
                near = nearest(str(value), map(str, known))
                raise BadValue(
                    f"{policy.name}: {condition} is never '{value}'",
                    f"Did you mean {near}?" if near else f"Write one of: {_listed(known)}.",
                )


def _refuse_no_calendar(policy: Policy, calendars: Collection[str]) -> None:
    if policy.calendar not in calendars:
        near = nearest(policy.calendar, calendars)
        raise BadValue(
            f"{policy.name}: there is no calendar '{policy.calendar}'",
            f"Did you mean {near}?" if near else f"Known are: {_listed(sorted(calendars))}.",
        )


def _listed(values: Collection[object]) -> str:
    return ", ".join(map(str, values))


def _row(policy: Policy) -> Table:
    """A policy as a row of TOML."""
    row: Table = {"name": policy.name, **policy.conditions, "calendar": policy.calendar}
    for clock in CLOCKS:
        seconds = policy.target(clock)
        if seconds is not None:
            row[clock] = duration(seconds)
    return row


def _named(message: str, where: str, table: object) -> str:
    """The key of the table that a message names, below `where`; else `where` itself."""
    words = set(re.findall(r"[\w.]*\w", message.replace("time zone", "tz")))
    found = [key for key in _keys(table) if key in words or key.rpartition(".")[2] in words]
    return f"{where}.{max(found, key=len)}" if found else where


def _keys(table: object, prefix: str = "") -> list[str]:
    if not isinstance(table, Mapping):
        return []
    found: list[str] = []
    for name, value in table.items():
        found += [f"{prefix}{name}", *_keys(value, f"{prefix}{name}.")]
    return found


def _at(place: str, error: DeskError) -> BadValue:
    return BadValue(f"{place}: {error.message}", error.next_step)

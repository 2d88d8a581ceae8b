"""What the store is told by its settings: its zone, training, opening hours and service levels."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import NamedTuple

from desk.errors import BadValue, DeskError
from desk.rules import settings_people, settings_time
from desk.rules.calendars import mapping_of, parse_spec
from desk.rules.instants import duration, zone_named
from desk.rules.nearness import nearest
from desk.rules.plans import parse_plan
from desk.rules.plans import written as written_plan
from desk.rules.policies import Policy
from desk.rules.problem_terms import LENGTHS, TERMS, read_terms
from desk.rules.problem_terms import written as terms_as_tables
from desk.rules.settings_faults import at_place, key_named, plain
from desk.rules.settings_people import NOBODY_NAMED, Staff
from desk.rules.settings_policies import policies_of, row_of
from desk.rules.settings_time import FORMS

OF_STORE = ("desk.zone", "desk.training")
"""Single values that the store keeps."""

OWN = ("db", "as", "looks", "report", "keys")
"""What begins the names of the operator's own settings."""

HOLIDAYS_OF = ("country", "subdivision")
"""What a calendar may name besides its hours, to get the holidays worked out."""

Place = Callable[[str], str]
"""Where a setting stands: `file.toml, line 4`."""
Table = dict[str, object]


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
        "policy": [row_of(policy) for policy in house.policies or ()],
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
        raise at_place(place, error) from None


def name_of(typed: str, names: Iterable[str]) -> str:
    """The setting meant: its whole name, or the last part of it where only one has that."""
    known = tuple(names)
    ends = [name for name in known if name.rpartition(".")[2] == typed]
    return ends[0] if typed not in known and len(ends) == 1 else typed


def is_own(typed: str, keys: Iterable[str]) -> bool:
    """Whether a setting is the operator's, so that no store is needed for it.

    `keys` are those of the configuration file.
    """
    return name_of(typed, (*keys, *OF_STORE)).partition(".")[0] in OWN


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


def same_for(wanted: House, was: House, now: House) -> bool:
    """Whether what is to be otherwise stands as it did: nobody has changed it in between."""
    parts = (
        (wanted.values, was.values, now.values),
        (wanted.calendars, was.calendars, now.calendars),
        (wanted.plans, was.plans, now.plans),
        (wanted.terms, was.terms, now.terms),
        (wanted.staff.teams, was.staff.teams, now.staff.teams),
        (wanted.staff.people, was.staff.people, now.staff.people),
        (wanted.times, was.times, now.times),
    )
    same = all(before.get(n) == after.get(n) for said, before, after in parts for n in said)
    return same and (wanted.policies is None or was.policies == now.policies)


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
        raise at_place(place(key_named(error.message, name, value)), error) from None


def _time(name: str, value: object, place: Place) -> Mapping[str, object]:
    try:
        return settings_time.checked(name, plain(value))
    except DeskError as error:
        raise at_place(place(key_named(error.message, name, value)), error) from None


def _table(tables: Mapping[str, object], name: str, place: Place) -> Mapping[str, object]:
    try:
        return mapping_of(tables.get(name, {}), name)
    except BadValue as error:
        raise at_place(place(name), error) from None


def _calendar(name: str, spec: object, place: Place) -> Mapping[str, object]:
    where = f"calendar.{name}"
    try:
        given = mapping_of(plain(spec), where)
        parse_spec({key: value for key, value in given.items() if key not in HOLIDAYS_OF})
    except DeskError as error:
        raise at_place(place(key_named(error.message, where, spec)), error) from None
    return given


def _plan(name: str, spec: object, place: Place) -> Mapping[str, object]:
    where = f"plan.{name}"
    try:
        given = mapping_of(plain(spec), where)
        if given.get("steps") == []:
            return {"steps": []}
        return written_plan(parse_plan(name, given))
    except DeskError as error:
        raise at_place(place(key_named(error.message, where, spec)), error) from None

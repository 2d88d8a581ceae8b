"""The table of service levels among the settings: `[[policy]]`, the first row that fits holds."""

from collections.abc import Callable, Collection, Mapping

from desk.errors import BadValue, DeskError
from desk.rules.calendars import list_of, mapping_of
from desk.rules.instants import duration, parse_duration
from desk.rules.nearness import nearest
from desk.rules.policies import CLOCKS, CONDITIONS, Policy, parse_policy
from desk.rules.settings_faults import at_place, key_named, plain
from desk.rules.vocabulary import CHANNELS, PRIORITIES, WORK_KINDS

Place = Callable[[str], str]
Table = dict[str, object]

_ROW = ("name", *CONDITIONS, "calendar", *CLOCKS)
_KNOWN: dict[str, tuple[object, ...]] = {
    "kind": WORK_KINDS,
    "channel": CHANNELS,
    "priority": PRIORITIES,
}
"""Conditions whose values are known."""


def policies_of(
    value: object, calendars: Collection[str], place: Place = str
) -> tuple[Policy, ...]:
    """Read the table of service levels. Raises `BadValue`, naming the place of the fault."""
    try:
        rows = list_of(value, "policy")
    except BadValue as error:
        raise at_place(place("policy"), error) from None
    table: list[Policy] = []
    for number, row in enumerate(rows, 1):
        where = f"policy.{number}"
        try:
            policy = _policy(mapping_of(plain(row), where), number)
            _refuse_unknown_values(policy)
            _refuse_no_calendar(policy, calendars)
        except DeskError as error:
            said = error.message.removeprefix(_name(row, number))  # a name may be a key's
            raise at_place(place(key_named(said, where, row)), error) from None
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
    if "calendar" in row:
        targets["calendar"] = row["calendar"]
    return parse_policy(_name(row, number), conditions, targets)


def _name(row: object, number: int) -> str:
    named = row.get("name") if isinstance(row, Mapping) else None
    return str(named or f"policy {number}")


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


def row_of(policy: Policy) -> Table:
    """A policy as a row of TOML."""
    row: Table = {"name": policy.name, **policy.conditions, "calendar": policy.calendar}
    for clock in CLOCKS:
        seconds = policy.target(clock)
        if seconds is not None:
            row[clock] = duration(seconds)
    return row

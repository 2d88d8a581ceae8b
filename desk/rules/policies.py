"""Which agreed service level holds for an item: an ordered table, the first row that fits wins."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from desk.errors import BadValue
from desk.rules.calendars import DAYS, list_of, mapping_of, refuse_unknown
from desk.rules.times import span
from desk.rules.vocabulary import PRIORITIES
from desk.rules.words import fold

CONDITIONS = (
    "kind",
    "channel",
    "type",
    "priority",
    "tag",
    "team",
    "customer",
    "segment",
    "tier",
    "partner",
    "agreement",
)
"""What a policy may ask of an item."""

CLOCKS = {
    "firstAnswer": "first answer in {}",
    "completion": "completion in {}",
    "update": "an update every {}",
}
"""The seconds a policy sets, and how its reason line says them.

`update` is how often the customer hears of the item; without it, on change.
"""

OFFICE = "office"
ROUND_THE_CLOCK = "round the clock"

AT_ANY_HOUR = "at any hour"
"""The calendar of promises, which no store keeps: a promise is due when it is promised for."""

Fact = str | int | None | Iterable[str]


class Policy(NamedTuple):
    """One row of the table, in values that JSON can hold."""

    name: str
    conditions: Mapping[str, object]
    """Each names one value or a list of which one must hold; all of them must. None: always."""
    targets: Mapping[str, object]
    """`calendar`, and seconds for any of `CLOCKS`."""

    @property
    def calendar(self) -> str:
        """The name of the calendar its clocks count on."""
        return str(self.targets["calendar"])

    def target(self, clock: str) -> int | None:
        """The seconds a clock may take; None when the policy sets no such target."""
        seconds = self.targets.get(clock)
        return seconds if isinstance(seconds, int) else None


def match(policies: Iterable[Policy], facts: Mapping[str, Fact]) -> tuple[Policy | None, str]:
    """The first policy whose conditions hold for the facts, and the reason line that names it.

    `facts` gives each condition's value for the item: a word, a number, or several (tags).
    """
    for policy in policies:
        if all(_holds(wanted, facts.get(name)) for name, wanted in policy.conditions.items()):
            return policy, reason(policy)
    return None, "No policy fits, so no clock runs"


def reason(policy: Policy) -> str:
    """The line that says why these targets hold."""
    because = ", ".join(
        f"{name} is {' or '.join(map(str, _values(wanted)))}"
        for name, wanted in policy.conditions.items()
    )
    targets = ", ".join(
        said.format(span(seconds))
        for clock, said in CLOCKS.items()
        if (seconds := policy.target(clock)) is not None
    )
    return (
        f"Policy {policy.name} ({because or 'always'}): {targets or 'no target'}; "
        f"hours: {policy.calendar}"
    )


def parse_policy(name: str, conditions: object, targets: object) -> Policy:
    """Check a row as the store or the settings keep it. Raises `BadValue` naming what is wrong."""
    asked = mapping_of(conditions, "conditions")
    refuse_unknown(asked, CONDITIONS, "A policy's conditions")
    for condition, wanted in asked.items():
        if not _values(wanted) or not all(isinstance(each, str | int) for each in _values(wanted)):
            raise BadValue(f"{name}: {condition} has no value", "Write a word, or a list of them.")
    given = mapping_of(targets, "targets")
    refuse_unknown(given, ("calendar", *CLOCKS), "A policy's targets")
    if not isinstance(given.get("calendar"), str):
        raise BadValue(f"{name} names no calendar", f'Write one, like "{OFFICE}".')
    for clock in CLOCKS:
        seconds = given.get(clock, 0)
        if not isinstance(seconds, int) or isinstance(seconds, bool) or seconds < 0:
            raise BadValue(f"{name}: {clock} is not a time", "Write whole seconds from 0.")
    return Policy(name, dict(asked), dict(given))


def default_calendars(zone: str) -> dict[str, dict[str, object]]:
    """The calendars a fresh store begins with, in the form `working_time.parse_calendar` reads."""
    return {
        OFFICE: {"tz": zone, "hours": {day: [["09:00", "17:00"]] for day in DAYS[:5]}},
        ROUND_THE_CLOCK: {"tz": zone, "hours": {day: [["00:00", "24:00"]] for day in DAYS}},
    }


_MINUTE, _HOUR = 60, 3600
_DEFAULT_SECONDS = {
    1: (15 * _MINUTE, 4 * _HOUR, 30 * _MINUTE),
    2: (30 * _MINUTE, 8 * _HOUR, 2 * _HOUR),
    3: (4 * _HOUR, 16 * _HOUR, 8 * _HOUR),
    4: (8 * _HOUR, 40 * _HOUR, 16 * _HOUR),
    5: (8 * _HOUR, 80 * _HOUR, None),
}


def _default(priority: int) -> Policy:
    targets: dict[str, object] = {"calendar": ROUND_THE_CLOCK if priority == 1 else OFFICE}
    for clock, seconds in zip(CLOCKS, _DEFAULT_SECONDS[priority], strict=True):
        if seconds is not None:
            targets[clock] = seconds
    return Policy(f"priority {priority}", {"priority": priority}, targets)


DEFAULT_POLICIES = tuple(_default(priority) for priority in PRIORITIES)
"""The last part of every table: one row for each priority."""


def _holds(wanted: object, fact: Fact) -> bool:
    allowed = {_compared(value) for value in _values(wanted)}
    return any(_compared(value) in allowed for value in _values(fact))


def _values(value: object) -> list[object]:
    if value is None:
        return []
    return [value] if isinstance(value, str | int) else list_of(_listed(value), "a condition")


def _listed(value: object) -> object:
    return list(value) if isinstance(value, Iterable) and not isinstance(value, Mapping) else value


@lru_cache(maxsize=1024)
def _compared(value: object) -> str:
    return fold(str(value))

"""What a desk has settled about telling: customers of their work, people of theirs."""

from collections.abc import Mapping
from typing import NamedTuple

from desk.errors import BadValue
from desk.rules.calendars import refuse_unknown
from desk.rules.instants import DAY, duration, parse_duration

WAYS = ("off", "draft", "send")
"""What becomes of a notice that the desk makes by itself: none, one to be looked at, one that goes.
"""

PURPOSES = ("late", "statusChange", "progress", "information", "survey", "acknowledgement")
"""What a notice is for."""

LENGTHS = ("unowned", "give_up")
_LONGEST = 366 * DAY


class NoticeTerms(NamedTuple):
    """How people and customers are told."""

    late: str = "draft"
    """A late notice, made when a clock comes into jeopardy; `send` has it go by itself at breach
    unless somebody sent or dropped it before."""
    status: str = "send"
    """On changes of state that the customer asked to be told of."""
    progress: str = "draft"
    """When a customer was told nothing for as long as their service level allows."""
    unowned: int = 1800
    """Working seconds after which the lead of a team is told that nobody has an item."""
    give_up: int = 3 * DAY
    """Seconds after which a message that cannot be sent is given up."""
    working_hours: bool = False
    """Whether toasts come only in the working hours of whom they are for."""


def read(table: Mapping[str, object]) -> NoticeTerms:
    """The terms that a table says; what it leaves out is as it comes. Raises `BadValue`."""
    refuse_unknown(table, NoticeTerms._fields, "What is settled about notices")
    terms = NoticeTerms()
    for name, value in table.items():
        terms = terms._replace(**{name: _value(name, value)})  # type: ignore[arg-type]
    return terms


def written(terms: NoticeTerms) -> dict[str, object]:
    """The terms as a table of TOML."""
    return {
        name: duration(value) if name in LENGTHS else value
        for name, value in terms._asdict().items()
    }


def _value(name: str, value: object) -> object:
    if name in LENGTHS:
        seconds = parse_duration(value) if isinstance(value, str) else value
        if not isinstance(seconds, int) or isinstance(seconds, bool) or seconds <= 0:
            raise BadValue(f"{name} is '{value}'", "Write a length of time, like 30m.")
        if seconds > _LONGEST:
            raise BadValue(f"{name} is '{value}'", "Write a length of time of a year at most.")
        return seconds
    if name == "working_hours":
        if not isinstance(value, bool):
            raise BadValue(f"{name} is '{value}'", "Write true or false.")
        return value
    if value not in WAYS:
        raise BadValue(f"{name} is '{value}'", f"Write one of: {', '.join(WAYS)}.")
    return value

"""What must be true of a record before a desk takes it back."""

from collections.abc import Iterator

from desk.errors import BadValue
from desk.rules.checking_problems import check_problem
from desk.rules.exported import Exported
from desk.rules.states import machine_of
from desk.rules.values import parse_tags
from desk.rules.vocabulary import CHANNELS, DIRECTIONS, PRIORITIES

_CLOCK_STATES = ("running", "paused", "met", "missed", "cancelled")
_SPOKEN = ("in", "out", "note")
_VISIBLE = ("internal", "customer", "partner")


def check(record: Exported) -> Exported:
    """The record itself. Raises `BadValue` naming the first thing that cannot be."""
    for name, value, known in _words(record):
        if value not in known:
            raise BadValue(f"{name} is '{str(value)[:60]}', not one of: {_listed(known)}")
    if record.closed is not None and (
        record.state not in machine_of(record.kind).ends or record.closed < record.created
    ):
        raise BadValue("has a closing time that contradicts its state or its creation")
    tags = parse_tags(" ".join(record.tags)) if record.tags else ()
    if tags != record.tags:
        raise BadValue(f"tags are '{' '.join(record.tags)[:60]}', which are no tags")
    check_problem(record)
    return record


def _words(record: Exported) -> Iterator[tuple[str, object, tuple[object, ...]]]:
    yield "state", record.state, machine_of(record.kind).states
    yield "priority", record.priority, PRIORITIES
    yield "channel", record.channel, CHANNELS
    yield "direction", record.direction, DIRECTIONS
    for clock in record.clocks:
        yield f"the state of the clock {clock.name}", clock.state, _CLOCK_STATES
    for message in record.messages:
        yield "the direction of a message", message.direction, _SPOKEN
        yield "the visibility of a message", message.visibility, _VISIBLE


def _listed(known: tuple[object, ...]) -> str:
    return ", ".join(map(str, known))

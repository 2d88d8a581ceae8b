"""The events of one case brought into order: of an event log, or of a row that is a problem."""

import hashlib
from collections.abc import Sequence
from typing import NamedTuple

from desk.rules.event_log import Event
from desk.rules.event_log_map import Standing
from desk.rules.event_log_rest import Rest
from desk.rules.event_log_steps import OVER
from desk.rules.states import PROBLEM

CLOSED_EARLY = "ended before they were created; taken as ended at their creation"
UNDATED = "ended, and nothing says when; their clocks do not count"
BACKWARDS = "it is earlier than the row before it"
BEFORE_IT = "it is earlier than the creation of its case"
"""Why a row contradicts the others of its case."""

_REPORTED = Standing("acknowledged")


class Case(NamedTuple):
    """One case: its events from the first to the last, and what it is as a whole."""

    key: str
    digest: str
    """Changes when anything of it does."""
    created: int
    events: Sequence[Event]
    """By their times; those of one instant as they stand in the file."""
    rest: Rest
    odd: dict[int, str]
    """Lines that contradict others of the case, and how."""
    remarks: tuple[str, ...] = ()
    """What had to be set right, in words that are the same for each case it happens to."""
    is_dated: bool = True
    """Whether anything says when it ended, if it has."""


def case_of(key: str, events: Sequence[Event], rest: Rest, mark: bytes) -> Case:
    """A case of an event log. `mark` changes when what is made of a row does."""
    ordered, odd = _in_order(events)
    created = ordered[0].at
    if rest.created is not None:
        if rest.created > created:
            odd.setdefault(ordered[0].line, BEFORE_IT)
        created = min(rest.created, created)
    return Case(key, digest_of(ordered, rest, mark), created, ordered, rest, odd, rest.faults)


def case_of_row(key: str, event: Event, rest: Rest, mark: bytes) -> Case:
    """A problem that one row tells: reported, and how it stands; ended at its own times."""
    created = event.at
    said = event.standings[0] if event.standings else _implied(rest)
    ends = said.state in OVER
    dated = [at for at in (rest.resolved, rest.closed) if at is not None]
    remarks = list(rest.faults)
    if ends and not dated:
        remarks.append(UNDATED)
    if ends and any(at < created for at in dated):
        remarks.append(CLOSED_EARLY)
    at = max(created, _ended_at(said, rest) or created) if ends else created
    events = [event._replace(standings=(_REPORTED,))]
    if said != _REPORTED:
        events.append(event._replace(at=at, standings=(said,)))
    if said.state == "closed":
        # It was resolved before it was closed, at the latest by then.
        resolved = min(max(created, at if rest.resolved is None else rest.resolved), at)
        events.insert(1, event._replace(at=resolved, standings=(Standing("resolved"),)))
    return Case(
        *(key, digest_of([event], rest, mark), created, events, rest, {}, tuple(remarks)),
        is_dated=bool(dated),
    )


def digest_of(events: Sequence[Event], rest: Rest, mark: bytes) -> str:
    """What changes when anything of a case does; of the map too, by `mark`."""
    beside = repr((rest.said, rest.created, rest.resolved, rest.closed, *rest.extra.items()))
    whole = "\0\0".join([*(event.raw for event in events), beside]).encode("utf-8", "replace")
    return hashlib.blake2b(mark + whole, digest_size=16).hexdigest()


def _in_order(events: Sequence[Event]) -> tuple[list[Event], dict[int, str]]:
    """The events by their times, and the lines that stand out of order.

    A file that begins with the newest row is turned round, so that of one instant the older
    stays first.
    """
    told = list(events)
    if told[0].at > told[-1].at:
        told.reverse()
    odd = {
        after.line: BACKWARDS
        for before, after in zip(told, told[1:], strict=False)
        if after.at < before.at
    }
    if odd:
        told.sort(key=lambda event: event.at)
    return told, odd


def _implied(rest: Rest) -> Standing:
    """How a problem stands whose row names no state."""
    if rest.closed is not None:
        return Standing("closed")
    return Standing("resolved") if rest.resolved is not None else _REPORTED


def _ended_at(said: Standing, rest: Rest) -> int | None:
    first, other = rest.closed, rest.resolved
    if said.state in PROBLEM.done:
        first, other = other, first
    return other if first is None else first

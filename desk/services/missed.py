"""Targets that were missed, each written down once, and what is left to settle of them."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from desk.models.clocks import all_clocks_of
from desk.models.late import late_notices_of, missable
from desk.models.store import Session
from desk.models.violations import KeptViolation, add_violations, violations_of
from desk.rules.late_notices import ON_ITS_WAY, TOLD, telling
from desk.rules.vocabulary import words

VIOLATIONS = "violations"
"""The name under which the journal tells of them, by clock and generation."""


class Missed(NamedTuple):
    """A target that an item has missed."""

    item: int
    """Its number in the store."""
    clock: str
    generation: int
    due: int


class Written(NamedTuple):
    """What the journal is to tell of it; empty when it was written before."""

    before: Mapping[str, object]
    after: Mapping[str, object]


def write_violations(session: Session, wanted: Sequence[Missed]) -> list[Written]:
    """Write violations down, each once; what came of each, in the order that is given."""
    ids = sorted({each.item for each in wanted})
    present = violations_of(session, ids)
    known = {(item, kept.key) for item, found in present.items() for kept in found}
    new: list[tuple[int, KeptViolation]] = []
    done = []
    for missed in wanted:
        kept = KeptViolation(missed.clock, missed.generation, missed.due)
        if (missed.item, kept.key) in known:
            done.append(Written({}, {}))
            continue
        known.add((missed.item, kept.key))
        new.append((missed.item, kept))
        done.append(_written(kept))
    add_violations(session, new)
    return done


def unsettled_lines(session: Session, item: int) -> list[str]:
    """What an item that ends has missed and has not settled with its customer."""
    left = [v for v in violations_of(session, [item]).get(item, ()) if v.satisfied_at is None]
    if not left:
        return []
    clocks, notices = all_clocks_of(session, item), late_notices_of(session, [item]).get(item, ())
    lines = []
    for kept in left:
        how = telling(missable(clocks, kept.key, kept.due), notices)
        was = _KNOWS.get(how.state, "was not told of it")
        lines.append(f"{words(kept.clock)} was missed, its customer {was}.")
    return [*lines, "That is followed up until it is settled (remedy)."]


_KNOWS = {TOLD: "was told of it", ON_ITS_WAY: "is about to be told of it"}


def told(kept: KeptViolation) -> dict[str, object]:
    """A violation as the journal tells it."""
    return {name: getattr(kept, name) for name in ("due", "action", "satisfied_at")}


def _written(kept: KeptViolation) -> Written:
    return Written({VIOLATIONS: {kept.key: None}}, {VIOLATIONS: {kept.key: told(kept)}})

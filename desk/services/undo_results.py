"""What came of taking back, told for the items that somebody asked for."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from desk.errors import DeskError
from desk.rows.work import Done, Outcome


def tried(done: Outcome) -> Outcome:
    """What came of a dry run, with how it would be taken back."""
    return done._replace(effects=(*done.effects, done.way_back))


def told_each(asked: Mapping[str, DeskError | None], done: Iterable[Done]) -> Iterator[Done]:
    """The items asked for, in their order; the first tells of the others that went with them."""
    found = {each.ref: each for each in done}
    others = [each for ref, each in found.items() if ref not in asked]
    lines = _of_others(others, len(found))
    for ref, error in asked.items():
        each = found.get(ref, Done(ref, None, error))
        if each.outcome is not None and lines:
            told = each.outcome._replace(effects=(*each.outcome.effects, *lines))
            each, lines = each._replace(outcome=told), []
        yield each


def _of_others(others: Sequence[Done], count: int) -> list[str]:
    """What became of items that were not asked for but done as one with those that were."""
    refused = [f"{done.ref} stays as it is: {done.error}" for done in others if done.error]
    return (
        [f"It was done to {count} items as one, so all are put back.", *refused] if others else []
    )

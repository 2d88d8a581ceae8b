"""The table of violations: each target of a service level that was missed."""

from collections.abc import Sequence
from typing import NamedTuple

from desk.models.base import AutoField, BigIntegerField, Table, TextField, peewee
from desk.models.store import Session

_AT_ONCE = 1000
"""Items in one statement."""


class Violation(Table):
    """A clock that ran out, and what was done about it until all is well.

    Whether its customer was told is not kept here: that follows from the late notices of the item.
    """

    id = AutoField()
    item = BigIntegerField()
    clock = TextField()
    generation = BigIntegerField()
    due = BigIntegerField()
    action = TextField()
    """What was done about it."""
    satisfied_at = BigIntegerField(null=True)
    """When it was settled with the customer; None as long as it is followed up."""
    version = BigIntegerField()


class KeptViolation(NamedTuple):
    """A target that was missed, as the store keeps it."""

    clock: str
    generation: int
    due: int
    action: str = ""
    satisfied_at: int | None = None

    @property
    def key(self) -> str:
        """What tells it from the others of its item."""
        return f"{self.clock}/{self.generation}"


def violations_of(session: Session, items: Sequence[int]) -> dict[int, list[KeptViolation]]:
    """The targets that some items missed, the first one first."""
    found: dict[int, list[KeptViolation]] = {}
    columns = [getattr(Violation, name) for name in KeptViolation._fields]
    for first in range(0, len(items), _AT_ONCE):
        some = Violation.item << items[first : first + _AT_ONCE]
        query = Violation.select(Violation.item, *columns).where(some)
        for item, *row in session.rows(query.order_by(Violation.item, Violation.id)):
            found.setdefault(item, []).append(KeptViolation(*row))
    return found


def add_violations(session: Session, rows: Sequence[tuple[int, KeptViolation]]) -> None:
    """Write new violations of items down, in one go."""
    columns = ("item", *KeptViolation._fields, "version")
    session.insert_many(Violation, columns, [(item, *kept, 1) for item, kept in rows])


def put_violation(session: Session, item: int, kept: KeptViolation) -> None:
    """Write what was done about a violation, and whether it is settled."""
    changed = Violation.update(
        action=kept.action,
        satisfied_at=kept.satisfied_at,
        version=Violation.version + 1,
    )
    session.run(changed.where(_is(item, kept.clock, kept.generation)))


def drop_violation(session: Session, item: int, key: str) -> None:
    """Take a violation of an item away: it was none."""
    clock, _, generation = key.rpartition("/")
    session.run(Violation.delete().where(_is(item, clock, int(generation))))


def _is(item: int, clock: str, generation: int) -> peewee.Expression:
    of_it: peewee.Expression = (Violation.item == item) & (Violation.clock == clock)
    return of_it & (Violation.generation == generation)

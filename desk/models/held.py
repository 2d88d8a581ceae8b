"""Open work that people have: all of one person, and what its owners left untouched."""

from collections.abc import Mapping
from typing import NamedTuple

from desk.models.base import CLOSED, PAUSED
from desk.models.store import Row, Session
from desk.rules.states import MACHINES
from desk.rules.vocabulary import Reference

_AT_WORK = f"owner <> 0 AND due_key < {CLOSED} AND due_key <> {PAUSED}"
"""As the index of untouched work spells it."""

_WAITING = ", ".join(
    f"'{state}'" for state in sorted({state for each in MACHINES for state in each.waiting})
)
_MOST = 200
"""So much goes back in one pass; the rest in the next."""


class Held(NamedTuple):
    """A piece of open work and who has it."""

    kind: str
    number: int
    subject: str
    owner: int
    team: int | None
    """The item's, or a task's own, or else that of its problem."""
    since: int
    """How long it waits: since an item was created, a task touched."""
    version: int

    @property
    def ref(self) -> str:
        """Its reference."""
        return str(Reference(self.kind, self.number))


def held_by(session: Session, person: int) -> list[Held]:
    """What somebody has open, what waits longest first."""
    statement = (
        "SELECT kind, number, subject, owner, team, created, version FROM work"
        f" WHERE owner = {person} AND due_key < {CLOSED} UNION ALL"
        " SELECT 'task', task.number, task.name, task.owner, coalesce(task.team, work.team),"
        " task.touched_at, task.version FROM task JOIN work ON work.id = task.item"
        f" WHERE task.owner = {person} AND task.due_key < {CLOSED} ORDER BY 6, 1, 2"
    )
    return [Held(*row) for row in session.sql(statement)]


def untouched(session: Session, since: Mapping[int, int], now: int) -> list[Held]:
    """Work that its owner has not touched since an instant, by team; what waits is left out."""
    if not since:
        return []
    teams, latest = ", ".join(map(str, since)), max(since.values())
    cases = " ".join(f"WHEN {team} THEN {at}" for team, at in since.items())
    found: list[Row] = session.sql(
        "SELECT kind, number, subject, owner, team, touched_at, version FROM work"
        f" WHERE {_AT_WORK} AND team IN ({teams}) AND touched_at <= {latest}"
        f" AND touched_at <= CASE team {cases} END AND snoozed_until <= CASE team {cases} END"
        f" AND state NOT IN ({_WAITING}) UNION ALL"
        " SELECT 'task', task.number, task.name, task.owner, coalesce(task.team, work.team),"
        " task.touched_at, task.version FROM task JOIN work ON work.id = task.item"
        f" WHERE task.owner <> 0 AND task.due_key < {CLOSED} AND task.touched_at <= {latest}"
        " AND task.state IN ('assigned', 'started')"
        f" AND coalesce(task.planned_start, 0) <= CASE coalesce(task.team, work.team) {cases} END"
        f" AND task.touched_at <= CASE coalesce(task.team, work.team) {cases} END"
        f" AND work.state NOT IN ({_WAITING}) AND work.due_key < {CLOSED}"
        f" AND work.snoozed_until <= {now} ORDER BY 6, 1, 2 LIMIT {_MOST}"
    )
    return [Held(*row) for row in found]

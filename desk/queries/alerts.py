"""What a person was told, the newest first."""

from desk.models.store import Session, Store
from desk.queries.clause import Clause, ask
from desk.rows.alerts import AlertRow
from desk.rules.permissions import Actor
from desk.rules.vocabulary import Reference

_COUNTED_TO = 100


class AlertList:
    """Reads of what people are told."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of(self, actor: Actor, limit: int = 100) -> tuple[AlertRow, ...]:
        """What the actor was told, read or not."""
        if actor.id is None:
            return ()
        statement = (
            "SELECT told.id, told.at, work.kind, work.number, work.subject, told.why, told.text,"
            " told.read_at FROM told JOIN work ON work.id = told.item WHERE told.person = ?"
            " ORDER BY told.id DESC LIMIT ?"
        )
        with self._store.reading() as session:
            rows = ask(session, Clause(statement, (actor.id, limit)))
        return tuple(
            AlertRow(id_, at, str(Reference(kind, number)), subject, why, text, read_at is not None)
            for id_, at, kind, number, subject, why, text, read_at in rows
        )

    def unread(self, actor: Actor) -> int:
        """How much the actor was told and has not read, counted up to a hundred."""
        with self._store.reading() as session:
            return unread_of(session, actor.id)


def unread_of(session: Session, person: int | None) -> int:
    """How much somebody was told and has not read, counted up to a hundred."""
    statement = (
        "SELECT count(*) FROM (SELECT 1 FROM told WHERE person = ? AND read_at IS NULL"
        f" LIMIT {_COUNTED_TO}) AS news"
    )
    return int(ask(session, Clause(statement, (person or 0,)))[0][0])

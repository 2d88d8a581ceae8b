"""The steps on PostgreSQL: one transaction for all of them, under an advisory lock."""

from desk.models.migrations import LATEST, apply
from desk.models.migrations.dialect import POSTGRESQL
from desk.models.migrations.found import Found, refuse
from desk.models.store import Session, Store

_LOCK = 0x4445534B
_WAIT_SECONDS = 60


def look(store: Store) -> Found:
    """What stands in the URL's schema."""
    with store.reading() as session:
        return _found(session)


def only_reads(store: Store) -> bool:
    """Whether the server refuses changes: a copy that follows another, or a role that may read."""
    with store.reading() as session:
        return session.sql("SHOW transaction_read_only") == [("on",)]


def migrate(store: Store, version: str) -> None:
    """Bring the scheme up to date, all steps or none. Does nothing when another desk was first."""
    with store.migrating() as session:
        session.sql(f"SET LOCAL lock_timeout = '{_WAIT_SECONDS}s'")
        session.sql("SELECT pg_advisory_xact_lock(%s, hashtext(current_schema()))", (_LOCK,))
        found = _found(session)
        refuse(store.location, found, version)
        if found.number == LATEST:
            return
        for number in range(found.number + 1, LATEST + 1):
            apply(number, session.sql, POSTGRESQL)
        for name, value in (("scheme", str(LATEST)), ("written_by", version)):
            session.sql(
                "INSERT INTO setting (name, value) VALUES (%s, %s) "
                "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                (name, value),
            )


def _found(session: Session) -> Found:
    tables = {
        name
        for (name,) in session.sql(
            "SELECT tablename FROM pg_catalog.pg_tables WHERE schemaname = current_schema()"
        )
    }
    if not tables:
        return Found(0)
    if not {"setting", "journal", "work"} <= tables:
        return Found(0, is_foreign=True)
    values: dict[str, str] = dict(
        session.sql("SELECT name, value FROM setting WHERE name IN ('scheme', 'written_by')")
    )
    return Found(int(values["scheme"]), written_by=values.get("written_by", ""))

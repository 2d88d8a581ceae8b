"""One pass over what time has brought, which breaks at a step that is named; see `breaks`.

Tells each step: a statement that writes, before it is run; a transaction about to be kept, or kept.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import desk.models.postgres  # noqa: F401 - once, for all that are forked
from desk.bootstrap import build
from desk.clock import FixedClock
from desk.errors import DeskError
from desk.models.store import Row, Session, Store
from desk.services import tick
from tests.faults.breaks import Break
from tests.faults.forks import say
from tests.stores import NOW, settings_for

BATCH = 9
"""So few clocks in a transaction that there are several."""
TOLD = 3
"""The code of a pass that ended with a fault in words."""


def main(url: str, how: str, last: int, end: int) -> int:
    """Make one pass, up to a step."""
    desk = build(settings_for(url), FixedClock(NOW))
    watch(Break(url, how, last), desk._store)
    try:
        desk.tick.run(end)
    except DeskError as error:
        say(f"told: {error.message}")
        return TOLD
    finally:
        desk.close()
    return 0


def watch(broken: Break, store: Store) -> None:
    """Tell of each step from here on."""
    writing, execute, insert_many = Store.writing, Session._execute, Session.insert_many
    sql = Session.sql

    @contextmanager
    def watched(self: Store, *, dry_run: bool = False) -> Iterator[Session]:
        with writing(self, dry_run=dry_run) as session:
            yield session
            broken.step("to keep", self)
        broken.step("kept", self)

    def executed(self: Session, query: Any) -> Any:
        about(self._spelt(query)[0])
        return execute(self, query)

    def spoken(self: Session, text: str, values: Sequence[object] = ()) -> list[Row]:
        about(text)
        return sql(self, text, values)

    def inserted(self: Session, table: Any, columns: Sequence[str], rows: Sequence[Row]) -> None:
        about(f"INSERT INTO {table}" if rows else "nothing")
        insert_many(self, table, columns, rows)

    def about(text: str) -> None:
        words = text.split()[:3]
        if words[0] in ("INSERT", "UPDATE", "DELETE"):
            broken.step(" ".join(words), store)

    for owner, name, patch in (
        (Store, "writing", watched),
        (Session, "_execute", executed),
        (Session, "sql", spoken),
        (Session, "insert_many", inserted),
        (tick, "BATCH", BATCH),
    ):
        setattr(owner, name, patch)

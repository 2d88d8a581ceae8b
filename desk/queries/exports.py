"""Whole records for an export: one snapshot, page by page; of a damaged store what can be read."""

from collections.abc import Generator, Iterator

from desk.clock import Clock
from desk.errors import StoreDamaged
from desk.models.exports import whole_records
from desk.models.faults import is_damage
from desk.models.salvage import Salvage
from desk.models.store import Session, Store
from desk.queries.clause import ALWAYS, NOWHERE, Clause, among, ask, every
from desk.queries.heads import work_rows
from desk.queries.listing import Plan, Window, window
from desk.queries.matching import beginnings, having
from desk.queries.where import plan
from desk.rows.exports import Losses
from desk.rows.work import Key, Listing
from desk.rules.exported import Exported
from desk.rules.permissions import Actor, require

_PAGE = 500


class Exports:
    """Reads of everything that is known of work."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def stream(
        self, actor: Actor, listing: Listing, losses: Losses
    ) -> Generator[Exported, None, None]:
        """Every record of the list as it stood at one moment, read as they are taken.

        What a damaged file does not give any more is counted in `losses` and left out.
        """
        require(actor, "work.export", "export work")
        now = self._clock.now()
        is_read = False
        try:
            with self._store.reading() as session:
                wanted = plan(session, actor, listing, now)
                yield from _pages(session, wanted, losses)
                is_read = True
        except StoreDamaged:
            if not is_read:  # SQLite looks at its indexes once more as a transaction ends
                raise


def _pages(session: Session, wanted: Plan, losses: Losses) -> Iterator[Exported]:
    key: Key | None = None
    given: set[int] = set()
    while True:
        try:
            part = _page(session, wanted, key)
        except Exception as error:
            if not (session.is_sqlite and is_damage(error)):
                raise
            break
        for _, id_, record in part:
            given.add(id_)
            yield record
        if len(part) < _PAGE:
            return
        key = part[-1][0]
    yield from _one_by_one(session, wanted, losses, given)


def _page(session: Session, wanted: Plan, after: Key | None) -> list[tuple[Key, int, Exported]]:
    heads = ask(session, window(session, wanted, Window(after, False, _PAGE)))
    rows = work_rows(session, heads, wanted.order)
    records = whole_records(session, [row.id for row in rows])
    return [(row.key, row.id, records[row.id]) for row in rows]


def _one_by_one(
    session: Session, wanted: Plan, losses: Losses, given: set[int]
) -> Iterator[Exported]:
    """What the indexes of a damaged file do not lead to: each row by its number."""
    salvage = Salvage(session)
    fits = _fitting(session, wanted)
    for id_ in salvage.numbers("work"):
        if id_ in given:
            continue
        salvage.has_lost = False
        found = salvage.rows(
            f"SELECT 1 FROM work WHERE id = ? AND {fits.text}", (id_, *fits.values)
        )
        records = whole_records(session, [id_], salvage.asked) if found else {}
        if found and not records:
            records = whole_records(session, [id_], salvage.asked, has_detail=False)
        if id_ in records:
            losses.parts += salvage.has_lost
            yield records[id_]
        else:
            losses.records += salvage.has_lost


def _fitting(session: Session, wanted: Plan) -> Clause:
    """The whole filter as a condition on one row of work."""
    owned = ALWAYS if wanted.owners is None else among("owner", wanted.owners)
    ranges = [held.holding(f"work.{name}") for name, held in wanted.ranges.items()]
    parts = [owned, wanted.rest, *ranges]
    if wanted.words:
        begun = beginnings(wanted.words)
        found = having(begun, is_sqlite=session.is_sqlite)
        inner = f"recency IN (SELECT rowid FROM search_words WHERE {found.text})"
        parts.append(Clause(inner, found.values) if begun else NOWHERE)
    return every(parts)

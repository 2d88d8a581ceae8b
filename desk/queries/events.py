"""The feed of everything that happens: in order, none left out, at a cost that does not grow."""

from collections.abc import Sequence

from desk.errors import NotFound
from desk.models.feed import Fed, Whole, entries_after, event_id, identity, references, whole
from desk.models.store import Session, Store
from desk.queries.clause import Clause, among, ask
from desk.rows.events import EventPage, EventRow
from desk.rules.changed import changes_of
from desk.rules.events import TOLD, Said, line_of, reached
from desk.rules.facts import INSTANTS, Named
from desk.rules.instants import rfc3339
from desk.rules.permissions import Actor, holds, require
from desk.rules.vocabulary import Reference, parse_reference

_MOST = 500
_OF_WORK = ("work", "merged_into", "parent")
_PARTIES = {"owner": "person", "actor": "person", "team": "team", "customer": "customer"}
"""The tables that hold the names behind numbers."""


class Events:
    """Reads of the feed."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def after(self, actor: Actor, since: int) -> EventPage:
        """What happened after that number, as much as is read at once."""
        require(actor, "work.read", "read what happens")
        hidden = () if holds(actor, "customer.read") else ("customer",)
        with self._store.reading() as session:
            upto = whole(session)
        with self._store.reading() as session:  # what it sees is no older than that
            found = entries_after(session, since, upto, _MOST)
            rows = _rows(session, [each for each in found.entries if each.kind not in hidden])
        return EventPage(tuple(rows), found.upto, found.is_last, found.is_held)

    def entry(self, seq: int) -> EventRow:
        """One event, for the desk itself. Raises `NotFound` when there is none of that number."""
        with self._store.reading() as session:
            rows = _rows(session, entries_after(session, seq - 1, Whole(seq, seq), 1).entries)
        if not rows:
            raise NotFound(f"There is no event {seq}", "")
        return rows[0]

    def letter(self, ref: str, *, internal: bool) -> str:
        """What a message to a hook says now: with what was taken back or emptied, it is gone here.

        Raises `NotFound` when the message or its event is not there any more.
        """
        with self._store.reading() as session:
            number = parse_reference(ref).number
            rows = ask(session, Clause("SELECT seq, text FROM outbox WHERE number = ?", (number,)))
        if not rows:
            raise NotFound(f"There is no {ref}", "")
        seq, text = rows[0]
        return str(text) if seq is None else line_of(self.entry(seq).told(internal=internal))


def _rows(session: Session, entries: Sequence[Fed]) -> list[EventRow]:
    told = [entry for entry in entries if entry.kind in TOLD]
    if not told:
        return []
    refs = references(session, {(entry.kind, entry.number) for entry in told})
    named, store = _named(session, told), identity(session)
    said = _said(session, told)
    return [
        EventRow(
            entry.seq,
            event_id(store, entry.seq, entry.at),
            entry.at,
            entry.kind,
            entry.action,
            refs[entry.kind, entry.number],
            named("actor", entry.actor) if entry.actor else None,
            changes_of(entry.before, entry.after, named) | reached(entry.after),
            tuple(said.get(entry.seq, ())),
        )
        for entry in told
        if (entry.kind, entry.number) in refs
    ]


def _said(session: Session, entries: Sequence[Fed]) -> dict[int, list[Said]]:
    """What was said in entries and not taken back, by their numbers."""
    items = {entry.number for entry in entries if entry.kind not in ("customer", "notice")}
    of_items = among("item", [*items])
    rows = ask(
        session,
        Clause(
            f"SELECT seq, visibility, text FROM message WHERE {of_items.text}"
            " AND seq >= ? AND seq <= ? AND withdrawn IS NULL ORDER BY id",
            (*of_items.values, entries[0].seq, entries[-1].seq),
        ),
    )
    said: dict[int, list[Said]] = {}
    for seq, visibility, text in rows:
        said.setdefault(seq, []).append(Said(visibility, text))
    return said


def _named(session: Session, entries: Sequence[Fed]) -> Named:
    """The names behind the numbers in some entries, asked for all at once."""
    wanted: dict[str, set[int]] = {}
    for entry in entries:
        wanted.setdefault("person", set()).add(entry.actor or 0)
        for values in (entry.before, entry.after):
            for field in (*_PARTIES, *_OF_WORK):
                number = values.get(field)
                if isinstance(number, int) and number:
                    wanted.setdefault(_PARTIES.get(field, "work"), set()).add(number)
    known: dict[tuple[str, object], str] = {}
    for table, numbers in wanted.items():
        known |= {(table, number): name for number, name in _names_in(session, table, numbers)}

    def named(field: str, number: object) -> str:
        if field in INSTANTS and isinstance(number, int):
            return rfc3339(number)
        return known.get((_PARTIES.get(field, "work"), number), f"number {number}")

    return named


def _names_in(session: Session, table: str, numbers: set[int]) -> list[tuple[int, str]]:
    columns = "id, kind, number" if table == "work" else "id, name"
    those = among("id", [*numbers])
    rows = ask(session, Clause(f"SELECT {columns} FROM {table} WHERE {those.text}", those.values))
    return [(id_, str(Reference(*named)) if table == "work" else named[0]) for id_, *named in rows]

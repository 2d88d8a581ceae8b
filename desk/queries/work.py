"""The work list: windows of it, counts, single rows."""

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from desk.clock import Clock
from desk.models.base import NOBODY
from desk.models.store import Session, Store
from desk.models.work import next_up
from desk.queries.clause import Clause, ask
from desk.queries.conditions import Asker
from desk.queries.found import found as by_words
from desk.queries.heads import SELECTED, by_ids, by_reference, work_rows
from desk.queries.listed_beside import asked_beside, listed, numbers_of
from desk.queries.listing import Window, counted, window
from desk.queries.unread import unread_of
from desk.queries.where import plan
from desk.rows.work import Counters, Key, Listing, Page, WorkRow
from desk.rules.permissions import Actor, holds
from desk.rules.vocabulary import Reference

COUNTED_TO = 100
"""Counters stop here: the top line shows 99+."""

_STREAMED = 500
_LONGEST_LEVEL = 400 * 86400
"""No clock takes longer than this from one level to the next; older instants are not looked at."""


class Work:
    """Reads of the work list. May be used by several threads at once."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._busy: set[int] = set()

    def page(
        self,
        actor: Actor,
        listing: Listing,
        *,
        after: Key | None = None,
        before: Key | None = None,
        limit: int = 100,
    ) -> Page:
        """The rows next to a key, in the list's order; the first ones without a key.

        `before=END` gives the last rows.
        """
        if not holds(actor, "work.read"):
            return Page((), is_last=True)
        part = Window(after or before, before is not None and after is None, limit + 1)
        with self._reading() as session:
            wanted = plan(session, actor, listing, self._clock.now())
            if wanted.words:
                heads = by_words(session, wanted, part, SELECTED)
            else:
                heads = ask(session, window(session, wanted, part))
            rows = work_rows(session, heads[:limit], wanted.order, now=self._clock.now())
        return Page(rows[::-1] if part.backwards else rows, is_last=len(heads) <= limit)

    def count(self, actor: Actor, listing: Listing, cap: int) -> int:
        """How many rows the list has, counted up to `cap`."""
        if not holds(actor, "work.read"):
            return 0
        with self._reading() as session:
            wanted = plan(session, actor, listing, self._clock.now())
            if wanted.words:
                return len(by_words(session, wanted, Window(limit=cap), "1"))
            ((many,),) = ask(session, counted(session, wanted, cap))
        return int(many)

    def stream(self, actor: Actor, listing: Listing) -> Iterator[WorkRow]:
        """Every row of the list, read as they are taken, so that memory does not grow with it."""
        beside = asked_beside(listing.filter)
        if beside is not None and holds(actor, "work.read"):
            with self._reading() as session:
                asker = Asker(session, actor, self._clock.now(), listing.filter)
                yield from listed(session, numbers_of(asker, listing, beside), beside)
            return
        key: Key | None = None
        while True:
            page = self.page(actor, listing, after=key, limit=_STREAMED)
            yield from page.rows
            if page.is_last:
                return
            key = page.rows[-1].key

    def counters(self, actor: Actor) -> Counters:
        """The actor's and nobody's open work, by level."""
        if not holds(actor, "work.read"):
            return Counters(0, 0, 0)
        now = self._clock.now()
        with self._reading() as session:
            found = (
                _late(session, actor, now),
                _reached(session, actor, now, ("jeopardy_at", "breached_at")),
                _reached(session, actor, now, ("warning_at", "jeopardy_at")),
            )
            unread = unread_of(session, actor.id)
        breached, jeopardy, warning = (min(each, COUNTED_TO) for each in found)
        return Counters(breached, jeopardy, warning, unread)

    def next(self, actor: Actor) -> WorkRow | None:
        """The most urgent item that nobody has and that the actor may take next."""
        if not holds(actor, "work.read"):
            return None
        with self._reading() as session:
            found = session.one(next_up(actor.teams, 1, self._clock.now()))
            return None if found is None else by_ids(session, found, self._clock.now())[0]

    def find(self, actor: Actor, ref: Reference | str) -> WorkRow:
        """The row of one item. Raises `NotFound`, also for what the actor may not see."""
        with self._reading() as session:
            return by_reference(
                session, ref, may_read=holds(actor, "work.read"), now=self._clock.now()
            )

    def rows(self, actor: Actor, ids: Iterable[int]) -> dict[int, WorkRow]:
        """The rows of some items by number in the store; those that are gone are left out."""
        wanted = [*ids] if holds(actor, "work.read") else []
        if not wanted:
            return {}
        with self._reading() as session:
            return {row.id: row for row in by_ids(session, wanted, self._clock.now())}

    def stop(self, thread: int | None = None) -> None:
        """Stop the searches that other threads are running, or that one alone.

        A thread that is stopped gets an `Unreachable`.
        """
        for each in [*self._busy] if thread is None else self._busy & {thread}:
            self._store.interrupt(each)

    @contextmanager
    def _reading(self) -> Iterator[Session]:
        thread = threading.get_ident()
        with self._store.reading() as session:
            self._busy.add(thread)
            try:
                yield session
            finally:
                self._busy.discard(thread)


def _late(session: Session, actor: Actor, now: int) -> int:
    """Rows past their earliest due instant: the head of each owner's range of the queue."""
    return sum(
        _counted(session, Clause("owner = ? AND due_key <= ?", (owner, now)), "work_by_owner")
        for owner in _owners(actor)
    )


def _reached(session: Session, actor: Actor, now: int, levels: tuple[str, str]) -> int:
    """Rows that have reached one level and not the next; what is snoozed counts when it is late."""
    index = "work_by_" + levels[0].removesuffix("_at")
    condition = (
        f"owner = ? AND {levels[0]} BETWEEN ? AND ? AND {levels[1]} > ? AND snoozed_until <= ?"
    )
    return sum(
        _counted(session, Clause(condition, (owner, now - _LONGEST_LEVEL, now, now, now)), index)
        for owner in _owners(actor)
    )


def _owners(actor: Actor) -> tuple[int, ...]:
    return (NOBODY,) if actor.id is None else (NOBODY, actor.id)


def _counted(session: Session, condition: Clause, index: str) -> int:
    source = f"work INDEXED BY {index}" if session.is_sqlite else "work"
    inner = f"SELECT 1 FROM {source} WHERE {condition.text} LIMIT ?"
    statement = Clause(f"SELECT count(*) FROM ({inner}) AS found", (*condition.values, COUNTED_TO))
    return int(ask(session, statement)[0][0])

"""What a person was told, the newest first; what of it is new, and what came meanwhile."""

from collections.abc import Sequence

from desk.clock import Clock
from desk.models.absences import absences
from desk.models.looked import looked_upto
from desk.models.people import Person
from desk.models.policies import calendars
from desk.models.store import Row, Session, Store
from desk.models.terms import table_of
from desk.models.workers import hours_of, team_calendars
from desk.queries.clause import Clause, ask
from desk.queries.outlook import coming
from desk.queries.unread import unread_of
from desk.rows.alerts import AlertPage, AlertRow, AlertWish, Missed, News, Outlook, Place
from desk.rules.alerts import counted
from desk.rules.notice_terms import read
from desk.rules.outlook import spell_end
from desk.rules.permissions import Actor, holds
from desk.rules.vocabulary import Reference
from desk.rules.words import fold

DESK = "desk"
"""The name by which it is kept until when somebody's desk was open."""

ANYTHING = AlertWish()
COUNTED_TO = 1000
"""Counters of the list stop here."""

_AT_ONCE = 100
"""So many are looked through at a time."""
_LOOKED_THROUGH = 5000
"""So many are looked through for a page of what fits a filter."""
_NEW = 2000
"""So many of those that came at once are told apart."""
_SUMMED = 5000
_COLUMNS = (
    "SELECT told.id, told.at, work.kind, work.number, work.subject, told.why, told.text,"
    " told.read_at, told.item FROM told JOIN work ON work.id = told.item WHERE told.person = ?"
)


class AlertList:
    """Reads of what people are told."""

    DESK = DESK

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def page(
        self, actor: Actor, wish: AlertWish = ANYTHING, past: Place | None = None, many: int = 50
    ) -> AlertPage:
        """What happened last that the actor was told, past a place; so many that fit, or more.

        What was written down late has its place where it happened. Where few fit, only so much is
        looked through at once: then the page may be empty.
        """
        if actor.id is None:
            return AlertPage((), is_last=True)
        words = [fold(word) for word in wish.words]
        found: list[AlertRow] = []
        seen, is_last = 0, False
        with self._store.reading() as session:
            while len(found) < many and seen < _LOOKED_THROUGH and not is_last:
                rows = _past(session, actor.id, past, is_unread=wish.is_unread)
                seen, is_last = seen + len(rows), len(rows) < _AT_ONCE
                past = rows[-1].place if rows else past
                found += [row for row in rows if _has(row, words)]
        return AlertPage(tuple(found), is_last)

    def unread(self, actor: Actor) -> int:
        """How much the actor was told and has not read, counted up to a hundred."""
        with self._store.reading() as session:
            return unread_of(session, actor.id)

    def counts(self, actor: Actor) -> tuple[int, int]:
        """How much the actor has not read, and how much they were told; each up to a cap."""
        with self._store.reading() as session:
            unread = unread_of(session, actor.id, COUNTED_TO + 1)
            inner = "SELECT 1 FROM told WHERE person = ? LIMIT ?"
            statement = f"SELECT count(*) FROM ({inner}) AS news"
            found = ask(session, Clause(statement, (actor.id or 0, COUNTED_TO + 1)))
        return unread, int(found[0][0])

    def newest(self, actor: Actor) -> int:
        """The highest number that anything has of what the actor was told; 0 for nothing."""
        with self._store.reading() as session:
            return _newest(session, actor.id or 0)

    def fresh(self, actor: Actor, after: int) -> News:
        """What the actor was told past a number and has not read, the newest first."""
        if actor.id is None:
            return News((), may_pop=False)
        condition = " AND told.id > ? AND told.read_at IS NULL ORDER BY told.id DESC LIMIT ?"
        with self._store.reading() as session:
            found = ask(session, Clause(_COLUMNS + condition, (actor.id, after, _NEW)))
            may_pop = bool(found) and self._may_pop(session, actor.id)
        return News(tuple(map(_alert, found)), may_pop)

    def missed(self, actor: Actor, until: int, since: int | None = None) -> Missed:
        """What came while the actor's desk was closed, up to an instant.

        It was closed since it was last seen open, or since the instant that is given.
        """
        if actor.id is None:
            return Missed(None, {}, may_pop=False)
        with self._store.reading() as session:
            since = looked_upto(session, actor.id, DESK) if since is None else since
            told = Clause(
                "SELECT why, item FROM told WHERE person = ? AND read_at IS NULL"
                " AND at > ? AND at < ? ORDER BY at DESC, id DESC LIMIT ?",
                (actor.id, since or 0, until, _SUMMED),
            )
            counts = counted((str(why), int(item)) for why, item in ask(session, told))
            last = _newest(session, actor.id)
            crossed = 0 if since is None else _crossed(session, since, until)
            return Missed(since, counts, crossed, last, self._may_pop(session, actor.id))

    def outlook(self, actor: Actor) -> Outlook:
        """What concerns the actor and reaches jeopardy before the spell of the day ends."""
        now = self._clock.now()
        until = spell_end(now, actor.zone)
        if actor.id is None or not holds(actor, "work.read"):
            return Outlook(until)
        with self._store.reading() as session:
            rows, is_cut = coming(session, actor.id, now, until)
            may_pop = bool(rows) and self._may_pop(session, actor.id)
        return Outlook(until, rows, is_cut, may_pop)

    def _may_pop(self, session: Session, person: int) -> bool:
        """Whether it may be shown by itself: some desks keep that to working hours."""
        if not read(table_of(session, "notices")).working_hours:
            return True
        now = self._clock.now()
        own = session.one(Person.select(Person.calendar).where(Person.id == person))
        names = [own[0] if own else "", *team_calendars(session).get(person, ())]
        is_away = any(each.starts <= now for each in absences(session, now, person))
        return not is_away and hours_of(names, calendars(session))[1].is_open(now)


def _newest(session: Session, person: int) -> int:
    found = ask(session, Clause("SELECT max(id) FROM told WHERE person = ?", (person,)))
    return int(found[0][0] or 0)


def _past(session: Session, person: int, past: Place | None, *, is_unread: bool) -> list[AlertRow]:
    """The next of what somebody was told, going back in time."""
    end = "" if past is None else " AND (told.at, told.id) < (?, ?)"
    kept = " AND told.read_at IS NULL" if is_unread else ""
    order = " ORDER BY told.at DESC, told.id DESC LIMIT ?"
    values = (person, *(past or ()), _AT_ONCE)
    return [*map(_alert, ask(session, Clause(f"{_COLUMNS}{end}{kept}{order}", values)))]


def _alert(row: Row) -> AlertRow:
    id_, at, kind, number, subject, why, text, read_at, item = row
    ref = str(Reference(kind, number))
    return AlertRow(id_, at, ref, subject, why, text, read_at is not None, item)


def _has(row: AlertRow, words: Sequence[str]) -> bool:
    """Whether every word begins one of the row's."""
    if not words:
        return True
    said = fold(f"{row.text} {row.subject} {row.ref}").split()
    return all(any(part.startswith(word) for part in said) for word in words)


def _crossed(session: Session, since: int, until: int) -> int:
    inner = "SELECT 1 FROM crossing WHERE at > ? AND at < ? LIMIT ?"
    statement = f"SELECT count(*) FROM ({inner}) AS crossed"
    return int(ask(session, Clause(statement, (since, until, COUNTED_TO)))[0][0])

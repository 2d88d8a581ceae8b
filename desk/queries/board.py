"""The board: the lanes there are, windows of their cards, and what their heads count."""

from collections.abc import Iterable, Sequence

from desk.clock import Clock
from desk.models.base import CLOSED
from desk.models.store import Row, Session, Store
from desk.queries.clause import Clause, among, ask
from desk.queries.heads import by_ids, work_rows
from desk.queries.lanes import lane_count, lane_heads, late_count, level_count, way_of
from desk.queries.listing import FEW, Plan, Window, source
from desk.queries.where import plan
from desk.rows.board import Card, Cards, Heads, Lane, Wish
from desk.rows.work import Key, Listing, WorkRow
from desk.rules.lanes import FIXED_LANES, NO_PARTNER, NOBODY
from desk.rules.permissions import Actor, holds

MOST_LANES = 60
"""People, or partners, that have a lane; a filter leads to the others."""
COUNTED_TO = 100
"""Counters of levels stop here: a head shows 99+."""

_OPEN = f"work.due_key < {CLOSED}"
_OWNED = "SELECT 1 FROM {work} WHERE work.kind = 'problem' AND owner = ? AND " + _OPEN + " LIMIT 1"


class Boards:
    """Reads of the board. May be used by several threads at once."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def lanes(self, actor: Actor, by: str) -> tuple[Lane, ...]:
        """The lanes of a board in order; one's own and what nobody has before other people's."""
        if not holds(actor, "work.read"):
            return ()
        if by in FIXED_LANES:
            return tuple(Lane(by, key, title) for key, title in FIXED_LANES[by].items())
        with self._store.reading() as session:
            if by == "owner":
                return _of_people(session, actor)
            names = [name for name in _each(session, _PARTNERS, "") if _is_with(session, name)]
        by_name = sorted((str(name) for name in names), key=str.casefold)
        return (Lane(by, NO_PARTNER, "No partner"), *(Lane(by, name, name) for name in by_name))

    def window(
        self,
        actor: Actor,
        wish: Wish,
        *,
        after: Key | None = None,
        before: Key | None = None,
        limit: int = 40,
    ) -> Cards:
        """The cards of a lane next to a key; the first ones without a key.

        `before=END` gives the last ones.
        """
        if not holds(actor, "work.read"):
            return Cards((), is_last=True)
        part = Window(after or before, before is not None and after is None, limit + 1)
        with self._store.reading() as session:
            now = self._clock.now()
            wanted = plan(session, actor, Listing(wish.filter), now)
            heads = lane_heads(session, wanted, way_of(session, wish.lane, now), part)
            rows = work_rows(session, heads[:limit], wanted.order, now=now)
            cards = _cards(session, rows)
        return Cards(cards[::-1] if part.backwards else cards, is_last=len(heads) <= limit)

    def find(self, actor: Actor, id_: int) -> Card | None:
        """One card, by its number in the store; None when there is no such problem."""
        if not holds(actor, "work.read"):
            return None
        with self._store.reading() as session:
            rows = [row for row in by_ids(session, [id_], self._clock.now()) if _is_problem(row)]
            return next(iter(_cards(session, rows)), None)

    def heads(self, actor: Actor, wish: Wish, cap: int) -> Heads:
        """What the head of a lane says: its cards, and those at each level."""
        if not holds(actor, "work.read"):
            return Heads(0)
        with self._store.reading() as session:
            now = self._clock.now()
            wanted = plan(session, actor, Listing(wish.filter), now)
            return _heads(session, wanted, wish.lane, (now, cap))


_PARTNERS = (
    "SELECT partner FROM ticket WHERE partner <> '' AND partner > ? ORDER BY partner LIMIT 1"
)
_PEOPLE = (
    "SELECT owner FROM {work} WHERE work.kind = 'problem' AND owner > ? ORDER BY owner LIMIT 1"
)


def _heads(session: Session, wanted: Plan, lane: Lane, reach: tuple[int, int]) -> Heads:
    now, cap = reach
    way = way_of(session, lane, now)
    many = lane_count(session, wanted, way, cap)
    if not many or lane.by == "level":  # the lane is the level
        return Heads(many)
    capped = now, COUNTED_TO
    return Heads(
        many,
        late_count(session, wanted, way, *capped),
        level_count(session, wanted, way, "jeopardy", capped),
        level_count(session, wanted, way, "warning", capped),
    )


def _each(session: Session, step: str, first: object) -> Iterable[object]:
    """Every value there is in a column, one look-up each: nothing between two of them is read."""
    at = first
    for _ in range(MOST_LANES):
        found = ask(session, Clause(step, (at,)))
        if not found:
            return
        (at,) = found[0]
        yield at


def _of_people(session: Session, actor: Actor) -> tuple[Lane, ...]:
    work = source(session, "problem_by_owner")
    step, is_open = _PEOPLE.format(work=work), _OWNED.format(work=work)
    busy = [id_ for id_ in _each(session, step, 0) if ask(session, Clause(is_open, (id_,)))]
    condition = among("id", [*busy, *([] if actor.id is None else [actor.id])])
    names: dict[int, str] = dict(
        ask(
            session, Clause(f"SELECT id, name FROM person WHERE {condition.text}", condition.values)
        )
    )
    mine = [] if actor.id is None else [Lane("owner", str(actor.id), names.pop(actor.id, ""))]
    others = sorted(names.items(), key=lambda person: str(person[1]).casefold())
    nobody = Lane("owner", NOBODY, "Nobody")
    return nobody, *mine, *(Lane("owner", str(id_), str(name)) for id_, name in others)


def _is_with(session: Session, partner: object) -> bool:
    """Whether something of a partner is open; one with a long history keeps its lane."""
    theirs = Clause(
        "SELECT id FROM ticket WHERE partner = ? AND partner <> '' LIMIT ?", (partner, FEW)
    )
    found = ask(
        session,
        Clause(
            f"SELECT count(*), sum(CASE WHEN {_OPEN} THEN 1 ELSE 0 END)"
            f" FROM ({theirs.text}) AS theirs JOIN work ON work.id = theirs.id",
            theirs.values,
        ),
    )
    many, still_open = found[0]
    return many >= FEW or bool(still_open)


def _is_problem(row: WorkRow) -> bool:
    return row.kind == "problem"


def _cards(session: Session, rows: Sequence[WorkRow]) -> tuple[Card, ...]:
    """Cards with what stands beside their heads: two look-ups for all of them."""
    ids = [row.id for row in rows]
    if not ids:
        return ()
    facts = {found[0]: found[1:] for found in _facts(session, ids)}
    tasks = {found[0]: found[1:] for found in _tasks(session, ids)}
    found: list[Card] = []
    for row in rows:
        done, all_ = tasks.get(row.id, (0, 0))
        found.append(Card(row, int(done), int(all_), *facts.get(row.id, ())))
    return tuple(found)


def _facts(session: Session, ids: Sequence[int]) -> list[Row]:
    condition = among("ticket.id", ids)
    columns = (
        *("ticket.id", "ticket.partner", "COALESCE(ticket.pending_on, '')", "detail.asked_at"),
        *("COALESCE(ticket.held_cause, '')", "ticket.close_at"),
    )
    return ask(
        session,
        Clause(
            f"SELECT {', '.join(columns)} FROM ticket JOIN detail ON detail.id = ticket.id"
            f" WHERE {condition.text}",
            condition.values,
        ),
    )


def _tasks(session: Session, ids: Sequence[int]) -> list[Row]:
    condition = among("item", ids)
    return ask(
        session,
        Clause(
            "SELECT item, sum(CASE WHEN state = 'done' THEN 1 ELSE 0 END), count(*) FROM task"
            f" WHERE {condition.text} AND state <> 'cancelled' GROUP BY item",
            condition.values,
        ),
    )

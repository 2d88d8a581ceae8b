"""What words find, newest first, in the fewest steps that the words allow.

The index of words reads everything that begins so before it gives the first item: a beginning like
`a` costs most of a second in a million. So the newest items are looked through first, where such
a beginning is in every second one; the index is asked for what is not found there, and only for the
words that are rare in them. Where another index leads to a few items, those alone are tested.
"""

from collections.abc import Sequence

from desk.models.store import Row, Session
from desk.queries.clause import Clause, Interval, ask, every
from desk.queries.listing import Plan, Window, beside, few, owned, source
from desk.queries.matching import beginnings, having, holding

_FIRST, _FURTHER, _MOST = 4, 30, 120
"""How many items are looked through for each that is wanted: at once, if that is too little, and
if it almost was enough."""

_COMMON = 0.02
"""The share of items from which a word is tested in them and not asked of the index."""


def found(session: Session, plan: Plan, part: Window, columns: str) -> list[Row]:
    """These columns of the items that hold the words, nearest to the window's key first."""
    parts = beginnings(plan.words)
    if not parts:
        return []
    search = _Search(session, plan, part, parts)
    index = few(session, plan)
    if index:
        return ask(session, search.among_few(index, columns))
    rows: list[Row] = []
    looked = 0
    for share in (_FIRST, _FURTHER, _MOST):
        if share == _MOST and len(rows) * _MOST < part.limit * _FURTHER:
            break
        rows += ask(session, search.in_newest(looked, share * part.limit, columns))
        looked = share * part.limit
        if len(rows) >= part.limit:
            return rows[: part.limit]
    common, is_all = search.sampled(_FURTHER * part.limit)
    return rows if is_all else ask(session, search.in_index(common, columns))


class _Search:
    """The statements of one search."""

    def __init__(self, session: Session, plan: Plan, part: Window, parts: Sequence[str]) -> None:
        self._session = session
        self._plan = plan
        self._part = part
        self._parts = parts
        held = plan.ranges.get("recency", Interval())
        (self._start,) = plan.order.beyond(part.key, held, backwards=part.backwards)
        self._rest = every((owned(plan), beside(plan, "recency"), plan.rest))
        self._way = "" if part.backwards else " DESC"

    def among_few(self, index: str, columns: str) -> Clause:
        """Of the few items that an index of work leads to, those that hold the words."""
        access = next(each for each in self._plan.accesses if each.by == index)
        where = every(
            (
                *(access.condition, self._rest),
                *(self._from("work.recency"), self._holding(self._parts, "search.body")),
            )
        )
        return Clause(
            f"SELECT {columns} FROM {source(self._session, index)}"
            f" {self._cross} search ON search.recency = work.recency WHERE {where.text}"
            f" ORDER BY work.recency{self._way} LIMIT ?",
            (*where.values, self._part.limit),
        )

    def in_newest(self, looked: int, many: int, columns: str) -> Clause:
        """Those among so many of the newest items, without the first ones that were looked at."""
        newest = self._newest(many - looked, looked)
        where = every((self._holding(self._parts, "newest.body"), self._rest))
        return Clause(
            f"SELECT {columns} FROM ({newest.text}) AS newest"
            f" {self._cross} work ON work.recency = newest.recency WHERE {where.text}"
            f" ORDER BY newest.recency{self._way} LIMIT ?",
            (*newest.values, *where.values, self._part.limit),
        )

    def sampled(self, many: int) -> tuple[list[str], bool]:
        """Which words are common among so many of the newest, and whether that is all there is.

        A word alone is not tested: the index is asked for it in any case.
        """
        newest = self._newest(many)
        asked = self._parts if len(self._parts) > 1 else []
        tests = [self._holding([part], "newest.body") for part in asked]
        sums = "".join(f", sum(CASE WHEN {test.text} THEN 1 ELSE 0 END)" for test in tests)
        values = tuple(value for test in tests for value in test.values)
        text = f"SELECT count(*){sums} FROM ({newest.text}) AS newest"
        ((total, *hits),) = ask(self._session, Clause(text, (*values, *newest.values)))
        common = [
            part for part, each in zip(asked, hits, strict=True) if total and each > _COMMON * total
        ]
        return common, total < many

    def in_index(self, common: Sequence[str], columns: str) -> Clause:
        """Those that the index gives for the words that are rare, the others tested in each."""
        rare = [part for part in self._parts if part not in common] or self._parts
        tested = [part for part in common if part not in rare]
        is_sqlite = self._session.is_sqlite
        held = having(rare, is_sqlite=is_sqlite)
        if is_sqlite:
            place = "search_words.rowid"
            tests = self._holding(tested, "search_words.body") if tested else None
            text = (
                f"SELECT {columns} FROM search_words"
                f" CROSS JOIN work ON work.recency = {place} WHERE "
            )
            wheres = (held, self._from(place), *([tests] if tests else []))
            where = every((*wheres, self._rest))
            values = where.values
        else:
            # A set of its own: with the limit in sight the planner would walk the order instead
            # and look for the words in every row.
            place = "found.recency"
            inner = every((held, *([self._holding(tested, "body")] if tested else [])))
            where = every((self._from(place), self._rest))
            text = (
                f"WITH found AS MATERIALIZED (SELECT recency FROM search WHERE {inner.text})"
                f" SELECT {columns} FROM found JOIN work ON work.recency = {place} WHERE "
            )
            values = (*inner.values, *where.values)
        order = f" ORDER BY {place}{self._way} LIMIT ?"
        return Clause(text + where.text + order, (*values, self._part.limit))

    @property
    def _cross(self) -> str:
        """How SQLite is told to read the first table first."""
        return "CROSS JOIN" if self._session.is_sqlite else "JOIN"

    def _newest(self, many: int, looked: int = 0) -> Clause:
        start = self._from("recency")
        return Clause(
            f"SELECT recency, body FROM search WHERE {start.text}"
            f" ORDER BY recency{self._way} LIMIT ? OFFSET ?",
            (*start.values, many, looked),
        )

    def _from(self, place: str) -> Clause:
        """What lies past the window's key, as a condition on that column."""
        return Clause(self._start.text.replace("recency", place), self._start.values)

    def _holding(self, parts: Sequence[str], body: str) -> Clause:
        return holding(parts, body, is_sqlite=self._session.is_sqlite)

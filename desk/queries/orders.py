"""The orders a list can stand in; each is a walk along an index of its own."""

from collections.abc import Iterator
from typing import NamedTuple

from desk.errors import WrongUse
from desk.models.store import Row
from desk.queries.clause import NOWHERE, Clause, Interval, every
from desk.rows.work import Key


class Order(NamedTuple):
    """Columns that place every row once, walked up or down together."""

    columns: tuple[str, ...]
    is_descending: bool

    @property
    def by(self) -> str:
        """The ORDER BY of a walk along the order."""
        return self._walk(backwards=False)

    @property
    def backwards(self) -> str:
        """The ORDER BY of a walk against it."""
        return self._walk(backwards=True)

    @property
    def leads(self) -> str:
        """The first of its columns."""
        return self.columns[0]

    def beyond(
        self, key: Key | None, held: Interval, *, backwards: bool = False
    ) -> tuple[Clause, ...]:
        """The parts of what lies past the key, nearest first, in a range of the first column.

        Each part is one range of the order's index: SQLite walks no index by a comparison of
        whole keys. Without a key, or at `END`, there is one part, the whole range.
        """
        if key is None or not key.values:
            return (held.holding(self.leads),)
        first = key.values[0]
        is_up = self.is_descending == backwards
        # A key can be older than the range it is read with: what was due then is not any more.
        if held.low is not None and first < held.low:
            return (held.holding(self.leads) if is_up else NOWHERE,)
        if held.high is not None and first >= held.high:
            return (NOWHERE if is_up else held.holding(self.leads),)
        *near, last = self._parts(key, ">" if is_up else "<")
        far = Interval(high=held.high) if is_up else Interval(held.low)
        return *near, every((last, far.holding(self.leads)))

    def key(self, row: Row, places: dict[str, int]) -> Key:
        """The place of a row whose columns stand where `places` says."""
        values = tuple(int(row[places[column]]) for column in self.columns if column != "id")
        return Key(values, int(row[places["id"]]))

    def _parts(self, key: Key, sign: str) -> Iterator[Clause]:
        """Rows that share all columns but the last with the key, then all but two, and so on."""
        values = (*key.values, key.id)
        for last in range(len(self.columns) - 1, -1, -1):
            same = [f"{column} = ?" for column in self.columns[:last]]
            text = " AND ".join([*same, f"{self.columns[last]} {sign} ?"])
            yield Clause(text, values[: last + 1])

    def _walk(self, *, backwards: bool) -> str:
        way = " DESC" if self.is_descending != backwards else ""
        return ", ".join(f"{column}{way}" for column in self.columns)


ORDERS = {
    "due": Order(("due_key", "priority", "id"), is_descending=False),
    "newest": Order(("recency",), is_descending=True),
    "oldest": Order(("recency",), is_descending=False),
    "updated": Order(("updated", "id"), is_descending=True),
    "priority": Order(("priority", "due_key", "id"), is_descending=False),
}
"""The queue's own order and the others."""

AMONG_EQUALS = Order(("due_key", "id"), is_descending=False)
"""How items of one priority stand in the order by priority."""

NEWEST = ORDERS["newest"]
"""The order of everything that is found by words."""


def order_of(name: str, *, has_words: bool) -> Order:
    """The order of that name; newest first while words are looked for. Raises `WrongUse`."""
    if name not in ORDERS:
        raise WrongUse(f"There is no order '{name}'", f"Sort by one of: {', '.join(ORDERS)}.")
    return NEWEST if has_words else ORDERS[name]

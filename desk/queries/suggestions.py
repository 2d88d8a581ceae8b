"""Values that a filter's fields take in this store, found while somebody types."""

from collections import Counter

from desk.clock import Clock
from desk.models.people import people_names, team_names
from desk.models.store import Store
from desk.queries.clause import Clause, ask
from desk.queries.customers import Cards
from desk.rules.permissions import Actor, holds

_LOOKED_AT = 3000
"""The newest items whose tags are offered; looking at all would take a second in a million."""
_MOST = 12
_TAGS = "SELECT tags FROM (SELECT tags FROM work ORDER BY recency DESC LIMIT ?) AS newest"


class Suggestions:
    """Reads of values by the field that takes them."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._cards = Cards(store, clock)

    def values(self, actor: Actor, field: str, begun: str) -> list[str]:
        """Names of people, teams and customers, and tags in use, the likeliest first."""
        if not holds(actor, "work.read"):
            return []
        if field == "customer":
            return [row.name for row in self._cards.search(actor, begun)]
        with self._store.reading() as session:
            if field == "owner":
                return people_names(session)
            if field == "team":
                return team_names(session)
            found = ask(session, Clause(f"{_TAGS} WHERE tags <> ''", (_LOOKED_AT,)))
        tags = Counter(tag for (kept,) in found for tag in kept.split("|") if tag)
        return [tag for tag, _ in tags.most_common() if tag.startswith(begun.lower())][:_MOST]

"""Whether the time of anything has come that the desk does by itself."""

from desk.clock import Clock
from desk.models.store import Store
from desk.models.told import long_ago
from desk.queries.clause import Clause, ask

_ANYTHING = (
    "SELECT 1 WHERE EXISTS (SELECT 1 FROM ticket WHERE warn_at <= ?)"
    " OR EXISTS (SELECT 1 FROM ticket WHERE close_at <= ?)"
    " OR EXISTS (SELECT 1 FROM team WHERE return_after > 0)"
)


class Due:
    """A look that costs nothing where nothing is due, before a pass is made."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def is_anything(self) -> bool:
        """Whether a pass would find something to do."""
        now = self._clock.now()
        with self._store.reading() as session:
            is_due = bool(ask(session, Clause(_ANYTHING, (now, now))))
            return is_due or bool(long_ago(session, now, 1))

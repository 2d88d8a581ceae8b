"""What the desk does by itself when its time has come: one pass, safe to run twice.

Whoever runs it, each thing is done once: it is looked for without a lock, then done like any use
case, which refuses what another desk has done meanwhile.
"""

from collections.abc import Callable

from desk.clock import Clock
from desk.errors import DeskError
from desk.models.closing import to_close, to_warn
from desk.models.store import Session, Store
from desk.models.told import forget, long_ago
from desk.rows.work import Outcome
from desk.rules.permissions import DESK, Actor
from desk.rules.vocabulary import Reference
from desk.services.problems import Problems
from desk.services.returns import Returns

_AT_ONCE = 200
"""So many of a kind in one pass: a desk that was closed for long catches up in several."""
_MOST_FORGOTTEN = 1000
"""So much goes out of lists in one pass: nobody who writes waits for long."""


class Upkeep:
    """The passes of time over the desk."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._problems = Problems(store, clock)
        self._returns = Returns(store, clock)

    def pass_over(self) -> tuple[Outcome, ...]:
        """Warn of what closes soon, close what nobody spoke against, give back what lies idle.

        What people were told long ago goes out of their lists.
        """
        done = self._each(to_warn, self._problems.warn)
        done += self._each(to_close, self._problems.close)
        self._forget()
        return (*done, *self._returns.return_untouched(DESK))

    def _forget(self) -> None:
        now = self._clock.now()
        with self._store.reading() as session:
            is_any = bool(long_ago(session, now, 1))
        if is_any:
            with self._store.writing() as session:
                forget(session, now, _MOST_FORGOTTEN)

    def _each(
        self,
        finds: Callable[[Session, int, int], list[Reference]],
        use_case: Callable[[Actor, Reference], Outcome],
    ) -> list[Outcome]:
        with self._store.reading() as session:
            found = finds(session, self._clock.now(), _AT_ONCE)
        done = []
        for ref in found:
            try:
                done.append(use_case(DESK, ref))
            except DeskError:
                continue  # another desk was first, or somebody took it up again
        return done

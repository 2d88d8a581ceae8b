"""The time that all desks of one store share: clocks of machines are never quite alike."""

from __future__ import annotations

from desk.clock import Clock
from desk.models.server_time import seconds_ahead
from desk.models.store import Session


class SharedTime:
    """The store's own time, reckoned from the machine's by what lies between the two."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._ahead: int | None = None

    def now(self, session: Session) -> int:
        """The present instant, the same for every desk of the store."""
        return self._clock.real_now() + self.ahead(session)

    def ahead(self, session: Session) -> int:
        """Seconds that the store is ahead of this machine; asked once."""
        if self._ahead is None:
            self._ahead = seconds_ahead(session, self._clock.real_now())
        return self._ahead

"""What other desks change, told within a second of their commit.

On SQLite a look at the file's own counter of commits costs microseconds; on PostgreSQL the server
wakes the listener. What was changed is then read from the journal, and who came or went from the
counter of presence.
"""

import threading
import time
from collections.abc import Sequence

from desk.models.listening import PRESENCE, Ear, ear
from desk.models.store import Row, Session, Store
from desk.queries.clause import Clause, ask
from desk.rules.vocabulary import WORK_KINDS

_MOVES = Clause("SELECT last, kind, 0 FROM counter WHERE kind = ?", (PRESENCE,))
"""How often presence changed."""

_LATE_NUMBERS = 1000
"""How far behind the last number a transaction may have taken its own."""


_UNHEARD_SECONDS = 1.0
"""How long to trust in being called before looking unasked."""

_UNSETTLED_SECONDS = 0.1
"""How long to wait for an older transaction that holds back what was called out."""


class Pulse:
    """Waits for changes. One thread at a time may wait."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._ear: Ear | None = None
        self._seen = 0
        self._settled = 0
        self._moves = 0
        self._stopped = threading.Event()
        self._listening = threading.Lock()
        self.begin()

    def begin(self) -> None:
        """Count changes from now on."""
        with self._store.reading() as session:
            if not session.is_sqlite:
                self._settled = _oldest_running(session)
            last = ask(session, Clause("SELECT max(seq) FROM journal"))
            self._seen = last[0][0] or 0
            self._moves = max((count for count, *_ in ask(session, _MOVES)), default=0)

    @property
    def moves(self) -> int:
        """How often somebody came to an item, left it, began or stopped to write."""
        return self._moves

    def wait(self, timeout: float) -> tuple[int, ...] | None:
        """Numbers of the items touched since the last call, as soon as there is a change.

        None when nothing came in `timeout` seconds, when it was stopped, or when nothing but
        presence changed: then `moves` is another number.
        """
        until = time.monotonic() + timeout
        heard, moves = False, self._moves
        with self._listening:
            while not self._stopped.is_set():
                self._ear = self._ear or ear(self._store)
                touched = self._touched()
                left = until - time.monotonic()
                if touched is not None or left <= 0 or moves != self._moves:
                    return touched
                patience = _UNSETTLED_SECONDS if heard else _UNHEARD_SECONDS
                heard = self._ear.listen(min(left, patience), self._stopped)
        return None

    def stop(self) -> None:
        """Let a waiting thread return; no more is heard."""
        self._stopped.set()
        with self._listening:
            if self._ear is not None:
                self._ear.close()

    def _touched(self) -> tuple[int, ...] | None:
        with self._store.reading() as session:
            if session.is_sqlite:
                return self._touched_since(session)
            self._moves = max((count for count, *_ in ask(session, _MOVES)), default=0)
            return self._touched_settled(session)

    def _touched_since(self, session: Session) -> tuple[int, ...] | None:
        """On SQLite numbers are given out in the order of commits; one statement asks for all."""
        told = ask(
            session,
            Clause(
                "SELECT seq, kind, object FROM journal WHERE seq > ?"
                f" UNION ALL {_MOVES.text} AND last > ? ORDER BY seq",
                (self._seen, *_MOVES.values, self._moves),
            ),
        )
        facts = [fact for fact in told if fact[1] != PRESENCE]
        self._moves = next((count for count, kind, _ in told if kind == PRESENCE), self._moves)
        if not facts:
            return None
        self._seen = facts[-1][0]
        return _work(facts)

    def _touched_settled(self, session: Session) -> tuple[int, ...] | None:
        """On PostgreSQL they are not: what counts is which transactions have ended since."""
        facts = ask(
            session,
            Clause(
                "SELECT seq, kind, object, xmin_now::text::bigint FROM journal,"
                " pg_snapshot_xmin(pg_current_snapshot()) AS xmin_now"
                " WHERE seq > ? AND tx >= ?::text::xid8 AND tx < xmin_now ORDER BY seq",
                (self._seen - _LATE_NUMBERS, str(self._settled)),
            ),
        )
        if not facts:
            return None
        self._seen = max(self._seen, facts[-1][0])
        self._settled = facts[0][3]
        return _work(facts)


def _oldest_running(session: Session) -> int:
    return int(
        ask(session, Clause("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint"))[0][0]
    )


def _work(facts: Sequence[Row]) -> tuple[int, ...]:
    """The items among the objects of some facts, each once."""
    return tuple(dict.fromkeys(object_ for _, kind, object_, *_ in facts if kind in WORK_KINDS))

"""Letters in the outbox of a store, a server that they leave by, and what became of them."""

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from desk.bootstrap import Desk, build
from desk.clock import FixedClock
from desk.models.outbox import Outbox
from tests.certificates import Authority
from tests.services.invariants import broken
from tests.sink import Sink, running
from tests.stores import settings_for

LETTERS = 3
PATIENCE = 60
"""Seconds in which a server that answers has answered: no machine is so slow."""


class Counted(NamedTuple):
    """What became of the letters."""

    laid: int
    delivered: int
    failed: int
    told: int
    """How many that failed were told to who wrote them."""
    twice: int
    """How many came more than once."""
    copies: int
    """The most copies of one."""
    runs: int

    @property
    def lost(self) -> int:
        """What is neither delivered nor failed aloud."""
        return self.laid - self.delivered - self.failed


def settle(desk: Desk, port: int, ca: Path, timeout: int = PATIENCE) -> None:
    """Settle that mail leaves by a server, and how long it may take for a step."""
    smtp = {"host": "localhost", "port": port, "ca": str(ca), "timeout": timeout}
    smtp |= {"from": "desk@desk.example", "user": "desk", "password": "env:DESK_TEST_PASSWORD"}
    desk.store_settings.save_terms(desk.directory.actor(), {"outlet": {"smtp": smtp}})


@contextmanager
def server(authority: Authority) -> Iterator[Sink]:
    """A server that wants a safe line and a name."""
    with running() as sink:
        sink.context = authority.shows("right")
        sink.users["desk"] = "s3cret"
        yield sink


class Case(NamedTuple):
    """A store with letters, and the server they leave by."""

    url: str
    sink: Sink
    clock: FixedClock
    ca: Path

    def open(self) -> Desk:
        """A desk on the store."""
        return build(settings_for(self.url), self.clock)

    def run(self, desk: Desk, most: int = 40) -> int:
        """Send until nothing waits any more, or so often; how many runs it took."""
        for run in range(1, most + 1):
            desk.sending.run()
            after = desk.sending.next_at()
            if after is None:
                return run
            self.clock.at = max(self.clock.at + 1, after)
        return most


def counted(case: Case, desk: Desk, runs: int = 0) -> Counted:
    """Send all there is, and count."""
    runs += case.run(desk)
    with desk._store.reading() as session:
        rows = session.rows(Outbox.select(Outbox.state, Outbox.message_id))
    told = desk.alerts.page(desk.directory.actor()).rows
    assert broken(desk) == []
    copies = Counter(case.sink.ids)
    assert {name for state, name in rows if state == "completed"} <= {*copies}
    assert {*copies} <= {name for _, name in rows}
    states = Counter(state for state, _ in rows)
    return Counted(
        len(rows),
        states["completed"],
        states["failed"],
        sum(each.why == "undelivered" for each in told),
        sum(many > 1 for many in copies.values()),
        max(copies.values(), default=0),
        runs,
    )


def note(what: str, found: Counted) -> None:
    """A line of the table that `pytest -s` shows."""
    told = found._asdict() | {"lost": found.lost}
    sys.stdout.write(f"{what} {' '.join(f'{name} {value:2}' for name, value in told.items())}\n")


def until(holds: Callable[[], bool]) -> None:
    """Wait until something holds."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, "it never came true"
        time.sleep(0.01)

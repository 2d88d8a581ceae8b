"""What breaks at a step: the process is killed, or its connection to the server is cut."""

import os
import signal
import time
from typing import Any

import psycopg

from desk.models.store import Store
from tests.faults.forks import say

KILL, CUT, NOTHING = "kill", "cut", "nothing"


class Break:
    """Counts steps; at the one that is named it breaks what is told."""

    def __init__(self, url: str, how: str, last: int) -> None:
        self._url = url
        self._how = how
        self._last = last
        self._count = 0

    def step(self, name: str, store: Store) -> None:
        """Tell of a step, and break at the last."""
        self._count += 1
        say(name)
        if self._count != self._last:
            return
        if self._how == KILL:
            os.kill(os.getpid(), signal.SIGKILL)
        if self._how == CUT:
            self._cut(store._database)

    def _cut(self, database: Any) -> None:
        """End this thread's connection on the server; wait until it is gone there."""
        if database.is_closed():
            return
        number = database.connection().info.backend_pid
        with psycopg.connect(self._url, autocommit=True) as other:
            other.execute("SELECT pg_terminate_backend(%s)", (number,))
            is_there = "SELECT 1 FROM pg_stat_activity WHERE pid = %s"
            while other.execute(is_there, (number,)).fetchone():
                time.sleep(0.002)

"""What is left of a process that was killed: a server learns of it a moment later."""

import time

from desk.bootstrap import Desk

PATIENCE = 60.0
"""Seconds after which somebody is still there who should not."""


def until_alone(desk: Desk) -> None:
    """Wait until a server has seen that the other is dead: until then it keeps what that one held,
    and a tick passes over it.
    """
    others = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database()"
    until = time.monotonic() + PATIENCE
    while not desk._store.is_sqlite:
        with desk._store.reading() as session:
            if not session.sql(f"{others} AND pid <> pg_backend_pid()"):
                return
        assert time.monotonic() < until, "somebody is still there"
        time.sleep(0.01)

"""The turn to write to a file, when many want it at once.

SQLite's own wait sleeps longer after each look, up to a tenth of a second: whoever has waited
longest looks least often, and is passed over again and again by those who came later. Here it is
the other way round.
"""

import random
import sqlite3
import time
from contextlib import ExitStack
from typing import Any

from desk.models.base import peewee

_FIRST, _LEAST = 0.008, 0.0005
"""Seconds between two looks: for who has just come, and for who has waited long."""
_SOON = 0.05
"""Seconds of waiting that halve them."""


def begin(database: Any, kind: str, stack: ExitStack, seconds: float) -> None:
    """Begin a transaction, or a part of the one that goes on, until the stack is left.

    A file that others write to is waited for; raises what the engine says when they have not let
    go after so many seconds.
    """
    if kind == "IMMEDIATE" and not database.transaction_depth():
        _wait(database, stack, seconds)
    else:
        stack.enter_context(database.atomic(kind))


def _wait(database: Any, stack: ExitStack, seconds: float) -> None:
    connection = database.connection()
    since = time.monotonic()
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        while True:
            try:
                stack.enter_context(database.atomic("IMMEDIATE"))
            except peewee.OperationalError as error:
                if not _is_taken(error) or time.monotonic() - since >= seconds:
                    raise
            else:
                return
            time.sleep(pause_after(time.monotonic() - since) * random.uniform(0.5, 1))
    finally:
        connection.execute(f"PRAGMA busy_timeout = {int(seconds * 1000)}")


def pause_after(waited: float) -> float:
    """Seconds until the next look at most, for who has waited so many."""
    return max(_LEAST, _FIRST / (1 + waited / _SOON))


def _is_taken(error: BaseException) -> bool:
    first = error.__cause__ or error.__context__
    code = getattr(first, "sqlite_errorcode", None)
    return code is not None and code & 0xFF == sqlite3.SQLITE_BUSY

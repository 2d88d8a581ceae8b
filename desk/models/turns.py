"""The turn to write to a file, when many want it at once.

SQLite's own wait sleeps longer after each look, up to a tenth of a second: whoever has waited
longest looks least often, and is passed over again and again by those who came later. Here it
begins anew every few hundredths of a second, so all who wait look equally often.
"""

import random
import sqlite3
import time
from contextlib import ExitStack
from typing import Any

from desk.models.base import peewee

_SPELL_MS = 20, 40
"""How long SQLite waits by itself at a time: of a length by chance, in step with nobody."""


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
    until = time.monotonic() + seconds
    try:
        while True:
            connection.execute(f"PRAGMA busy_timeout = {random.randint(*_SPELL_MS)}")
            try:
                stack.enter_context(database.atomic("IMMEDIATE"))
            except peewee.OperationalError as error:
                if not _is_taken(error) or time.monotonic() >= until:
                    raise
            else:
                return
    finally:
        connection.execute(f"PRAGMA busy_timeout = {int(seconds * 1000)}")


def _is_taken(error: BaseException) -> bool:
    first = error.__cause__ or error.__context__
    code = getattr(first, "sqlite_errorcode", None)
    return code is not None and code & 0xFF == sqlite3.SQLITE_BUSY

"""The turn to write to a file, when many want it at once.

SQLite lets whoever looks first have it, so among many who write without pause somebody may be
passed over for long. That is another thing than a file that one process holds, for a backup
perhaps, and only of that is there anything to tell.
"""

import sqlite3
from contextlib import ExitStack
from typing import Any

from desk.models.base import peewee

SPELL_SECONDS = 2.5
"""How long a connection waits for others before it looks whether they get on."""
_STUCK = 2
"""Spells in which nobody has written a thing: somebody holds the file."""
_SPELLS = 12
"""Spells after which even a file that others get on with is given up."""


def begin(database: Any, kind: str, stack: ExitStack) -> None:
    """Begin a transaction, or a part of the one that goes on, until the stack is left.

    A file is waited for as long as others get on with it, half a minute at most; raises what the
    engine says when nobody did for five seconds.
    """
    if kind != "IMMEDIATE" or database.transaction_depth():
        stack.enter_context(database.atomic(kind))
        return
    seen: list[int] = []
    while True:
        try:
            stack.enter_context(database.atomic(kind))
        except peewee.OperationalError as error:
            if not _is_taken(error):
                raise
            seen.append(_commits(database))
            if len(seen) == _SPELLS or len({*seen[-_STUCK:]}) < len(seen[-_STUCK:]):
                raise
        else:
            return


def _commits(database: Any) -> int:
    """A number that is another one once others have written."""
    found: tuple[int] = database.connection().execute("PRAGMA data_version").fetchone()
    return found[0]


def _is_taken(error: BaseException) -> bool:
    first = error.__cause__ or error.__context__
    code = getattr(first, "sqlite_errorcode", None)
    return code is not None and code & 0xFF == sqlite3.SQLITE_BUSY

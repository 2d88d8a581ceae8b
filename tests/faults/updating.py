"""A desk that opens a store, bringing it up to date, and kills itself at a statement of the update.

`python -m tests.faults.updating STORE STATEMENT`.
"""

import os
import signal
import sys
from collections.abc import Callable

from desk.models import migrations
from desk.models.location import locate
from desk.models.migrations import postgresql, sqlite
from desk.models.migrations.dialect import Dialect
from desk.models.opening import open_store


def main(store: str, last: int) -> None:
    """Open the store; before that statement the process is gone."""
    real, left = migrations.apply, last

    def apply(number: int, run: Callable[[str], object], dialect: Dialect) -> None:
        def counted(statement: str) -> None:
            nonlocal left
            left -= 1
            if not left:
                os.kill(os.getpid(), signal.SIGKILL)
            run(statement)

        real(number, counted, dialect)

    for engine in (sqlite, postgresql):
        engine.__dict__["apply"] = apply
    open_store(locate(store), makes_folder=False, version="1").close()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))

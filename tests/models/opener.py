"""A desk that opens a store and says who is there: `python -m tests.models.opener STORE`."""

import sys

from desk.bootstrap import build
from desk.config import Settings


def main(store: str) -> None:
    """Open it, found it if it is fresh, and close it."""
    desk = build(Settings(db=store, is_default_db=False, zone="UTC"))
    sys.stdout.write(f"{desk.directory.actor().name}\n")
    desk.close()


if __name__ == "__main__":
    main(sys.argv[1])

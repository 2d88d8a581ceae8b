"""A process that takes the next item until there is none, and says what it got."""

import sys

from desk.bootstrap import build
from desk.config import Settings
from desk.errors import NothingToDo


def main(url: str, name: str) -> None:
    """Say that all is ready, wait for the common start, then take."""
    desk = build(Settings(db=url, is_default_db=False, zone="UTC"))
    actor = desk.people.actor(name)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    while True:
        try:
            taken = desk.interactions.take_next(actor)
        except NothingToDo:
            break
        sys.stdout.write(f"{taken.ref}\n")
    desk.close()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])

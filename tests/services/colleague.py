"""A process of its own that works at a store, and says what it got."""

import sys

from desk.bootstrap import Desk, build
from desk.config import Settings
from desk.errors import NothingToDo
from desk.rules.permissions import Actor

NOTES = 12


def take(desk: Desk, actor: Actor) -> None:
    """Take the next item until there is none."""
    while True:
        try:
            taken = desk.interactions.take_next(actor)
        except NothingToDo:
            return
        sys.stdout.write(f"{taken.ref}\n")


def write(desk: Desk, actor: Actor) -> None:
    """Write notes on one and the same item, whatever the others do to it."""
    for number in range(NOTES):
        done = desk.interactions.note(actor, "I-1", f"{actor.name} {number}")
        sys.stdout.write(f"{done.version}\n")


def main(url: str, name: str, task: str) -> None:
    """Say that all is ready, wait for the common start, then work."""
    desk = build(Settings(db=url, is_default_db=False, zone="UTC"))
    actor = desk.directory.actor(name)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    {"take": take, "write": write}[task](desk, actor)
    desk.close()


if __name__ == "__main__":
    main(*sys.argv[1:])

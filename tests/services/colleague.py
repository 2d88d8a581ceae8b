"""A process of its own that works at a store, and says what it got."""

import random
import sys
from collections.abc import Callable
from functools import partial

from desk.bootstrap import Desk, build
from desk.config import Settings
from desk.errors import BadValue, Duplicate, NotFound, NothingToDo, WrongState
from desk.rows.work import Outcome
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


def cross(desk: Desk, actor: Actor) -> None:
    """Merge, part and link the first few items again and again, in every direction."""
    rng = random.Random(actor.name)
    on = desk.interactions
    for _ in range(NOTES):
        one, other = rng.sample([f"I-{number}" for number in range(1, 6)], 2)
        acts: list[Callable[[], Outcome]] = [
            partial(on.merge, actor, one, other),
            partial(on.note, actor, one, "x"),
            partial(on.unmerge, actor, other),
            partial(on.link, actor, one, other, "relatesTo"),
            partial(on.unlink, actor, other, one),
        ]
        for act in acts:
            try:
                sys.stdout.write(f"{act().seq}\n")
            except (WrongState, BadValue, NotFound, Duplicate):
                continue  # Somebody else was first, and that is what is said.


def share(desk: Desk, actor: Actor, first: int, last: int) -> None:
    """Give contacts away by load, one after the other."""
    for number in range(first, last + 1):
        desk.interactions.assign(actor, f"I-{number}", "load")


def main(url: str, name: str, task: str) -> None:
    """Say that all is ready, wait for the common start, then work."""
    desk = build(Settings(db=url, is_default_db=False, zone="UTC"))
    actor = desk.directory.actor(name)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    name, *numbers = task.split(":")
    if name == "share":
        share(desk, actor, *map(int, numbers))
    else:
        {"take": take, "write": write, "cross": cross}[name](desk, actor)
    desk.close()


if __name__ == "__main__":
    main(*sys.argv[1:])

"""One desk of a crowd: `python -m tests.faults.crowd STORE NUMBER SECONDS`.

Says READY, waits for a line, works until its time is over and tells in JSON what was confirmed.
"""

import json
import random
import sys
import time
from collections import Counter

from desk.bootstrap import Desk, build
from desk.clock import Clock
from desk.errors import DeskError, NothingToDo, WrongState
from desk.rows.work import Listing
from desk.rules.filters import parse
from desk.rules.permissions import Actor
from tests.stores import settings_for

THINKS = 0.4
"""Seconds between two things one person does, on average."""

HOT = "I-1"
"""Everybody writes to this one."""

LOG = {"direction": "inbound", "channel": "web", "subject": "Slow line", "text": "Since noon."}


class Worker:
    """Somebody at a desk, and what the desk confirmed to him."""

    def __init__(self, desk: Desk, me: Actor, number: int) -> None:
        self._desk = desk
        self._me = me
        self._number = number
        self._chance = random.Random(number)
        self.waits: list[float] = []
        self.done: Counter[str] = Counter()
        self.taken: list[str] = []
        self.tags: list[str] = []

    def turn(self) -> None:
        """One thing a person does: mostly looking, often writing."""
        deed = self._chance.choice(("look", "log", "take", "note", "tag", "complete"))
        began = time.monotonic()
        try:
            getattr(self, f"_{deed}")()
        except (NothingToDo, WrongState):
            return
        if deed != "look":
            self.waits.append(time.monotonic() - began)
        self.done[deed] += 1

    def _look(self) -> None:
        listing = Listing(parse("is:open", "UTC", self._desk.clock.now()), "due")
        assert self._desk.work.page(self._me, listing)

    def _log(self) -> None:
        self._desk.do(self._me, "log", "interaction", LOG)

    def _take(self) -> None:
        self.taken.append(self._desk.interactions.take_next(self._me).ref)

    def _note(self) -> None:
        self._desk.do(self._me, "note", HOT, {"text": f"Crowd note {self._number}"})

    def _tag(self) -> None:
        if len(self.tags) == 1:
            raise NothingToDo("It has its tag")
        tag = f"t{self._number}"
        half = f"I-{1 + self._number // 25}"  # an item has room for thirty
        self._desk.do(self._me, "tag", half, {"name": tag})
        self.tags.append(tag)

    def _complete(self) -> None:
        if not self.taken:
            raise NothingToDo("Nothing was taken")
        ref = self._chance.choice(self.taken)
        is_ours = self._desk.work.find(self._me, ref).direction == "outbound"
        outcome = "reached" if is_ours else "answered"
        self._desk.do(self._me, "complete", ref, {"outcome": outcome})


def main() -> int:
    """Work, then tell."""
    store, number, seconds = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
    desk = build(settings_for(store), Clock())
    worker = Worker(desk, desk.directory.actor(f"agent {number}"), number)
    sys.stdout.write("READY\n")
    sys.stdout.flush()
    sys.stdin.readline()
    end = time.monotonic() + seconds
    faults: list[str] = []
    while time.monotonic() < end:
        time.sleep(random.uniform(0, 2 * THINKS))
        try:
            worker.turn()
        except DeskError as error:
            faults.append(f"{type(error).__name__}: {error.message}")
    desk.close()
    told = {"waits": worker.waits, "done": worker.done, "taken": worker.taken}
    sys.stdout.write(json.dumps({**told, "tags": worker.tags, "faults": faults}) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""One run of the sending in a process of its own, which kills itself at a step that is named.

Prints each step as it comes: a step is a transaction begun or kept, or a line said to the server.
"""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from desk.bootstrap import build
from desk.channels.smtp_line import Line, Reply
from desk.clock import FixedClock
from desk.models.store import Session, Store
from tests.stores import NOW, settings_for

_count = 0


def step(name: str, last: int) -> None:
    """Note a step; at the last one the process is gone."""
    global _count
    _count += 1
    sys.stdout.write(f"{_count} {name}\n")
    sys.stdout.flush()
    if _count == last:
        os.kill(os.getpid(), signal.SIGKILL)


def main(store: str, last: int) -> None:
    """Send what is due, up to a step."""
    writing, ask, hand_over = Store.writing, Line.ask, Line.hand_over

    @contextmanager
    def watched(self: Store, *, dry_run: bool = False) -> Iterator[Session]:
        with writing(self, dry_run=dry_run) as session:
            yield session
            step("to keep", last)
        step("kept", last)

    def asked(self: Line, name: str, rest: str = "") -> Reply:
        reply = ask(self, name, rest)
        step(name, last)
        return reply

    def handed_over(self: Line, content: bytes) -> Reply:
        step("text", last)
        reply = hand_over(self, content)
        step("taken", last)
        return reply

    desk = build(settings_for(store), FixedClock(NOW + 10))
    for owner, name, patch in (
        (Store, "writing", watched),
        (Line, "ask", asked),
        (Line, "hand_over", handed_over),
    ):
        setattr(owner, name, patch)
    desk.sending.run()
    desk.close()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))

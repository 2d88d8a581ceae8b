"""One run of the sending, which breaks at a step that is named; see `breaks`.

Tells each step: a transaction about to be kept or kept, or a line said to the server.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import desk.channels.smtp
import desk.models.postgres  # noqa: F401 - once, for all that are forked
from desk.bootstrap import build
from desk.bootstrap import sending as sends
from desk.channels.smtp_line import Line, Reply
from desk.clock import FixedClock
from desk.errors import DeskError
from desk.models.store import Session, Store
from tests.faults.breaks import Break
from tests.faults.forks import say
from tests.stores import NOW, settings_for

TOLD = 3
"""The code of a run that ended with a fault in words."""


def main(url: str, how: str, last: int) -> int:
    """Send what is due, up to a step."""
    broken = Break(url, how, last)
    writing, ask, hand_over = Store.writing, Line.ask, Line.hand_over
    desk = build(settings_for(url), FixedClock(NOW + 10))

    @contextmanager
    def watched(self: Store, *, dry_run: bool = False) -> Iterator[Session]:
        with writing(self, dry_run=dry_run) as session:
            yield session
            broken.step("to keep", self)
        broken.step("kept", self)

    def asked(self: Line, name: str, rest: str = "") -> Reply:
        reply = ask(self, name, rest)
        broken.step(name, desk._store)
        return reply

    def handed_over(self: Line, content: bytes) -> Reply:
        broken.step("text", desk._store)
        reply = hand_over(self, content)
        broken.step("taken", desk._store)
        return reply

    for owner, name, patch in (
        (Store, "writing", watched),
        (Line, "ask", asked),
        (Line, "hand_over", handed_over),
        (sends, "_PAUSE_TO_WRITE", 0.01),
    ):
        setattr(owner, name, patch)
    try:
        desk.sending.run()
    except DeskError as error:
        say(f"told: {error.message}")
        return TOLD
    finally:
        desk.close()
    return 0

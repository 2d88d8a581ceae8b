"""A scripted session: `python -m tests.faults.session STORE`, a line for each step acknowledged.

The same steps on the same store give the same states, so a test knows every state there may be.
"""

import os
import sys
from collections.abc import Callable, Iterator

from desk.bootstrap import Desk, build
from desk.clock import FixedClock
from desk.errors import DeskError
from tests.stores import NOW, settings_for

Step = Callable[[], object]


def steps(desk: Desk) -> Iterator[Step]:
    """Every kind of write, one use case at a time."""
    me = desk.directory.actor()
    contact = {"direction": "inbound", "channel": "email", "subject": "Bill", "text": "Too high"}

    def do(action: str, ref: str, **values: str) -> Step:
        return lambda: desk.do(me, action, ref, values)

    yield do("log", "interaction", **contact, **{"from": "nadia@brandt.example"})
    yield do("log", "interaction", **contact, **{"from": "nadia@brandt.example"})
    yield do("claim", "I-1")
    yield do("note", "I-1", text="Looked up the contract. " * 400)
    yield do("prioritise", "I-1", priority="4", note="Called twice")
    yield do("reply", "I-1", text="We look into it.")
    yield do("await", "I-1", question="Which number?", due="+2d")
    yield do("answer", "I-1", text="0721 44")
    yield do("create", "customer", name="Nadia Brandt")
    yield do("identify", "I-2", customer="C-1")
    yield do("tag", "I-2", name="vip")
    yield do("complete", "I-1", outcome="answered")
    yield do("reopen", "I-1", reason="Not solved")
    yield do("release", "I-1")
    yield do("report", "problem", subject="Dark", impact="high", **{"from": "I-2"})
    yield do("add-task", "P-1", name="Look at the box")
    yield do("add-task", "P-1", name="Splice", after="1")
    yield do("start", "T-1")
    yield do("finish", "T-1", text="Wet")
    yield do("pend", "P-1", party="partner", question="When?", partner="NetCo")
    yield do("resume", "P-1")
    yield do("prioritise", "P-1", major="yes", note="A street")
    yield do("report", "problem", subject="Dark too", parent="P-1", contact="b@b.example")
    yield do("hold", "P-1", cause="plannedWork")
    yield do("cancel", "P-1", reason="raisedInError")
    yield do("undo", "P-1")


def state(desk: Desk) -> tuple[object, ...]:
    """All that the steps change, as values that can be compared."""
    with desk._store.reading() as session:
        return tuple(
            tuple(session.sql(f"SELECT {columns} FROM {table} ORDER BY 1"))
            for table, columns in (
                ("work", "id, number, state, owner, priority, tags, customer, version"),
                ("clock", "id, item, name, due, stop, state"),
                ("ticket", "id, reasons, parent, major, pending_on, cancel_reason"),
                ("task", "id, number, state, owner, text, version"),
                ("link", "id, item, relation, other"),
                ("journal", "seq, action, object"),
                ("message", "id, item, text"),
                ("outbox", "id, item, state"),
                ("search", "recency, body"),
                ("customer", "id, number, name"),
                ("person", "id, name"),
            )
        )


def main() -> int:
    """Run every step; a refusal ends it with its sentence on stderr and code 1."""
    try:
        desk = build(settings_for(sys.argv[1]), FixedClock(NOW))
        for number, step in enumerate(steps(desk), 1):
            step()
            os.write(1, f"{number}\n".encode())
        desk.close()
    except DeskError as error:
        os.write(2, f"{type(error).__name__}: {error.message} {error.next_step}\n".encode())
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""What happened, as other systems are told it, and how hooks are."""

from collections.abc import Mapping
from typing import NamedTuple

from desk.rules.changed import Changes
from desk.rules.events import Said, type_of, with_texts
from desk.rules.instants import rfc3339


class EventRow(NamedTuple):
    """One entry of the feed."""

    seq: int
    id: str
    """The same wherever and however often it is told."""
    at: int
    kind: str
    action: str
    ref: str
    actor: str | None
    """None for the desk itself."""
    changes: Changes
    said: tuple[Said, ...] = ()

    @property
    def type(self) -> str:
        """What happened: `problem.escalate`."""
        return type_of(self.kind, self.action)

    def told(self, *, internal: bool) -> Mapping[str, object]:
        """The line of it, with or without what only the desk reads."""
        changes = with_texts(self.changes, self.said, internal=internal)
        return {
            "seq": self.seq,
            "id": self.id,
            "at": rfc3339(self.at),
            "type": self.type,
            "ref": self.ref,
            "actor": self.actor,
            "changes": {name: [*both] for name, both in changes.items()},
        }


class EventPage(NamedTuple):
    """A part of the feed."""

    rows: tuple[EventRow, ...]
    upto: int
    """Up to this number nothing is left out; to be asked for what comes after it."""
    is_last: bool
    """Whether there was nothing more that could be told."""
    is_held: bool
    """Whether there is more, which waits for somebody who is still writing."""


class HookRow(NamedTuple):
    """A hook, and how it goes with it."""

    name: str
    url: str
    filter: str
    internal_notes: bool
    private_targets: bool
    lacking: tuple[str, ...]
    """What is to be settled before anything goes there."""
    waiting: int
    """Events that lie in the outbox, some perhaps tried already."""
    failed: int
    """Events that were given up."""
    delivered: int
    behind: int
    """Entries of the journal that it was not yet served."""
    tried: int
    """How often the event that waits longest was tried."""
    last_answer: str
    """What was answered to that, or to the one that was sent last."""
    fault: str
    """Why its filter cannot be asked any more; empty when it can."""

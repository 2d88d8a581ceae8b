"""Rows of the work list and what stands around it."""

from typing import NamedTuple

from desk.errors import DeskError
from desk.rules.clocks import Instants
from desk.rules.filters import Filter


class Key(NamedTuple):
    """The place of a row in an order: the order's own value(s), then the row's id."""

    values: tuple[int, ...]
    id: int


END = Key((), 0)
"""Past the last row of any list: the rows before it are the list's last ones."""


class Listing(NamedTuple):
    """What a list shows and in which order."""

    filter: Filter
    sort: str = "due"
    """One of `vocabulary.SORTS`; while words are looked for, the newest come first."""


class WorkRow(NamedTuple):
    """One item of work as lists show it."""

    id: int
    ref: str
    kind: str
    subject: str
    state: str
    priority: int
    standing: str
    """running, paused, none or closed: whether `due` means anything."""
    due: int | None
    """Earliest due instant of its running clocks."""
    instants: Instants
    """When its worst running clock reaches each level; ask `rules.clocks.level_at`."""
    customer_ref: str | None
    customer: str | None
    contact: str
    """Who wrote or called, as the channel gave it: a mail address, a number, a name."""
    owner_id: int | None
    owner: str | None
    team: str | None
    channel: str
    direction: str
    created: int
    updated: int
    closed: int | None
    tags: tuple[str, ...]
    version: int
    key: Key
    """Its place in the order that was asked for."""
    snoozed_until: int | None = None
    """Until when it is put aside; None when it is not, or not any more at the moment of reading."""


class Page(NamedTuple):
    """One window of a list, in the list's order."""

    rows: tuple[WorkRow, ...]
    is_last: bool
    """Whether nothing lies beyond it on the side that was asked for."""


class Counters(NamedTuple):
    """Open work of the actor and of nobody, by level; each counted up to a cap."""

    breached: int
    jeopardy: int
    warning: int
    unread: int = 0
    """What the actor was told and has not read."""


class Outcome(NamedTuple):
    """What one use case did to one object."""

    ref: str
    action: str
    state: str
    version: int
    seq: int
    """The journal entry's number."""
    undo: bool
    effects: tuple[str, ...] = ()
    """Sentences on what happened, or with a dry run what would."""
    way_back: str = "Cannot be taken back."
    """Whether it can be taken back, and for how long."""
    created: str = ""
    """The reference of what was made besides, such as a follow-up."""


class Done(NamedTuple):
    """What came of one object among several: an outcome, or why it was refused."""

    ref: str
    outcome: Outcome | None
    error: DeskError | None = None


class Undone(NamedTuple):
    """What was taken back, and what came of each object it had been done to."""

    what: str
    """What had been done, in words: "Completed 40 items"."""
    done: tuple[Done, ...]

"""One item as a use case finds it, and the refusals that say what happened to it."""

from collections.abc import Sequence
from typing import NamedTuple

from desk.errors import ChangedMeanwhile, NotFound, WrongState
from desk.models.base import NOBODY
from desk.models.details import goes_on_in
from desk.models.item_rows import BY_ID, BY_REFERENCE, NOT_MERGED, item_row, ticket_row
from desk.models.journal import Written, facts_of
from desk.models.names import names
from desk.models.store import Session
from desk.models.tickets import TICKET_FIELDS
from desk.models.work import id_of
from desk.rules.facts import Fact, told
from desk.rules.states import machine_of
from desk.rules.times import ago
from desk.rules.vocabulary import Reference, parse_reference, words

_HEAD = (
    *("id", "kind", "number", "subject", "state", "priority", "customer", "contact", "channel"),
    *("direction", "owner", "team", "created", "closed", "tags", "due_key", "recency", "version"),
    "snoozed_until",
)
_DETAIL = (
    *("outcome", "question", "asked_at", "answer_due", "remind_at", "reopen_count"),
    *("merged_into", "ack_level", "ack_plan", "ack_at"),
)


class Item(NamedTuple):
    """An item of work: its head and what it has beside it; a problem has its ticket too."""

    id: int
    kind: str
    number: int
    subject: str
    state: str
    priority: int
    customer: int | None
    contact: str
    channel: str
    direction: str
    owner: int
    team: int | None
    created: int
    closed: int | None
    tags: str
    due_key: int
    recency: int
    version: int
    snoozed_until: int = 0
    """0 when it is not snoozed; over once it has passed."""
    outcome: str | None = None
    question: str | None = None
    asked_at: int | None = None
    answer_due: int | None = None
    remind_at: int | None = None
    reopen_count: int = 0
    merged_into: int | None = None
    """The item in which it goes on."""
    ack_level: str | None = None
    """The level at which somebody acknowledged that it is late or will be, and with which plan."""
    ack_plan: str | None = None
    ack_at: int | None = None
    category: str = ""
    impact: str = ""
    urgency: str = ""
    reasons: str = "[]"
    """Why it has its priority: lines, as JSON."""
    workaround: int = 0
    wanted_by: int | None = None
    major: int = 0
    parent: int | None = None
    service: str = ""
    place: str = ""
    partner: str = ""
    escalation_level: int = 0
    assign_count: int = 0
    came_from: str | None = None
    """The state it was in before it waited."""
    pending_on: str | None = None
    held_cause: str | None = None
    cause: str | None = None
    resolution_code: str | None = None
    resolution: str | None = None
    resolved_at: int | None = None
    close_at: int | None = None
    """When it closes by itself."""
    warn_at: int | None = None
    """When its customer is told so."""
    confirmed: int = 0
    cancel_reason: str | None = None

    @property
    def ref(self) -> str:
        """Its reference, as people write it."""
        return str(Reference(self.kind, self.number))

    @property
    def has_ended(self) -> bool:
        """Whether its work is over; an imported record may not know since when."""
        return not machine_of(self.kind).is_open(self.state)


HEAD_FIELDS = frozenset(_HEAD)
"""Fields that stand in the head of every kind of work."""

TICKET = frozenset(TICKET_FIELDS)
"""Fields that a problem has beside those of every item."""


def load(session: Session, ref: Reference | str) -> Item:
    """The item of that very reference, locked until the end. Raises `NotFound`."""
    sought = parse_reference(ref) if isinstance(ref, str) else ref
    found = _read(session, BY_REFERENCE, (sought.kind, sought.number))
    if found is None:
        raise NotFound(f"There is no {sought}", "Look it up with: desk list")
    return found


def load_onward(session: Session, ref: Reference | str) -> Item:
    """The item of that reference or the one in which it goes on. Raises `NotFound`.

    What was merged is not locked on the way: whoever locks two does so in another order.
    """
    sought = parse_reference(ref) if isinstance(ref, str) else ref
    item = _read(session, f"{BY_REFERENCE}{NOT_MERGED}", (sought.kind, sought.number))
    id_ = id_of(session, sought) if item is None else None
    while item is None:
        if id_ is None:
            raise NotFound(f"There is no {sought}", "Look it up with: desk list")
        # It may have been parted again since it was not found.
        id_ = goes_on_in(session, id_)
        item = _read(session, f"{BY_ID}{NOT_MERGED}", (id_,))
    return item


def numbered(session: Session, id_: int) -> Item:
    """The item of that number in the store, locked until the end."""
    found = _read(session, BY_ID, (id_,))
    assert found is not None, "the store keeps every reference between items"
    return found


def followed(session: Session, item: Item) -> Item:
    """The item in which another one that was merged goes on; itself when it was not."""
    if item.merged_into is None:
        return item
    return numbered(session, goes_on_in(session, item.id))


def _read(session: Session, which: str, values: Sequence[object]) -> Item | None:
    found = item_row(session, (_HEAD, _DETAIL), which, values)
    if found is None:
        return None
    item = Item(*found)
    return item if item.kind == "interaction" else _with_ticket(session, item)


def _with_ticket(session: Session, item: Item) -> Item:
    """A problem with what it has besides; its rows are locked, so nobody changes it meanwhile."""
    found = ticket_row(session, item.id)
    assert found is not None, "the store keeps a ticket for every problem"
    return Item._make((*item[: -len(TICKET_FIELDS)], *found))


def counted(was: Item, item: Item, action: str) -> Item:
    """The item with a change of a problem's owner or team counted, after the first."""
    is_same = item.kind == "interaction" or (was.owner, was.team) == (item.owner, item.team)
    if is_same or action == "undo":  # which puts the count itself back
        return item
    if was.owner == NOBODY and was.team is None and not was.assign_count:
        return item
    return item._replace(assign_count=was.assign_count + 1)


def check_version(session: Session, item: Item, expect: int | None, now: int) -> None:
    """Raise `ChangedMeanwhile`, saying who did what, unless the item still is as it was seen."""
    if expect is not None and item.version != expect:
        raise changed(session, item, expect, now)


def changed(session: Session, item: Item, expect: int, now: int) -> ChangedMeanwhile:
    """The refusal of a change that was based on an older version of an item."""
    steps = item.version - expect
    newer = facts_of(session, item.kind, item.id, steps) if steps > 0 else []
    said = "; ".join(_said(session, fact, now) for fact in newer[-3:])
    earlier = f"; and {len(newer) - 3} changes before" if len(newer) > 3 else ""
    return ChangedMeanwhile(
        f"{item.ref} has changed since you looked: {said}{earlier}"
        if said
        else f"{item.ref} has version {item.version}, not {expect}",
        "Look at it again, then decide. What you typed is kept.",
    )


def refuse_ended(session: Session, item: Item, now: int) -> None:
    """Raise `WrongState` when the item has ended, saying by whom and when."""
    if not item.has_ended:
        return
    ending = _last(session, item, "state")
    by = f" by {names(session)('actor', ending.actor)}" if ending else ""
    ended = item.closed if item.closed is not None else item.resolved_at
    when = f" {ago(now - ended)}" if ended is not None else ""
    how = item.outcome or item.cancel_reason
    raise WrongState(
        f"{item.ref} was {words(item.state)}{by}{when}{f' as {words(how)}' if how else ''}",
        _way_on(item),
    )


def _way_on(item: Item) -> str:
    """What can be done about what has ended."""
    if item.kind == "interaction":
        return (
            f"A team lead can reopen it within 24 hours; after that: desk do {item.ref} follow-up"
        )
    if item.state == "resolved":
        return f"If it is not solved: desk do {item.ref} reopen reason=WHY"
    return f"What came after it is a new problem: desk do {item.ref} follow-up"


def taken(session: Session, item: Item, now: int) -> WrongState:
    """The refusal of taking what somebody has."""
    owner = names(session)("owner", item.owner)
    fact = _last(session, item, "owner")
    when = f" {ago(now - fact.at)}" if fact else ""
    return WrongState(
        f"{item.ref} was taken by {owner}{when}", "Take the next one, or assign it to yourself."
    )


def asked(session: Session, item: Item, now: int) -> WrongState:
    """The refusal of asking a customer who was asked already and has not answered."""
    fact = _last(session, item, "question")
    by = f": {names(session)('actor', fact.actor)} asked {ago(now - fact.at)}" if fact else ""
    return WrongState(
        f"{item.ref} waits for the customer already{by}",
        "Reply to add to the question, or record the answer when it comes.",
    )


def _last(session: Session, item: Item, field: str) -> Written | None:
    """The latest fact that changed a field."""
    for fact in reversed(facts_of(session, item.kind, item.id, 50)):
        if field in fact.after:
            return fact
    return None


def _said(session: Session, written: Written, now: int) -> str:
    named = names(session)
    line = told(Fact(written.action, written.before, written.after, written.why), named)
    return f"{named('actor', written.actor)}, {ago(now - written.at)}: {line}"

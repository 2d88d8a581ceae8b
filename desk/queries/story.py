"""What happened to an item and to those merged into it: facts, and what was said in them."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from desk.models.details import Message
from desk.models.journal import Written, facts_of
from desk.models.store import Session
from desk.models.undone import undone_of
from desk.queries.merged import Merged
from desk.rows.items import MessageRow, TrailRow
from desk.rows.work import WorkRow
from desk.rules.changed import changes_of
from desk.rules.escalation_facts import ESCALATE
from desk.rules.facts import Fact, Named, told
from desk.rules.notice_facts import LETTERS
from desk.rules.notice_facts import TOLD as NOTICES
from desk.rules.time_facts import ACTIONS as BY_TIME
from desk.rules.time_facts import level_of

_DIRECTIONS = {"in": "in", "out": "out"}


class Story(NamedTuple):
    """Everything that happened, oldest first."""

    trail: tuple[TrailRow, ...]
    messages: tuple[MessageRow, ...]


class _Told(NamedTuple):
    """A fact, and whose it is."""

    written: Written
    texts: Sequence[MessageRow]
    ref: str
    """The reference it was for, when that was merged; empty for the item's own."""
    became: str


def told_story(session: Session, work: WorkRow, merged: Sequence[Merged], named: Named) -> Story:
    """The story of an item; what belongs to one that was merged into it is marked with its ref."""
    facts: list[_Told] = []
    for id_, ref in (Merged(work.id, ""), *merged):
        facts += _facts(session, work.kind, Merged(id_, ref))
    if merged:
        facts.sort(key=lambda fact: fact.written.seq)
    facts = _by_true_times(facts)
    messages = [text for fact in facts for text in fact.texts]
    return Story(
        tuple(entry for fact in facts for entry in _entries(fact, named)),
        tuple(sorted(messages, key=lambda message: (message.at, message.id))),
    )


def _by_true_times(facts: Sequence[_Told]) -> list[_Told]:
    """What the desk found in one go after it was closed stands by the times when it happened."""
    return [
        fact
        for is_found, run in groupby(facts, lambda fact: _is_found(fact.written))
        for fact in (sorted(run, key=lambda fact: fact.written.at) if is_found else run)
    ]


def _is_found(written: Written) -> bool:
    return written.actor is None and written.action in (*BY_TIME, ESCALATE)


def _facts(session: Session, kind: str, item: Merged) -> Iterable[_Told]:
    said: dict[int, list[MessageRow]] = {}
    for seq, message in _messages(session, item.id):
        said.setdefault(seq, []).append(message)
    undone = undone_of(session, kind, item.id)
    for written in facts_of(session, kind, item.id):
        ref = item.ref or str(written.after.get("via") or "")
        texts = [message._replace(ref=ref) for message in said.get(written.seq, [])]
        yield _Told(written, texts, ref, ", taken back" if written.seq in undone else "")


def _messages(session: Session, item: int) -> list[tuple[int, MessageRow]]:
    """What was said and not taken back, each with the number of the journal entry it belongs to."""
    columns = ("seq", "id", "at", "direction", "channel", "visibility", "author", "address", "text")
    rows = session.rows(
        Message.select(*[getattr(Message, column) for column in columns])
        .where(Message.item == item, Message.withdrawn.is_null())
        .order_by(Message.at, Message.id)
    )
    return [(row[0], MessageRow(*row[1:])) for row in rows]


def _entries(fact: _Told, named: Named) -> list[TrailRow]:
    """A fact with what was said in it, else in the desk's own words."""
    if fact.became or not fact.texts:
        return [_entry(fact, None, named)]
    said = [_entry(fact, message, named) for message in fact.texts]
    if fact.written.action not in _SAID_AND_DONE and not _only_letters(fact):
        return said
    return [_entry(fact, None, named)._replace(visibility="internal"), *said]


def _only_letters(fact: _Told) -> bool:
    """Whether all that was said is what the desk wrote to the customer about what was done."""
    told_of = fact.written.after.get(NOTICES)
    is_letter = fact.written.action in LETTERS or not told_of
    return not is_letter and all(message.direction == "out" for message in fact.texts)


_SAID_AND_DONE = ("pend", "resolve", "confirm", "cancel", "warn", "acknowledge")
"""What says something to the customer and moves a problem besides: its trail tells both."""


def _entry(fact: _Told, message: MessageRow | None, named: Named) -> TrailRow:
    written = fact.written
    line = told(Fact(written.action, written.before, written.after, written.why), named)
    writer = actor = named("actor", written.actor)
    if message is None:
        text, direction = line + fact.became, ""
        visibility = "internal" if fact.became else written.visibility
    else:
        direction = _DIRECTIONS.get(message.direction, "")
        actor = message.author or actor
        visibility = message.visibility
        is_end = written.action == "complete" and message.direction == "note"
        text = f"{line}. {message.text}" if is_end else message.text
    at = written.at if message is None else message.at
    return TrailRow(
        *(written.seq, at, actor, written.action, visibility, direction, text),
        changes_of(written.before, written.after, named),
        noted_at=written.at,
        noted_by=writer,
        ref=fact.ref,
        level=level_of(written.after),
    )

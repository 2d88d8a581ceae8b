"""Two people change one item: what does not collide merges, what does is told with both sides."""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from desk.errors import Clash, Collision
from desk.models.details import Message
from desk.models.journal import Written, facts_of
from desk.models.names import names
from desk.models.store import Session
from desk.rules.facts import BESIDE, Named, field_word, in_words
from desk.rules.times import ago
from desk.services.items import Item
from desk.services.said import Said

_MERGED = frozenset({"tags", "version", "reopen_count", *BESIDE})
"""Fields that two may change: each change is made on top of the other one."""

_FOLLOWING = frozenset({"closed", "asked_at"})
"""Fields that only go along with another one, which tells more."""


NOT_SEEN = 0
"""The base of who looked at an item that was merged into this one meanwhile."""


class Attempt(NamedTuple):
    """A change about to be kept."""

    item: Item
    base: int | None
    """The item's version on which it was thought out; None when nobody said."""
    after: Mapping[str, object]
    """Fields it sets."""
    said: Said | None
    zone: str = ""
    """Where who acts reads times."""


def refuse_collision(session: Session, attempt: Attempt, now: int) -> None:
    """Raise `Collision` when others changed the same fields since, or spoke with the customer."""
    item, base = attempt.item, attempt.base
    if base is None or item.version <= base:
        return
    newer = facts_of(session, item.kind, item.id, item.version - base)
    named = names(session, attempt.zone)
    clashes = _clashes(attempt, _changed(newer), named)
    texts = _spoken(session, newer) if _concerns_customer(attempt) else []
    if not clashes and not texts:
        return
    spoke = {seq for seq, _ in texts}
    last = [fact for fact in newer if fact.seq in spoke or fact.after.keys() & clashes.keys()]
    who = f"{named('actor', last[-1].actor)}, {ago(now - last[-1].at)}"
    raise Collision(
        f"What you looked at was merged into {item.ref} by {who}"
        if base == NOT_SEEN
        else f"{item.ref} was changed by {who}: {_what(clashes.values(), texts)}",
        "Nothing is lost: keep theirs, or save yours on top of it.",
        version=item.version,
        who=who,
        clashes=tuple(clashes.values()),
        theirs=tuple(text for _, text in texts),
        mine=attempt.said.text if attempt.said else "",
    )


def _clashes(attempt: Attempt, theirs: Mapping[str, object], named: Named) -> dict[str, Clash]:
    """The fields that both changed, and otherwise, each with both values in words."""
    if attempt.base == NOT_SEEN:
        return {"links": Clash(field_word("merged_into"), attempt.item.ref, "none")}
    found = {}
    for field, mine in attempt.after.items():
        # What ends an item empties what it no longer needs: that takes nothing from anybody.
        is_emptied = not mine and bool(attempt.after.get("closed"))
        is_told = field in theirs and field not in _MERGED | _FOLLOWING
        if is_told and not is_emptied and theirs[field] != mine:
            there, here = in_words(field, theirs[field], named), in_words(field, mine, named)
            found[field] = Clash(field_word(field), there, here)
    return found


def _changed(facts: Sequence[Written]) -> dict[str, object]:
    """What fields are after these facts, but for those that are again what they were before."""
    before: dict[str, object] = {}
    after: dict[str, object] = {}
    for fact in facts:
        before = {**fact.before, **before}
        after |= fact.after
    return {field: value for field, value in after.items() if value != before.get(field)}


def _concerns_customer(attempt: Attempt) -> bool:
    """Whether it answers or ends what the customer may just have written more about."""
    said, ends = attempt.said, attempt.after.get("closed")
    return (said is not None and said.direction != "note") or bool(ends)


def _spoken(session: Session, facts: Sequence[Written]) -> list[tuple[int, str]]:
    """What was said to or by the customer in these facts, each with the number of its fact."""
    said = Message.select(Message.seq, Message.text).where(
        (Message.seq << [fact.seq for fact in facts])
        & (Message.direction != "note")
        & Message.withdrawn.is_null()
    )
    return [(seq, text) for seq, text in session.rows(said.order_by(Message.id))]


def _what(clashes: Collection[Clash], texts: Sequence[object]) -> str:
    """What collides: the fields, and how much was said."""
    fields = ", ".join(dict.fromkeys(clash.field for clash in clashes))
    said = f"{len(texts)} new message{'s' if len(texts) > 1 else ''}" if texts else ""
    return " and ".join(part for part in (fields, said) if part)

"""Two people change one item: what does not collide merges, what does is told with both sides."""

from collections.abc import Mapping
from typing import NamedTuple

from desk.errors import Clash, Collision
from desk.models.interactions import Message
from desk.models.journal import Written, facts_of
from desk.models.names import names
from desk.models.store import Session
from desk.rules.facts import BESIDE, in_words
from desk.rules.times import ago
from desk.services.items import Item
from desk.services.said import Said

_MERGED = frozenset({"tags", "version", "reopen_count", *BESIDE})
"""Fields that two may change: each change is made on top of the other one."""


class Attempt(NamedTuple):
    """A change about to be kept."""

    item: Item
    base: int | None
    """The item's version on which it was thought out; None when nobody said."""
    after: Mapping[str, object]
    """Fields it sets."""
    said: Said | None


def refuse_collision(session: Session, attempt: Attempt, now: int) -> None:
    """Raise `Collision` when others changed the same fields since, or spoke with the customer."""
    item, base = attempt.item, attempt.base
    if base is None or item.version <= base:
        return
    newer = facts_of(session, item.kind, item.id, item.version - base)
    named = names(session)
    theirs = {field: value for fact in newer for field, value in fact.after.items()}
    clashes = tuple(
        Clash(field, in_words(field, theirs[field], named), in_words(field, mine, named))
        for field, mine in attempt.after.items()
        if field in theirs and field not in _MERGED and theirs[field] != mine
    )
    texts = _spoken(session, newer) if _is_public(attempt.said) else ()
    if not clashes and not texts:
        return
    last = newer[-1]
    who = f"{named('actor', last.actor)}, {ago(now - last.at)}"
    raise Collision(
        f"{item.ref} was changed by {who}: {_what(clashes, texts)}",
        "Nothing is lost: keep theirs, or save yours on top of it.",
        version=item.version,
        who=who,
        clashes=clashes,
        theirs=texts,
        mine=attempt.said.text if attempt.said else "",
    )


def _is_public(said: Said | None) -> bool:
    return said is not None and said.direction != "note"


def _spoken(session: Session, facts: list[Written]) -> tuple[str, ...]:
    """What was said to or by the customer in these facts, oldest first."""
    said = Message.select(Message.text).where(
        (Message.seq << [fact.seq for fact in facts])
        & (Message.direction != "note")
        & Message.withdrawn.is_null()
    )
    return tuple(text for (text,) in session.rows(said.order_by(Message.id)))


def _what(clashes: tuple[Clash, ...], texts: tuple[str, ...]) -> str:
    fields = ", ".join(clash.field for clash in clashes)
    return fields or f"{len(texts)} new message{'s' if len(texts) > 1 else ''}"

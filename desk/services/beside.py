"""Links and promises as the journal tells them: whether they still are so, and put back."""

from collections.abc import Mapping

from desk.models.journal import facts_of
from desk.models.links import drop_link, link_between, put_link
from desk.models.promises import Given, drop_promise, promises_of, put_promise
from desk.models.store import Session
from desk.models.work import reference_of
from desk.rules.vocabulary import RELATION_BACK, words
from desk.services.changes import Change
from desk.services.items import Item

Values = Mapping[str, object]

_FOLLOWED = ("merged", RELATION_BACK["merged"])
"""Links that are no rows of their own: the merged item has the pointer."""


def links_are_as(session: Session, item: Item, before: Values, left: Values) -> bool:
    """Whether the links of an item, and what it tells of them, are as an entry left them.

    The link may be gone, or there again, since the other end was put back.
    """
    told_links = _told_links(session, item)
    for other, relation in left.items():
        if _is_of_merge(before.get(other), relation):
            continue
        there = link_between(session, item.id, int(other))
        if told_links.get(other) != relation or (relation and there not in ("", relation)):
            return False
    return True


def put_links(change: Change, before: Values, after: Values) -> None:
    """Make the links of an item what they were before an entry.

    The other end may have taken the link away already: what changes is told from `after`. A merge
    leaves the link of two items as it is.
    """
    session, item = change.session, change.item.id
    for other, relation in before.items():
        change.beside("links", other, after.get(other), relation)
        if _is_of_merge(relation, after.get(other)):
            continue
        there = link_between(session, item, int(other))
        if relation is None and there:
            drop_link(session, item, int(other))
        elif relation is not None and not there:
            put_link(session, item, str(relation), int(other))


def _told_links(session: Session, item: Item) -> Values:
    """The links of an item as its own entries tell them."""
    found: dict[str, object] = {}
    for fact in facts_of(session, item.kind, item.id):
        before = _mapping(fact.before.get("links"))
        for other, relation in _mapping(fact.after.get("links")).items():
            if not _is_of_merge(before.get(other), relation):
                found[other] = relation
    return found


def _is_of_merge(before: object, after: object) -> bool:
    """Whether an entry tells of a merge, which is beside the link of the two."""
    return before in _FOLLOWED or after in _FOLLOWED


def told_again(session: Session, before: Values, after: Values) -> list[str]:
    """In words how an item stands to others again, and what it no longer promises."""
    left, lines = _mapping(after.get("links")), []
    for other, relation in _mapping(before.get("links")).items():
        ref = reference_of(session, int(other))
        if relation is not None and relation not in _FOLLOWED:
            lines.append(f"It {words(str(relation))} {ref} again.")
        elif left.get(other) in _FOLLOWED:
            lines.append(f"{ref} is no part of it any more.")
        elif relation is None:
            lines.append(f"Nothing links it to {ref} any more.")
        else:
            lines.append(f"{ref} is a part of it again.")
    given = _mapping(after.get("promises"))
    gone = [number for number, was in _mapping(before.get("promises")).items() if was is None]
    return lines + [f"'{_mapping(given[number])['text']}' is promised no more." for number in gone]


def told(given: Given | None, due: object) -> dict[str, object] | None:
    """A promise as the journal tells it."""
    if given is None:
        return None
    values = given._asdict()
    del values["number"]
    return values | {"due": due}


def promises_are_as(session: Session, item: Item, _: Values, left: Values) -> bool:
    """Whether the promises of an item still are as an entry left them."""
    present = {str(given.number): given for given in promises_of(session, item.id)}
    for number, values in left.items():
        given = present.get(number)
        if given is None or told(given, None) != {**_mapping(values), "due": None}:
            return False
    return True


def put_promises(change: Change, before: Values, after: Values) -> None:
    """Make the promises of an item what they were before an entry."""
    session, item = change.session, change.item.id
    present = {str(given.number): given for given in promises_of(session, item)}
    for number, values in before.items():
        wanted = _mapping(values)
        given = present.get(number)
        due = _mapping(after.get(number)).get("due", wanted.get("due"))
        change.beside("promises", number, told(given, due), values)
        if values is None:
            drop_promise(session, item, int(number))
        else:
            put_promise(session, item, _given(int(number), wanted))


def _given(number: int, values: Values) -> Given:
    named = {name: values[name] for name in Given._fields if name != "number"}
    return Given(number=number, **named)  # type: ignore[arg-type]


def _mapping(value: object) -> Values:
    return value if isinstance(value, Mapping) else {}

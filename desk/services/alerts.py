"""Who is told of a change: who follows the item, who is named in a note, who is given it."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from desk.clock import Clock
from desk.models.base import NOBODY
from desk.models.followers import followers_of
from desk.models.looked import note_looked
from desk.models.names import names
from desk.models.people import people_names
from desk.models.store import Session, Store
from desk.models.told import mark, mark_read, numbers_of, tell
from desk.rules.facts import Fact, told
from desk.rules.mentions import SIGN, mentioned
from desk.rules.permissions import Actor
from desk.rules.task_facts import to_begin
from desk.services.items import Item
from desk.services.said import Said

_MOST = 300
"""So many signs of a text are told; the item has the rest."""


class News(NamedTuple):
    """A change as those who are told of it see it."""

    seq: int
    at: int
    actor: int | None
    fact: Fact
    before: Item
    after: Item
    said: Said | None
    called: Mapping[int, str] = {}
    """Who else is told, by number, and why."""


def tell_people(session: Session, news: News) -> list[str]:
    """Write down what whom is told; the names of those who are named in a note."""
    named = _named(session, news)
    told_why: dict[int, str] = dict.fromkeys(_following(session, news), "followed")
    if news.after.owner != news.before.owner and news.after.owner != NOBODY:
        told_why[news.after.owner] = "assigned"
    told_why |= dict.fromkeys(to_begin(news.fact.before, news.fact.after), "assigned")
    told_why |= news.called
    told_why |= dict.fromkeys(named, "mentioned")
    if news.actor is not None:
        told_why.pop(news.actor, None)
    if told_why:
        line = _line(session, news)
        for why in dict.fromkeys(told_why.values()):
            columns = {"item": news.after.id, "seq": news.seq, "at": news.at, "why": why}
            people = [person for person, because in told_why.items() if because == why]
            tell(session, {**columns, "text": line}, people)
    return [name for person, name in named.items() if person in told_why]


def _following(session: Session, news: News) -> list[int]:
    return [*followers_of(session, news.after.id)] if news.after.kind != "interaction" else []


def _named(session: Session, news: News) -> dict[int, str]:
    said = news.said
    if said is None or said.direction != "note" or SIGN not in said.text:
        return {}
    return numbers_of(session, mentioned(said.text, people_names(session)))


def _line(session: Session, news: News) -> str:
    named = names(session)
    line = news.said.text if news.said else told(news.fact, named)
    return f"{named('actor', news.actor)}: {line[:_MOST]}"


class Alerts:
    """What people are told, as they read it."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def read(self, actor: Actor, up_to: int) -> int:
        """Mark what the actor was told up to a number as read; how much that was."""
        if actor.id is None:
            return 0
        with self._store.writing() as session:
            return mark_read(session, actor.id, up_to, self._clock.now())

    def mark(self, actor: Actor, ids: Sequence[int], *, is_read: bool) -> None:
        """Mark some of what the actor was told as read, or as not read."""
        if actor.id is not None and ids:
            with self._store.writing() as session:
                mark(session, actor.id, ids, self._clock.now() if is_read else None)

    def look(self, actor: Actor, name: str, upto: int) -> None:
        """Note up to where the actor has looked at something."""
        if actor.id is not None:
            with self._store.writing() as session:
                note_looked(session, actor.id, name, upto)

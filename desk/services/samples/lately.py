"""What colleagues did lately with made-up contacts, by the desk's own use cases.

So that a training store has something of everything: put aside, promised, linked and merged
contacts, and views that all share.
"""

from collections.abc import Mapping, Sequence
from itertools import cycle
from random import Random
from typing import NamedTuple

from desk.clock import FixedClock
from desk.models.base import CLOSED
from desk.models.store import Session, Store
from desk.models.work import Work
from desk.rules.permissions import Actor
from desk.rules.vocabulary import RELATIONS, Reference
from desk.services.interactions import Interactions
from desk.services.views import SavedViews

_HOUR = 3600
_HALF = 1800
_BEGAN = 4 * _HOUR
"""How long ago the first of it was done."""
_STEP = 90
"""Seconds from one thing done to the next."""
_NEWEST = 600
"""Among how many open contacts is chosen."""
_MERGED, _LINKED, _PROMISED, _SNOOZED = 2, 6, 9, 8
"""How many of each at the most; none takes more than a twentieth of the open contacts."""
_PROMISES = (
    "Call back with what was found",
    "Send a copy by mail",
    "Say when it will be done",
    "Call back after five",
    "Answer in writing",
)
_VIEWS: Mapping[str, tuple[str, str]] = {
    "1": ("Act now", "is:awake level>=warning owner:me|none"),
    "2": ("Due today", "is:awake due<1d"),
    "3": ("Important customers", "is:open tag:vip"),
    "4": ("Outages", "is:open tag:outage"),
    "5": ("Waiting", "is:waiting"),
}
"""Views that all share, by their keys: name and filter."""


class _Open(NamedTuple):
    """An open contact to do something with."""

    number: int
    owner: int
    customer: int | None
    due_key: int

    @property
    def ref(self) -> Reference:
        return Reference("interaction", self.number)


def act_lately(store: Store, people: Sequence[Actor], now: int, seed: int) -> None:
    """Merge, link, promise and put aside some open contacts as these people, in the last hours."""
    random = Random(f"{seed}/lately")
    with store.reading() as session:
        chosen = _open_ones(session, now - _BEGAN)
    random.shuffle(chosen)
    most = len(chosen) // 20
    pairs = _pairs(chosen)[: min(_MERGED, most) + min(_LINKED, most)]
    paired = {each for pair in pairs for each in pair}
    others = [each for each in chosen if each not in paired]
    promised = others[: min(_PROMISED, most)]
    early = [each for each in others if each.due_key > now and each not in promised]
    hands = _Hands(store, people, now, random)
    hands.merge(pairs[: min(_MERGED, most)])
    hands.link(pairs[min(_MERGED, most) :])
    hands.promise(promised)
    hands.snooze(early[: min(_SNOOZED, most)])


def share_views(store: Store, lead: Actor, now: int) -> None:
    """Keep views for everybody, on the first keys."""
    views = SavedViews(store, FixedClock(now))
    for key, (name, filter_) in _VIEWS.items():
        views.save(lead, name, filter=filter_, key=key, shared="yes")


def _open_ones(session: Session, before: int) -> list[_Open]:
    """The newest open contacts that nobody has touched since."""
    is_open = (Work.kind == "interaction") & (Work.due_key < CLOSED)
    wanted = is_open & (Work.updated <= before)
    fields = (Work.number, Work.owner, Work.customer, Work.due_key)
    newest = Work.select(*fields).where(wanted).order_by(Work.recency.desc()).limit(_NEWEST)
    return [_Open(*row) for row in session.rows(newest)]


def _pairs(chosen: Sequence[_Open]) -> list[tuple[_Open, _Open]]:
    """Two contacts of one customer, the later one first; one pair of each customer."""
    by_customer: dict[int, list[_Open]] = {}
    for each in chosen:
        if each.customer is not None:
            by_customer.setdefault(each.customer, []).append(each)
    several = [sorted(some[:2]) for some in by_customer.values() if len(some) > 1]
    return [(later, earlier) for earlier, later in several]


class _Hands:
    """The colleagues at work, one thing after the other."""

    def __init__(self, store: Store, people: Sequence[Actor], now: int, random: Random) -> None:
        self._clock = FixedClock(now - _BEGAN)
        self._clock.training = True
        self._contacts = Interactions(store, self._clock)
        self._people = {person.id: person for person in people}
        self._now = now
        self._random = random

    def merge(self, pairs: Sequence[tuple[_Open, _Open]]) -> None:
        """Merge the later one of each pair into the earlier one."""
        for later, earlier in pairs:
            who, group = self._next(later)
            self._contacts.merge(who, later.ref, earlier.ref, group=group)

    def link(self, pairs: Sequence[tuple[_Open, _Open]]) -> None:
        """Link the later one of each pair to the earlier one, in each relation in turn."""
        for (later, earlier), relation in zip(pairs, cycle(RELATIONS), strict=False):
            who, group = self._next(later)
            self._contacts.link(who, later.ref, earlier.ref, relation, group=group)

    def promise(self, chosen: Sequence[_Open]) -> None:
        """Promise something on each: every third is kept, the next one is late by now."""
        for number, (one, text) in enumerate(zip(chosen, cycle(_PROMISES), strict=False)):
            who, _ = self._next(one)
            is_ahead = number % 3 == 2
            at = self._now + (self._ahead(30) if is_ahead else -_HALF)
            self._contacts.promise(who, one.ref, text, at)
            if number % 3 == 0:
                self._clock.advance(_STEP)
                self._contacts.keep(who, one.ref)

    def snooze(self, chosen: Sequence[_Open]) -> None:
        """Put each aside for some hours or days."""
        for one in chosen:
            who, _ = self._next(one)
            self._contacts.snooze(who, one.ref, self._now + self._ahead(96))

    def _next(self, one: _Open) -> tuple[Actor, str]:
        """Let time pass; who acts on a contact, its owner if it has one, and in which group."""
        self._clock.advance(_STEP)
        somebody = self._random.choice(list(self._people.values()))
        return self._people.get(one.owner, somebody), f"{self._random.getrandbits(64):016x}"

    def _ahead(self, hours: int) -> int:
        """Seconds to a time within so many hours."""
        return self._random.randrange(2 * _HALF, hours * _HOUR, _HALF)

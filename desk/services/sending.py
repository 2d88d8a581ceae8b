"""What becomes of messages that leave: claimed by one sender, answered, tried again, given up.

Nothing here speaks to the outside: a try lies between two transactions. Tries are state of the
desk and write no entry of the journal; that a message is given up is told, and writes one.
"""

from itertools import count
from random import random
from secrets import token_hex
from typing import NamedTuple

from desk.clock import Clock
from desk.models import sending as kept
from desk.models.sending import Claim, Claimed, Route, Times
from desk.models.server_time import seconds_ahead
from desk.models.settings import settings
from desk.models.store import Session, Store
from desk.models.terms import table_of
from desk.models.work import lock_item
from desk.rules import notice_terms, outlets
from desk.rules.consent import quiet_until
from desk.rules.outlets import MEDIA, Outlets
from desk.rules.retries import wait_after
from desk.services.undelivered import note_delivered, tell_undelivered

CLAIM_SECONDS = 60
"""So long after its sender was killed a message is taken over; who is there prolongs its claim."""

LATE = "late"
"""What such a message is for of whose delivery the trail tells: from then on its customer knows."""

FOR_TRAINING = "This store is for training: only servers on this machine are sent to"
MADE_UP = "It was written under a moved clock, so a person has to let it go"
TOO_LATE = "The time that it promises has passed before it could leave"


class Ways(NamedTuple):
    """What is settled about what leaves."""

    outlets: Outlets
    give_up: int
    """Seconds after which a message that cannot be sent is given up."""
    is_training: bool
    """Whether the store is for training."""
    zone: str
    """The desk's own zone."""


class Waits(NamedTuple):
    """How long what could not be sent waits."""

    give_up: int
    """Seconds after its first try in which it is given up."""
    pause: int = 0
    """Seconds until the way is tried again that was found closed; 0 where it is open."""


class Deliveries:
    """The outbox as a sender works through it."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._name = token_hex(8)
        self._count = count(1)

    def ways(self) -> Ways:
        """What is settled, as it is now."""
        with self._store.reading() as session:
            terms = notice_terms.read(table_of(session, "notices"))
            values = settings(session)
            return Ways(
                outlets.read(table_of(session, "outlet")),
                terms.give_up,
                values.get("training") == "true",
                values["zone"],
            )

    def is_due(self, route: Route, *, asked: bool = False) -> bool:
        """Whether anything is to leave by a way now, or because a person asked for it."""
        with self._store.reading() as session:
            return kept.is_due(session, route, self._times(session), asked=asked)

    def hooks_due(self) -> list[str]:
        """The hooks to which anything is to go now."""
        with self._store.reading() as session:
            return kept.hooks_due(session, self._times(session))

    def next_due(self, media: tuple[str, ...]) -> int | None:
        """When the next message is to leave by some media; None for never."""
        with self._store.reading() as session:
            return kept.next_due(session, media)

    def claim(self, route: Route, domain: str) -> tuple[Claimed, "Turn"] | None:
        """Take the next message of a way, and what went before it; None when nothing is due.

        Nobody else sends it as long as the claim lasts. It has its name before it leaves, so that
        it is known again if it comes twice.
        """
        number = next(self._count)
        with self._store.writing() as session:
            times = self._times(session)
            by = Claim(
                f"{self._name}-{number}",
                times.real + CLAIM_SECONDS,
                f"<{token_hex(12)}@{domain}>" if domain else token_hex(12),
            )
            found = kept.claim(session, route, times, by)
            if found is None:
                return None
            return found, Turn(by.sender, kept.thread_of(session, found))

    def renew(self, message: Claimed, sender: str) -> bool:
        """Prolong a claim; False when it is another's by now, or was let go."""
        with self._store.writing() as session:
            until = self._times(session).real + CLAIM_SECONDS
            return kept.renew(session, message.id, sender, until)

    def refusal(self, message: Claimed) -> str:
        """Why a message that is due should not leave all the same; empty when it should."""
        if message.released is not None:
            return ""
        if message.promised is not None and message.promised <= self._clock.now():
            return TOO_LATE
        return MADE_UP if message.is_training and not self._clock.training else ""

    def waits_for_morning(self, message: Claimed, sender: str, ways: Ways) -> bool:
        """Whether what the desk wrote would disturb its customer now; then it waits."""
        if message.writer is not None or not message.quiet or message.medium not in MEDIA:
            return False
        now = self._clock.now()
        until = quiet_until(message.quiet, message.zone or ways.zone, now)
        if until <= now:
            return False
        with self._store.writing() as session:
            kept.put_back(session, message, sender, until)
        return True

    def hold(self, message: Claimed, sender: str, why: str) -> None:
        """Keep a message back until a person lets it go, and tell who has to know."""
        with self._store.writing() as session:
            lock_item(session, message.item)
            if kept.hold(session, message.id, sender, why):
                tell_undelivered(session, message, why, self._clock.now())

    def hold_due(self, route: Route, why: str, *, made_up: bool = False) -> int:
        """Keep back what is due by a way; with `made_up` what was written under another clock."""
        with self._store.writing() as session:
            times = self._times(session)
            return kept.hold_due(session, route, times, why, made_up=made_up)

    def moment(self) -> int:
        """The desk's time; asked as soon as an answer is there, for writing it down may wait."""
        return self._clock.now()

    def delivered(self, message: Claimed, said: str, at: int) -> None:
        """Write down that an outlet took a message, by its answer of that time."""
        with self._store.writing() as session:
            tells = message.purpose == LATE
            lock_item(session, message.item if tells else None)
            if kept.delivered(session, message, said, at) and tells:
                note_delivered(session, message, at)

    def later(self, message: Claimed, sender: str, said: str, waits: Waits) -> None:
        """Have a message wait for another try, or give it up."""
        now = self._clock.now()
        give_up_at = now + waits.give_up if message.give_up_at is None else message.give_up_at
        if now >= give_up_at:
            self.never(message, sender, said)
            return
        wait = waits.pause or wait_after(message.tries + 1, random())
        with self._store.writing() as session:
            kept.failed(
                session,
                message.id,
                sender,
                last_answer=said,
                not_before=min(now + wait, give_up_at),
                give_up_at=give_up_at,
            )

    def never(self, message: Claimed, sender: str, said: str) -> None:
        """Give a message up, and tell who has to know."""
        now = self._clock.now()
        with self._store.writing() as session:
            lock_item(session, message.item)
            if kept.failed(session, message.id, sender, last_answer=said, done_at=now):
                tell_undelivered(session, message, said, now)

    def put_off(self, route: Route, said: str, waits: Waits) -> int:
        """Have all that is due by a way wait with the one that found it closed."""
        now = self._clock.now()
        how: dict[str, int | str] = {
            "said": said,
            "not_before": now + waits.pause,
            "give_up_at": now + waits.give_up,
        }
        with self._store.writing() as session:
            return kept.put_off(session, route, self._times(session), **how)

    def _times(self, session: Session) -> Times:
        """The desk's time, and that of the store's machine: claims mean the same to every desk."""
        real = self._clock.real_now()
        real += seconds_ahead(session, real)
        return Times(self._clock.now(), real, real + CLAIM_SECONDS)


class Turn(NamedTuple):
    """Who has claimed a message, and what went before it."""

    sender: str
    before: list[str]

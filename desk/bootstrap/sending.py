"""What leaves the house, put together: what is settled, what waits, and the ways it takes.

A try lies between two transactions, never in one. Each way is served by itself, so that one that
hangs keeps no other waiting.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from functools import partial
from threading import Thread
from time import sleep
from typing import TYPE_CHECKING, NamedTuple

from desk.bootstrap.hook_ways import hook_ways
from desk.bootstrap.renewing import Renewed
from desk.bootstrap.ways import Open, Way, ways_of
from desk.channels.base import Letter
from desk.errors import StoreLocked, Unreachable
from desk.models.hooks import MEDIUM
from desk.rules.vocabulary import Reference
from desk.services.sending import FOR_TRAINING, MADE_UP, Deliveries, Turn, Waits, Ways

if TYPE_CHECKING:
    from desk.channels.base import Answer
    from desk.clock import Clock
    from desk.config import Settings
    from desk.models.sending import Claimed, Route
    from desk.models.store import Store

_AT_ONCE = 4
"""So many ways are served at the same time."""
_SECONDS = 30
"""So long a way is served at a stretch; the rest waits for the next run."""
_PAUSES = (60, 120, 300, 600)
"""Seconds for which a way that was found closed is left alone, the first time and so on."""
_TRIES_TO_WRITE = 5
"""So often what came of a try is written down, should others hold the store."""
_PAUSE_TO_WRITE = 2.0
"""Seconds between two of them where the store is away: a server that starts anew is soon back."""


class _Pause(NamedTuple):
    """How long a way that was found closed is left alone."""

    failures: int
    until: int


class Sending:
    """Sends what waits in the outbox; any number of them may, side by side."""

    def __init__(self, store: Store, clock: Clock, settings: Settings) -> None:
        self._store = store
        self._clock = clock
        self._settings = settings
        self._deliveries = Deliveries(store, clock)
        self._pauses: dict[Route, _Pause] = {}

    def run(self, limit: int = 500) -> int:
        """Send what is due, at most so many by each way; how many have left the house."""
        ways = self._deliveries.ways()
        hooks = hook_ways(self._store, self._clock, self._deliveries.hooks_due())
        due = [way for way in (*ways_of(ways.outlets), *hooks) if self._is_due(way.route)]
        served = partial(self._served, ways=ways, limit=limit)
        return sum(map(served, due)) if len(due) < 2 else _side_by_side(served, due)

    def to_hook(self, name: str, limit: int = 50) -> int:
        """Send what is due to one hook and nothing else; how much has left the house."""
        ways = self._deliveries.ways()
        found = hook_ways(self._store, self._clock, (name,))
        return sum(self._served(way, ways=ways, limit=limit) for way in found)

    def next_at(self) -> int | None:
        """When the next message is to leave, by the desk's clock; None for never."""
        return self._deliveries.next_due((*self._deliveries.ways().outlets.media, MEDIUM))

    def _is_due(self, route: Route) -> bool:
        """Whether anything is to leave by a way now; one that is closed waits unless asked for."""
        pause = self._pauses.get(route)
        is_closed = pause is not None and self._clock.now() < pause.until
        return self._deliveries.is_due(route, asked=is_closed)

    def _served(self, way: Way, *, ways: Ways, limit: int) -> int:
        """Send what is due by one way; how many have left."""
        only_here = ways.is_training or self._clock.training
        if only_here and not _ends_here(way):
            # What is real is left to the desks whose clocks go right.
            self._deliveries.hold_due(way.route, FOR_TRAINING, made_up=not ways.is_training)
            return 0
        end = self._clock.real_now() + _SECONDS
        channel = way.open(only_here)
        waits = Waits(ways.give_up, self._pause_after(way.route))
        trip = _Trip(self._deliveries, way, channel, ways, waits)
        sent = 0
        try:
            for _ in range(limit):
                answer = trip.next()
                sent += answer is not None and answer.outcome == "delivered"
                if answer is None or answer.of_all or self._clock.real_now() > end:
                    self._note(way.route, answer, waits)
                    break
        finally:
            channel.close()
        return sent

    def _pause_after(self, route: Route) -> int:
        """Seconds for which a way would be left alone that is found closed now."""
        before = self._pauses[route].failures if route in self._pauses else 0
        return _PAUSES[min(before, len(_PAUSES) - 1)]

    def _note(self, route: Route, answer: Answer | None, waits: Waits) -> None:
        """Leave a way alone that is closed, and all that would leave by it; else know it open."""
        if answer is None or not answer.of_all:
            self._pauses.pop(route, None)
            return
        failures = self._pauses[route].failures + 1 if route in self._pauses else 1
        self._pauses[route] = _Pause(failures, self._clock.now() + waits.pause)
        self._deliveries.put_off(route, answer.said, waits)


class _Trip(NamedTuple):
    """One way at work: the next message is taken, tried, and written down."""

    deliveries: Deliveries
    way: Way
    channel: Open
    ways: Ways
    waits: Waits

    def next(self) -> Answer | None:
        """Try the next message that is due and may go; None when there is none."""
        while claimed := self.deliveries.claim(self.way.route, self.way.domain):
            message, turn = claimed
            if self.deliveries.waits_for_morning(message, turn.sender, self.ways):
                continue
            why = self.deliveries.refusal(message)
            if not why or (why == MADE_UP and _ends_here(self.way)):
                with Renewed(
                    partial(self.deliveries.renew, message, turn.sender), self.way.longest
                ):
                    answer = self.channel.send(self._letter(message, turn))
                    at = self.deliveries.moment()
                _insist(partial(self._keep, message, turn, (answer, at)))
                return answer
            self.deliveries.hold(message, turn.sender, why)
        return None

    def _letter(self, message: Claimed, turn: Turn) -> Letter:
        before = turn.before
        return Letter(
            ref=str(Reference("notice", message.number)),
            message_id=message.message_id,
            sender=self.way.sender,
            to=message.recipient,
            subject=message.subject,
            text=message.text,
            date=message.written,
            medium=message.medium,
            language=message.language,
            in_reply_to=before[-1] if before else "",
            references=tuple(before),
            is_automatic=message.writer is None and message.purpose != "information",
        )

    def _keep(self, message: Claimed, turn: Turn, answered: tuple[Answer, int]) -> None:
        """Write down what came of a try, and when."""
        answer, at = answered
        if answer.outcome == "delivered":
            self.deliveries.delivered(message, answer.said, at)
        elif answer.outcome == "never":
            self.deliveries.never(message, turn.sender, answer.said)
        else:
            waits = self.waits if answer.of_all else self.waits._replace(pause=0)
            self.deliveries.later(message, turn.sender, answer.said, waits)


def _side_by_side(served: Callable[[Way], int], due: Sequence[Way]) -> int:
    """Serve several ways at the same time, a few at once; how many have left by all of them.

    Whoever ends the desk meanwhile waits for none of them: what was begun is taken over.
    """
    left: deque[Way] = deque(due)
    sent: list[int] = []
    faults: list[Exception] = []

    def serve() -> None:
        while True:
            try:
                way = left.popleft()
            except IndexError:
                return
            try:
                sent.append(served(way))
            except Exception as fault:  # noqa: BLE001 - it is raised where all come together
                faults.append(fault)

    threads = [Thread(target=serve, name="desk-sending", daemon=True) for _ in due[:_AT_ONCE]]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]
    return sum(sent)


def _insist(keep: Callable[[], None]) -> None:
    """Write something down although others may hold the store for a while, or it is away: it has
    happened, and would happen again."""
    for _ in range(_TRIES_TO_WRITE - 1):
        try:
            return keep()
        except StoreLocked:
            continue
        except Unreachable:
            sleep(_PAUSE_TO_WRITE)
    return keep()


def _ends_here(way: Way) -> bool:
    """Whether a way ends on this machine, as far as anybody can tell."""
    try:
        return way.is_here()
    except OSError:
        return False

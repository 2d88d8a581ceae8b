"""What is promised to a customer for a time: each promise has a clock of its own."""

from typing import Unpack

from desk.errors import MissingValue, NotFound, WrongState
from desk.models.clocks import KeptClock
from desk.models.promises import Given, promises_of, put_promise
from desk.rows.work import Outcome
from desk.rules.clocks import PROMISE
from desk.rules.permissions import Actor
from desk.rules.times import near_moment, span
from desk.rules.vocabulary import Reference
from desk.services.ahead import refuse_past
from desk.services.beside import told
from desk.services.changes import Change
from desk.services.items import refuse_ended
from desk.services.telling import moved_line
from desk.services.use_cases import How, UseCases


class Promises(UseCases):
    """Use cases on what is promised."""

    def promise(
        self, actor: Actor, ref: Reference | str, text: str, at: int, **how: Unpack[How]
    ) -> Outcome:
        """Promise something for a time: a clock of its own counts to it, round the clock."""
        with self._changing(actor, "promise", ref, how) as change:
            refuse_ended(change.session, change.item, change.now)
            if not text.strip():
                raise MissingValue("The promise has no text", "Say what is promised.")
            refuse_past(at, change.now, "promise")
            clock = give(change, text, at)
            change.effect(moved_line(clock, actor.zone, change.now))
        return change.outcome

    def keep(
        self, actor: Actor, ref: Reference | str, promise: int | None = None, **how: Unpack[How]
    ) -> Outcome:
        """Keep a promise, late or not; without its number the one that is due first."""
        with self._changing(actor, "keep", ref, how) as change:
            clock = _open_one(change, promise)
            given = _given(change, clock.generation)
            change.clocks.stop(clock.slot, change.now)
            due = clock.start + clock.target
            _write(change, given, given._replace(kept=change.now), due)
            late = f", {span(change.now - due)} late" if change.now > due else ""
            change.effect(f"The promise '{given.text}' is kept{late}.")
        return change.outcome


def give(change: Change, text: str, at: int) -> KeptClock:
    """Promise something to the customer of an item; the clock that counts to it."""
    given = promises_of(change.session, change.item.id)
    number = given[-1].number + 1 if given else 1
    why = f"{change.actor.name} promised: {text}"
    clock = change.clocks.promise(number, change.now, at, why)
    _write(change, None, Given(number, text, change.now, change.actor.id), at)
    return clock


def drop_promises(change: Change) -> None:
    """Let the open promises of an item that ends fall away, and name each."""
    for clock in _open_promises(change):
        drop_promise_of(change, clock)


def drop_promise_of(change: Change, clock: KeptClock) -> None:
    """Let the promise of a clock fall away, and name it."""
    given = _given(change, clock.generation)
    by = near_moment(clock.start + clock.target, change.actor.zone, change.now)
    change.clocks.cancel(clock.slot, change.now)
    change.effect(f"The promise '{given.text}' for {by} falls away.")


def open_promises(change: Change) -> list[tuple[KeptClock, Given]]:
    """What is still to be kept, the first due first, each with its clock."""
    return [(clock, _given(change, clock.generation)) for clock in _open_promises(change)]


def _write(change: Change, before: Given | None, after: Given, due: int) -> None:
    put_promise(change.session, change.item.id, after)
    change.beside("promises", after.number, told(before, due), told(after, due))


def _open_promises(change: Change) -> list[KeptClock]:
    """The clocks of promises that are still to be kept, the first due first."""
    going = [clock for clock in change.clocks.goings() if clock.name == PROMISE]
    return sorted(going, key=lambda clock: (clock.start + clock.target, clock.generation))


def _open_one(change: Change, number: int | None) -> KeptClock:
    """The clock of the promise of that number, or of the first due. Raises when it is not open."""
    open_ones = _open_promises(change)
    if number is None:
        if not open_ones:
            raise WrongState(
                f"{change.item.ref} has no open promise",
                f"Promise something: desk do {change.item.ref} promise",
            )
        return open_ones[0]
    for clock in open_ones:
        if clock.generation == number:
            return clock
    named = ", ".join(f"{clock.generation}" for clock in open_ones) or "none"
    numbers = [given.number for given in promises_of(change.session, change.item.id)]
    if number in numbers:
        raise WrongState(
            f"Promise {number} of {change.item.ref} is not open any more", f"Open are: {named}."
        )
    raise NotFound(f"{change.item.ref} has no promise {number}", f"Open are: {named}.")


def _given(change: Change, number: int) -> Given:
    found = promises_of(change.session, change.item.id)
    return next(given for given in found if given.number == number)

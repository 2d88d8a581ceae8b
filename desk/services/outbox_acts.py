"""Use cases on what waits to leave the house: tried again, let go."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple, Unpack

from desk.clock import Clock
from desk.errors import ChangedMeanwhile, NotFound, WrongState
from desk.models.sending import Kept, found_numbered, let_go
from desk.models.store import Session, Store
from desk.rows.work import Outcome
from desk.rules.actions import find
from desk.rules.permissions import Actor, require
from desk.rules.times import near_moment
from desk.rules.vocabulary import Reference, parse_reference
from desk.services.journal import Entry, record
from desk.services.use_cases import How

_STATES = {
    "draft": "is a draft",
    "held": "is held",
    "initial": "waits to be sent",
    "inProgress": "is being sent",
    "failed": "waits for another try",
    "completed": "was delivered",
    "cancelled": "was dropped",
}


class _Act(NamedTuple):
    """One of the use cases at work."""

    session: Session
    message: Kept
    now: int


class OutboxActs:
    """Use cases on what waits to leave the house."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def retry(self, actor: Actor, ref: Reference | str, **how: Unpack[How]) -> Outcome:
        """Try again now what failed, or waits for another try."""
        with self._acting(actor, "retry", ref, how) as act:
            if act.message.state != "failed":
                raise _cannot(act, actor, "there is nothing to try again")
            let_go(act.session, act.message.id, act.now, give_up_at=None)
            return self._kept(act, actor, "retry", how)

    def release(self, actor: Actor, ref: Reference | str, **how: Unpack[How]) -> Outcome:
        """Let a message go that was held."""
        with self._acting(actor, "release", ref, how) as act:
            if act.message.state != "held":
                raise _cannot(act, actor, "there is nothing to let go")
            let_go(act.session, act.message.id, act.now, released=actor.id)
            return self._kept(act, actor, "release", how)

    @contextmanager
    def _acting(self, actor: Actor, name: str, ref: Reference | str, how: How) -> Iterator[_Act]:
        action = find(name, "notice")
        require(actor, action.permission, action.title[0].lower() + action.title[1:])
        sought = parse_reference(ref) if isinstance(ref, str) else ref
        with self._store.writing(dry_run=how.get("dry_run", False)) as session:
            message = found_numbered(session, sought.number) if sought.kind == "notice" else None
            if message is None:
                raise NotFound(
                    f"There is no {sought}", 'Look it up with: desk list --filter "kind:notice"'
                )
            expect = how.get("expect")
            if expect is not None and expect != message.version:
                raise ChangedMeanwhile(
                    f"{sought} has changed meanwhile: it {_STATES[message.state]}",
                    "Look at it again, then decide.",
                )
            yield _Act(session, message, self._clock.now())

    def _kept(self, act: _Act, actor: Actor, name: str, how: How) -> Outcome:
        """Write the entry; what came of it."""
        message = act.message
        seq = record(
            act.session,
            Entry(
                act.now,
                actor.id,
                name,
                "notice",
                message.id,
                {"state": message.state},
                {"state": "initial"},
                customer=message.customer,
                group=how.get("group"),
                training=self._clock.training,
            ),
        )
        ref = str(Reference("notice", message.number))
        effect = f"It leaves for {message.recipient} as soon as it can."
        return Outcome(
            ref, name, "initial", message.version + 1, seq, undo=False, effects=(effect,)
        )


def _cannot(act: _Act, actor: Actor, so: str) -> WrongState:
    message = act.message
    ref = Reference("notice", message.number)
    does, at = _STATES[message.state], message.done_at
    if message.state == "failed" and at is not None:
        does = "was given up"
    when = f" {near_moment(at, actor.zone, act.now)}" if at is not None else ""
    steps = {
        "draft": f"Send it: desk do {ref} send",
        "held": f"Let it go: desk do {ref} release",
        "failed": f"Try it again: desk do {ref} retry",
        "initial": "It leaves by itself as soon as it can.",
        "inProgress": "Look at it again in a minute.",
    }
    return WrongState(
        f"{ref} {does}{when}, so {so}",
        steps.get(message.state, "Write to the customer anew."),
    )

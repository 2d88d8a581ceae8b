"""Sign-off: who goes home hands their open work over, what waits longest first."""

from collections.abc import Callable
from secrets import token_hex
from typing import Unpack

from desk.errors import BadValue, DeskError
from desk.models.held import Held, held_by
from desk.models.store import Session
from desk.rows.people import HandedOver
from desk.rows.work import Done, Outcome
from desk.rules.permissions import Actor, require
from desk.rules.words import fold
from desk.services.crossing import again_when_crossed
from desk.services.giving_back import GivingBack
from desk.services.journal import Entry, record
from desk.services.people_named import person_called
from desk.services.use_cases import How

KEEP, TEAM = "keep", "team"
"""The work stays with who signs off, or goes back to its team."""


TRIED = 100
"""So many pieces are tried beforehand: nobody else writes meanwhile."""


class Handovers(GivingBack):
    """Use cases on all the open work of one person."""

    def sign_off(self, actor: Actor, to: str, name: str = "", **how: Unpack[How]) -> Outcome:
        """Hand one's open work over, or that of somebody else: each piece is told as an effect."""
        handed = self.hand_over(actor, to, name, **how)
        lines = [_line(done) for done in handed.done]
        lines += [f"And {handed.left} more."] if handed.left else []
        return handed.outcome._replace(effects=(*handed.outcome.effects, *lines))

    def hand_over(self, actor: Actor, to: str, name: str = "", **how: Unpack[How]) -> HandedOver:
        """Hand open work over, each piece in its own transaction; an undo takes all of it back.

        `to` is a name, `team` for the team of each piece, or `keep`. What cannot go says why. A dry
        run looks at the first of them.
        """
        if not how.get("dry_run", False):
            return self._hand_over(actor, to, name or actor.name, how)
        # Tried in one transaction: by load, each piece goes by what the ones before it left.
        with self._store.writing(dry_run=True):
            return self._hand_over(actor, to, name or actor.name, how, TRIED)

    def _hand_over(
        self, actor: Actor, to: str, name: str, how: How, most: int | None = None
    ) -> HandedOver:
        require(actor, "work.handle", "sign off")
        group = how.get("group") or token_hex(8)
        with self._store.writing() as session:
            number, person = person_called(session, name)
            if number != actor.id:
                require(actor, "absence.write", "hand over the work of others")
            wanted = _wanted(session, to, number)
            held = held_by(session, number)
            if not held:
                return HandedOver(_nothing_of(person.name), ())
            told = {"to": wanted, "work": len(held)}
            entry = Entry(self._clock.now(), actor.id, "sign-off", "person", number, after=told)
            seq = record(session, entry._replace(group=group, training=self._clock.training))
        outcome = Outcome(person.name, "sign-off", "", 1, seq, undo=False)
        if wanted == KEEP:
            return HandedOver(outcome._replace(effects=(_kept(person.name, len(held)),)), ())
        why = f"{person.name} signed off" if number == actor.id else f"handed over by {actor.name}"
        give = self._giver(actor, wanted, why, group)
        done = tuple(_tried(give, each) for each in held[:most])
        return HandedOver(outcome, done, len(held) - len(done))

    def _giver(self, actor: Actor, to: str, why: str, group: str) -> Callable[[Held], Outcome]:
        def _give(held: Held) -> Outcome:
            if to == TEAM:
                return self._to_team(actor, held, why, group=group)
            return self._to_person(actor, held, to, why, group=group)

        return _give


def _tried(give: Callable[[Held], Outcome], held: Held) -> Done:
    """What came of one piece."""
    try:
        return Done(held.ref, again_when_crossed(lambda: give(held)))
    except DeskError as error:
        return Done(held.ref, None, error)


def _wanted(session: Session, to: str, person: int) -> str:
    """Where the work goes, in its one spelling. Raises `NotFound`, `BadValue`."""
    if fold(to) in (KEEP, TEAM):
        return fold(to)
    number, found = person_called(session, to)
    if number == person:
        raise BadValue(f"{found.name} has it already", f"Name somebody else, {TEAM} or {KEEP}.")
    return found.name


def _nothing_of(name: str) -> Outcome:
    """What comes of a sign-off with nothing to hand over: nothing, so nothing is written down."""
    effects = (f"{name} has nothing open.",)
    return Outcome(name, "sign-off", "", 1, 0, undo=False, effects=effects)


def _kept(name: str, many: int) -> str:
    return f"{many} open item{'s stay' if many > 1 else ' stays'} with {name}."


def _line(done: Done) -> str:
    """What came of one piece, in a sentence."""
    if done.outcome is None:
        return f"{done.ref} stays: {done.error}."
    return f"{done.ref}: {' '.join(done.outcome.effects)}"

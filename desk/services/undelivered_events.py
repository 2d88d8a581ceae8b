"""That a hook did not hear of an event is said aloud: to whoever settles the desk."""

from desk.models.hooks import was_given_up_since
from desk.models.journal import Journal
from desk.models.people import Person
from desk.models.sending import Claimed
from desk.models.store import Session
from desk.models.told import tell
from desk.rules.permissions import PERMISSIONS
from desk.rules.vocabulary import WORK_KINDS, Reference

_QUIET_SECONDS = 3600
"""So long one telling stands for everything a hook does not hear of."""

_WHO = tuple(role for role, held in PERMISSIONS.items() if "settings.write" in held)


def tell_unheard(session: Session, message: Claimed, reason: str, now: int) -> None:
    """Tell those who settle hooks that one did not hear of an event, once in a while.

    It writes no entry: that would be an event which the hook has to hear of.
    """
    if was_given_up_since(session, message.recipient, message.id, now - _QUIET_SECONDS):
        return
    about = session.one(
        Journal.select(Journal.object).where(
            (Journal.seq == message.seq) & (Journal.kind << [*WORK_KINDS])
        )
    )
    if about is None:
        return
    people = session.rows(Person.select(Person.id).where(Person.role << [*_WHO]))
    ref = Reference("notice", message.number)
    line = f"The hook {message.recipient} does not hear ({ref}): {reason}"
    told = {"item": about[0], "seq": message.seq, "at": now, "why": "undelivered", "text": line}
    tell(session, told, [number for (number,) in people])

"""What was said is taken back with its act, as long as it has not left the house."""

from collections.abc import Iterator

from desk.clock import Clock
from desk.errors import WrongState
from desk.models.details import Spoken, said_in, withdraw
from desk.models.drafts import put_draft
from desk.models.outbox import Laid, cancel, laid_for
from desk.models.store import Session
from desk.models.undone import Act
from desk.rows.drafts import DraftRow
from desk.rules.deeds import UNDO_SECONDS
from desk.rules.times import near_moment
from desk.rules.vocabulary import LIVE_CHANNELS
from desk.services.changes import Change

_PLACES = {
    "reply": ("reply:{ref}", "text"),
    "note": ("do:{ref}:note", "text"),
    "await": ("do:{ref}:await", "question"),
    "answer": ("do:{ref}:answer", "text"),
    "complete": ("do:{ref}:complete", "text"),
    "pend": ("do:{ref}:pend", "question"),
    "confirm": ("do:{ref}:confirm", "text"),
}
"""Where somebody types what an act says, and in which field."""

_RIGHT = "Write to the customer once more and put it right."

_STILL_HERE = ("draft", "held", "initial", "cancelled")
"""States of what has not left the house."""

_REASONS = {"reply": "your answer was taken back", "note": "your note was taken back"}


def refuse_left(session: Session, act: Act, zone: str, now: int) -> None:
    """Raise `WrongState` when something of an act has left the house or may have."""
    said = said_in(session, act.seq, act.object_id)
    for letter in _letters(session, act, said):
        if letter.medium in LIVE_CHANNELS:
            continue  # nothing has left: somebody said that they told it
        at = near_moment(letter.not_before, zone, now)
        if letter.state not in _STILL_HERE:
            raise WrongState(f"The answer left at {at}, so it cannot be taken back", _RIGHT)
        if letter.not_before <= now:
            raise WrongState(
                f"The {UNDO_SECONDS} s in which the answer could be taken back ended at {at}",
                _RIGHT,
            )


def withdrawn_lines(session: Session, act: Act) -> list[str]:
    """What becomes of what an act said, in words."""
    said = said_in(session, act.seq, act.object_id)
    if not said:
        return []
    lines = []
    if any(letter.state != "cancelled" for letter in _letters(session, act, said)):
        lines.append("It is taken out of the outbox.")
    if any(_is_typed(act, message) for message in said):
        lines.append("Its text comes back as a draft.")
    return lines


def withdraw_said(change: Change, act: Act, clock: Clock) -> bool:
    """Take back what an act said: its text comes back as a draft. Whether it said anything."""
    said = said_in(change.session, act.seq, act.object_id)
    for letter in _letters(change.session, act, said):
        cancel(change.session, letter.id)
    for message in said:
        withdraw(change.session, message.id, change.outcome.seq)
        _keep_as_draft(change, act, message, clock)
    return bool(said)


def _letters(session: Session, act: Act, said: list[Spoken]) -> Iterator[Laid]:
    if said:
        yield from laid_for(session, act.object_id, [message.id for message in said])


def _is_typed(act: Act, message: Spoken) -> bool:
    """Whether somebody typed it, so that it is kept; the desk's own notices are not."""
    return act.action in _PLACES and bool(message.text.strip())


def _keep_as_draft(change: Change, act: Act, message: Spoken, clock: Clock) -> None:
    if change.actor.id is None or not _is_typed(act, message):
        return
    place, field = _PLACES[act.action]
    reason = _REASONS.get(act.action, "what you did was taken back")
    row = DraftRow(
        place.format(ref=change.item.ref),
        f"undo:{act.seq}",
        {field: message.text},
        reason,
        clock.real_now(),
    )
    put_draft(change.session, change.actor.id, row)

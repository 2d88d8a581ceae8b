"""What was to be the first answer and never leaves is none: its clock goes on as if nothing was."""

from desk.models.base import peewee
from desk.models.details import Message, said_at
from desk.models.notices import KeptNotice
from desk.services.changes import Change
from desk.services.letters import AUTHOR
from desk.services.telling import clock_line


def go_on_unanswered(change: Change, notice: KeptNotice) -> None:
    """Let the clock of the first answer go on, if that notice stopped it.

    What people told the customer after it stops the clock in its place.
    """
    if notice.message is None or notice.writer is None or change.item.has_ended:
        return
    name, at = change.clocks.answer, said_at(change.session, notice.message)
    stopped = next((clock for clock in change.clocks.all() if clock.name == name), None)
    if stopped is None or stopped.stop != at or stopped.state not in ("met", "missed"):
        return
    running = stopped._replace(stop=None, state="running")
    change.clocks.restore({stopped.key: [*running.row(0)[1:]]})
    later = _told_next(change, notice.message, at)
    clock = change.clocks.going(name) if later is None else change.clocks.stop(name, later)
    if clock is not None:
        change.effect(clock_line(clock, change.actor.zone, change.now))


def _told_next(change: Change, message: int, since: int) -> int | None:
    """When people told the customer anything else from then on; None when they did not."""
    wanted = (Message.item == change.item.id) & (Message.id != message) & (Message.at >= since)
    by_people = (Message.direction == "out") & (Message.author != AUTHOR)
    first = Message.select(peewee.fn.MIN(Message.at)).where(
        wanted & by_people & Message.withdrawn.is_null()
    )
    found = change.session.one(first)
    return None if found is None or found[0] is None else int(found[0])

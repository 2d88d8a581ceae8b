"""The alarms of an item follow what it is: set, moved and taken away with each change."""

from desk.errors import BadValue
from desk.models.alarms import drop_alarm, put_alarm
from desk.models.base import NOBODY
from desk.models.people import Team
from desk.models.policies import calendars
from desk.models.store import Session
from desk.models.terms import table_of
from desk.rules import notice_terms
from desk.rules.alarms import (
    ANSWER,
    SNOOZE,
    UNOWNED,
    WHOLE,
    Alarm,
    answer_alarm,
    snooze_alarm,
)
from desk.rules.policies import OFFICE
from desk.services.items import Item


def set_alarms(session: Session, before: Item | None, after: Item, now: int) -> None:
    """Write down the alarms that a change of an item moves; `before` is None for a new one."""
    for name, was, is_now in (
        (ANSWER, before and _answer(before), _answer(after)),
        (SNOOZE, before and _snooze(before), _snooze(after)),
    ):
        if was != is_now:
            _put(session, after.id, name, is_now)
    was_waiting = before is not None and _wants_owner(before)
    if _wants_owner(after) != was_waiting or (was_waiting and before and before.team != after.team):
        _put(session, after.id, UNOWNED, _unowned(session, after, now))


def _answer(item: Item) -> Alarm | None:
    if item.has_ended:
        return None
    return answer_alarm(item.asked_at, item.answer_due, item.remind_at)


def _snooze(item: Item) -> Alarm | None:
    return None if item.has_ended else snooze_alarm(item.snoozed_until)


def _wants_owner(item: Item) -> bool:
    """Whether somebody should take it: it is open, nobody has it, and it does not wait."""
    return item.owner == NOBODY and not item.has_ended and item.asked_at is None


def _unowned(session: Session, item: Item, now: int) -> Alarm | None:
    if not _wants_owner(item):
        return None
    seconds = notice_terms.read(table_of(session, "notices")).unowned
    found = session.one(Team.select(Team.calendar).where(Team.id == item.team))
    known = calendars(session)
    hours = known.get((found[0] if found else "") or OFFICE) or known.get(OFFICE)
    if hours is None:
        return None
    try:
        return Alarm(UNOWNED, now, WHOLE, hours.add(now, seconds))
    except BadValue:
        return None  # the hours do not open for that long


def _put(session: Session, item: int, name: str, alarm: Alarm | None) -> None:
    if alarm is None:
        drop_alarm(session, item, name)
    else:
        put_alarm(session, item, alarm)

"""The alarms of an item follow what it is: set, moved and taken away with each change."""

from collections.abc import Sequence
from contextlib import suppress

from desk.errors import BadValue
from desk.models.alarms import drop_alarm, drop_all_alarms, put_alarm
from desk.models.base import NOBODY, peewee
from desk.models.clocks import Clock
from desk.models.details import Message
from desk.models.people import Team
from desk.models.policies import calendars, policies
from desk.models.store import Session
from desk.models.terms import table_of
from desk.rules import notice_terms
from desk.rules.alarms import (
    ANSWER,
    SNOOZE,
    UNOWNED,
    UPDATE,
    URGENT,
    WHOLE,
    Alarm,
    answer_alarm,
    snooze_alarm,
)
from desk.rules.escalation import read as read_escalation
from desk.rules.policies import OFFICE
from desk.rules.vocabulary import CLOCKS_OF
from desk.services.items import Item


def set_alarms(
    session: Session, before: Item | None, after: Item, now: int, *, is_brought: bool = False
) -> None:
    """Write down the alarms that a change of an item moves; `before` is None for a new one.

    What a file has brought is urgent no more: somebody knew of it there.
    """
    if after.has_ended:
        if before is not None and not before.has_ended:
            drop_all_alarms(session, after.id)
        return
    for name, was, is_now in (
        (ANSWER, before and _answer(before), _answer(after)),
        (SNOOZE, before and _snooze(before), _snooze(after)),
    ):
        if was != is_now:
            _put(session, after.id, name, is_now)
    if not is_brought:
        _set_urgent(session, before, after, now)
    was_waiting = before is not None and _wants_owner(before)
    if _wants_owner(after) != was_waiting or (was_waiting and before and before.team != after.team):
        _put(session, after.id, UNOWNED, _unowned(session, after, now))


def _set_urgent(session: Session, before: Item | None, after: Item, now: int) -> None:
    """Have those above called in when a problem comes to a priority at which that is settled.

    It happens once for a problem, whatever becomes of its priority. Parts of a major problem have
    its priority and are left to whoever is called in on that one.
    """
    if after.kind != "problem":
        return
    was = (before.priority, before.parent) if before is not None else None
    if was == (after.priority, after.parent) and before is not None and not before.has_ended:
        return
    listed = read_escalation(table_of(session, "escalation")).at_once
    if after.priority in listed and after.parent is None:
        put_alarm(session, after.id, Alarm(URGENT, after.created, WHOLE, now))
    elif was is not None and was[0] in listed:
        drop_alarm(session, after.id, URGENT)


def set_update(
    session: Session, before: Item | None, after: Item, now: int, *, has_told: bool
) -> None:
    """Set when the customer of a problem has to hear of it again, by its service level.

    It begins anew when the customer is told anything and when the work goes on; while a problem
    waits or is held nobody is owed news.
    """
    if after.kind != "problem":
        return
    is_owed, was_owed = _owes_news(after), before is not None and _owes_news(before)
    begins = has_told or is_owed != was_owed
    if not begins and before is not None and _agreed_on(before) == _agreed_on(after):
        return
    since = now if begins else _last_told(session, after)
    _put(session, after.id, UPDATE, _update(session, after, since) if is_owed else None)


def _owes_news(item: Item) -> bool:
    return not item.has_ended and item.state not in ("pending", "held")


def _agreed_on(item: Item) -> tuple[object, ...]:
    """What a service level is chosen by."""
    return item.priority, item.customer, item.tags, item.team


def _last_told(session: Session, item: Item) -> int:
    said = (Message.item == item.id) & (Message.direction == "out") & Message.withdrawn.is_null()
    found = session.one(Message.select(peewee.fn.MAX(Message.at)).where(said))
    return found[0] if found and found[0] is not None else item.created


def _update(session: Session, item: Item, since: int) -> Alarm | None:
    """When the customer has to hear of a problem that they were told of, by the policy it has."""
    return update_alarms(session, [item.id], since).get(item.id)


def update_alarms(session: Session, items: Sequence[int], since: int) -> dict[int, Alarm]:
    """When the customers of some problems have to hear of them, told anything at that time.

    The policy on whose target the work goes says how often; without one nobody is owed news.
    """
    _, end = CLOCKS_OF["problem"]
    of_them = (Clock.item << [*items]) & (Clock.name == end)
    named: dict[int, str] = dict(
        session.rows(Clock.select(Clock.item, Clock.policy).where(of_them).order_by(Clock.id))
    )
    if not named:
        return {}
    known, hours = {each.name: each for each in policies(session)}, calendars(session)
    found = {}
    for item, name in named.items():
        policy = known.get(name)
        seconds = policy.target("update") if policy else None
        if policy is None or seconds is None or policy.calendar not in hours:
            continue
        with suppress(BadValue):  # the hours do not open for that long
            found[item] = Alarm(UPDATE, since, WHOLE, hours[policy.calendar].add(since, seconds))
    return found


def _answer(item: Item) -> Alarm | None:
    return answer_alarm(item.asked_at, item.answer_due, item.remind_at)


def _snooze(item: Item) -> Alarm | None:
    return snooze_alarm(item.snoozed_until)


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

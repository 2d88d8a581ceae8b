"""What follows from alarms: people are reminded, what was put aside comes back."""

from collections.abc import Sequence
from typing import NamedTuple

from desk.models.alarms import put_alarm
from desk.models.base import NOBODY
from desk.models.store import Session
from desk.models.tick import DueAlarm, drop_alarms, wake
from desk.models.violations import violations_of
from desk.rows.ticks import Ticked
from desk.rules.alarms import ANSWER, LATE, SNOOZE, UNOWNED, UPDATE, URGENT, WHOLE, Alarm, after
from desk.rules.crossings import REMINDER, crossed_line
from desk.rules.escalation import told_of
from desk.services.at_once import AtOnce, anybody_above
from desk.services.crossings import Crossed, Facts, News, Terms, keep, new_ones, record_crossings
from desk.services.journal import record_all
from desk.services.policy_sending import send_late
from desk.services.progress import on_update

_MOST = 120
"""So many signs of a question are told; the item has the rest."""


class _Fired(NamedTuple):
    """Alarms that have come, and what is still to come of them."""

    crossed: list[Crossed]
    questions: dict[int, str]
    """What was asked in items that wait for an answer."""
    notices: dict[int, str]
    """What became of the news that customers are owed, by item."""
    woken: list[int]
    ahead: list[tuple[int, Alarm]]


def remind(session: Session, alarms: Sequence[DueAlarm], terms: Terms) -> list[Ticked]:
    """Do what alarms are set for, once each, and set those that come after them."""
    idle = (LATE,) if anybody_above(terms) else (LATE, URGENT)
    fired = _fired([alarm for alarm in alarms if alarm.name not in idle], terms.now)
    drop_alarms(session, [(alarm.item.id, alarm.name) for alarm in alarms])
    for item, alarm in fired.ahead:
        put_alarm(session, item, alarm)
    wake(session, fired.woken, terms.now)
    sent = _send_late(session, [alarm for alarm in alarms if alarm.name == LATE], terms)
    crossed = new_ones(session, fired.crossed) if fired.crossed else []
    if not crossed:
        return sent
    urgent = AtOnce(session, terms, [each for each in crossed if each.clock == URGENT])
    seqs = record_crossings(session, terms, crossed, [_facts(each) for each in crossed])
    record_all(session, urgent.entries())
    owed = [each.item.id for each in crossed if each.clock == UPDATE]
    if owed:
        fired.notices.update(on_update(session, owed, terms.now, training=terms.training))
    last = {(each.item.id, each.clock): each for each in crossed}
    news = [
        urgent.news(each)
        if each.clock == URGENT
        else _news(each, terms, fired, is_told=each is last[each.item.id, each.clock])
        for each in crossed
    ]
    return sent + keep(session, terms, crossed, [*zip(seqs, news, strict=True)])


def _send_late(session: Session, alarms: Sequence[DueAlarm], terms: Terms) -> list[Ticked]:
    """Let those late notices go whose target was found to be missed in a change of its clock."""
    heads = {alarm.item.id: alarm for alarm in alarms if alarm.item.is_open}
    missed = [
        (item, each.clock, each.generation)
        for item, found in violations_of(session, [*heads]).items()
        for each in found
    ]
    sent = send_late(session, missed, terms.now, training=terms.training) if missed else {}
    return [
        Ticked(heads[item].item.ref, LATE, WHOLE, heads[item].at, REMINDER, f"late notice {n} sent")
        for item, n in sent.items()
    ]


def _fired(alarms: Sequence[DueAlarm], now: int) -> _Fired:
    fired = _Fired([], {}, {}, [], [])
    for each in alarms:
        if not _holds(each):
            continue
        if each.question:
            fired.questions[each.item.id] = each.question
        if each.name == SNOOZE:
            fired.woken.append(each.item.id)
        alarm: Alarm | None = Alarm(each.name, each.generation, each.threshold, each.at)
        while alarm is not None and alarm.at <= now:
            at = max(alarm.at, each.item.created)
            key = alarm.name, alarm.generation, alarm.threshold
            fired.crossed.append(Crossed(each.item, *key, REMINDER, at))
            alarm = after(alarm, each.answer_due)
        if alarm is not None:
            fired.ahead.append((each.item.id, alarm))
    return fired


def _holds(alarm: DueAlarm) -> bool:
    """Whether what it was set for is still so."""
    if not alarm.item.is_open:
        return False
    if alarm.name == ANSWER:
        return alarm.asked_at == alarm.generation
    if alarm.name == SNOOZE:
        return alarm.snoozed_until == alarm.generation
    return alarm.name in (UPDATE, URGENT) or alarm.item.owner == NOBODY


def _facts(each: Crossed) -> Facts:
    if each.clock == SNOOZE:
        return Facts("wake", {"snoozed_until": each.generation}, {"snoozed_until": 0})
    return Facts("remind")


def _news(each: Crossed, terms: Terms, fired: _Fired, *, is_told: bool) -> News:
    """Who is told of an alarm: who has the item, else who leads its team."""
    done = ["woken"] if each.clock == SNOOZE else []
    if each.clock == UPDATE and each.item.id in fired.notices:
        done.append(fired.notices[each.item.id])
    if not is_told:
        return News(done=done)
    item = each.item
    role = "lead" if each.clock == UNOWNED or item.owner == NOBODY else "owner"
    text = crossed_line(each.clock, each.threshold, REMINDER)
    question = fired.questions.get(item.id, "") if each.clock == ANSWER else ""
    asked = f": {question[:_MOST]}" if question else ""
    return News(told_of((role,), item.owner, item.team, terms.ladder), f"{text}{asked}", done)

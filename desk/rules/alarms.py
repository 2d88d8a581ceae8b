"""Instants at which the desk has to do something about an item besides what its clocks say."""

from typing import NamedTuple

ANSWER, SNOOZE, UNOWNED, UPDATE = "answer", "snooze", "unowned", "update"
"""A question without an answer; a snooze that ends; work that nobody has; a customer who was told
nothing for long."""

LATE = "late"
"""A target was missed while nobody looked: what goes by itself then is to go."""

URGENT = "urgent"
"""A problem of a priority at which those above are called in at once."""

NAMES = (ANSWER, SNOOZE, UNOWNED, UPDATE, LATE, URGENT)

HALF, WHOLE = 50, 100
"""How much of the time has passed, in percent."""


class Alarm(NamedTuple):
    """What is to come: each fires once for its generation and threshold."""

    name: str
    generation: int
    """What it was set by, as an instant: another question, another snooze has another."""
    threshold: int
    at: int


def answer_alarm(asked_at: int | None, due: int | None, remind: int | None) -> Alarm | None:
    """The first reminder of a question: when it was asked for, else at half of the time."""
    if asked_at is None or due is None:
        return None
    half = remind if remind is not None else asked_at + (due - asked_at) // 2
    return Alarm(ANSWER, asked_at, HALF, half)


def after(alarm: Alarm, answer_due: int | None) -> Alarm | None:
    """What comes once an alarm has fired: only a question has a second one."""
    if alarm.name == ANSWER and alarm.threshold == HALF and answer_due is not None:
        return alarm._replace(threshold=WHOLE, at=answer_due)
    return None


def snooze_alarm(until: int) -> Alarm | None:
    """The end of a snooze; None without one."""
    return Alarm(SNOOZE, until, WHOLE, until) if until else None


def still_ahead(
    now: int, waits: tuple[int | None, int | None, int | None], until: int
) -> list[Alarm]:
    """The alarms of what came along from elsewhere that are still to come.

    `waits` says since when an answer is waited for, when it is due and when to remind; `until` when
    a snooze ends.
    """
    answer = answer_alarm(*waits)
    while answer is not None and answer.at <= now:
        answer = after(answer, waits[1])
    found = (answer, snooze_alarm(until if until > now else 0))
    return [alarm for alarm in found if alarm is not None]

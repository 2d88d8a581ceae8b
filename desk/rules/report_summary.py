"""A trouble report in a few sentences, for whoever reads no further."""

from collections.abc import Iterator

from desk.rules.instants import DAY
from desk.rules.report import ClockPart, Head, Report
from desk.rules.times import full_moment, span
from desk.rules.vocabulary import words

_ENDED = ("met", "missed")


def summary(report: Report) -> tuple[str, ...]:
    """What happened and how it stands, a sentence each."""
    return tuple(_sentences(report))


def lasted(seconds: int) -> str:
    """A length of time by the calendar: `3 days 4 h`, below two days as `span` gives it."""
    if seconds < 2 * DAY:
        return span(seconds - seconds % 60 if seconds >= 60 else seconds)
    days, rest = divmod(seconds, DAY)
    hours = f" {rest // 3600} h" if rest >= 3600 else ""
    return f"{days:,} days{hours}"


def many(count: int, one: str, more: str = "") -> str:
    """How many of something: `1 task`, `3 tasks`."""
    return f"{count:,} {one if count == 1 else more or one + 's'}"


def standing(head: Head) -> str:
    """The state, with what it waits for."""
    if head.state == "pending" and head.pending_on:
        return f"pending, waits for {words(head.pending_on)}"
    if head.state == "held" and head.held_cause:
        return f"held for {words(head.held_cause)}"
    if head.state == "cancelled" and head.cancel_reason:
        return f"cancelled, {words(head.cancel_reason)}"
    return words(head.state)


def _sentences(report: Report) -> Iterator[str]:
    head = report.head
    way = f" by {words(head.channel)}" if head.channel not in ("", "other") else ""
    yield f"Reported {full_moment(head.created, report.zone)}{way}."
    yield from _end(report)
    for clock in report.clocks:
        yield from _clock(clock, report)
    if report.tasks_all:
        yield f"Recovery tasks that have ended: {report.tasks_ended} of {report.tasks_all}."
    if head.reopen_count:
        yield f"Reopened {many(head.reopen_count, 'time')}."
    if head.assign_count:
        yield f"Changed hands {many(head.assign_count, 'time')}."
    if head.is_major:
        parts = f" with {many(len(report.parts), 'part')}" if report.parts else ""
        yield f"A major problem{parts}."
    if report.parent is not None:
        yield f"A part of the major problem {report.parent.ref}."


def _end(report: Report) -> Iterator[str]:
    head = report.head
    if head.resolved is not None:
        after = lasted(max(0, head.resolved - head.created))
        yield f"Resolved {full_moment(head.resolved, report.zone)}, {after} after it was reported."
    if head.closed is not None:
        how, _, why = standing(head).partition(", ")
        because = f": {why}" if why else ""
        yield f"{how.capitalize()} {full_moment(head.closed, report.zone)}{because}."
    elif head.resolved is None:
        open_for = lasted(max(0, report.made - head.created))
        yield f"Open for {open_for}, now {standing(head)}."


def _clock(clock: ClockPart, report: Report) -> Iterator[str]:
    used = f"{span(clock.elapsed_seconds)} of {span(clock.target_seconds)} used"
    name = words(clock.name)
    if clock.state in _ENDED:
        yield f"{name} {clock.state}: {used}."
    elif clock.state == "paused":
        yield f"{name} stands still: {used}."
    elif clock.state == "running" and clock.due is not None:
        late = "was" if clock.due <= report.made else "is"
        yield f"{name} {late} due {full_moment(clock.due, report.zone)}: {used}."

"""A trouble report as a document: which parts it has, in which order and in which words."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from desk.rules.document import (
    Block,
    Day,
    Document,
    Entry,
    Fact,
    Facts,
    Grid,
    Heading,
    Points,
    Prose,
    Story,
)
from desk.rules.report import ClockPart, EntryPart, OtherPart, Pause, Report, TaskPart
from desk.rules.report_handover import (
    customer_blocks,
    link_blocks,
    missed_blocks,
    no_files,
    step_blocks,
)
from desk.rules.report_summary import lasted, standing, summary
from desk.rules.times import day, full_moment, span, time_of_day
from desk.rules.vocabulary import PRIORITY_WORDS, words

_INTERNAL = "internal"


def laid_out(report: Report) -> Document:
    """The report as a document, its times in the zone of who asked for it."""
    return Document(
        _TITLES[report.subject],
        report.ref,
        report.head.subject,
        standing(report.head),
        f"{full_moment(report.made, report.zone)} ({str(report.zone)})",
        "" if report.is_public else "Internal",
        tuple(_blocks(report)),
        report.made,
    )


_TITLES = {"problem": "Trouble report", "handover": "Hand-over"}


def _blocks(report: Report) -> Iterator[Block]:
    yield Facts(tuple(_head(report)))
    yield from _section("Summary", [Points("", summary(report))])
    yield from _section("Customer", customer_blocks(report.customer, report.zone))
    yield from _section("Cause and resolution", _outcome(report))
    yield from _section("Service levels", _clocks(report))
    yield from _section("Recovery tasks", _tasks(report))
    yield from _section("Escalations", _escalations(report))
    yield from _section("Missed targets", missed_blocks(report.late, report.zone))
    yield from _section("Linked items", link_blocks(report.links))
    yield from _section("Parts of this problem", _others(report.parts, report))
    yield from _section("Merged into this problem", _others(report.merged, report))
    yield from _section("Notices sent", _notices(report))
    yield from _section("Timeline", _story(report.timeline, report.zone))
    if report.subject == "handover":
        yield from _section("Files", no_files())


def _section(title: str, blocks: Iterable[Block]) -> Iterator[Block]:
    """A heading and what stands below it; nothing when that is nothing."""
    found = [*blocks]
    if found:
        yield Heading(title)
        yield from found


def _head(report: Report) -> Iterator[Fact]:
    """What is known, each with its name; what is not known is left out."""
    head, zone = report.head, report.zone
    customer = " ".join(each for each in (head.customer_ref, head.customer) if each)
    people = ", ".join(each for each in (head.owner, head.team) if each)
    named = {
        "Status": standing(head),
        "Priority": f"P{head.priority} {PRIORITY_WORDS.get(head.priority, '')}".rstrip(),
        "Impact, urgency": ", ".join(words(each) for each in (head.impact, head.urgency) if each),
        "Priority because": " ".join(head.reasons),
        "Customer": customer,
        "Contact": head.contact,
        "Category": words(head.category),
        "Service": head.service,
        "Place": head.place,
        "Owner": people,
        "Partner": head.partner,
        "Reported": full_moment(head.created, zone),
        "Wanted by": _moment(head.wanted_by, zone),
        "Resolved": _moment(head.resolved, zone),
        "Closed": _moment(head.closed, zone),
        "Part of": _named(report.parent),
        "Major": "yes" if head.is_major else "",
        "Workaround": "there is one" if head.has_workaround else "",
        "Escalation": f"level {head.escalation_level}" if head.escalation_level else "",
        "Tags": ", ".join(head.tags),
    }
    return (Fact(label, text) for label, text in named.items() if text)


def _moment(at: int | None, zone: str) -> str:
    return "" if at is None else full_moment(at, zone)


def _named(other: OtherPart | None) -> str:
    return "" if other is None else f"{other.ref} {other.subject}".rstrip()


def _outcome(report: Report) -> Iterator[Block]:
    pairs = (("Cause", words(report.cause)), ("Resolution", words(report.resolution_code)))
    facts = tuple(Fact(label, text) for label, text in pairs if text)
    if facts:
        yield Facts(facts)
    if report.resolution:
        yield Prose(report.resolution)


def _clocks(report: Report) -> Iterator[Block]:
    if not report.clocks:
        return
    rows = tuple(_clock(clock, report) for clock in report.clocks)
    yield Grid(("Clock", "Target", "Began", "Due", "Ended", "Used", "Result"), _CLOCK_WIDTHS, rows)
    for clock in report.clocks:
        pauses = tuple(_pauses(clock, report.zone))
        if pauses:
            yield Points(f"{words(clock.name)}: when it stood still", pauses)
    for clock in report.clocks:
        if clock.steps:
            yield Points(f"{words(clock.name)}: how it was counted", clock.steps)


_CLOCK_WIDTHS = (15, 10, 19, 19, 19, 11, 10)


def _clock(clock: ClockPart, report: Report) -> tuple[str, ...]:
    level = f", {clock.level}" if clock.level and clock.state in ("running", "paused") else ""
    zone = report.zone
    return (
        words(clock.name),
        span(clock.target_seconds),
        full_moment(clock.start, zone),
        _moment(clock.due, zone),
        _moment(clock.stop, zone),
        span(clock.elapsed_seconds),
        f"{clock.state}{level}",
    )


def _pauses(clock: ClockPart, zone: str) -> Iterator[str]:
    for pause in clock.pauses:
        why = f": {pause.reason}" if pause.reason else ""
        begin = full_moment(pause.begin, zone)
        if pause.end is None:
            yield f"since {begin}{why}"
        else:
            yield f"{begin} to {full_moment(pause.end, zone)}, {_length(pause)}{why}"


def _length(pause: Pause) -> str:
    return lasted(max(0, (pause.end or pause.begin) - pause.begin))


def _tasks(report: Report) -> Iterator[Block]:
    if not report.tasks:
        return
    rows = [_task(task, report.zone) for task in report.tasks]
    heads, widths = _TASK_HEADS, _TASK_WIDTHS
    if report.is_public:  # nobody of the house is named
        heads, widths, rows = heads[:-1], widths[:-1], [row[:-1] for row in rows]
    yield Grid(heads, widths, tuple(rows))


_TASK_HEADS: tuple[str, ...] = ("No.", "Task", "State", "Planned", "Ended", "By")
_TASK_WIDTHS: tuple[int, ...] = (6, 36, 12, 17, 17, 15)


def _task(task: TaskPart, zone: str) -> tuple[str, ...]:
    after = f"\nafter {', '.join(map(str, task.after))}" if task.after else ""
    said = f"\n{task.text}" if task.text else ""
    return (
        str(task.place),
        f"{task.name} ({words(task.kind)}){after}{said}",
        words(task.state),
        _moment(task.due, zone) or _moment(task.planned_start, zone),
        _moment(task.ended, zone),
        ", ".join(each for each in (task.owner, task.team, task.partner) if each),
    )


def _others(others: tuple[OtherPart, ...], report: Report) -> Iterator[Block]:
    if others:
        rows = tuple(
            (
                each.ref,
                each.subject,
                words(each.state),
                each.customer or "",
                full_moment(each.created, report.zone),
            )
            for each in others
        )
        yield Grid(("Problem", "Subject", "Status", "Customer", "Reported"), _OTHERS, rows)


_OTHERS = (10, 38, 14, 20, 18)


_AT_NOTICE = {"initial": "to be sent"}


def _notices(report: Report) -> Iterator[Block]:
    if report.notices:
        rows = tuple(
            (
                each.ref,
                full_moment(each.at, report.zone),
                each.to,
                each.subject,
                _AT_NOTICE.get(each.state, words(each.state)),
            )
            for each in report.notices
        )
        yield Grid(("Notice", "At", "To", "Subject", "State"), (9, 20, 25, 34, 12), rows)


def _escalations(report: Report) -> Iterator[Block]:
    yield from step_blocks(report.late, report.zone)
    yield from _story(report.escalations, report.zone)


def _story(entries: tuple[EntryPart, ...], zone: str) -> Iterator[Block]:
    if entries:
        by_day = groupby(entries, lambda entry: day(entry.at, zone))
        yield Story(
            tuple(Day(name, tuple(_entry(each, zone) for each in of)) for name, of in by_day)
        )


def _entry(entry: EntryPart, zone: str) -> Entry:
    aside = [{"in": "to us", "out": "to the customer"}.get(entry.direction, "")]
    aside += [_INTERNAL] if entry.action == "note" else []
    aside += [f"for {entry.ref}"] if entry.ref else []
    text = entry.text or f"Status: {words(entry.state)}"
    tone = "note" if entry.action == "note" else entry.direction
    aside_text = ", ".join(each for each in aside if each)
    return Entry(time_of_day(entry.at, zone), entry.who, aside_text, text, tone)

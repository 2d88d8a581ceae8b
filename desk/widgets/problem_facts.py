"""What stands beside the trail of a problem: why it is due then and so urgent, and its ticket."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from desk.rows.items import ItemRow, LinkRow
from desk.rules.plain_text import fit
from desk.rules.policies import AT_ANY_HOUR, ROUND_THE_CLOCK
from desk.rules.times import near_moment, span
from desk.rules.vocabulary import words
from desk.widgets.clock_bar import Moment, worst_first
from desk.widgets.drawn import Line, Pen, clip, flow

_LABEL = 15
_MOST_PARTS = 5
_ALWAYS = (ROUND_THE_CLOCK, AT_ANY_HOUR)
_TICKET = (
    ("category", "Category"),
    ("service", "Service"),
    ("place", "Place"),
    ("partner", "Partner"),
    ("pending_on", "Waits for"),
    ("held_cause", "Held for"),
    ("cause", "Cause"),
    ("resolution_code", "Code"),
    ("resolution", "Solution"),
    ("cancel_reason", "Cancelled as"),
)
"""Fields of the ticket that are told, and their labels; those that are empty are left out."""
_TIMES = (("wanted_by", "Wanted by"), ("resolved_at", "Resolved"), ("close_at", "Closes"))


def problem_groups(item: ItemRow, at: Moment, pen: Pen, width: int) -> list[list[Line]]:
    """The groups of lines in so many cells; those with nothing to say are empty."""
    return [_why_due(item, at, pen, width), _why_priority(item, pen, width)]


def ticket_lines(item: ItemRow, at: Moment, pen: Pen, width: int) -> list[Line]:
    """What is known of the matter, how it stands to other problems, and who follows it."""
    lines: list[Line] = []
    for name, label in _TICKET:
        value = item.fields.get(name)
        if value:
            lines += _fact(label, words(str(value)), pen, width)
    lines += _question(item.fields.get("awaiting"), at, pen, width)
    for name, label in _TIMES:
        value = item.fields.get(name)
        if isinstance(value, str) and not (name == "close_at" and item.work.closed is None):
            lines += _fact(label, _moment(value, at), pen, width)
    if item.followers:
        lines += _fact("Followed by", ", ".join(item.followers), pen, width)
    return lines


def kin_lines(item: ItemRow, pen: Pen, width: int) -> list[Line]:
    """The major problem it is a part of, or its own parts."""
    if item.parent is not None:
        return [[pen.ink("Part of", bold=True)], _kin(item.parent, pen, width)]
    if not item.children:
        return []
    title = [pen.ink("Parts", bold=True), pen.ink(f" {len(item.children)}", "muted")]
    shown = item.children[:_MOST_PARTS]
    wide = max((len(each.ref) for each in shown), default=0)
    lines = [title, *(_kin(each, pen, width, wide) for each in shown)]
    more = len(item.children) - _MOST_PARTS
    return [*lines, [pen.ink(f"  and {more} more", "muted")]] if more > 0 else lines


def reasons_of(fields: Mapping[str, object]) -> Sequence[str]:
    """The lines that say why it has its priority."""
    reasons = fields.get("reasons")
    return [str(each) for each in reasons] if isinstance(reasons, list | tuple) else []


def _why_due(item: ItemRow, at: Moment, pen: Pen, width: int) -> list[Line]:
    """How the due time of the worst clock came about, in a line or two; `i` tells all of it."""
    clock = next((each for each in worst_first(item.clocks) if each.due is not None), None)
    if clock is None or clock.due is None or clock.state not in ("running", "paused"):
        return []
    due = near_moment(clock.due, at.zone, at.now)
    hours = clock.calendar if clock.calendar in _ALWAYS else f"in {clock.calendar} hours"
    start = near_moment(clock.start, at.zone, at.now)
    told = [pen.ink("Start ", "muted"), pen.ink(start)]
    target = f" + {span(clock.target_seconds)}, {pen.gate(hours)}"
    lines = flow([*told, pen.ink(target, "muted")], width)
    if clock.paused and clock.paused_since is not None:
        since = near_moment(clock.paused_since, at.zone, at.now)
        lines.append([pen.ink(f"Stands still since {since}, so it is due later yet", "muted")])
    return [[pen.ink(f"Why {due}", bold=True)], *lines]


def _why_priority(item: ItemRow, pen: Pen, width: int) -> list[Line]:
    reasons = reasons_of(item.fields)
    if not reasons:
        return []
    lines: list[Line] = [[pen.ink(f"Why P{item.work.priority}", bold=True)]]
    for reason in reasons:
        lines += flow([pen.said(reason, "muted")], width, 2)
    return lines


def _question(awaiting: object, at: Moment, pen: Pen, width: int) -> Iterator[Line]:
    if isinstance(awaiting, Mapping) and awaiting.get("question"):
        yield from _fact("Asked", str(awaiting["question"]), pen, width)
        if isinstance(awaiting.get("due"), str):
            yield from _fact("Answer by", _moment(str(awaiting["due"]), at), pen, width)


def _kin(link: LinkRow, pen: Pen, width: int, wide: int = 0) -> Line:
    state = f"  {words(link.state)}"
    line = [pen.ink(f"  {link.ref:<{wide}}  ", "muted"), pen.said(link.subject)]
    return [*clip(line, width - len(state), pen.glyphs.cut), pen.ink(state, "muted")]


def _fact(label: str, value: str, pen: Pen, width: int) -> list[Line]:
    line = [pen.ink(fit(label, _LABEL), "muted"), pen.said(value)]
    return flow(line, width, _LABEL)[:3]


def _moment(text: str, at: Moment) -> str:
    """An instant as scripts write it, as people read it."""
    return near_moment(int(datetime.fromisoformat(text).timestamp()), at.zone, at.now)

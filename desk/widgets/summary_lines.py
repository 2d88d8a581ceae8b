"""What a preview says of an item: who it is, what was said last, how its worst clock stands."""

from desk.rows.items import ClockRow, ItemRow, MessageRow
from desk.rows.work import WorkRow
from desk.rules.plain_text import fit, wrap
from desk.rules.policies import AT_ANY_HOUR, ROUND_THE_CLOCK
from desk.rules.times import moment, near_moment, span
from desk.rules.vocabulary import PRIORITY_WORDS, words
from desk.widgets.clock_bar import BAR, Moment, clock_note, clock_pieces, worst_first
from desk.widgets.customer_card import card_lines
from desk.widgets.drawn import Line, Pen, clip, flow, spread, width_of
from desk.widgets.relations import state_of
from desk.widgets.task_list import counted
from desk.widgets.timeline import Sight, is_said, level_ink, together, told
from desk.widgets.work_cells import has_customer

__all__ = ["Sight", "below", "pane"]

_WIDE_PANE = 39
"""From so many cells on, the trail of a pane has names beside its texts."""
_ALWAYS = (ROUND_THE_CLOCK, AT_ANY_HOUR)
"""The calendars whose names say their hours."""
_LABEL = 15
_LEVEL_TOKENS = {"warning": "warning", "jeopardy": "warning"}
_LATE = ("breached", "overdue2", "overdue3")


def below(item: ItemRow, sight: Sight, pen: Pen, width: int) -> list[Line]:
    """The preview below a list: a rule with the facts, two lines of text, the worst clock."""
    return [
        _rule(item, sight, pen, width),
        *_last_word(item, sight, pen, width),
        _clock(item, sight, pen, width),
    ]


def pane(item: ItemRow, sight: Sight, pen: Pen, size: tuple[int, int]) -> list[Line]:
    """The preview as a pane: head, clocks, and as much of the trail's end as there is room for."""
    width, height = size
    is_wide = width >= _WIDE_PANE
    lines = [*_head(item, sight, pen, width, is_wide=is_wide), []]
    clocks = [_pane_clock(clock, sight, pen, is_wide=is_wide) for clock in worst_first(item.clocks)]
    lines += [*clocks, []] if clocks else []
    lines += [[pen.ink(sight.begun, "muted")], []] if sight.begun else []
    lines = [[pen.ink(" "), *clip(line, width - 2, pen.glyphs.cut)] for line in lines]
    trail = _beside(item, sight, pen, width) if is_wide else _under(item, sight, pen, width)
    customer = _customer(item, sight, pen, width) if has_customer(width, height) else []
    room = max(0, height - len(lines) - len(customer))
    return [*lines, *(trail[-room:] if room else []), *customer]


def _rule(item: ItemRow, sight: Sight, pen: Pen, width: int) -> Line:
    work = item.work
    facts = pen.glyphs.between(
        _sort(work),
        f"P{work.priority}",
        state_of(work, Moment(sight.now, sight.zone)),
        pen.gate(work.customer or work.contact),
        *(f"#{pen.gate(tag)}" for tag in work.tags),
    )
    thin = pen.glyphs.thin
    title = [
        pen.ink(f"{thin} ", "line"),
        pen.ink(work.ref, bold=True),
        pen.ink(f"  {facts} ", "muted"),
    ]
    title = clip(title, width - 2, pen.glyphs.cut)
    return [*title, pen.ink(thin * (width - width_of(title)), "line")]


def tasks_told(item: ItemRow) -> str:
    """How far its tasks are: "tasks 2 of 5"; nothing without any."""
    done, many = counted(item.tasks)
    return f"tasks {done} of {many}" if many else ""


def _sort(work: WorkRow) -> str:
    """What kind of work it is: of a contact the way it came or went."""
    if work.kind != "interaction":
        return words(work.kind)
    way = {"inbound": "in", "outbound": "out"}.get(work.direction, "")
    return f"{words(work.channel)} {way}".strip()


def _last_word(item: ItemRow, sight: Sight, pen: Pen, width: int) -> list[Line]:
    last = _last_message(item)
    if last is None:
        return [[pen.ink(" "), pen.said(item.work.subject)], []]
    text = " ".join(last.text.split()) or item.work.subject
    by = f"  {_who(last.author, sight, pen)}, {moment(last.at, sight.zone, sight.now)}"
    room = width - 2
    parts = wrap(pen.gate(text), room)
    first = parts[0]
    if len(parts) == 1 and width_of([pen.ink(first + by)]) <= room:
        return [[pen.ink(f" {first}"), pen.ink(by, "muted")], []]
    tail_room = max(8, room - len(by))
    tail = " ".join(parts[1:])
    shown = fit(tail, tail_room, pen.glyphs.cut).rstrip() if tail else ""
    return [[pen.ink(f" {first}")], [pen.ink(f" {shown}"), pen.ink(by, "muted")]]


def _last_message(item: ItemRow) -> MessageRow | None:
    return item.messages[-1] if item.messages else None


def _clock(item: ItemRow, sight: Sight, pen: Pen, width: int) -> Line:
    running = [clock for clock in worst_first(item.clocks) if clock.state in ("running", "paused")]
    left: Line = [pen.ink(" ")]
    left += _worst(running[0], sight, pen) if running else [pen.ink(_ended(item, sight), "muted")]
    owner = "" if item.work.owner else "nobody has it"
    if item.work.standing == "closed":
        owner = ""
    aside = pen.glyphs.between(sight.begun, tasks_told(item), owner)
    return spread(left, [pen.ink(aside, "muted"), pen.ink(" ")], width, pen)


def _worst(clock: ClockRow, sight: Sight, pen: Pen) -> Line:
    name = words(clock.name)
    if clock.paused or clock.due is None:
        since = near_moment(clock.paused_since or clock.start, sight.zone, sight.now)
        return [
            pen.ink(f"{name} waits since {since}"),
            pen.ink(f", of {span(clock.target_seconds)}", "muted"),
        ]
    is_late = clock.level in _LATE
    token = "danger" if is_late else _LEVEL_TOKENS.get(clock.level, "text")
    verb = "was due" if is_late else "due"
    left = span(max(0, clock.target_seconds - clock.elapsed_seconds) // 60 * 60)
    target = span(clock.target_seconds)
    hours = clock.calendar if clock.calendar in _ALWAYS else f"in {clock.calendar} hours"
    aside = f", {target} {hours}" if is_late else f", {left} of {target} left"
    return [
        pen.sign(
            f"{pen.glyphs.level(clock.level)} ", token, bold=is_late or clock.level == "jeopardy"
        ),
        pen.ink(
            f"{name} {verb} {near_moment(clock.due, sight.zone, sight.now)}",
            token,
            bold=token != "text",
        ),
        pen.ink(pen.gate(aside), "muted"),
    ]


def _ended(item: ItemRow, sight: Sight) -> str:
    if item.work.closed is None:
        return (
            "Closed, nobody wrote down when" if item.work.standing == "closed" else "No clock runs"
        )
    return f"Closed {near_moment(item.work.closed, sight.zone, sight.now)}"


def _head(item: ItemRow, sight: Sight, pen: Pen, width: int, *, is_wide: bool) -> list[Line]:
    work = item.work
    owner = _who(work.owner, sight, pen) if work.owner else pen.glyphs.nobody
    channel = words(work.channel) if work.kind == "interaction" else words(work.kind)
    priority = f"P{work.priority} {PRIORITY_WORDS[work.priority]}"
    customer = pen.gate(work.customer or work.contact)
    state, room = state_of(work, Moment(sight.now, sight.zone)), width - 2
    if is_wide:
        told = pen.glyphs.between(priority, state, channel, tasks_told(item))
        facts = [pen.ink(told, "muted")]
        title = [pen.ink(f"{work.ref}  ", bold=True), pen.said(work.subject, bold=True)]
        return [title, spread(facts, [pen.ink(owner)], room, pen)]
    return [
        spread([pen.ink(work.ref, bold=True)], [pen.ink(owner)], room, pen),
        *flow([pen.said(work.subject, bold=True)], room)[:2],
        [pen.ink(pen.glyphs.between(priority, state), "muted")],
        [pen.ink(pen.glyphs.between(customer, channel, tasks_told(item)), "muted")],
    ]


def _pane_clock(clock: ClockRow, sight: Sight, pen: Pen, *, is_wide: bool) -> Line:
    at = Moment(sight.now, sight.zone)
    line = clock_pieces(clock, at, pen, (_LABEL, BAR) if is_wide else (_LABEL - 2, BAR - 4))
    note = clock_note(clock, at)
    return [*line, pen.ink(f"   {note}", "muted")] if is_wide and note else line


def _customer(item: ItemRow, sight: Sight, pen: Pen, width: int) -> list[Line]:
    """The customer's card below a thin rule that bears the name."""
    if item.customer is None:
        return []
    at = Moment(sight.now, sight.zone)
    title, *facts = card_lines(item.customer, at, pen, width - 2, item.work.ref)
    thin = pen.glyphs.thin
    head = [pen.ink(f"{thin} ", "line"), *clip(title, width - 4, pen.glyphs.cut), pen.ink(" ")]
    rule = [*head, pen.ink(thin * (width - width_of(head)), "line")]
    return [[], rule, [], *([pen.ink(" "), *line] for line in facts)]


def _beside(item: ItemRow, sight: Sight, pen: Pen, width: int) -> list[Line]:
    return [entry.line for entry in told(item.trail, sight, pen, width)]


def _under(item: ItemRow, sight: Sight, pen: Pen, width: int) -> list[Line]:
    """Time and name above each text, where a pane is too narrow for both side by side."""
    lines: list[Line] = []
    for row in together(item.trail):
        came_in = row.direction == "in"
        sign = {"in": pen.glyphs.came_in, "out": pen.glyphs.went_out}.get(row.direction, " ")
        who = _who(row.actor, sight, pen)
        at = moment(row.at, sight.zone, sight.now)
        name = (
            pen.sign(who, "accent")
            if came_in
            else pen.ink(who, "text" if is_said(row) else "muted")
        )
        lines.append(
            [
                pen.ink(f" {at:<7} ", "muted"),
                pen.sign(f"{sign} ", "accent" if came_in else "muted"),
                name,
            ]
        )
        text = pen.gate(" ".join(row.text.split()))
        token = "text" if is_said(row) else "muted"
        parts = wrap(text, width - 6)
        if row.level:
            lines.append([pen.ink("   "), *level_ink(row, parts[0], pen)])
        rest = parts[1:] if row.level else parts
        lines += [[pen.ink(f"   {part}", token)] for part in rest]
    return [clip(line, width, pen.glyphs.cut) for line in lines]


def _who(name: str | None, sight: Sight, pen: Pen) -> str:
    return "you" if name == sight.me else pen.gate(name or "")

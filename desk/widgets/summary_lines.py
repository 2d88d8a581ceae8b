"""What a preview says of an item: who it is, what was said last, how its worst clock stands."""

from desk.rows.items import ClockRow, ItemRow, MessageRow
from desk.rows.work import WorkRow
from desk.rules.plain_text import fit, wrap
from desk.rules.policies import AT_ANY_HOUR, ROUND_THE_CLOCK
from desk.rules.times import moment, near_moment, span
from desk.rules.vocabulary import words
from desk.widgets.drawn import Line, Pen, clip, spread, width_of
from desk.widgets.sight import Sight, state_words, tasks_told, worst_first

_ALWAYS = (ROUND_THE_CLOCK, AT_ANY_HOUR)
"""The calendars whose names say their hours."""
_LEVEL_TOKENS = {"warning": "warning", "jeopardy": "warning"}
_LATE = ("breached", "overdue2", "overdue3")


def below(item: ItemRow, sight: Sight, pen: Pen, width: int) -> list[Line]:
    """The preview below a list: a rule with the facts, two lines of text, the worst clock."""
    return [
        _rule(item, sight, pen, width),
        *_last_word(item, sight, pen, width),
        _clock(item, sight, pen, width),
    ]


def _rule(item: ItemRow, sight: Sight, pen: Pen, width: int) -> Line:
    work = item.work
    facts = pen.glyphs.between(
        _sort(work),
        f"P{work.priority}",
        state_words(work, sight.now, sight.zone),
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
    by = f"  {who_is(last.author, sight, pen)}, {moment(last.at, sight.zone, sight.now)}"
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
    aside = pen.glyphs.between(sight.begun, tasks_told(item.tasks), owner)
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


def who_is(name: str | None, sight: Sight, pen: Pen) -> str:
    """A person by name, or "you"."""
    return "you" if name == sight.me else pen.gate(name or "")

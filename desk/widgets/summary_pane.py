"""The preview as a pane beside a list: head, clocks, the end of the trail, the customer."""

from desk.rows.items import ClockRow, ItemRow
from desk.rules.plain_text import wrap
from desk.rules.times import moment
from desk.rules.vocabulary import PRIORITY_WORDS, words
from desk.widgets.clock_bar import BAR, Moment, clock_note, clock_pieces
from desk.widgets.customer_card import card_lines
from desk.widgets.drawn import Line, Pen, clip, flow, spread, width_of
from desk.widgets.sight import Sight, state_words, tasks_told, worst_first
from desk.widgets.summary_lines import who_is
from desk.widgets.timeline import is_said, level_ink, together, told
from desk.widgets.work_cells import has_customer

_WIDE = 39
"""From so many cells on, the trail has names beside its texts."""
_LABEL = 15


def pane(item: ItemRow, sight: Sight, pen: Pen, size: tuple[int, int]) -> list[Line]:
    """The preview as a pane: head, clocks, and as much of the trail's end as there is room for."""
    width, height = size
    is_wide = width >= _WIDE
    lines = [*_head(item, sight, pen, width, is_wide=is_wide), []]
    clocks = [_pane_clock(clock, sight, pen, is_wide=is_wide) for clock in worst_first(item.clocks)]
    lines += [*clocks, []] if clocks else []
    lines += [[pen.ink(sight.begun, "muted")], []] if sight.begun else []
    lines = [[pen.ink(" "), *clip(line, width - 2, pen.glyphs.cut)] for line in lines]
    trail = _beside(item, sight, pen, width) if is_wide else _under(item, sight, pen, width)
    customer = _customer(item, sight, pen, width) if has_customer(width, height) else []
    room = max(0, height - len(lines) - len(customer))
    return [*lines, *(trail[-room:] if room else []), *customer]


def _head(item: ItemRow, sight: Sight, pen: Pen, width: int, *, is_wide: bool) -> list[Line]:
    work = item.work
    owner = who_is(work.owner, sight, pen) if work.owner else pen.glyphs.nobody
    channel = words(work.channel) if work.kind == "interaction" else words(work.kind)
    priority = f"P{work.priority} {PRIORITY_WORDS[work.priority]}"
    customer = pen.gate(work.customer or work.contact)
    state, room = state_words(work, sight.now, sight.zone), width - 2
    if is_wide:
        told = pen.glyphs.between(priority, state, channel, tasks_told(item.tasks))
        facts = [pen.ink(told, "muted")]
        title = [pen.ink(f"{work.ref}  ", bold=True), pen.said(work.subject, bold=True)]
        return [title, spread(facts, [pen.ink(owner)], room, pen)]
    return [
        spread([pen.ink(work.ref, bold=True)], [pen.ink(owner)], room, pen),
        *flow([pen.said(work.subject, bold=True)], room)[:2],
        [pen.ink(pen.glyphs.between(priority, state), "muted")],
        [pen.ink(pen.glyphs.between(customer, channel, tasks_told(item.tasks)), "muted")],
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
        who = who_is(row.actor, sight, pen)
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

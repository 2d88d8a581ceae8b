"""A card of the board, and the head of a lane, as pieces of styled text."""

from collections.abc import Sequence
from typing import NamedTuple

from rich.segment import Segment

from desk.rows.board import Card, Heads
from desk.rules.lanes import FIXED_LANES, SHORT
from desk.rules.plain_text import fit
from desk.rules.times import due_cell, near_moment, short_moment
from desk.rules.vocabulary import words
from desk.widgets.board_lane import CAP, LaneCards
from desk.widgets.board_shape import NARROW, Form, Place
from desk.widgets.drawn import Line, Pen, clip, width_of
from desk.widgets.top_line import capped
from desk.widgets.work_cells import (
    Pens,
    Reader,
    Urgency,
    customer_of,
    due_inks,
    owner_of,
    urgency,
)

SHORT_CURSOR = 3
"""Cells that the short cursor tints: bar, level, blank."""
_OWNER = 8
_TASKS_FROM = 32
"""Cells of a card from which its first line has room for tasks."""


class Marks(NamedTuple):
    """How a card stands out."""

    has_cursor: bool = False
    is_marked: bool = False
    is_new: bool = False


def urgency_of(card: Card, now: int) -> Urgency:
    """How urgent a card is now; what is resolved has the time until it closes."""
    row = card.row
    if card.closes is not None and row.standing == "closed":
        return Urgency(None, due_cell(card.closes, "running", now), is_far=True)
    if card.held_for and row.standing != "running":
        return Urgency(None, "held", is_far=True)
    return urgency(row, now)


def card_lines(card: Card, place: Place, reader: Reader, drawn: Pens, marks: Marks) -> list[Line]:
    """The lines of a card, each as wide as its lane."""
    form, width = place.form, place.width
    texts = (
        _narrow(card, width, reader, drawn)
        if form is NARROW
        else _whole(card, place, reader, drawn, is_new=marks.is_new)
    )
    level = _level(card, reader, drawn.near)
    lines: list[Line] = []
    for number, text in enumerate(texts):
        first = [*_edge(number, level, form, drawn.near, marks), *text]
        room = width - width_of(first)
        lines.append([*first, drawn.far.ink(" " * room)] if room > 0 else first)
    return lines


def head_lines(lane: LaneCards, place: Place, pen: Pen, *, has_focus: bool) -> list[Line]:
    """The name of a lane, and below it what it counts."""
    room = place.width - 2
    name = pen.gate(lane.lane.title)
    if len(name) > room and lane.lane.by in FIXED_LANES:
        name = SHORT.get(lane.lane.key, name)
    shown = fit(name, room, pen.glyphs.cut).rstrip()
    style = pen.look.palette.ink(
        "text" if has_focus else "muted", bold=has_focus, underline=has_focus
    )
    title: Line = [pen.ink("  "), Segment(shown, style)]
    return [title, [pen.ink("  "), *_counts(lane.heads, room, pen)]]


def head_width(title: str) -> int:
    """The cells of an empty lane: its name with what stands around it."""
    return len(title) + 4


def _edge(number: int, level: Segment, form: Form, pen: Pen, marks: Marks) -> Line:
    """The cells before the text: the cursor's bar or the mark, then the level."""
    blank = pen.ink(" ")
    mark = pen.sign(pen.glyphs.marked, "accent") if marks.is_marked and not number else blank
    first = level if not number else blank
    if form is NARROW:
        return [first, mark]
    if marks.has_cursor:
        return [pen.sign(pen.glyphs.cursor, "accent"), first, mark]
    return [mark, first, blank]


def _level(card: Card, reader: Reader, pen: Pen) -> Segment:
    at = urgency_of(card, reader.now)
    token, _, is_urgent = due_inks(at)
    return pen.sign(pen.glyphs.level(at.level), token, bold=is_urgent)


def _narrow(card: Card, width: int, reader: Reader, drawn: Pens) -> list[Line]:
    pen, room = drawn.far, width - NARROW.indent
    at = urgency_of(card, reader.now)
    return [
        [pen.ink(fit(card.row.ref, room, pen.glyphs.cut))],
        [_due(at, f"{at.due:<4}", pen), pen.ink(f" P{card.row.priority}", "muted")],
    ]


def _whole(card: Card, place: Place, reader: Reader, drawn: Pens, *, is_new: bool) -> list[Line]:
    pen, row, room = drawn.far, card.row, place.width - place.form.indent - 1
    at = urgency_of(card, reader.now)
    tasks = f"tasks {card.tasks_done}/{card.tasks_all}" if card.tasks_all else ""
    has_why = place.form.lines > 3
    facts = [pen.ink(row.ref), pen.ink(f"  P{row.priority}", "muted")]
    if tasks and not has_why and place.width >= _TASKS_FROM:
        facts.append(pen.ink(f"  {tasks}", "muted"))
    name, token = customer_of(row)
    owner, owner_token = owner_of(row, reader, pen, _OWNER)
    owner = fit(pen.gate(owner), _OWNER, pen.glyphs.cut).rstrip()
    lines = [
        _apart(facts, [_due(at, at.due, pen)], room, pen),
        [pen.ink(fit(pen.gate(row.subject), room, pen.glyphs.cut), bold=is_new or _is_late(at))],
        _apart([pen.said(name, "muted")], [pen.ink(owner, owner_token)], room, pen),
    ]
    return (
        [*lines, clip([pen.said(why(card, reader), "muted")], room, pen.glyphs.cut)]
        if has_why
        else lines
    )


def _apart(left: Line, right: Line, room: int, pen: Pen) -> Line:
    """Two ends of a line; the left one gives way."""
    rest = room - width_of(right)
    kept = clip(left, max(0, rest - 1), pen.glyphs.cut)
    return [*kept, pen.ink(" " * max(0, rest - width_of(kept))), *right]


def _due(at: Urgency, text: str, pen: Pen) -> Segment:
    _, token, is_urgent = due_inks(at)
    return pen.ink(text, token, bold=is_urgent)


def _is_late(at: Urgency) -> bool:
    return at.level in ("breached", "overdue2", "overdue3")


def why(card: Card, reader: Reader) -> str:
    """Why a card is where it is, in a few words."""
    row, now, zone = card.row, reader.now, reader.zone
    match row.state:
        case "pending":
            party = card.partner if card.waits_for == "partner" else card.waits_for
            since = f", since {short_moment(card.asked_at, zone, now)}" if card.asked_at else ""
            return f"{party or 'somebody'}{since}"
        case "held":
            return words(card.held_for) or "held"
        case "resolved":
            at = card.closes
            return f"closes {near_moment(at, zone, now)}" if at else "waits for confirmation"
        case "acknowledged":
            begun = short_moment(row.created, zone, now)
            return f"no owner since {begun}" if row.owner_id is None else f"reported {begun}"
    tasks = f"tasks {card.tasks_done} of {card.tasks_all}" if card.tasks_all else "no plan yet"
    return f"{tasks}, with {card.partner}" if card.partner else tasks


def _counts(heads: Heads | None, room: int, pen: Pen) -> Line:
    """The cards and those at each level, worst first, as many as fit."""
    if heads is None:
        return []
    many = f"{CAP:,}+" if heads.many > CAP else f"{heads.many:,}"
    line: Line = [pen.ink(many)]
    for glyph, token, count in _levels(heads, pen):
        piece = [
            pen.ink(" "),
            pen.sign(glyph, token, bold=token == "danger" or glyph == pen.glyphs.jeopardy),
            pen.ink(capped(count), token, bold=glyph != pen.glyphs.warning),
        ]
        if count and width_of([*line, *piece]) <= room:
            line += piece
    return line


def _levels(heads: Heads, pen: Pen) -> Sequence[tuple[str, str, int]]:
    return (
        (pen.glyphs.breached, "danger", heads.breached),
        (pen.glyphs.jeopardy, "warning", heads.jeopardy),
        (pen.glyphs.warning, "warning", heads.warning),
    )

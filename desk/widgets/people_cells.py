"""A line of the list of people as pieces of styled text: a team, or a person's room."""

from __future__ import annotations

from desk.rows.people import StaffRow
from desk.rules.plain_text import fit
from desk.widgets.agenda_lines import hours
from desk.widgets.drawn import Line, Pen, clip, spread
from desk.widgets.people_lines import NO_TEAM, PeopleLine, absence_of, facts_of_team, free
from desk.widgets.work_cells import Pens, Reader

_NAME = 16
_BAR, _LEAST_BAR = 14, 8
_WITH_BAR = 70
"""Columns from which the bar has its full length."""


def team_pieces(line: PeopleLine, many_away: int, pen: Pen, width: int) -> Line:
    """The title of a team: what it wants, and how many are in it."""
    team = line.team
    assert team is not None
    if team == NO_TEAM:
        return [pen.ink(" In no team", bold=True)]
    facts = pen.glyphs.between(*map(pen.gate, facts_of_team(team)))
    counted = f"{team.members:,} {'people' if team.members != 1 else 'person'}"
    counted += f", {many_away:,} away" if many_away else ""
    left = [pen.ink(" "), pen.said(team.name, bold=True), pen.ink(f"  {facts}", "muted")]
    return spread(left, [pen.ink(f"{counted} ", "muted")], width, pen)


def person_pieces(line: PeopleLine, reader: Reader, drawn: Pens, width: int) -> Line:
    """A person after the first cell: the name, how much of their time is taken, what is open."""
    row, far = line.staff, drawn.far
    if row is None:
        return [drawn.near.ink(" "), far.ink(" Nobody is in it: n adds somebody", "muted")]
    name = "you" if row.person.id == reader.id else far.gate(row.person.name)
    left: Line = [
        drawn.near.ink(f" {fit(name, _NAME, far.glyphs.cut)}  "),
        *_room(row, reader, far, _BAR if width >= _WITH_BAR else _LEAST_BAR),
    ]
    return spread(left, [far.ink(_open(row), "muted")], width - 2, far)


def _room(row: StaffRow, reader: Reader, pen: Pen, bar: int) -> Line:
    """The bar and the words beside it; who is away has neither."""
    absence = absence_of(row, reader.zone, reader.now)
    if row.person.back_at(reader.now) is not None:
        return [pen.said(absence, "muted")]
    if row.room is None:
        return [pen.ink("works on no items", "muted")]
    left, whole = free(row)
    taken = row.room.load
    share = taken / whole if whole else float(taken > 0)
    used = min(bar, max(1 if taken else 0, int(share * bar)))
    is_over = left < 0
    when = "today" if row.room.today else "in 7 days"
    words = f"{hours(taken)} of {hours(whole)} {when}" if taken else f"free, {hours(whole)} {when}"
    return [
        pen.sign(pen.glyphs.used * used, "warning" if is_over else "text"),
        pen.ink(pen.glyphs.left * (bar - used), "fill"),
        pen.ink(" "),
        pen.sign(pen.glyphs.jeopardy, "warning", bold=True) if is_over else pen.ink(" "),
        pen.ink(f" {words}", "text" if is_over else "muted"),
        *([pen.said(f"  {absence}", "muted")] if absence else []),
    ]


def _open(row: StaffRow) -> str:
    """What somebody has open."""
    held = row.burden
    many = held.items + held.waiting
    parts = [f"{many:,} open"] if many else []
    parts += [f"{held.tasks:,} task{'s' if held.tasks > 1 else ''}"] if held.tasks else []
    return ", ".join(parts)


def cut_to(line: Line, width: int, pen: Pen) -> Line:
    """A line that leaves the last cell of the list alone."""
    return clip(line, width - 1, pen.glyphs.cut)

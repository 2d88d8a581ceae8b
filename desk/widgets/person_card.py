"""The person under the cursor: hours, room, absences, and what they have open."""

from __future__ import annotations

from collections.abc import Sequence

from desk.rows.people import AbsenceRow, StaffRow
from desk.rows.work import WorkRow
from desk.rules.plain_text import fit
from desk.rules.vocabulary import words
from desk.widgets.agenda_lines import hours
from desk.widgets.drawn import Drawn, Line, Pen, clip, flow, width_of
from desk.widgets.look import Look
from desk.widgets.people_lines import day_or_moment
from desk.widgets.work_cells import Reader, due_cells, urgency

BELOW = 4
"""Rows of the card below a list: its rule and three lines."""


class PersonCard(Drawn):
    """Below a list a rule and three lines; in a pane all that is known, with the open work."""

    DEFAULT_CSS = "PersonCard { height: auto; width: 1fr; background: $background; }"

    def __init__(self, look: Look, reader: Reader) -> None:
        super().__init__(look)
        self.is_pane = False
        self._reader = reader
        self._about: StaffRow | None = None
        self._work: Sequence[WorkRow] = ()

    def show(self, about: StaffRow | None, work: Sequence[WorkRow], reader: Reader) -> None:
        """Show a person and what they have open."""
        self._about, self._work, self._reader = about, work, reader
        self.redraw()

    def draw(self, width: int) -> list[Line]:
        """The lines in so many cells."""
        pen, about = self.pen, self._about
        if self.is_pane:
            edge = pen.ink(pen.glyphs.pane, "line")
            lines = self._pane(about, width - 1) if about is not None else []
            blank: list[Line] = [[]] * max(0, self.size.height - len(lines))
            return [[edge, *line] for line in [*lines, *blank]]
        if about is None:
            return [[pen.ink(pen.glyphs.thin * width, "line")], [], [], []]
        thin = pen.glyphs.thin
        facts = pen.gate(_place_of(about, pen))
        title = [
            pen.ink(f"{thin} ", "line"),
            pen.said(about.person.name, bold=True),
            pen.ink(f"  {facts} ", "muted"),
        ]
        title = clip(title, width - 2, pen.glyphs.cut)
        told = facts_of(about, self._reader, pen)[:3]
        lines = [clip([pen.ink(" "), pen.said(text)], width - 1, pen.glyphs.cut) for text in told]
        rule = [*title, pen.ink(thin * (width - width_of(title)), "line")]
        return [rule, *lines, *([[]] * (3 - len(lines)))]

    def _pane(self, about: StaffRow, width: int) -> list[Line]:
        pen = self.pen
        lines: list[Line] = [
            [pen.said(about.person.name, bold=True)],
            [pen.ink(pen.gate(_place_of(about, pen)), "muted")],
            [],
        ]
        for text in facts_of(about, self._reader, pen):
            lines += flow([pen.said(text)], width - 2)
        if self._work:
            lines += [[], [pen.ink("Open, most urgent first", bold=True)]]
            lines += [_work_line(row, self._reader, pen, width - 2) for row in self._work]
        return [[pen.ink(" "), *clip(line, width - 2, pen.glyphs.cut)] for line in lines]


def facts_of(row: StaffRow, reader: Reader, pen: Pen) -> list[str]:
    """What is to be known of somebody, a line each: what keeps them away first."""
    person = row.person
    above = f"reports to {person.manager}" if person.manager else ""
    return [
        *(_absence(each, reader) for each in person.absences),
        *_room(row, reader, pen),
        pen.glyphs.between(f"{person.hours} hours", person.zone, above),
    ]


def _absence(absence: AbsenceRow, reader: Reader) -> str:
    until = day_or_moment(absence.ends, reader.zone, reader.now)
    why = f", {absence.why}" if absence.why else ""
    if absence.starts <= reader.now:
        return f"Absent until {until}{why}"
    begin = day_or_moment(absence.starts, reader.zone, reader.now)
    return f"Absent from {begin} until {until}{why}"


def _room(row: StaffRow, reader: Reader, pen: Pen) -> list[str]:
    """How much is to be done, and the time there is for it."""
    if row.room is None:
        return []
    held = row.burden
    parts = [f"{held.items:,} item{'s' if held.items != 1 else ''} to work on"]
    parts += [f"{held.tasks:,} task{'s' if held.tasks != 1 else ''}"] if held.tasks else []
    parts += [f"{held.waiting:,} waiting"] if held.waiting else []
    lines = [pen.glyphs.between(*parts)]
    if row.person.back_at(reader.now) is None:
        today = f"{hours(row.room.load)} of work for {hours(row.room.today)} left today"
        lines.insert(0, f"{today}, {hours(row.room.week)} in 7 days")
    return lines


def _place_of(row: StaffRow, pen: Pen) -> str:
    """The role and the teams."""
    return pen.glyphs.between(words(row.person.role), ", ".join(row.person.teams))


def _work_line(row: WorkRow, reader: Reader, pen: Pen, width: int) -> Line:
    """An item in one line: level, due, reference, subject."""
    at = urgency(row, reader.now)
    line = [*due_cells(at, pen), pen.ink(f"  {fit(row.ref, 7)}  ", "muted"), pen.said(row.subject)]
    return clip(line, width, pen.glyphs.cut)

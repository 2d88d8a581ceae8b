"""SLA clocks as lines: name, share used as a bar, sign, time to go, and what to know besides."""

from collections.abc import Sequence
from typing import NamedTuple

from desk.rows.items import ClockRow
from desk.rules.times import due_cell, near_moment, span
from desk.rules.vocabulary import words
from desk.widgets.drawn import Drawn, Line, Pen, width_of
from desk.widgets.look import Look
from desk.widgets.sight import worst_first as worst_first

BAR = 14
"""Cells of a bar where there is room."""
_BAR_LEAST = 10
"""A bar this long is worth more than nothing beside it, and a note more than a longer one."""
_BAR_IN_PANE = 16
_LABEL = 15
_VALUE = 6
_GAP = 3
_IN_ONE_LINE = 54
"""Cells from which what is to be known besides stands in the line of its clock."""
LEVEL_TOKENS = {
    "warning": "warning",
    "jeopardy": "warning",
    "breached": "danger",
    "overdue2": "danger",
    "overdue3": "danger",
}
_LOUD = ("jeopardy", "breached", "overdue2", "overdue3")
"""Levels at which the number itself has the colour and is bold."""


class Moment(NamedTuple):
    """Now, and the zone of who looks."""

    now: int
    zone: str

    def near(self, at: int) -> str:
        """An instant in few words."""
        return near_moment(at, self.zone, self.now)


def clock_pieces(clock: ClockRow, moment: Moment, pen: Pen, widths: tuple[int, int]) -> Line:
    """One clock: label and bar as wide as `widths` say, sign and value."""
    label, bar = widths
    head = pen.ink(pen.gate(words(clock.name))[:label].ljust(label), "muted")
    if clock.state not in ("running", "paused"):
        return [head, *_over(clock, pen)]
    value = due_cell(clock.due, clock.state, moment.now).rjust(_VALUE)
    token = LEVEL_TOKENS.get(clock.level, "text") if not clock.paused else "muted"
    loud = clock.level in _LOUD and not clock.paused
    return [
        head,
        *_bar(clock, pen, token, bar),
        pen.ink(" "),
        pen.sign(pen.glyphs.level(clock.level) if not clock.paused else " ", token, bold=loud),
        pen.ink(value, token if loud else "text" if not clock.paused else "muted", bold=loud),
    ]


def clock_note(clock: ClockRow, moment: Moment) -> str:
    """What to know besides: when it is due, since when it stands, how much was used."""
    if clock.state == "paused" and clock.paused_since is not None:
        return f"since {near_moment(clock.paused_since, moment.zone, moment.now)}"
    if clock.state in ("met", "missed"):
        if not clock.elapsed_seconds:
            return "at once"
        return f"{span(_minutes(clock.elapsed_seconds))} of {span(clock.target_seconds)}"
    if clock.state == "running" and clock.due is not None:
        return near_moment(clock.due, moment.zone, moment.now)
    return ""


def _over(clock: ClockRow, pen: Pen) -> Line:
    """A clock that is over has no bar."""
    signs = {"met": (pen.glyphs.done, "success"), "missed": (pen.glyphs.breached, "danger")}
    sign, token = signs.get(clock.state, (pen.glyphs.nobody, "muted"))
    return [pen.sign(sign, token), pen.ink(f" {words(clock.state)}", "muted")]


def _bar(clock: ClockRow, pen: Pen, token: str, bar: int) -> Line:
    share = clock.elapsed_seconds / clock.target_seconds if clock.target_seconds else 1.0
    used = min(bar, max(1 if clock.elapsed_seconds else 0, int(share * bar)))
    rest = "fill" if pen.ground != "cursor" else "muted"
    return [
        pen.sign(pen.glyphs.used * used, token),
        pen.ink(pen.glyphs.left * (bar - used), rest),
    ]


def _minutes(seconds: int) -> int:
    """Whole minutes, from one minute on: nobody reads the seconds of a clock that is over."""
    return seconds if seconds < 60 else seconds // 60 * 60


def stacked(clocks: Sequence[ClockRow], at: Moment, pen: Pen, width: int) -> list[Line]:
    """The clocks one above the other, each with what to know besides below it."""
    lines: list[Line] = []
    if width >= _IN_ONE_LINE:
        return [_with_note(clock, at, pen) for clock in worst_first(clocks)]
    bar = max(6, min(_BAR_IN_PANE, width - _LABEL - _VALUE - 3))
    for clock in worst_first(clocks):
        line = clock_pieces(clock, at, pen, (_LABEL, bar))
        note = clock_note(clock, at)
        if clock.state not in ("running", "paused"):
            lines.append([*line, pen.ink(f"  {note}", "muted")])
            continue
        told = f"due {note}" if clock.state == "running" else note
        lines += [line, [pen.ink(" " * _LABEL), pen.ink(told, "muted")]]
    return lines


def _with_note(clock: ClockRow, at: Moment, pen: Pen) -> Line:
    """A clock and what to know besides, in one line; over, its sign stands below the others'."""
    line, note = clock_pieces(clock, at, pen, (_LABEL, BAR)), clock_note(clock, at)
    if clock.state == "running":
        note = f"due {note}"
    if clock.state not in ("running", "paused"):
        line = [line[0], pen.ink(" " * (BAR + 1)), *line[1:]]
        return [*line, pen.ink(f"  {note}", "muted")]
    return [*line, pen.ink(f"   {note}" if note else "", "muted")]


class ClockBar(Drawn):
    """The clocks of an item below its head, two in a line."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._clocks: list[ClockRow] = []
        self._moment = Moment(0, "UTC")

    def show(self, clocks: Sequence[ClockRow], moment: Moment) -> None:
        """Show these clocks as they stand at that moment."""
        self._clocks = worst_first(clocks)
        self._moment = moment
        self.redraw()

    def draw(self, width: int) -> list[Line]:
        """The clock lines in so many cells."""
        return [
            self._pair(self._clocks[first : first + 2], width)
            for first in range(0, len(self._clocks), 2)
        ]

    def _pair(self, clocks: Sequence[ClockRow], width: int) -> Line:
        pen, at = self.pen, self._moment
        labels = [len(words(clock.name)) + 1 for clock in clocks]
        longest = [clock_pieces(c, at, pen, (n, BAR)) for c, n in zip(clocks, labels, strict=True)]
        note = clock_note(clocks[-1], at)
        over = 1 + sum(map(width_of, longest)) + _GAP * (len(clocks) - 1) + 1 - width
        bars = sum(clock.state in ("running", "paused") for clock in clocks) or 1
        with_note = BAR - max(0, -(-(over + len(note) + 2) // bars))
        bar = with_note if with_note >= _BAR_LEAST else BAR - max(0, -(-over // bars))
        line: Line = [pen.ink(" ")]
        for place, clock in enumerate(clocks):
            line += [pen.ink(" " * _GAP)] if place else []
            line += clock_pieces(clock, at, pen, (labels[place], max(4, min(BAR, bar))))
        if note and width - width_of(line) >= len(note) + 3:
            line += [pen.ink("  "), pen.ink(note, "muted")]
        return line

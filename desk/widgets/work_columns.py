"""The columns of a list that somebody chose: which fit, how wide they are, what stands in them."""

from collections.abc import Callable
from typing import NamedTuple

from desk.rows.work import WorkRow
from desk.rules.clocks import level_at
from desk.rules.list_columns import LIST_COLUMNS, taken, that_fit
from desk.rules.plain_text import fit
from desk.rules.times import moment
from desk.rules.vocabulary import words
from desk.widgets.drawn import Line, Pen
from desk.widgets.work_cells import DESIGN, Pens, Reader, customer_of, due_cells, owner_of, urgency

_BEFORE = 3
"""Cells before the first column: cursor, level, blank."""
_TIGHT = {"customer": 14, "owner": 5, "state": 12}
"""Widths where the list is narrower than the size it was designed for."""


class Chosen(NamedTuple):
    """Columns that fit, each with its width, in order."""

    names: tuple[str, ...]
    widths: tuple[int, ...]


def chosen(names: tuple[str, ...], width: int, ref: int) -> Chosen:
    """As many of the columns as a list of that width has room for; the subject takes the rest."""
    room = width - _BEFORE - 1
    widths = {name: LIST_COLUMNS[name].width for name in names} | {"ref": ref}
    if width < DESIGN:
        widths |= _TIGHT
    fitting = that_fit(names, room, widths)
    last = "subject" if "subject" in fitting else fitting[-1]
    widths[last] += max(0, room - taken(fitting, widths))
    return Chosen(fitting, tuple(widths[name] for name in fitting))


def chosen_head(of: Chosen, pen: Pen) -> Line:
    """The line above the rows."""
    titles = [
        fit(LIST_COLUMNS[name].title, width, right=name == "due")
        for name, width in zip(of.names, of.widths, strict=True)
    ]
    return [pen.ink(" " * _BEFORE + "  ".join(titles), "muted")]


def chosen_cells(row: WorkRow, of: Chosen, reader: Reader, drawn: Pens, *, is_new: bool) -> Line:
    """The row after its first cell."""
    pen = drawn.far
    line = due_cells(urgency(row, reader.now), drawn.near)
    for name, width in zip(of.names[1:], of.widths[1:], strict=True):
        text, token = _TEXTS[name](row, reader, pen, width)
        shown = fit(pen.gate(text), width, pen.glyphs.cut)
        line.append(pen.ink("  " + shown, token, bold=is_new and name == "subject"))
    return line


Cell = Callable[[WorkRow, Reader, Pen, int], tuple[str, str]]


def _level(row: WorkRow, reader: Reader) -> str:
    return (level_at(row.instants, reader.now) or "") if row.standing == "running" else ""


_TEXTS: dict[str, Cell] = {
    "ref": lambda row, _, __, ___: (row.ref, "muted"),
    "customer": lambda row, _, __, ___: customer_of(row),
    "subject": lambda row, _, __, ___: (row.subject, "text"),
    "owner": owner_of,
    "priority": lambda row, _, __, ___: (f"P{row.priority}", "text"),
    "state": lambda row, _, __, ___: (words(row.state), "muted"),
    "level": lambda row, reader, _, __: (_level(row, reader), "text"),
    "team": lambda row, _, pen, __: (row.team or pen.glyphs.nobody, "muted"),
    "channel": lambda row, _, __, ___: (words(row.channel), "muted"),
    "tags": lambda row, _, __, ___: (" ".join(row.tags), "muted"),
    "created": lambda row, reader, _, __: (moment(row.created, reader.zone, reader.now), "muted"),
    "updated": lambda row, reader, _, __: (moment(row.updated, reader.zone, reader.now), "muted"),
}
"""What stands in each column, and in which token; `due` is drawn with the level before it."""

"""One row of the work list as pieces of styled text, and where its columns stand."""

from collections.abc import Mapping
from typing import NamedTuple

from desk.rows.work import WorkRow
from desk.rules.clocks import level_at
from desk.rules.plain_text import fit
from desk.rules.times import due_cell, near_moment
from desk.widgets.drawn import Line, Pen
from desk.widgets.look import Look

DUE = 5
SHORT_CURSOR = 8
"""Cells that the short cursor tints: bar, level and due time."""
DESIGN = 80
"""Cells of the list at the size it was designed for, and wherever a pane leaves it as many."""
WITH_PANE = 100
"""Columns from which a pane stands beside the list."""
_WIDE, _HALVES = 120, 170
"""Columns from which the list has its full width beside a pane, and from which it has half."""
_NARROW_PANE = 36
_WITH_CUSTOMER = 58
"""Cells of a pane from which the customer stands below the preview, in rows half as many."""
_DAY = 86400
_LEVEL_TOKENS = {"watch": "muted", "warning": "warning", "jeopardy": "warning"}


class Columns(NamedTuple):
    """Widths of the columns whose width depends on the screen's or on the store's."""

    ref: int
    customer: int
    subject: int
    owner: int


class Urgency(NamedTuple):
    """What of a row changes with time alone: it is compared when a minute has gone by."""

    level: str | None
    due: str
    is_far: bool
    """Whether more than a day is left."""


class Reader(NamedTuple):
    """Who reads the list, when, and who else has which item open."""

    id: int | None
    now: int
    others: Mapping[int, str] = {}
    zone: str = "UTC"

    def near(self, at: int) -> str:
        """An instant in few words."""
        return near_moment(at, self.zone, self.now)


def columns(width: int, ref: int, *, is_beside_pane: bool) -> Columns:
    """The columns of a list of that width, the references taking `ref` cells."""
    tight = width < DESIGN or is_beside_pane
    customer, owner = (14, 5) if tight else (18, 6)
    fixed = 3 + DUE + 2 + ref + 2 + customer + 2 + 2 + owner + 1
    return Columns(ref, customer, max(8, width - fixed), owner)


def list_width(screen: int) -> int:
    """How wide a list is, and what lies on it, on a screen of so many columns."""
    if screen < WITH_PANE:
        return screen
    if screen < _WIDE:
        return screen - _NARROW_PANE
    return DESIGN if screen < _HALVES else screen // 2


def has_customer(width: int, height: int) -> bool:
    """Whether a pane of that size, its edge apart, shows the customer too."""
    return min(width, 2 * height) >= _WITH_CUSTOMER


def urgency(row: WorkRow, now: int) -> Urgency:
    """How urgent a row is now."""
    running = row.standing == "running"
    return Urgency(
        level_at(row.instants, now) if running else None,
        due_cell(row.due, row.standing, now),
        not running or row.due is None or row.due - now >= _DAY,
    )


def head(of: Columns, pen: Pen) -> Line:
    """The line above the rows."""
    titles = (
        ("Ref", of.ref + 2),
        ("Customer", of.customer + 2),
        ("Subject", of.subject + 2),
        ("Owner", of.owner + 1),
    )
    text = " " * 3 + fit("Due", DUE, right=True) + "  "
    return [pen.ink(text + "".join(fit(title, width) for title, width in titles), "muted")]


class Pens(NamedTuple):
    """What draws a row: the cells that the short cursor tints, and the rest."""

    near: Pen
    far: Pen


def pens(look: Look) -> tuple[Pens, Pens]:
    """The pens for a row without the cursor, and with it."""
    page, tint = Pen(look), Pen(look, "cursor")
    return Pens(page, page), Pens(tint, page if look.short_cursor else tint)


def cells_of(row: WorkRow, of: Columns, reader: Reader, drawn: Pens, *, is_new: bool) -> Line:
    """The row after its first cell: level, due, reference, customer, subject and owner."""
    pen = drawn.far
    customer, customer_token = customer_of(row)
    owner, owner_token = owner_of(row, reader, pen, of.owner)
    return [
        *due_cells(urgency(row, reader.now), drawn.near),
        pen.ink(f"  {fit(row.ref, of.ref)}  ", "muted"),
        pen.ink(_shown(customer, of.customer, pen) + "  ", customer_token),
        pen.ink(_shown(row.subject, of.subject, pen), bold=is_new),
        pen.ink("  " + _shown(owner, of.owner, pen), owner_token),
    ]


def first_cells(pen: Pen, cells: Line, has_cursor: bool, is_marked: bool) -> Line:
    """The cells of a row behind its first one, which has the cursor's bar or the mark.

    With both, the mark moves behind the level: neither sign is left to colour alone.
    """
    if not has_cursor:
        return [pen.sign(pen.glyphs.marked if is_marked else " ", "accent"), *cells]
    bar = pen.sign(pen.glyphs.cursor, "accent")
    if not is_marked:
        return [bar, *cells]
    level = cells[0]._replace(text=cells[0].text[:1])
    return [bar, level, pen.sign(pen.glyphs.marked, "accent"), *cells[1:]]


def due_inks(at: Urgency) -> tuple[str, str, bool]:
    """The tokens of the level's sign and of the due time, and whether both are bold."""
    is_urgent = at.level is not None and at.level not in ("green", "watch", "warning")
    is_late = is_urgent and at.level != "jeopardy"
    token = "danger" if is_late else _LEVEL_TOKENS.get(at.level or "", "text")
    return token, token if is_urgent else "muted" if at.is_far else "text", is_urgent


def due_cells(at: Urgency, pen: Pen) -> Line:
    """The sign of the level, and the due time."""
    token, due_token, is_urgent = due_inks(at)
    return [
        pen.sign(pen.glyphs.level(at.level) + " ", token, bold=is_urgent),
        pen.ink(fit(at.due, DUE, right=True), due_token, bold=is_urgent),
    ]


def customer_of(row: WorkRow) -> tuple[str, str]:
    """Whom it is about, and the token of that cell."""
    if row.customer:
        return row.customer, "text"
    nobody = "(no customer)" if row.kind == "problem" else "(new contact)"
    return row.contact or nobody, "muted"


def owner_of(row: WorkRow, reader: Reader, pen: Pen, width: int) -> tuple[str, str]:
    """Who has it, or has it open, and the token of that cell."""
    here = reader.others.get(row.id)
    if here is not None:
        name = fit(pen.gate(here), width - 2, pen.glyphs.cut).rstrip()
        return f"{pen.glyphs.opened}{name}{pen.glyphs.closed}", "text"
    if row.owner_id is not None and row.owner_id == reader.id:
        return "you", "text"
    return row.owner or pen.glyphs.nobody, "muted"


def _shown(text: str, width: int, pen: Pen) -> str:
    return fit(pen.gate(text), width, pen.glyphs.cut)

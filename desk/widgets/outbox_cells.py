"""What stands on one line of the outbox, and the words for what becomes of messages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from desk.rows.outbox import OutboxRow
from desk.rules.plain_text import cells, fit
from desk.rules.times import due_cell, near_moment
from desk.rules.vocabulary import LIVE_CHANNELS
from desk.terminal.glyphs import Glyphs
from desk.widgets.drawn import Line, Pen
from desk.widgets.work_cells import DUE, Pens

_KIND, _TO, _STATE = 6, 20, 9
_LEAST_SUBJECT = 8

KINDS: Mapping[str, str] = {
    "email": "mail",
    "sms": "sms",
    "letter": "letter",
    "social": "social",
    "webhook": "hook",
    "phone": "phone",
    "inPerson": "person",
    "chat": "chat",
}
"""How people call what each medium takes."""

PURPOSES: Mapping[str, str] = {
    "late": "late notice",
    "statusChange": "new state",
    "progress": "progress",
    "information": "message",
    "survey": "survey",
    "acknowledgement": "receipt",
    "event": "event",
}


class Standing(NamedTuple):
    """How a message stands."""

    glyph: str
    """By its name among `Glyphs`; empty for none."""
    token: str
    word: str


def standing_of(row: OutboxRow) -> Standing:
    """How a message stands, by its state; what failed is tried again or was given up."""
    if row.state == "failed":
        is_over = row.done_at is not None
        return (
            Standing("error", "danger", "failed")
            if is_over
            else Standing("warning", "warning", "again")
        )
    return _STANDINGS[row.state]


_STANDINGS: Mapping[str, Standing] = {
    "draft": Standing("watch", "warning", "draft"),
    "held": Standing("warning", "warning", "held"),
    "initial": Standing("", "text", "waits"),
    "inProgress": Standing("under_way", "text", "leaving"),
    "completed": Standing("done", "success", "delivered"),
    "cancelled": Standing("", "muted", "dropped"),
}


class OutboxColumns(NamedTuple):
    """Widths of the columns that depend on the screen's or on the store's."""

    ref: int
    to: int
    subject: int


def outbox_columns(width: int, ref: int) -> OutboxColumns:
    """The columns of a list of that width; subjects take what is left."""
    fixed = 3 + DUE + 2 + ref + 2 + _KIND + 2 + 2 + _STATE + 1
    left = width - fixed - 2
    to = _TO if left >= _TO + _LEAST_SUBJECT * 2 else max(8, left // 2)
    return OutboxColumns(ref, to, max(_LEAST_SUBJECT, left - to))


def outbox_head(of: OutboxColumns, pen: Pen) -> Line:
    """The line above the rows."""
    titles = (("Ref", of.ref), ("By", _KIND), ("To", of.to), ("What", of.subject), ("How", _STATE))
    text = " " * 3 + fit("Age", DUE, right=True) + "  "
    return [pen.ink(text + "  ".join(fit(title, width) for title, width in titles), "muted")]


def outbox_pieces(row: OutboxRow, of: OutboxColumns, now: int, drawn: Pens) -> Line:
    """The row after its first cell: sign, age, reference, medium, recipient, subject, state."""
    near, far, how = drawn.near, drawn.far, standing_of(row)
    sign = str(getattr(near.glyphs, how.glyph)) if how.glyph else " "
    is_loud = how.token == "danger"
    is_over = row.state in ("completed", "cancelled")
    return [
        near.sign(f"{sign} ", how.token, bold=is_loud),
        near.ink(fit(age(row, now), DUE, right=True), "muted"),
        far.ink(f"  {fit(row.ref, of.ref)}  {fit(KINDS.get(row.medium, ''), _KIND)}  ", "muted"),
        far.ink(_cut(row.recipient, of.to, far) + "  ", "muted" if is_over else "text"),
        far.ink(_cut(row.subject, of.subject, far), "muted" if is_over else "text"),
        far.ink("  " + fit(how.word, _STATE), how.token, bold=is_loud),
    ]


def age(row: OutboxRow, now: int) -> str:
    """How old it is, or since when it is over, in the five cells of a list."""
    since = row.done_at if row.done_at is not None else row.created
    return due_cell(now + max(1, now - since), "running", now)


def told_of(row: OutboxRow, zone: str, now: int) -> str:
    """When it leaves, is tried again, or what became of it, with how often it was tried."""
    tries = f"tried {row.tries} times" if row.tries > 1 else "tried once" if row.tries else ""
    at = near_moment(row.not_before, zone, now)
    over = near_moment(row.done_at, zone, now) if row.done_at is not None else ""
    match row.state:
        case "draft":
            return "Waits for somebody to send it"
        case "held":
            return "Waits for somebody to let it go"
        case "initial":
            return f"Leaves {at}" if row.not_before > now else "Leaves as soon as it can"
        case "inProgress":
            return "Is on its way"
        case "completed":
            return f"{_done(row)} {over}" + (f", {tries}" if row.tries > 1 else "")
        case "cancelled":
            return f"Dropped {over}".rstrip()
    return f"Given up {over}, {tries}" if over else f"Tried again {at}, {tries} so far"


def _done(row: OutboxRow) -> str:
    return "Told" if row.medium in LIVE_CHANNELS else "Delivered"


def facts_of(row: OutboxRow, glyphs: Glyphs) -> str:
    """What it is: its purpose and medium, its language, who wrote it."""
    purpose = PURPOSES.get(row.purpose, row.purpose)
    return glyphs.between(purpose, KINDS.get(row.medium, row.medium), row.language)


def widest_ref(rows: tuple[OutboxRow, ...], least: int = 4) -> int:
    """Cells of the longest reference."""
    return max((least, *(cells(row.ref) for row in rows)))


def _cut(text: str, width: int, pen: Pen) -> str:
    return fit(pen.gate(text), width, pen.glyphs.cut)

"""Rows of work in print: as the queue shows them, in full to a pipe, or as JSON lines."""

from collections.abc import Iterable, Iterator
from itertools import chain, islice

from desk.cli import shapes
from desk.cli.opening import Seat
from desk.cli.output import Output
from desk.rows.work import WorkRow
from desk.rules.clocks import level_at
from desk.rules.times import due_cell

_LOOKED_AT = 200
"""Rows that say how wide the columns of an untruncated list are."""

_DUE = 5
_OWNER = 6
_CUSTOMER = 18


def print_rows(rows: Iterable[WorkRow], seat: Seat, now: int) -> bool:
    """Print rows as they come, in the form that was asked for; whether there were any."""
    _, actor, out = seat
    any_came = False
    if out.as_json:
        for row in rows:
            any_came = True
            out.record(shapes.work(row, now))
        return any_came
    lines = _on_terminal(rows, out, actor.id, now) if out.is_terminal else _in_full(rows, out, now)
    for line in lines:
        any_came = True
        out.line(line)
    return any_came


def _on_terminal(
    rows: Iterable[WorkRow], out: Output, actor_id: int | None, now: int
) -> Iterator[str]:
    """Lines under a head that fit the terminal; what is longer is cut."""
    first, rows = _ahead(rows)
    ref = max([7, *(len(row.ref) for row in first)])
    subject = max(10, out.width - 1 - (2 + _DUE + 2 + ref + 2 + _CUSTOMER + 2 + 2 + _OWNER))
    widths = (_CUSTOMER, subject, _OWNER)
    head = ("Customer", "Subject", "Owner")
    if first:
        names = "  ".join(out.cell(name, width) for name, width in zip(head, widths, strict=True))
        yield f"  {'Due':>{_DUE}}  {'Ref':<{ref}}  {names}"
    for row in rows:
        fields = (_customer(row), row.subject, _owner(row, out, actor_id))
        text = "  ".join(
            out.cell(field, width) for field, width in zip(fields, widths, strict=True)
        )
        yield f"{_start(row, out, now)}  {row.ref:<{ref}}  {text}"


def _in_full(rows: Iterable[WorkRow], out: Output, now: int) -> Iterator[str]:
    """Lines with nothing cut and no head; the subject, which has no limit, comes last."""
    first, rows = _ahead(rows)
    ref = max([7, *(len(row.ref) for row in first)])
    owner = max([1, *(len(row.owner or "") for row in first)])
    customer = max([1, *(len(_customer(row)) for row in first)])
    for row in rows:
        who = out.padded(row.owner or out.glyphs.nobody, owner)
        whom = out.padded(_customer(row), customer)
        yield (
            f"{_start(row, out, now)}  {row.ref:<{ref}}  {row.state:<16}  {who}  {whom}  "
            f"{out.gated(row.subject)}"
        )


def _ahead(rows: Iterable[WorkRow]) -> tuple[list[WorkRow], Iterable[WorkRow]]:
    """The first rows, and all of them."""
    rest = iter(rows)
    first = list(islice(rest, _LOOKED_AT))
    return first, chain(first, rest)


def _start(row: WorkRow, out: Output, now: int) -> str:
    sign = out.glyphs.level(level_at(row.instants, now))
    return f"{sign} {due_cell(row.due, row.standing, now):>{_DUE}}"


def _customer(row: WorkRow) -> str:
    return row.customer or row.contact


def _owner(row: WorkRow, out: Output, actor_id: int | None) -> str:
    if row.owner_id and row.owner_id == actor_id:
        return "you"
    return row.owner or out.glyphs.nobody

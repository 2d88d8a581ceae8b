"""The customer beside an item: how to reach them, what else is open with them."""

from collections.abc import Sequence

from desk.rows.customers import CustomerCard, OpenWork
from desk.rules.plain_text import fit
from desk.rules.times import day, due_cell
from desk.rules.vocabulary import words
from desk.widgets.clock_bar import Moment
from desk.widgets.drawn import Line, Pen, clip

_LABEL = 15
_DUE = 5
_MANY = 100


def card_lines(
    card: CustomerCard, at: Moment, pen: Pen, width: int, besides: str = ""
) -> list[Line]:
    """The card in so many cells; the item `besides` is not told again among the open ones."""
    lines: list[Line] = [[pen.said(card.name, bold=True), pen.ink(f"  {card.ref}", "muted")]]
    lines += [_fact(words(kind).capitalize(), value, pen) for kind, value in card.media]
    if card.language:
        lines.append(_fact("Language", card.language, pen))
    contacts = f"{card.contacts_90_days}{'+' if card.contacts_90_days >= _MANY else ''}"
    lines.append(_fact("Contacts", f"{contacts} in 90 days", pen))
    lines.append(_fact("Since", day(card.since, at.zone), pen))
    others = [work for work in card.open_work if work.ref != besides]
    if others:
        lines += [[], [pen.ink("Open besides", bold=True)], *open_lines(others, at, pen)]
    return [clip(line, width, pen.glyphs.cut) for line in lines]


def open_lines(work: Sequence[OpenWork], at: Moment, pen: Pen) -> list[Line]:
    """Open items of a customer, one to a line."""
    wide = max((len(each.ref) for each in work), default=0)
    return [_open(each, at, pen, wide) for each in work]


def _open(work: OpenWork, at: Moment, pen: Pen, wide: int) -> Line:
    late = work.level in ("breached", "overdue2", "overdue3")
    token = "danger" if late else "warning" if work.level in ("warning", "jeopardy") else "text"
    loud = late or work.level == "jeopardy"
    return [
        pen.sign(pen.glyphs.level(work.level), token, bold=loud),
        pen.ink(" "),
        pen.ink(
            fit(due_cell(work.due, work.standing, at.now), _DUE, right=True),
            token if loud else "text",
            bold=loud,
        ),
        pen.ink(f"  {work.ref:<{wide}}  ", "muted"),
        pen.said(work.subject),
    ]


def _fact(label: str, value: str, pen: Pen) -> Line:
    return [pen.ink(fit(label, _LABEL), "muted"), pen.said(value)]

"""What stands beside an item: a snooze, what was promised, what it is linked to."""

from desk.rows.items import ItemRow, LinkRow, PromiseRow
from desk.rows.work import WorkRow
from desk.rules.plain_text import fit
from desk.rules.times import near_moment
from desk.rules.vocabulary import words
from desk.widgets.clock_bar import Moment
from desk.widgets.drawn import Line, Pen, flow
from desk.widgets.sight import state_words

_LABEL = 15
_MOST = 6
"""Links that are told; the rest is in `desk show`."""


def relation_lines(item: ItemRow, at: Moment, pen: Pen, width: int) -> list[Line]:
    """The lines in so many cells, with what is not there left out."""
    until = item.work.snoozed_until
    lines: list[Line] = []
    if until is not None and until > at.now:
        lines.append(_fact("Snoozed", f"until {near_moment(until, at.zone, at.now)}", pen))
    for promise in item.promises:
        if promise.state == "running":
            lines += _promise(promise, at, pen, width)
    for link in item.links[:_MOST]:
        lines += _link(link, pen, width)
    if len(item.links) > _MOST:
        lines.append(_fact("", f"and {len(item.links) - _MOST} more links", pen))
    return lines


def state_of(work: WorkRow, at: Moment) -> str:
    """The state of an item in words, with until when it is put aside."""
    return state_words(work, at.now, at.zone)


def _promise(promise: PromiseRow, at: Moment, pen: Pen, width: int) -> list[Line]:
    when = near_moment(promise.due, at.zone, at.now)
    token = "danger" if promise.due <= at.now else "text"
    label = pen.ink(fit("Promised", _LABEL), "muted")
    return flow([label, pen.ink(f"{when} ", token), pen.said(promise.text)], width, _LABEL)[:2]


def _link(link: LinkRow, pen: Pen, width: int) -> list[Line]:
    relation = words(link.relation).removeprefix("was ").removeprefix("is ").capitalize()
    label = fit(relation, _LABEL - 1, pen.glyphs.cut) + " "
    line = [pen.ink(label, "muted"), pen.ink(f"{link.ref} "), pen.said(link.subject, "muted")]
    return flow(line, width, _LABEL)[:1]


def _fact(label: str, value: str, pen: Pen) -> Line:
    return [pen.ink(fit(label, _LABEL), "muted"), pen.ink(value)]

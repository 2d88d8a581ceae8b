"""What the desk has settled about problems, as pick lists show it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from desk.rows.items import LinkRow
from desk.rules.states import machine_of
from desk.screens.base import Seat
from desk.screens.escalating import ESCALATE, begin_on
from desk.widgets.matches import Option

_KNOWN = {
    "prioritise": ("impact", "urgency"),
    "classify": ("category", "service", "place"),
    "pend": ("partner",),
}
"""Values that a use case changes, and as what they stand now."""
SETTLED = ("impact", "urgency", "category", "cause", "code", "template")
"""Values for which the desk keeps a list of words; of some any other word will do too."""
CLOSED_LISTS = ("impact", "urgency", "code")
"""Of those the ones that take nothing but the words of their list."""


def settled(seat: Seat, name: str, ref: str = "") -> list[Option]:
    """The words of a list, for the problem of that reference; empty where any word will do."""
    desk, actor = seat.desk, seat.actor
    if name == "template":
        plans = sorted(desk.task_list.plans(actor, ref), key=lambda plan: not plan.fits)
        return [Option(plan.name, plan.name, f"{len(plan.steps)} tasks") for plan in plans]
    terms = desk.hints.terms(actor)
    lists = {
        "impact": terms.impacts(),
        "urgency": terms.urgencies(),
        "category": terms.categories,
        "cause": terms.causes,
        "code": terms.codes,
    }
    return [Option(word, word) for word in lists[name]]


class Known(NamedTuple):
    """What a sheet begins with."""

    values: Mapping[str, str]
    unfit: frozenset[str]
    """Values that the problem has no use for."""


def known_of(seat: Seat, ref: str, action: str) -> Known:
    """What is known of a problem already, by the names of the values a use case takes."""
    item = seat.desk.trail.item(seat.actor, ref)
    values = {name: str(item.fields.get(name) or "") for name in _KNOWN.get(action, ())}
    if action == ESCALATE:
        values["kind"] = begin_on(seat, ref)
    has_parts = any(is_open(part) for part in item.children)
    if action == "resolve" and has_parts:
        values["children"] = "yes"
    unfit = frozenset() if has_parts else frozenset({"children"})
    return Known({name: value for name, value in values.items() if value}, unfit)


def is_open(link: LinkRow) -> bool:
    """Whether a part of a problem still wants work."""
    return machine_of("problem").is_open(link.state)

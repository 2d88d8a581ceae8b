"""What the desk has settled about problems, as pick lists show it."""

from __future__ import annotations

from desk.screens.base import Seat
from desk.widgets.matches import Option

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

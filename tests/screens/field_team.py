"""A team of six with tasks for three days, one of them absent: what tests of tasks begin with."""

from typing import NamedTuple

from desk.bootstrap import Desk
from desk.rules.permissions import Actor
from tests.screens.seats import MARKUP

SIX = ("Ana", "Ben", "cem", "dora", "eve", "finn")


class Field(NamedTuple):
    """What there is."""

    fibre: str
    """A problem whose first two tasks are done and whose third is under way with a partner."""
    loss: str
    """Another one: a task that is late, and two that nobody has."""


def staffed(desk: Desk, ana: Actor) -> Field:
    """Six people, one of them away until Monday, and two problems with tasks."""
    boss = desk.directory.actor()
    for name in SIX:
        if name not in {person.name for person in desk.directory.people()}:
            desk.people.add(boss, name, "agent", "Field")
    away = {"name": "dora", "until": "2026-11-30", "why": "holiday"}
    desk.do(boss, "absence", "person", away)
    fibre = _report(desk, ana, "Fibre down, Lyon office", "Lyon Métropole", "high")
    _add(desk, ana, fibre, "Test line", owner="Ana")
    _add(desk, ana, fibre, "Order technician", owner="Ana", after="1")
    _add(desk, ana, fibre, "Technician on site", owner="Ana", after="2", due="+36m", effort="2h",
         kind="partner", partner="NetCo")  # fmt: skip
    _add(desk, ana, fibre, "Test with customer", owner="cem", after="3", due="+3h")
    _add(desk, ana, fibre, "Close report", owner="cem", after="4", due="2026-11-24 12:00")
    for ref in ("T-1", "T-2"):
        desk.do(ana, "start", ref, {})
        desk.do(ana, "finish", ref, {"text": "No light"})
    desk.do(ana, "start", "T-3", {})
    loss = _report(desk, ana, f"Packet loss {MARKUP[1]}", "Björk & Þórsson ehf", "medium")
    _add(desk, ana, loss, "Measure at the cabinet", owner="Ben", due="-2h", effort="3h",
         kind="fieldVisit")  # fmt: skip
    _add(desk, ana, loss, f"Compare {MARKUP[0]} 서울", team="Field", due="+5h", effort="1h")
    _add(desk, ana, loss, "Call the customer back", team="Field")
    _add(desk, ana, loss, "Capture a trace", owner="dora", due="+4h")
    _add(desk, ana, loss, "Replace the splitter", owner="finn", due="+6h", effort="9h")
    return Field(fibre, loss)


def _report(desk: Desk, actor: Actor, subject: str, customer: str, impact: str) -> str:
    values = {"subject": subject, "customer": customer, "impact": impact, "urgency": impact}
    return desk.do(actor, "report", "problem", values).ref


def _add(desk: Desk, actor: Actor, ref: str, name: str, **values: str) -> None:
    desk.do(actor, "add-task", ref, {"name": name, **values})

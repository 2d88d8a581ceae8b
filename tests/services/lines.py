"""A desk with two lines of support, for tests of both ladders."""

from desk.bootstrap import Desk
from desk.rules.permissions import Actor
from tests.stores import Hire


class Line:
    """A first line with a lead and her manager, and a second line behind it."""

    def __init__(self, desk: Desk, me: Actor, hire: Hire) -> None:
        self.desk = desk
        self.ben = hire("ben", team="First")
        self.dora = hire("dora", "teamLead", "First")
        self.mia = hire("mia", "manager")
        self.cem = hire("cem", team="Second")
        desk.teams.save(me, "First", lead="dora")
        desk.teams.save(me, "Second", level=2)
        desk.people.change(me, "dora", manager="mia")
        self.ref = desk.do(me, "report", "problem", {"subject": "Line dead"}).ref
        """A problem of ben's, in the first line."""
        desk.do(me, "hand", self.ref, {"team": "First"})
        desk.do(me, "assign", self.ref, {"to": "ben"})


def clocks(desk: Desk, actor: Actor, ref: str) -> list[tuple[object, ...]]:
    """The clocks of an item, as nothing on a ladder may move them."""
    return [
        (clock.name, clock.start, clock.due, clock.state)
        for clock in desk.trail.item(actor, ref).clocks
    ]


def up(desk: Desk, actor: Actor, ref: str, kind: str, **more: str) -> tuple[str, ...]:
    """Take an item a step up; what is said of it."""
    return desk.do(actor, "escalate", ref, {"kind": kind, "reason": "no way on", **more}).effects

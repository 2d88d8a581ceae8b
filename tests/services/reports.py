"""Problems for tests of what is done about them."""

from desk.bootstrap import Desk
from desk.rows.items import ItemRow
from desk.rows.work import Outcome
from desk.rules.permissions import Actor


def report(desk: Desk, actor: Actor, subject: str = "Fibre down", **values: str) -> str:
    """Report a problem of a customer who can be written to; its reference."""
    given = {"subject": subject, "customer": "Acme Ltd", "contact": "a@acme.test", **values}
    return desk.do(actor, "report", "problem", given).ref


def do(desk: Desk, actor: Actor, ref: str, action: str, **values: str) -> Outcome:
    """Run a use case on a problem by its name."""
    return desk.do(actor, action, ref, values)


def solve(desk: Desk, actor: Actor, ref: str, **values: str) -> Outcome:
    """Resolve a problem."""
    given = {"cause": "cut cable", "code": "fixed", "resolution": "Spliced anew", **values}
    return desk.do(actor, "resolve", ref, given)


def shown(desk: Desk, actor: Actor, ref: str) -> ItemRow:
    """A problem with all that is known of it."""
    return desk.trail.item(actor, ref)


def clock_states(desk: Desk, actor: Actor, ref: str) -> dict[str, str]:
    """How the clocks of a problem stand, by name."""
    return {clock.name: clock.state for clock in shown(desk, actor, ref).clocks}

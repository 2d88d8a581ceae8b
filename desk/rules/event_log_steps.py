"""The table of states, as an event log is held against it."""

from functools import lru_cache

from desk.rules.demands import PAUSING_CAUSES
from desk.rules.event_log_map import Standing
from desk.rules.lifecycle import steps_from
from desk.rules.states import PROBLEM

ENDS = frozenset(PROBLEM.ends)
"""States that nothing leaves."""

OVER = ENDS | PROBLEM.done
"""States in which a problem wants no more work."""

WAITING = PROBLEM.waiting

_ACTIONS = {
    "inProgress": "start",
    "pending": "pend",
    "held": "hold",
    "resolved": "resolve",
    "closed": "close",
    "cancelled": "cancel",
    "rejected": "reject",
}


@lru_cache(maxsize=1024)
def chosen(choices: tuple[Standing, ...], source: str, came_from: str) -> Standing | None:
    """The first of the states a row may mean that the table lets in; None when it lets in none.

    Where it stands already is where it may be.
    """
    possible = {step.target for step in steps_from(PROBLEM, source, came_from or None)}
    for choice in choices:
        if choice.state == source or choice.state in possible:
            return choice
    return None


def going(standing: Standing) -> str:
    """What the clocks of a problem do that stands so: running, still, ended or dropped."""
    if standing.state in ("cancelled", "rejected"):
        return "dropped"
    if standing.state in OVER:
        return "ended"
    return "still" if _is_still(standing) else "running"


def _is_still(standing: Standing) -> bool:
    if standing.state == "pending":
        return standing.why == "customer"
    return standing.state == "held" and standing.why in PAUSING_CAUSES


def why_of(standing: Standing) -> dict[str, object]:
    """The fields in which a state says whom it waits for, or what for."""
    return {
        "pending_on": standing.why if standing.state == "pending" else None,
        "held_cause": standing.why if standing.state == "held" else None,
        "cancel_reason": (standing.why or None) if standing.state == "cancelled" else None,
    }


def action_of(source: str, target: str) -> str:
    """What the desk calls the step to a state."""
    if target == "acknowledged" or (target == "inProgress" and source in WAITING):
        return "resume"
    return _ACTIONS[target]

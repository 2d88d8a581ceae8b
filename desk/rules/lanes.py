"""The lanes of the board, and what moving a card from one to another asks for."""

from typing import NamedTuple

from desk.errors import NothingToDo, WrongState
from desk.rules.lifecycle import require
from desk.rules.problem_terms import Terms
from desk.rules.states import PROBLEM
from desk.rules.vocabulary import PRIORITIES, PRIORITY_WORDS

TURNS = ("state", "level", "owner", "partner", "priority")
"""What the lanes can stand for, in the order in which the board turns."""

STATES = {
    "acknowledged": "Acknowledged",
    "inProgress": "In progress",
    "pending": "Pending",
    "held": "Held",
    "resolved": "Resolved",
}
"""The states with a lane, in the order of a problem's life; what has ended has none."""

LEVELS = {
    "breached": "Breached",
    "jeopardy": "Jeopardy",
    "warning": "Warning",
    "inTime": "In time",
    "still": "Stands still",
}
"""The levels with a lane, worst first; in `still` no clock runs."""

FIXED_LANES = {
    "state": STATES,
    "level": LEVELS,
    "priority": {str(n): f"P{n} {PRIORITY_WORDS[n]}" for n in PRIORITIES},
}
"""Lanes that are the same on every desk; those of people and partners come from the store."""

SHORT = {
    "acknowledged": "Acknowl.",
    "inProgress": "In prog.",
    "still": "Still",
    **{str(n): f"P{n}" for n in PRIORITIES},
}
"""Names of lanes that have little room."""

NOBODY, NO_PARTNER = "0", ""
"""The lanes of what nobody has, and of what no partner has."""


class Move(NamedTuple):
    """The use case that brings a card to another lane, and the values that the lane gives it."""

    action: str
    values: dict[str, str]


class Standing(NamedTuple):
    """Where a card is and whose it is."""

    ref: str
    state: str
    owner: int | None
    me: int | None


def moved_to(by: str, key: str, title: str, card: Standing) -> Move:
    """What moving a card to a lane means. Raises `WrongState` where it cannot be moved there."""
    match by:
        case "state":
            return _to_state(key, card)
        case "owner":
            return _to_owner(key, title, card)
        case "partner":
            return _to_partner(key, title, card)
        case "priority":
            return Move("prioritise", {"priority": key})
        case _:
            raise WrongState(
                f"{card.ref} cannot be moved between levels",
                "They follow from its clocks; p sets its priority.",
            )


def places_of(terms: Terms, priority: int) -> dict[str, str]:
    """An impact and an urgency that give this priority, as even as they can be.

    Raises `NothingToDo` where none do.
    """
    matrix = terms.matrix
    fitting = [
        (abs(row - column), row, column)
        for row, impact in enumerate(matrix.impacts)
        for column, urgency in enumerate(matrix.urgencies)
        if impact in terms.impacts()
        and urgency in terms.urgencies()
        and matrix.cell(row, column) == priority
    ]
    if not fitting:
        raise NothingToDo(
            f"No impact and urgency give P{priority} on this desk", "p sets them one by one."
        )
    _, row, column = min(fitting)
    return {"impact": matrix.impacts[row], "urgency": matrix.urgencies[column]}


def _to_state(key: str, card: Standing) -> Move:
    if key == "acknowledged" and card.state in PROBLEM.waiting:
        return Move("resume", {})  # it says itself where that leads
    require(PROBLEM, card.state, key)
    if key == "inProgress":
        action = "reopen" if card.state in PROBLEM.done else "start"
        return Move("resume" if card.state in PROBLEM.waiting else action, {})
    return Move({"pending": "pend", "held": "hold", "resolved": "resolve"}[key], {})


def _to_owner(key: str, title: str, card: Standing) -> Move:
    if key == NOBODY:
        return Move("release", {})
    if card.owner is None and key == str(card.me):
        return Move("claim", {})
    return Move("assign", {"to": title})


def _to_partner(key: str, title: str, card: Standing) -> Move:
    if key != NO_PARTNER:
        return Move("pend", {"party": "partner", "partner": title})
    raise WrongState(
        f"{card.ref} stays with its partner until it goes on", "s goes on with it; then it is ours."
    )

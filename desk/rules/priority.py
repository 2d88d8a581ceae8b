"""How quickly to act: a matrix of impact and urgency, and what moves a place in it."""

from collections.abc import Sequence
from typing import NamedTuple

from desk.errors import BadValue
from desk.rules.vocabulary import PRIORITY_WORDS

MOVES_TO = {
    "vip": "impact",
    "topTier": "impact",
    "thirdContact": "urgency",
    "wantedBeforeDue": "urgency",
}
"""Facts that raise a problem by one step, and which side of the matrix they raise."""

FACT_WORDS = {
    "vip": "The customer is a VIP",
    "topTier": "The customer is in the top value tier",
    "thirdContact": "Third contact on the same matter in 7 days",
    "wantedBeforeDue": "The customer wants it before it is due",
    "parent": "Linked to a major outage",
}
"""How each fact begins its reason line."""


class Matrix(NamedTuple):
    """Which priority an impact and an urgency give."""

    impacts: tuple[str, ...]
    """Greatest first."""
    urgencies: tuple[str, ...]
    """Most urgent first."""
    cells: tuple[tuple[int, ...], ...]
    """One row per impact, one priority per urgency."""
    most_with_workaround: str
    """The greatest impact a problem with a workaround has."""
    off: tuple[int, ...] = ()
    """Priorities that are switched off: a cell that names one gives the next higher one, or where
    there is none the next lower."""

    def cell(self, impact: int, urgency: int) -> int:
        """The priority at a place, by the numbers of its row and column."""
        named = self.cells[impact][urgency]
        on = [each for each in range(1, 6) if each not in self.off]
        return max((each for each in on if each <= named), default=on[0])

    @property
    def highest(self) -> int:
        """The highest priority that is not switched off."""
        return min(each for each in range(1, 6) if each not in self.off)


class Judged(NamedTuple):
    """A priority, and the lines that say why."""

    priority: int
    impact: str
    urgency: str
    reasons: tuple[str, ...]


DEFAULT = Matrix(
    ("high", "medium", "low"),
    ("high", "medium", "low"),
    ((1, 2, 3), (2, 3, 4), (3, 4, 5)),
    "medium",
)


def judge(
    matrix: Matrix, impact: str, urgency: str, facts: Sequence[str] = (), parent: int | None = None
) -> Judged:
    """The priority of an impact and an urgency once the facts have moved them.

    `parent` is the priority of the major outage a problem is linked to, which it takes over. With
    the fact `major` it stands above the matrix, at the highest priority there is.
    Raises `BadValue` for a word the matrix does not know.
    """
    places = {
        "impact": _place("impact", impact, matrix.impacts),
        "urgency": _place("urgency", urgency, matrix.urgencies),
    }
    reasons: list[str] = []
    for fact in facts:
        side = MOVES_TO.get(fact)
        if side and places[side] > 0:
            places[side] -= 1
            reasons.append(f"{FACT_WORDS[fact]}: {side} one step up.")
    if "workaround" in facts:
        _hold_back(matrix, places, reasons)
    shown = (matrix.impacts[places["impact"]], matrix.urgencies[places["urgency"]])
    number = matrix.cell(places["impact"], places["urgency"])
    reasons.append(f"Impact {shown[0]} and urgency {shown[1]} give {_spelt(number)}.")
    if "major" in facts:
        number = matrix.highest
        reasons.append(f"It is major, which stands above the matrix: {_spelt(number)}.")
    elif parent is not None:
        number = parent
        reasons.append(f"{FACT_WORDS['parent']}: takes over {_spelt(parent)}.")
    return Judged(number, *shown, tuple(reasons))


def _place(name: str, word: str, known: tuple[str, ...]) -> int:
    if word not in known:
        raise BadValue(f"'{word}' is no {name}", f"Write one of: {', '.join(known)}.")
    return known.index(word)


def _hold_back(matrix: Matrix, places: dict[str, int], reasons: list[str]) -> None:
    most = matrix.impacts.index(matrix.most_with_workaround)
    if places["impact"] < most:
        places["impact"] = most
        reasons.append(f"A workaround exists: impact is {matrix.most_with_workaround} at most.")


def _spelt(priority: int) -> str:
    return f"P{priority} {PRIORITY_WORDS[priority]}"

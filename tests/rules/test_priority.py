"""The matrix of impact and urgency, and what moves a place in it."""

from itertools import product

import pytest

from desk.errors import BadValue
from desk.rules.priority import DEFAULT, Matrix, judge

FOUR_BY_FOUR = Matrix(
    ("extensive", "significant", "moderate", "minor"),
    ("critical", "high", "medium", "low"),
    ((1, 1, 2, 4), (1, 2, 3, 4), (2, 2, 3, 4), (2, 3, 3, 4)),
    "moderate",
)


@pytest.mark.parametrize(
    ("matrix", "priorities"),
    [
        (DEFAULT, "123 234 345"),
        (FOUR_BY_FOUR, "1124 1234 2234 2334"),
    ],
)
def test_every_cell(matrix: Matrix, priorities: str) -> None:
    """Impact by impact, urgency by urgency."""
    places = product(matrix.impacts, matrix.urgencies)
    judged = [judge(matrix, impact, urgency).priority for impact, urgency in places]
    assert judged == [int(digit) for digit in priorities.replace(" ", "")]


@pytest.mark.parametrize(
    ("impact", "urgency", "facts", "expected"),
    [
        ("low", "low", (), 5),
        ("low", "low", ("vip",), 4),
        ("low", "low", ("vip", "topTier"), 3),
        ("low", "low", ("vip", "thirdContact", "wantedBeforeDue"), 2),
        ("high", "high", ("vip",), 1),
        ("high", "high", ("workaround",), 2),
        ("medium", "high", ("vip", "workaround"), 2),
        ("low", "high", ("workaround",), 3),
    ],
)
def test_facts_move_a_place(
    impact: str, urgency: str, facts: tuple[str, ...], expected: int
) -> None:
    """A fact moves one side by one step and never beyond the matrix."""
    assert judge(DEFAULT, impact, urgency, facts).priority == expected


def test_reasons_tell_the_whole_way() -> None:
    """Each move is a line, and the last one names the cell."""
    judged = judge(DEFAULT, "low", "medium", ("vip", "thirdContact"))
    assert (judged.impact, judged.urgency) == ("medium", "high")
    assert judged.reasons == (
        "The customer is a VIP: impact one step up.",
        "Third contact on the same matter in 7 days: urgency one step up.",
        "Impact medium and urgency high give P2 high.",
    )


def test_a_major_outage_is_inherited() -> None:
    """What is linked to an outage has its priority, better or worse."""
    judged = judge(DEFAULT, "low", "low", parent=1)
    assert judged.priority == 1
    assert judged.reasons[-1] == "Linked to a major outage: takes over P1 critical."


def test_unknown_words_are_refused() -> None:
    """The words of the matrix are named."""
    with pytest.raises(BadValue) as caught:
        judge(DEFAULT, "huge", "low")
    assert caught.value.next_step == "Write one of: high, medium, low."

"""What people are told, gathered into few words."""

from typing import NamedTuple

import pytest

from desk.rules.alerts import (
    WHYS,
    by_why,
    counted,
    gathered,
    refs_of,
    sentence_of,
    sentence_on,
    summary_of,
)


class Row(NamedTuple):
    """Something that is told."""

    ref: str
    why: str = "jeopardy"
    at: int = 0
    is_read: bool = False


def refs(rows: list[Row], now: int) -> list[list[str]]:
    """What is gathered, by its references."""
    return [[row.ref for row in group] for group in gathered(rows, now)]


def test_the_same_about_several_items_is_gathered_while_it_is_near() -> None:
    rows = [
        Row("I-1", at=900), Row("I-5", "watch"), Row("I-2"), Row("I-3", at=2000),
        Row("I-4", at=2000, is_read=True),
    ]  # fmt: skip
    assert refs(rows, now=2000) == [["I-1", "I-2"], ["I-5"], ["I-3"], ["I-4"]]


def test_what_is_long_past_is_gathered_by_the_day() -> None:
    rows = [Row("I-1", at=80_000), Row("I-2", at=40_000), Row("I-3", at=-90_000)]
    assert refs(rows, now=200_000) == [["I-1", "I-2"], ["I-3"]]


def test_what_people_did_stays_by_itself() -> None:
    assert refs([Row("P-1", "followed"), Row("P-2", "followed")], now=0) == [["P-1"], ["P-2"]]


def test_what_came_at_once_is_told_by_its_gravest_level_for_each_item() -> None:
    rows = [
        Row("I-1", "watch"), Row("I-1", "breached"), Row("I-2", "jeopardy"),
        Row("I-3", "jeopardy"), Row("I-1", "mentioned"),
    ]  # fmt: skip
    assert [(why, [row.ref for row in found]) for why, found in by_why(rows)] == [
        ("breached", ["I-1"]), ("jeopardy", ["I-2", "I-3"]), ("mentioned", ["I-1"]),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("pairs", "said"),
    [
        ([], ""),
        ([("watch", 1), ("breached", 1)], "1 target missed"),
        (
            [("breached", 1), ("overdue3", 2), *(("jeopardy", item) for item in range(3, 8))],
            "2 targets missed, 5 items came into jeopardy",
        ),
        ([("warning", 1), ("mentioned", 1)], "1 item past half its time, 1 other notice"),
        ([("followed", 1), ("late", 2)], "2 other notices"),
    ],
)
def test_what_came_meanwhile_is_one_sentence(pairs: list[tuple[str, int]], said: str) -> None:
    assert summary_of(counted(pairs)) == said


@pytest.mark.parametrize("why", WHYS)
def test_every_reason_has_words(why: str) -> None:
    assert sentence_of(why, 3).startswith("3 ")
    assert sentence_of(why, 3) != "3 notices"


def test_few_references_are_named_and_the_others_counted() -> None:
    assert refs_of([Row("I-1"), Row("I-1"), Row("I-2")]) == "I-1, I-2"
    assert refs_of([Row(f"I-{n}") for n in range(1, 7)]) == "I-1, I-2, I-3, I-4 and 2 more"
    assert sentence_on("I-1", "jeopardy") == "I-1 reaches jeopardy"
    assert sentence_on("I-1", "mentioned") == ""


def test_drafts_of_a_weekend_are_one_line() -> None:
    rows = [Row(f"I-{n}", "late", at=100) for n in range(9)]
    assert len(gathered(rows, now=100)) == 1
    assert sentence_of("late", 9) == "9 customers are to be told that it is late"

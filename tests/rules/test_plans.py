"""Plans read from settings: what is wrong names the step, what is right is written as it was."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.errors import BadValue
from desk.rules.plans import Plan, PlanStep, parse_plan, written
from desk.rules.vocabulary import TASK_KINDS

HOUR = 3600


def test_a_plan_is_read() -> None:
    plan = parse_plan(
        "outage",
        {
            "category": "network",
            "steps": [
                {"name": " Check  the line ", "effort": "30m", "due": "1h"},
                {"name": "Visit", "kind": "fieldVisit", "team": "Field", "due": "8h", "after": [1]},
                {"name": "Tell", "start": 60, "after": 2, "mandatory": False},
            ],
        },
    )
    assert plan == Plan(
        "outage",
        "network",
        (
            PlanStep(1, "Check the line", due=HOUR, effort=1800),
            PlanStep(2, "Visit", "fieldVisit", team="Field", due=8 * HOUR, after=(1,)),
            PlanStep(3, "Tell", start=60, after=(2,), mandatory=False),
        ),
    )


@pytest.mark.parametrize(
    ("given_plan", "said"),
    [
        ([], "The plan 'x' is not an object"),
        ({}, "The plan 'x' has no steps"),
        ({"steps": "a"}, "The plan 'x', steps is not a list"),
        ({"stpes": []}, "The plan 'x' has no 'stpes'"),
        ({"category": 3, "steps": [{"name": "a"}]}, "The plan 'x': category is no text"),
        ({"steps": ["a"]}, "The plan 'x', step 1 is not an object"),
        ({"steps": [{}]}, "The plan 'x', step 1 has no name"),
        ({"steps": [{"name": "a"}, {"name": "  "}]}, "step 2 has no name"),
        ({"steps": [{"name": "a" * 201}]}, "step 1: name has 201 characters"),
        ({"steps": [{"name": "a", "nmae": "b"}]}, "step 1 has no 'nmae'"),
        ({"steps": [{"name": "a", "kind": "visit"}]}, "step 1: kind is never 'visit'"),
        ({"steps": [{"name": "a", "due": "soon"}]}, "step 1: 'soon' is not a duration"),
        ({"steps": [{"name": "a", "due": -1}]}, "step 1: due is '-1'"),
        ({"steps": [{"name": "a", "due": "-2h"}]}, "step 1: due is '-2h'"),
        ({"steps": [{"name": "a", "due": True}]}, "step 1: due is 'True'"),
        ({"steps": [{"name": "a", "effort": 1.5}]}, "step 1: effort is '1.5'"),
        ({"steps": [{"name": "a", "start": "3h", "due": "2h"}]}, "step 1 is due before it begins"),
        ({"steps": [{"name": "a", "after": [2]}]}, "step 1 comes after '2', which is no step"),
        ({"steps": [{"name": "a", "after": ["1"]}]}, "step 1 comes after '1', which is no step"),
        ({"steps": [{"name": "a", "after": [True]}]}, "comes after 'True'"),
        ({"steps": [{"name": "a", "mandatory": "no"}]}, "step 1: mandatory is 'no'"),
        (
            {"steps": [{"name": "a", "after": [2]}, {"name": "b", "after": [1]}]},
            "The plan 'x': The tasks would wait for each other: 1 -> 2 -> 1",
        ),
        ({"steps": [{"name": "a"}] * 101}, "The plan 'x' has 101 steps"),
    ],
)
def test_what_is_wrong_names_the_step(given_plan: Any, said: str) -> None:
    with pytest.raises(BadValue) as caught:
        parse_plan("x", given_plan)
    assert said in caught.value.message
    assert caught.value.next_step


@st.composite
def steps(draw: st.DrawFn) -> tuple[PlanStep, ...]:
    """Steps that only come after earlier ones."""
    names = st.text("abc é", min_size=1).map(lambda text: " ".join(text.split())).filter(bool)
    words = st.sampled_from(["", "Field", "NetCo Süd"])
    made = []
    for place in range(1, draw(st.integers(1, 6)) + 1):
        start = draw(st.integers(0, 100_000))
        made.append(
            PlanStep(
                place,
                draw(names),
                draw(st.sampled_from(TASK_KINDS)),
                draw(words),
                draw(words),
                draw(words),
                start,
                draw(st.none() | st.integers(start, 200_000)),
                draw(st.none() | st.integers(0, 100_000)),
                tuple(sorted(draw(st.sets(st.integers(1, place - 1))) if place > 1 else ())),
                draw(st.booleans()),
            )
        )
    return tuple(made)


@given(steps(), st.sampled_from(["", "network"]))
def test_a_plan_that_is_written_is_read_as_it_was(
    made: tuple[PlanStep, ...], category: str
) -> None:
    plan = Plan("outage", category, made)
    assert parse_plan("outage", written(plan)) == plan

"""The order of tasks beside a slow definition of it."""

from collections.abc import Mapping
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.errors import BadValue, DeskError
from desk.rules.sequence import Stage, in_order, loop_in, parse_after, refuse_loop, waits_for
from desk.rules.states import TASK

MOST = 6
"""So many tasks that every order of them can be tried."""


@st.composite
def graphs(draw: st.DrawFn) -> dict[int, tuple[int, ...]]:
    """Tasks by place, each with what it comes after; loops and itself among them."""
    count = draw(st.integers(1, MOST))
    places = st.integers(1, count)
    return {
        place: tuple(sorted(draw(st.sets(places, max_size=3)))) for place in range(1, count + 1)
    }


def _orders(after: Mapping[int, tuple[int, ...]]) -> list[tuple[int, ...]]:
    """Every order in which nothing stands before what it comes after."""
    return [
        order
        for order in permutations(sorted(after))
        if all(
            order.index(before) < order.index(place)
            for place, befores in after.items()
            for before in befores
        )
    ]


@given(graphs())
def test_an_order_is_found_exactly_where_there_is_one(after: dict[int, tuple[int, ...]]) -> None:
    orders = _orders(after)
    if orders:
        assert loop_in(after) == ()
        assert in_order(after) == orders[0], "the first by the numbers of their places"
        return
    loop = loop_in(after)
    assert loop[0] == loop[-1] == min(loop)
    assert len(set(loop)) == len(loop) - 1
    for before, place in zip(loop, loop[1:], strict=False):
        assert before in after[place]
    with pytest.raises(BadValue, match=" -> ".join(map(str, loop))):
        in_order(after)


def _may_begin(known: Mapping[int, Stage], place: int) -> bool:
    """Whether all before it has ended, as one would tell it: slowly, and without loops."""
    for before in known[place].after:
        state = known[before].state
        if state == "cancelled" and not _may_begin(known, before):
            return False
        if state not in ("done", "cancelled"):
            return False
    return True


@given(graphs(), st.lists(st.sampled_from(TASK.states), min_size=MOST, max_size=MOST))
def test_what_waits_is_what_has_something_open_before_it(
    after: dict[int, tuple[int, ...]], states: list[str]
) -> None:
    stages = [
        Stage(place, states[place - 1], tuple(each for each in befores if each < place))
        for place, befores in after.items()
    ]
    known = {stage.place: stage for stage in stages}
    waits = waits_for(stages)
    for place in known:
        assert (not waits[place]) == _may_begin(known, place)
        assert all(known[each].state not in ("done", "cancelled") for each in waits[place])
        assert set(waits[place]) >= {
            each for each in known[place].after if known[each].state not in ("done", "cancelled")
        }


@pytest.mark.parametrize(
    ("states", "waits"),
    [
        ("planned planned planned", {1: (), 2: (1,), 3: (2,)}),
        ("done planned planned", {1: (), 2: (), 3: (2,)}),
        ("failed planned planned", {1: (), 2: (1,), 3: (2,)}),
        ("started cancelled planned", {1: (), 2: (1,), 3: (1,)}),
        ("done cancelled planned", {1: (), 2: (), 3: ()}),
        ("cancelled cancelled planned", {1: (), 2: (), 3: ()}),
    ],
)
def test_a_chain(states: str, waits: dict[int, tuple[int, ...]]) -> None:
    """What failed holds up; what was cancelled hands on what it waited for itself."""
    stages = [
        Stage(place, state, (place - 1,) if place > 1 else ())
        for place, state in enumerate(states.split(), 1)
    ]
    assert waits_for(stages) == waits


@pytest.mark.parametrize(
    ("after", "loop"),
    [
        ({1: (1,)}, "1 -> 1"),
        ({2: (4,), 4: (2,), 1: ()}, "2 -> 4 -> 2"),
        ({1: (3,), 2: (1,), 3: (2,)}, "1 -> 2 -> 3 -> 1"),
        ({1: (), 2: (1, 5), 3: (2,), 5: (3,)}, "2 -> 3 -> 5 -> 2"),
    ],
)
def test_a_loop_is_named_in_the_order_of_time(after: dict[int, tuple[int, ...]], loop: str) -> None:
    with pytest.raises(BadValue, match=loop) as caught:
        refuse_loop(after)
    assert caught.value.next_step == "Take one of them out of what another comes after."


def test_a_chain_of_thousands_is_no_loop() -> None:
    many = 5000
    after = {place: (place - 1,) if place > 1 else () for place in range(1, many + 1)}
    assert loop_in(after) == ()
    after[1] = (many,)
    assert len(loop_in(after)) == many + 1


PLACES = {"T-801": 1, "T-802": 2, "T-9": 3}


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("2,3", (2, 3)),
        ("3 1", (1, 3)),
        (" 2 , 2 ", (2,)),
        ("t-801; T-9", (1, 3)),
        ("none", ()),
        ("None", ()),
    ],
)
def test_what_a_task_comes_after_is_read(text: str, places: tuple[int, ...]) -> None:
    assert parse_after(text, PLACES) == places


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("7", "not_found", "There is no task 7 in the problem"),
        ("T-1", "not_found", "T-1 is no task of the problem"),
        ("first", "bad_value", "'first' is no task"),
        ("²", "bad_value", "'²' is no task"),
        ("-1", "bad_value", "'-1' is no task"),
        ("99999999999999999999", "bad_value", "is no task"),
    ],
)
def test_what_is_no_task_is_named(text: str, code: str, said: str) -> None:
    with pytest.raises(DeskError, match=said) as caught:
        parse_after(text, PLACES)
    assert caught.value.code == code

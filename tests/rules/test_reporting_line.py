"""Who reports to whom: loops are found and named, lines end."""

from hypothesis import given
from hypothesis import strategies as st

from desk.rules.reporting_line import loop

LINES = st.dictionaries(st.integers(1, 8), st.one_of(st.none(), st.integers(1, 8)))


def test_a_loop_names_everybody_in_it() -> None:
    managers = {1: None, 2: 1, 3: 2}
    assert loop(managers, 1, 3) == (1, 3, 2, 1)
    assert loop(managers, 1, 1) == (1, 1)
    assert loop(managers, 3, 1) == ()


@given(st.lists(st.tuples(st.integers(1, 8), st.integers(1, 8)), max_size=30))
def test_what_closes_no_loop_never_makes_one(wanted: list[tuple[int, int]]) -> None:
    managers: dict[int, int | None] = {}
    for person, manager in wanted:
        if not loop(managers, person, manager):
            managers[person] = manager
    for person in managers:
        above, steps = managers[person], 0
        while above is not None and steps <= len(managers):
            above, steps = managers.get(above), steps + 1
        assert above is None


@given(LINES, st.integers(1, 8), st.integers(1, 8))
def test_a_line_that_is_broken_already_ends_too(
    managers: dict[int, int | None], person: int, manager: int
) -> None:
    found = loop(managers, person, manager)
    assert not found or (found[0] == found[-1] == person and len(set(found)) == len(found) - 1)

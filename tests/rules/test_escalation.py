"""What follows from a level, and who is told where nobody is named."""

import pytest

from desk.errors import BadValue
from desk.rules.escalation import (
    AS_IT_COMES,
    LEVEL_NAMES,
    NOTICE,
    climb_of,
    people_of,
    read,
    told_of,
    written,
)
from desk.rules.ladder import Ladder

BEN, DORA, MIA, ZOE = 1, 2, 3, 4
FIELD = 7
ROLES = {BEN: "agent", DORA: "teamLead", MIA: "manager", ZOE: "teamLead"}
LADDER = Ladder({FIELD: DORA}, {BEN: DORA, DORA: MIA}, ROLES)


def test_each_level_is_followed_by_what_the_domain_says() -> None:
    assert people_of(AS_IT_COMES.of("watch")) == ("owner",)
    assert people_of(AS_IT_COMES.of("warning")) == ("owner", "lead")
    assert NOTICE in AS_IT_COMES.of("jeopardy")
    climbs = [climb_of(AS_IT_COMES.of(level)) for level in LEVEL_NAMES]
    assert climbs == [0, 0, 0, 1, 2, 3]


def test_a_table_changes_what_it_names_and_reads_what_it_writes() -> None:
    found = read({"watch": [], "overdue3": "manager, level10"})
    assert found.watch == ()
    assert (people_of(found.overdue3), climb_of(found.overdue3)) == (("manager",), 10)
    assert found.warning == AS_IT_COMES.warning
    assert read(written(found)) == found


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ({"watch": ["ownr"]}, "Did you mean owner?"),
        ({"watchh": []}, "watch"),
        ({"watch": 3}, "list"),
    ],
)
def test_what_nobody_knows_is_refused(table: dict[str, object], said: str) -> None:
    with pytest.raises(BadValue) as refused:
        read(table)
    assert said in f"{refused.value.message} {refused.value.next_step}"


@pytest.mark.parametrize(
    ("roles", "owner", "team", "people"),
    [
        (("owner", "lead", "manager"), BEN, FIELD, [BEN, DORA, MIA]),
        (("owner",), 0, FIELD, [DORA]),
        (("owner",), 0, None, []),
        (("owner", "lead"), BEN, None, [BEN, DORA]),
        (("lead",), 0, None, [DORA, ZOE]),
        (("manager",), BEN, None, [MIA]),
        (("owner", "lead"), DORA, FIELD, [DORA, MIA]),
    ],
)
def test_the_next_above_is_told_where_nobody_is_named(
    roles: tuple[str, ...], owner: int, team: int | None, people: list[int]
) -> None:
    assert [*told_of(roles, owner, team, LADDER)] == people

"""What is told ahead: when a spell ends, whose work is looked for, in which words it is told."""

import random

import pytest

from desk.rules.escalation import told_of
from desk.rules.ladder import Ladder
from desk.rules.outlook import Concern, concern_of, sentence, spell_end
from tests.stores import NOW

MINUTE = 60
ROLES = ("agent", "teamLead", "manager", "administrator")


@pytest.mark.parametrize(
    ("minutes", "zone", "ends"),
    [
        (0, "UTC", 60),
        (40, "UTC", 60),
        (41, "UTC", 120),
        (59, "UTC", 120),
        (60, "UTC", 120),
        (0, "Asia/Kolkata", 30),
        (11, "Asia/Kolkata", 90),
        (0, "Europe/Berlin", 60),
    ],
)
def test_a_spell_ends_at_a_full_hour_of_ones_own_zone(minutes: int, zone: str, ends: int) -> None:
    assert spell_end(NOW + minutes * MINUTE, zone) == NOW + ends * MINUTE


def test_a_second_past_twenty_minutes_before_the_hour_it_goes_on_to_the_next() -> None:
    assert spell_end(NOW + 40 * MINUTE + 1, "UTC") == NOW + 120 * MINUTE


def test_it_is_told_in_one_sentence() -> None:
    until = NOW + 60 * MINUTE
    assert sentence(["P-3"], NOW + 2520, until, "UTC") == "P-3 reaches jeopardy at 10:42"
    many = [f"P-{number}" for number in range(7)]
    assert sentence(many, NOW, until, "UTC") == "7 items reach jeopardy before 11:00"
    assert sentence(many, NOW, until, "Asia/Kolkata") == "7 items reach jeopardy before 16:30"
    cut = sentence(many * 200, NOW, until, "UTC", is_cut=True)
    assert cut == "1,400+ items reach jeopardy before 11:00"


def test_who_leads_a_team_is_concerned_by_its_work_and_others_only_by_their_own() -> None:
    ladder = Ladder({7: 2, 8: 3}, {}, {1: "agent", 2: "teamLead", 3: "teamLead", 4: "agent"})
    roles = ("owner", "lead")
    assert concern_of(1, roles, ladder, (7, 8)) == Concern((1,), ())
    assert concern_of(1, ("lead",), ladder, (7, 8)) == Concern((), ())
    lead = concern_of(2, roles, ladder, (7, 8))
    assert (lead.owners[0], lead.teams) == (2, (None, 7))
    assert 4 not in lead.owners


@pytest.mark.parametrize("roles", [("owner",), ("lead",), ("owner", "lead"), ("owner", "manager")])
def test_nothing_of_which_somebody_is_told_lies_elsewhere(roles: tuple[str, ...]) -> None:
    """Made-up houses: whom the rule of telling names, finds the item where they look."""
    chance = random.Random(5)
    for _ in range(150):
        people = range(1, chance.randint(3, 9))
        teams = range(11, 11 + chance.randint(1, 4))
        ladder = Ladder(
            {team: chance.choice(people) for team in teams if chance.random() < 0.7},
            {each: chance.choice(people) for each in people if chance.random() < 0.5},
            {each: chance.choice(ROLES) for each in people} | {0xA: "agent"},
        )
        found = {each: concern_of(each, roles, ladder, teams) for each in people}
        for team in (None, *teams):
            for owner in (0, *people):
                for each in told_of(roles, owner, team, ladder):
                    if "manager" in roles and each not in (owner, *ladder.line(owner, team)):
                        continue  # only the rank makes this one a manager
                    concern = found.get(each, Concern((each,), ()))
                    assert owner in concern.owners or team in concern.teams, (each, owner, team)

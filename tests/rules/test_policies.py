"""Which agreed service level holds."""

import json

import pytest

from desk.errors import BadValue
from desk.rules.policies import (
    CONDITIONS,
    DEFAULT_POLICIES,
    Policy,
    default_calendars,
    match,
    parse_policy,
)
from desk.rules.working_time import parse_calendar

MINUTE, HOUR = 60, 3600
ACME = Policy("Acme gold", {"customer": "C-77", "priority": [1, 2]}, {"calendar": "office"})
VIPS = Policy("VIPs", {"tag": ["vip", "Press"]}, {"calendar": "office", "firstAnswer": 600})
REST = Policy("everything", {}, {"calendar": "office", "completion": 7200})


@pytest.mark.parametrize(
    ("priority", "first_answer", "completion", "update", "calendar"),
    [
        (1, 15 * MINUTE, 4 * HOUR, 30 * MINUTE, "round the clock"),
        (2, 30 * MINUTE, 8 * HOUR, 2 * HOUR, "office"),
        (3, 4 * HOUR, 16 * HOUR, 8 * HOUR, "office"),
        (4, 8 * HOUR, 40 * HOUR, 16 * HOUR, "office"),
        (5, 8 * HOUR, 80 * HOUR, None, "office"),
    ],
)
def test_the_default_targets(
    priority: int, first_answer: int, completion: int, update: int | None, calendar: str
) -> None:
    policy, _ = match(DEFAULT_POLICIES, {"kind": "interaction", "priority": priority})
    assert policy is not None
    assert policy.target("firstAnswer") == first_answer
    assert policy.target("completion") == completion
    assert policy.target("update") == update
    assert policy.calendar == calendar


def test_the_default_calendars() -> None:
    calendars = default_calendars("Europe/Berlin")
    assert set(calendars) == {policy.calendar for policy in DEFAULT_POLICIES}
    week = 7 * 86_400
    assert parse_calendar(calendars["office"]).between(0, week) == 40 * HOUR
    assert parse_calendar(calendars["round the clock"]).is_round_the_clock


@pytest.mark.parametrize(
    ("facts", "name"),
    [
        ({"customer": "C-77", "priority": 2, "tag": ("vip",)}, "Acme gold"),
        ({"customer": "c-77", "priority": "2"}, "Acme gold"),
        ({"customer": "C-77", "priority": 3}, "everything"),
        ({"customer": "C-77", "priority": 3, "tag": ("press", "late")}, "VIPs"),
        ({"tag": "VIP"}, "VIPs"),
        ({"tag": ()}, "everything"),
        ({"customer": None}, "everything"),
        ({}, "everything"),
    ],
)
def test_the_first_row_that_fits_wins(facts: dict[str, str | int | None], name: str) -> None:
    policy, line = match((ACME, VIPS, REST), facts)
    assert policy is not None
    assert policy.name == name
    assert name in line


@pytest.mark.parametrize("condition", CONDITIONS)
def test_every_condition_is_asked(condition: str) -> None:
    only = Policy("only", {condition: ["a", "b"]}, {"calendar": "office"})
    assert match((only,), {condition: "b"})[0] is only
    assert match((only,), {condition: "c"}) == (None, "No policy fits, so no clock runs")
    assert match((only,), {})[0] is None


def test_the_reason_names_policy_conditions_and_targets() -> None:
    _, line = match(DEFAULT_POLICIES, {"priority": 2})
    assert line == (
        "Policy priority 2 (priority is 2): first answer in 30 min, completion in 8 h, "
        "an update every 2 h; hours: office"
    )
    _, line = match((REST,), {})
    assert line == "Policy everything (always): completion in 2 h; hours: office"


def test_policies_travel_as_json() -> None:
    for policy in (*DEFAULT_POLICIES, ACME, VIPS, REST):
        kept = json.loads(json.dumps([policy.conditions, policy.targets]))
        assert parse_policy(policy.name, *kept) == policy


@pytest.mark.parametrize(
    ("conditions", "targets", "said"),
    [
        ({"prio": 1}, {"calendar": "office"}, "nearest known one is priority"),
        ({"tag": []}, {"calendar": "office"}, "has no value"),
        ({"tag": [{}]}, {"calendar": "office"}, "has no value"),
        ([], {"calendar": "office"}, "not an object"),
        ({}, {}, "names no calendar"),
        ({}, {"calendar": "office", "completion": -1}, "not a time"),
        ({}, {"calendar": "office", "completion": "4h"}, "not a time"),
        ({}, {"calendar": "office", "completion": True}, "not a time"),
        ({}, {"calendar": "office", "complete": 1}, "nearest known one is completion"),
    ],
)
def test_a_row_that_cannot_be_is_refused(conditions: object, targets: object, said: str) -> None:
    with pytest.raises(BadValue) as refused:
        parse_policy("row", conditions, targets)
    assert said in f"{refused.value.message} {refused.value.next_step}"

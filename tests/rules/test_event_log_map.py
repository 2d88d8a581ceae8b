"""Maps of problems: what they may say, and what is told of one that says something else."""

import pytest

from desk.errors import BadValue
from desk.rules.event_log_map import PROBLEMS, Standing, is_log, standings
from desk.rules.known_maps import NAMES, fitting, known_map
from desk.rules.mapping import parse_map

LOG = {"key": "No", "fields": {"at": "At", "state": "State", "subject": "What"}}


def test_a_map_with_times_of_events_is_of_a_log() -> None:
    mapping = parse_map("logs", LOG, PROBLEMS)
    assert (mapping.kind, is_log(mapping), mapping.zone) == ("problems", True, "UTC")
    plain = parse_map("plain", {"fields": {"created": "At", "subject": "What"}}, PROBLEMS)
    assert not is_log(plain)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("inProgress", [Standing("inProgress")]),
        ("PENDING Customer", [Standing("pending", "customer")]),
        ("pending", [Standing("pending", "internal")]),
        ("held plannedwork", [Standing("held", "plannedWork")]),
        ("held", [Standing("held", "other")]),
        ("cancelled duplicate", [Standing("cancelled", "duplicate")]),
        ("acknowledged|inProgress", [Standing("acknowledged"), Standing("inProgress")]),
    ],
)
def test_a_state_may_say_whom_it_waits_for(written: str, meant: list[Standing]) -> None:
    mapping = parse_map("logs", LOG | {"values": {"state": {"x": written}}}, PROBLEMS)
    assert [*standings(mapping.values["state"]["x"])] == meant


def test_a_value_may_say_nothing_about_the_state() -> None:
    mapping = parse_map("logs", LOG | {"values": {"state": {"Unmatched": ""}}}, PROBLEMS)
    assert standings(mapping.values["state"]["unmatched"]) == ()


@pytest.mark.parametrize(
    ("tables", "message", "next_step"),
    [
        ({"values": {"state": {"x": "done"}}}, "state 'done'", "acknowledged, inProgress"),
        ({"values": {"state": {"x": "pending nobody"}}}, "pending 'nobody'", "customer, partner"),
        ({"values": {"state": {"x": "held"}, "stat": {}}}, "'stat'", "Did you mean state"),
        ({"values": {"state": {"x": "closed well"}}}, "closed 'well'", "It takes nothing"),
        ({"fields": {"at": "At", "subjct": "What"}}, "'subjct'", "Did you mean subject"),
        ({"fields": {"subject": "What"}}, "when anything was", "at = "),
        ({"fields": {"at": "At"}}, "what a problem is about", "subject = "),
        ({"zone": "Europe/Nowhere"}, "no time zone", "nearest"),
        ({"defaults": {"at": "yesterday"}}, "default of at", "iso"),
        ({"defaults": {"channel": "pigeon"}}, "channel 'pigeon'", "phone"),
        ({"fields": {"at": ["At", 3], "subject": "What"}}, "'fields.at' is no text", "several"),
    ],
)
def test_what_is_wrong_in_a_map_is_named(
    tables: dict[str, object], message: str, next_step: str
) -> None:
    with pytest.raises(BadValue) as refused:
        parse_map("logs", LOG | tables, PROBLEMS)
    assert message in refused.value.message
    assert next_step in refused.value.next_step


def test_the_built_in_logs_are_found_by_their_columns() -> None:
    for name in ("bpi2013", "servicenow"):
        assert name in NAMES
        mapping = known_map(name)
        assert (mapping.kind, is_log(mapping)) == ("problems", True)
        assert fitting([*mapping.columns(), "More"]) == mapping

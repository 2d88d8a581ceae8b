"""Raw values of a use case, read by their parameters' types."""

import pytest

from desk.errors import BadValue, MissingValue
from desk.rules.actions import ACTIONS, find
from desk.rules.instants import parse_rfc3339
from desk.rules.values import Raw, parse_tags, parse_values

NOW = parse_rfc3339("2026-11-23T10:00:00Z")


def parsed(action: str, raw: dict[str, Raw], kind: str = "interaction") -> dict[str, object]:
    """The values of an action, typed in Berlin."""
    return parse_values(find(action, kind), raw, "Europe/Berlin", NOW)


def test_each_value_is_read_by_its_type() -> None:
    raw: dict[str, Raw] = {
        "direction": "INBOUND",
        "channel": "inperson",
        "subject": "  Bill  ",
        "text": " two\nlines ",
        "tag": ["Störung, VIP", "vip"],
        "priority": "high",
        "at": "2026-11-23 09:30",
        "from": " a@b.example ",
    }
    assert parsed("log", raw) == {
        "direction": "inbound",
        "channel": "inPerson",
        "subject": "Bill",
        "text": " two\nlines ",
        "tag": ("storung", "vip"),
        "priority": 2,
        "at": parse_rfc3339("2026-11-23T08:30:00Z"),
        "from": "a@b.example",
    }


def test_what_is_empty_counts_as_not_given() -> None:
    raw = {"direction": "inbound", "channel": "email", "subject": "Bill", "at": "", "tag": []}
    assert set(parsed("log", raw)) == {"direction", "channel", "subject"}


@pytest.mark.parametrize("text", ["1", "P1", "p1", "critical", "Critical"])
def test_a_priority_has_several_spellings(text: str) -> None:
    assert parsed("prioritise", {"priority": text, "note": "x"})["priority"] == 1


def test_tags_are_folded_parted_and_given_once() -> None:
    assert parse_tags("Rückruf  wichtig|WICHTIG,neu") == ("ruckruf", "wichtig", "neu")


@pytest.mark.parametrize(
    ("action", "raw", "told"),
    [
        ("note", {}, "needs a value for 'text'"),
        ("assign", {"to": "  "}, "needs a value for 'to'"),
        ("complete", {}, "needs a value for 'outcome'"),
    ],
)
def test_what_is_demanded_is_named(action: str, raw: dict[str, Raw], told: str) -> None:
    with pytest.raises(MissingValue, match=told) as refused:
        parsed(action, raw)
    assert "=" in refused.value.next_step


@pytest.mark.parametrize(
    ("action", "raw", "told"),
    [
        ("note", {"text": "a", "txet": "b"}, "Did you mean text"),
        ("claim", {"text": "a"}, "It takes none"),
        ("complete", {"outcome": "answerd"}, "Did you mean answered"),
        ("prioritise", {"priority": "0", "note": "x"}, "1 critical"),
        ("prioritise", {"priority": "1", "note": "a\nb"}, "line breaks"),
        ("prioritise", {"priority": "1", "note": "x" * 501}, "500 are the most"),
        ("await", {"question": "?", "due": "someday"}, "Days are mon to sun"),
        ("tag", {"name": "a b"}, "once for each"),
        ("tag", {"name": "||"}, "letters or digits"),
        ("tag", {"name": "x" * 61}, "60 letters"),
    ],
)
def test_what_cannot_be_taken_says_what_can(action: str, raw: dict[str, Raw], told: str) -> None:
    with pytest.raises(BadValue) as refused:
        parsed(action, raw)
    assert told in f"{refused.value.message} {refused.value.next_step}"


def test_every_parameter_of_every_action_has_a_type_that_is_read() -> None:
    known = {"text", "line", "instant", "priority", "choice", "person", "team", "customer"}
    known |= {"address", "tag", "name", "work", "count"}
    used = {parameter.type for action in ACTIONS for parameter in action.parameters}
    assert used <= known

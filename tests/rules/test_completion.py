"""How a filter may go on: it is found at the cursor, and what it gives parses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.errors import BadFilter
from desk.rules.completion import Spot, completed, fitting, known, spot
from desk.rules.filters import FIELDS, parse


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", Spot(0, "")),
        ("ch", Spot(0, "ch")),
        ("is:open ", Spot(8, "")),
        ("is:open -ow", Spot(9, "ow")),
        ("is:open own:", Spot(12, "", "own", ":")),
        ("owner:me|an", Spot(9, "an", "owner", ":")),
        ('customer:"Ac me', Spot(9, "Ac me", "customer", ":")),
        ("level>=wa", Spot(7, "wa", "level", ">=")),
        ("C++", None),
        ('"some words', None),
    ],
)
def test_where_the_cursor_stands(text: str, found: Spot | None) -> None:
    assert spot(text, len(text)) == found


@pytest.mark.parametrize(
    ("text", "ways"),
    [
        ("ow", ["owner:"]),
        ("c", ["channel:", "customer:", "created<", "closed<"]),
        ("channel:s", ["sms", "social"]),
        ("is:o", ["open", "overdue"]),
        ("-is:wa", ["waiting"]),
        ("level>=wa", ["watch", "warning"]),
        ("owner:", ["me", "none"]),
        ("due<1", ["1h", "1d"]),
        ("created:to", ["today", "tomorrow"]),
        ("nothing:", []),
        ("zebra", []),
    ],
)
def test_ways_to_go_on(text: str, ways: list[str]) -> None:
    at = spot(text, len(text))
    assert at is not None
    assert known(at) == ways


@pytest.mark.parametrize("field", FIELDS)
def test_every_way_parses(field: str) -> None:
    text = f"is:open {field[:3]}"
    at = spot(text, len(text))
    assert at is not None
    ways = known(at)
    assert any(way.startswith(field) for way in ways)
    for way in ways:
        begun, cursor = completed(text, len(text), at, way)
        inner = spot(begun, cursor)
        assert inner is not None
        for value in known(inner):
            parse(completed(begun, cursor, inner, value)[0], "UTC", 1_795_428_000)


@given(st.text(min_size=1, max_size=20))
def test_any_value_from_the_store_can_be_taken(value: str) -> None:
    (way,) = fitting([value], "")
    text, _ = completed("customer:", 9, Spot(9, "", "customer", ":"), way)
    if value.strip():
        (term,) = parse(text, "UTC", 0).terms
        assert term.field == "customer"
    else:
        with pytest.raises(BadFilter):
            parse(text, "UTC", 0)


@given(st.text(max_size=30), st.integers(0, 30))
def test_no_text_and_no_place_raises(text: str, cursor: int) -> None:
    at = spot(text, min(cursor, len(text)))
    if at is not None:
        known(at)

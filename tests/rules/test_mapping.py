"""Maps: what they may say, and what becomes of a row."""

import re
from collections.abc import Mapping, Sequence

import pytest

from desk.errors import BadValue, NotFound
from desk.rules import mapped
from desk.rules.instants import rfc3339
from desk.rules.known_maps import NAMES, fitting, known_map
from desk.rules.mapped import Mapped, Mapper, Rejected
from desk.rules.mapping import ImportMap, parse_map, require_columns

FIELDS = {"subject": "About", "created": "Opened"}
HEADER = ["No", "About", "Opened", "Closed", "State", "How", "Said", "Who", "Zip"]


def a_map(**tables: object) -> ImportMap:
    """A map of a made-up file."""
    return parse_map("test", {"key": "No", "fields": FIELDS, **tables})


def row(**cells: str) -> list[str]:
    """A row of the made-up file."""
    said = {"No": "7", "About": "No dial tone", "Opened": "2026-11-23 10:00"} | cells
    return [said.get(name, "") for name in HEADER]


def read(how: ImportMap, cells: Sequence[str]) -> Mapped:
    """What the map makes of a row."""
    return Mapper(how, HEADER).read(cells)


def test_a_row_becomes_a_record() -> None:
    how = a_map(
        fields={
            **FIELDS,
            "closed": "Closed",
            "state": "State",
            "channel": "How",
            "text": "Said",
            "contact": ["Who", "Zip"],
        },
        values={"state": {"Fixed": "completed"}, "channel": {"Line 1": "phone"}},
        zone="Europe/Berlin",
    )
    found = read(
        how, row(State="FIXED", How="line 1", Said="Hello", Who="Ana", Closed="2026-11-24")
    )
    assert (found.key, found.subject, found.text) == ("7", "No dial tone", "Hello")
    assert (found.state, found.channel, found.direction) == ("completed", "phone", "inbound")
    assert rfc3339(found.created) == "2026-11-23T09:00:00Z"
    assert found.closed is not None
    assert rfc3339(found.closed) == "2026-11-23T23:00:00Z"
    assert (found.contact, found.priority, found.outcome) == ("Ana", 3, "answered")
    assert dict(found.extra) == {}
    assert found.remarks == ()


def test_columns_nobody_names_are_kept_beside() -> None:
    how = a_map(drop=["Zip"], keep=["About"], digits={"Who": 5}, empty=["?"])
    found = read(how, row(Who="123", Zip="9", How="?", State="New"))
    assert dict(found.extra) == {"About": "No dial tone", "State": "New", "Who": "00123"}


@pytest.mark.parametrize(
    ("fields", "cells", "state", "remarks"),
    [
        ({}, {}, "open", ()),
        ({"closed": "Closed"}, {"Closed": "2026-11-23 11:00"}, "completed", ()),
        ({"state": "State"}, {"State": "opened"}, "open", ()),
        ({"state": "State"}, {"State": "completed"}, "completed", (mapped.UNCLOSED,)),
        (
            {"closed": "Closed"},
            {"Closed": "2026-11-23 09:00"},
            "completed",
            (mapped.CLOSED_EARLY,),
        ),
        (
            {"closed": "Closed", "state": "State"},
            {"Closed": "2026-11-23 11:00", "State": "inProgress"},
            "inProgress",
            (mapped.CLOSED_OPEN,),
        ),
        ({"due": "Closed"}, {"Closed": "2026-11-22"}, "open", (mapped.DUE_EARLY,)),
        ({"answered": "Closed"}, {"Closed": "2026-11-22"}, "open", (mapped.ANSWERED_EARLY,)),
    ],
)
def test_times_and_states_are_made_to_agree(
    fields: Mapping[str, str], cells: Mapping[str, str], state: str, remarks: tuple[str, ...]
) -> None:
    """No duration is negative, and what is open has not ended; what was set right is said."""
    found = read(a_map(fields={**FIELDS, **fields}), row(**cells))
    assert (found.state, found.remarks) == (state, remarks)
    for instant in (found.answered, found.closed, found.due):
        assert instant is None or instant >= found.created
    if mapped.CLOSED_OPEN in remarks:
        assert found.closed is None
        assert found.extra["Closed"] == "2026-11-23 11:00"


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"Opened": "soon"}, "created 'soon' fits no date form of the map"),
        ({"Opened": ""}, "has no time at which it was created"),
        ({"No": " "}, "has no No, which tells records apart"),
        ({"How": "pigeon"}, "channel 'pigeon' is not in the map's [values.channel]"),
    ],
)
def test_a_row_is_rejected_with_its_reason(cells: Mapping[str, str], reason: str) -> None:
    with pytest.raises(Rejected, match=f"^{re.escape(reason)}$"):
        read(a_map(fields=FIELDS | {"channel": "How"}), row(**cells))


@pytest.mark.parametrize("width", [0, 3, len(HEADER) + 1])
def test_a_row_of_another_width_is_rejected(width: int) -> None:
    with pytest.raises(Rejected, match=f"has {width} cells where the header has 9"):
        read(a_map(), ["x"] * width)


def test_a_star_takes_every_other_value() -> None:
    how = a_map(
        fields=FIELDS | {"channel": "How"}, values={"channel": {"Line": "phone", "*": "other"}}
    )
    assert read(how, row(How="pigeon")).channel == "other"
    assert read(how, row(How="email")).channel == "email"


def test_values_may_be_renamed_in_any_field() -> None:
    how = a_map(fields=FIELDS | {"team": "How"}, values={"team": {"L2": "Second line"}})
    assert read(how, row(How="l2")).team == "Second line"
    assert read(how, row(How="L3")).team == "L3"


def test_what_no_engine_stores_becomes_a_mark() -> None:
    assert read(a_map(), row(About="a\0b\ud800c")).subject == "a\ufffdb\ufffdc"


@pytest.mark.parametrize(
    ("about", "said", "subject"),
    [("", "First line\nsecond", "First line"), (" x ", "y", "x"), ("", "", "No subject")],
)
def test_every_record_has_a_subject(about: str, said: str, subject: str) -> None:
    how = a_map(fields=FIELDS | {"text": "Said"})
    assert read(how, row(About=about, Said=said)).subject == subject


def test_the_digest_tells_every_change() -> None:
    how = a_map(fields=FIELDS | {"state": "State"})
    digests = {
        read(how, row(**cells)).digest
        for cells in ({}, {"Zip": "1"}, {"How": "1"}, {"State": "open"}, {"About": "x"})
    }
    # A row without a state is open too.
    assert len(digests) == 4
    assert read(how, row()).digest == read(how, row(No="8")).digest


def test_without_a_key_equal_rows_are_counted() -> None:
    mapper = Mapper(parse_map("test", {"fields": FIELDS}), HEADER)
    keys = [mapper.read(cells).key for cells in (row(), row(), row(Zip="1"))]
    assert len(set(keys)) == 3
    again = Mapper(parse_map("test", {"fields": FIELDS}), HEADER)
    assert [again.read(cells).key for cells in (row(), row(), row(Zip="1"))] == keys


@pytest.mark.parametrize(
    ("tables", "said"),
    [
        ({"fields": {"subject": "About"}}, "which column is created"),
        ({"fields": {"created": "Opened"}}, "neither subject nor text"),
        ({"fields": FIELDS | {"subjekt": "x"}}, "subjekt"),
        ({"fields": FIELDS, "colour": "x"}, "colour"),
        ({"fields": "About"}, "no table"),
        ({"fields": FIELDS | {"text": 3}}, "fields.text"),
        ({"fields": FIELDS, "zone": "Mars/Base"}, "Mars/Base"),
        ({"fields": FIELDS, "dates": ["%d"]}, "%d"),
        ({"fields": FIELDS, "values": {"state": {"x": "gone"}}}, "gone"),
        ({"fields": FIELDS, "values": {"priority": {"x": "9"}}}, "9"),
        ({"fields": FIELDS, "defaults": {"channel": "pigeon"}}, "pigeon"),
        ({"fields": FIELDS, "defaults": {"due": "soon"}}, "default of due"),
        ({"fields": FIELDS, "digits": {"Zip": "five"}}, "Zip"),
    ],
)
def test_a_wrong_map_is_refused(tables: Mapping[str, object], said: str) -> None:
    """The sentence names the map and what is wrong in it."""
    with pytest.raises(BadValue) as refused:
        parse_map("test", tables)
    assert said in refused.value.message
    assert refused.value.next_step


def test_a_file_has_to_have_the_columns() -> None:
    require_columns(a_map(), HEADER)
    with pytest.raises(BadValue) as refused:
        require_columns(a_map(), ["No", "about", "Opened"])
    assert "'About' (now 'about'?)" in refused.value.message
    with pytest.raises(BadValue, match=r"'No' \(now 'Case No'\?\), 'About'"):
        require_columns(a_map(), ["Case No", "Opened"])
    assert "Nothing was written" in refused.value.next_step


def test_built_in_maps_are_told_by_their_columns() -> None:
    for name in NAMES:
        found = fitting([*known_map(name).columns(), "another"])
        assert found is not None
        assert found.name == name
    assert fitting(HEADER) is None
    with pytest.raises(NotFound) as refused:
        known_map("comcst")
    assert "Did you mean comcast?" in refused.value.next_step


@pytest.mark.parametrize(
    ("date", "time", "created"),
    [
        ("22-04-15", "9:59:40 PM", "2015-04-22T21:59:40Z"),
        ("2015-06-12", "12:00:01 AM", "2015-06-12T00:00:01Z"),
    ],
)
def test_comcast_writes_dates_in_two_forms(date: str, time: str, created: str) -> None:
    how = known_map("comcast")
    header = how.columns()
    said = {"Ticket #": "1", "Date": date, "Time": time, "Zip code": "2134", "Status": "Solved"}
    found = Mapper(how, header).read([said.get(name, "") for name in header])
    assert rfc3339(found.created) == created
    assert found.extra["Zip code"] == "02134"
    assert (found.state, found.closed) == ("completed", None)

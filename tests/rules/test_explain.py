"""The what-if of `desk clock explain`, line by line."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.rules.explain import explain
from desk.rules.instants import parse_instant, rfc3339

HOURS = {day: [["09:00", "17:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}
OFFICE: dict[str, Any] = {
    "tz": "Europe/Berlin",
    "hours": HOURS,
    "holidays": [{"date": "2026-12-25", "name": "Christmas"}],
}
SHAPE = ["due", "open_at_start", "next_open", "elapsed_seconds", "level", "crossings", "steps"]


def at(text: str) -> str:
    return rfc3339(parse_instant(text, "Europe/Berlin", 0))


def asked(start: str = "2026-11-23 10:00", **more: object) -> dict[str, Any]:
    request = {"calendar": OFFICE, "start": at(start), **more}
    return explain(json.dumps(request))


@pytest.mark.parametrize(
    ("start", "hours", "pause", "due"),
    [
        ("2026-11-20 16:00", 4, None, "2026-11-23 12:00"),
        ("2026-11-21 10:00", 4, None, "2026-11-23 13:00"),
        ("2026-12-24 15:00", 4, None, "2026-12-28 11:00"),
        ("2026-11-23 10:00", 8, None, "2026-11-24 10:00"),
        (
            "2026-11-23 10:00",
            8,
            ("2026-11-23 12:00", "2026-11-24 11:00"),
            "2026-11-24 17:00",
        ),
        (
            "2026-11-23 10:00",
            8,
            ("2026-11-23 18:00", "2026-11-24 08:00"),
            "2026-11-24 10:00",
        ),
    ],
)
def test_the_golden_cases(start: str, hours: int, pause: tuple[str, str] | None, due: str) -> None:
    pauses = [[at(pause[0]), at(pause[1])]] if pause else []
    assert asked(start, target_seconds=hours * 3600, pauses=pauses)["due"] == at(due)


def test_the_golden_levels() -> None:
    answer = asked(target_seconds=8 * 3600, until=at("2026-11-23 15:00"), percent=[50, 75, 90])
    assert answer["elapsed_seconds"] == 5 * 3600
    assert answer["level"] == "watch"
    assert answer["crossings"] == {
        "50": at("2026-11-23 14:00"),
        "75": at("2026-11-23 16:00"),
        "90": at("2026-11-24 09:12"),
    }


def test_every_key_is_always_there() -> None:
    assert asked() == {
        "due": None,
        "open_at_start": True,
        "next_open": at("2026-11-23 10:00"),
        "elapsed_seconds": None,
        "level": None,
        "crossings": None,
        "steps": ["No target; times are those of Europe/Berlin", "Begins Mon 23 Nov 2026 10:00"],
    }
    assert list(asked(target_seconds=60, until=at("2026-11-24"), percent=[50])) == SHAPE
    nothing: dict[str, Any] = dict.fromkeys(("target_seconds", "pauses", "until", "percent"))
    assert asked(**nothing) == asked()


def test_outside_opening_hours() -> None:
    answer = asked("2026-11-20 17:00", target_seconds=0, until=at("2026-11-20 18:00"))
    assert not answer["open_at_start"]
    assert answer["next_open"] == answer["due"] == at("2026-11-23 09:00")
    assert answer["elapsed_seconds"] == 0
    assert answer["level"] == "green"


def test_nothing_has_passed_when_until_is_not_after_the_start() -> None:
    for until in ("2026-11-23 10:00", "2026-11-20 10:00"):
        answer = asked(target_seconds=3600, until=at(until))
        assert answer["elapsed_seconds"] == 0
        assert answer["level"] == "green"


def test_percentages_keep_the_way_they_were_written() -> None:
    line = json.dumps({"calendar": OFFICE, "start": at("2026-11-23 10:00"), "target_seconds": 7200})
    answer = explain(line[:-1] + ', "percent": [0, 12.50, 1e2, 33.3, 250, 50, 50]}')
    assert answer["crossings"] == {
        "0": at("2026-11-23 10:00"),
        "12.50": at("2026-11-23 10:15"),
        "1e2": at("2026-11-23 12:00"),
        "33.3": at("2026-11-23 10:39:58"),  # 2397.6 s, rounded up
        "250": at("2026-11-23 15:00"),
        "50": at("2026-11-23 11:00"),
    }


def test_an_open_pause_needs_until() -> None:
    pauses = [[at("2026-11-23 12:00"), None]]
    answer = asked(target_seconds=28_800, pauses=pauses, percent=[10])
    assert answer["due"] is None
    assert answer["crossings"] == {"10": None}
    assert answer["steps"][-1] == "Paused since Mon 23 Nov 2026 12:00: due when that has ended"
    answer = asked(target_seconds=28_800, pauses=pauses, until=at("2026-11-24 11:00"))
    assert answer["due"] == at("2026-11-24 17:00")
    assert answer["elapsed_seconds"] == 7200
    assert answer["level"] == "green"


def test_steps_say_hours_pauses_holidays_and_what_is_left() -> None:
    answer = asked(
        "2026-12-24 12:00",
        target_seconds=8 * 3600,
        pauses=[
            [at("2026-12-24 14:00"), at("2026-12-24 15:00")],
            [at("2026-12-26 09:00"), at("2026-12-26 10:00")],
        ],
        until=at("2026-12-24 16:00"),
    )
    assert answer["steps"] == [
        "Target 8 h in opening hours; times are those of Europe/Berlin",
        "Begins Thu 24 Dec 2026 12:00",
        "Thu 24 Dec 2026: 12:00-14:00, 15:00-17:00, 4 h",
        "Fri 25 Dec 2026: closed, Christmas",
        "Mon 28 Dec 2026: 09:00-13:00, 4 h",
        "Paused Thu 24 Dec 2026 14:00 to Thu 24 Dec 2026 15:00: 1 h taken off",
        "Paused Sat 26 Dec 2026 09:00 to Sat 26 Dec 2026 10:00: "
        "outside opening hours, nothing taken off",
        "Due Mon 28 Dec 2026 13:00",
        "Thu 24 Dec 2026 16:00: 3 h of 8 h used, 5 h left: green",
    ]


def test_steps_name_breaks_and_special_hours() -> None:
    calendar = {
        **OFFICE,
        "date_overrides": {"2026-11-23": [["08:00", "12:00"]]},
        "breaks": {"2026-11-23": [["10:00", "10:30"]]},
    }
    answer = asked("2026-11-22 10:00", calendar=calendar, target_seconds=3 * 3600)
    assert answer["steps"][1:] == [
        "Starts closed, Sun 22 Nov 2026 10:00; begins Mon 23 Nov 2026 08:00",
        "Mon 23 Nov 2026: 08:00-10:00, 10:30-11:30, 3 h (hours of this date) "
        "(break 10:00-10:30 taken off)",
        "Due Mon 23 Nov 2026 11:30",
    ]


@pytest.mark.parametrize("hours", [200, 8000, 5_000_000])
def test_steps_of_a_long_span_are_few_and_add_up(hours: int) -> None:
    steps = asked(target_seconds=hours * 3600)["steps"]
    assert len(steps) < 25
    told = [line.split(": ", 1)[1] for line in steps[2:-1] if "closed, " not in line]
    counted = [part.split(" h")[0].split(", ")[-1] for part in told]
    assert sum(int(part.replace(",", "")) for part in counted) == hours


def test_steps_late_and_without_a_target() -> None:
    late = asked(target_seconds=3600, until=at("2026-11-23 12:30"))
    assert late["steps"][-1] == (
        "Mon 23 Nov 2026 12:30: 2 h 30 min of 1 h used, 1 h 30 min over: overdue3"
    )
    assert asked(until=at("2026-11-23 12:30"))["steps"][-1] == (
        "Mon 23 Nov 2026 12:30: 2 h 30 min used"
    )
    full = asked(target_seconds=3600, until=at("2026-11-23 11:00"))
    assert full["steps"][-1].endswith("1 h of 1 h used, none left: breached")


def test_a_calendar_that_is_over_has_no_next_opening_and_no_due_time() -> None:
    over = {"tz": "UTC", "hours": {}, "date_overrides": {"2020-01-01": [["09:00", "12:00"]]}}
    answer = asked(calendar=over)
    assert answer["next_open"] is None
    assert not answer["open_at_start"]
    assert "does not open" in asked(calendar=over, target_seconds=1)["error"]
    assert "does not open" in asked(calendar=over, target_seconds=0)["error"]


def test_a_crossing_that_never_comes_is_null() -> None:
    fair = {"tz": "UTC", "hours": {}, "date_overrides": {"2026-11-23": [["09:00", "12:00"]]}}
    answer = asked(calendar=fair, target_seconds=7200, percent=[100, 151])
    assert answer["crossings"] == {"100": "2026-11-23T11:00:00Z", "151": None}


def _line(**more: object) -> str:
    return json.dumps({"calendar": OFFICE, "start": "2026-11-23T09:00:00Z", **more})


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("", "not JSON"),
        ("{", "not JSON"),
        ("[" * 200_000, "not JSON"),
        ('{"a":' * 100_000, "not JSON"),
        ("NaN", "not JSON"),
        ('{"calendar": NaN}', "not JSON"),
        ('{"target_seconds": Infinity}', "not JSON"),
        ('{"target_seconds": ' + "9" * 10_000 + "}", "not JSON"),
        ('{"percent": [1e99999999999999999999]}', "not JSON"),
        ("[]", "not an object"),
        ("null", "not an object"),
        ('"text"', "not an object"),
        ("{}", "no calendar"),
        ('{"calendar": "office"}', "not an object"),
        (json.dumps({"calendar": OFFICE}), "no start"),
        (json.dumps({"calender": OFFICE}), "nearest known one is calendar"),
        (_line(start=0), "start is not an instant"),
        (_line(start="2026-11-23T09:00:00"), "start"),
        (_line(start="2026-11-23"), "start"),
        (_line(until="2026-11-23 09:00"), "until"),
        (_line(until=True), "until is not an instant"),
        (_line(target_seconds=-1), "target_seconds"),
        (_line(target_seconds="14400"), "target_seconds"),
        (_line(target_seconds=True), "target_seconds"),
        (_line(target_seconds=0.5), "target_seconds"),
        (_line(target_seconds=[]), "target_seconds"),
        (_line(target_seconds=10**18), "target_seconds"),
        (_line(target_seconds=10**12), "does not open for that long"),
        (_line(percent=50), "percent"),
        (_line(percent=["50"]), "percent"),
        (_line(percent=[True]), "percent"),
        (_line(percent=[-1]), "percent"),
        (_line(percent=[10**400]), "percent"),
        (_line(percent=[1e-300]), "percent"),
        (_line(pauses="x"), "pauses"),
        (_line(pauses=["x"]), "pause"),
        (_line(pauses=[["2026-11-23T10:00:00Z"]]), "pair"),
        (_line(pauses=[[None, "2026-11-23T10:00:00Z"]]), "pauses"),
        (_line(pauses=[["2026-11-23T10:00:00Z", "2026-11-23T09:59:59Z"]]), "before it begins"),
        (_line(pauses=[["2026-11-23T10:00:00Z", "2026-11-24"]]), "pauses"),
        (_line(calendar={**OFFICE, "tz": "Mars/Olympus"}), "no time zone"),
        (_line(calendar={**OFFICE, "hours": {}}), "never opens"),
        (_line(calendar={**OFFICE, "hours": {"mon": [["12:00", "10:00"]]}}), "before it begins"),
        (
            _line(calendar={**OFFICE, "hours": {"mon": [["09:00", "12:00"], ["10:00", "13:00"]]}}),
            "overlaps",
        ),
    ],
)
def test_a_bad_line_gives_an_error_that_names_it(line: str, said: str) -> None:
    answer = explain(line)
    assert list(answer) == ["error"]
    assert said in str(answer["error"])
    assert len(str(answer["error"])) < 400


def test_a_whole_number_may_be_written_with_a_point() -> None:
    assert asked(target_seconds=3600.0) == asked(target_seconds=3600)


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=True)
    | st.text(max_size=8)
    | st.sampled_from(["2026-11-23T09:00:00Z", "09:00", "24:00", "UTC", "2026-11-23", "12-25"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["tz", "hours", "mon", "holidays", "breaks", "date", "name", "2026-11-23"]
            ),
            inner,
            max_size=3,
        )
    ),
    max_leaves=8,
)
KEYS = ("start", "target_seconds", "pauses", "until", "percent")


@given(st.dictionaries(st.sampled_from(KEYS), JSON), JSON)
def test_any_json_is_answered_or_refused(values: dict[str, object], calendar: object) -> None:
    for request in ({**values, "calendar": calendar}, {"start": at("2026-11-23"), **values}):
        for whole in (request, {"calendar": OFFICE, **request}):
            answer = explain(json.dumps(whole))
            assert list(answer) in (SHAPE, ["error"])
            json.dumps(answer)


@given(st.text())
def test_any_text_is_answered(line: str) -> None:
    assert "error" in explain(line)

"""Opening hours as they are written down, and what is refused."""

from datetime import date

import pytest

from desk.errors import BadValue
from desk.rules.calendars import DAYS, parse_spec
from desk.rules.working_time import parse_calendar

WEEKDAYS = {day: [["09:00", "17:00"]] for day in DAYS[:5]}


def test_what_is_written_is_read_in_order() -> None:
    spec = parse_spec(
        {
            "tz": "Europe/Berlin",
            "hours": {"tue": [["13:00", "24:00"], ["8:00", "13:00"]], "wed": None},
            "holidays": ["2026-12-25", {"date": "2026-01-01", "name": "New Year"}],
            "annual_holidays": ["12-26"],
            "date_overrides": {"2026-12-31": [["08:00", "12:00"]], "2026-12-30": []},
            "breaks": {"2026-11-23": [["11:00", "11:30"], ["10:00", "11:15"]]},
        }
    )
    assert spec.week[1] == ((8 * 3600, 24 * 3600),)
    assert not any(spec.week[day] for day in (0, 2, 3, 4, 5, 6))
    assert [name for _, name in spec.holidays] == ["New Year", ""]
    assert spec.annual == ((12, 26, ""),)
    assert [len(windows) for _, windows in spec.overrides] == [0, 1]
    assert spec.breaks == ((date(2026, 11, 23).toordinal(), ((10 * 3600, 11 * 3600 + 1800),)),)


def test_all_but_zone_and_hours_may_be_missing_or_null() -> None:
    bare = {"tz": "UTC", "hours": WEEKDAYS}
    empty = dict.fromkeys(("holidays", "annual_holidays", "date_overrides", "breaks"))
    assert parse_spec(bare) == parse_spec({**bare, **empty})


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ({"tz": "Europe/Berlim"}, "Europe/Berlin"),
        ({"tz": "../../etc/passwd"}, "no time zone"),
        ({"tz": "right/UTC"}, "no time zone"),
        ({"tz": None}, "no time zone"),
        ({"tz": 3}, "no time zone"),
        ({"hours": None}, "no hours"),
        ({"hours": []}, "not an object"),
        ({"hours": {}}, "never opens"),
        ({"hours": {"mon": []}}, "never opens"),
        ({"hours": {"mo": [["09:00", "17:00"]]}}, "nearest known one is mon"),
        ({"hours": {"mon": [["17:00", "09:00"]]}}, "ends before it begins"),
        ({"hours": {"mon": [["22:00", "06:00"]]}}, "24:00"),
        ({"hours": {"mon": [["09:00", "09:00"]]}}, "ends before it begins"),
        ({"hours": {"mon": [["24:00", "24:00"]]}}, "ends before it begins"),
        ({"hours": {"mon": [["09:00", "12:00"], ["11:59", "13:00"]]}}, "overlaps"),
        ({"hours": {"mon": [["09:00", "24:01"]]}}, "not a time"),
        ({"hours": {"mon": [["09:00", "9:60"]]}}, "not a time"),
        ({"hours": {"mon": [["09:00", 17]]}}, "not a time"),
        ({"hours": {"mon": [["09:00"]]}}, "not opening hours"),
        ({"hours": {"mon": ["09:00", "17:00"]}}, "not opening hours"),
        ({"hours": {"mon": "09:00-17:00"}}, "not a list"),
        ({"holidays": ["2026-02-30"]}, "not a date"),
        ({"holidays": ["12-25"]}, "not a date"),
        ({"holidays": [20261225]}, "not a date"),
        ({"holidays": "2026-12-25"}, "not a list"),
        ({"holidays": [{"dat": "2026-12-25"}]}, "nearest known one is date"),
        ({"annual_holidays": ["2026-12-25"]}, "day of the year"),
        ({"annual_holidays": ["02-30"]}, "day of the year"),
        ({"date_overrides": ["2026-12-31"]}, "not an object"),
        ({"date_overrides": {"31.12.2026": []}}, "not a date"),
        ({"date_overrides": {"2026-12-31": [["12:00", "08:00"]]}}, "ends before it begins"),
        (
            {"date_overrides": {"2026-12-31": [["08:00", "12:00"], ["10:00", "14:00"]]}},
            "overlaps",
        ),
        ({"breaks": {"2026-12-31": [["12:00", "08:00"]]}}, "ends before it begins"),
        ({"holiday": []}, "nearest known one is holidays"),
        (
            {
                "hours": {},
                "date_overrides": {"2026-12-31": [["08:00", "12:00"]]},
                "breaks": {"2026-12-31": [["07:00", "13:00"]]},
            },
            "never opens",
        ),
    ],
)
def test_a_calendar_that_cannot_be_is_refused(fault: dict[str, object], said: str) -> None:
    with pytest.raises(BadValue) as refused:
        parse_calendar({"tz": "Europe/Berlin", "hours": WEEKDAYS, **fault})
    assert said in f"{refused.value.message} {refused.value.next_step}"

"""Holidays from a country and from iCalendar text."""

from datetime import date

import pytest

from desk.errors import BadValue
from desk.rules.holidays import Holiday, of_country, of_icalendar
from desk.rules.working_time import parse_calendar

YEAR = date(2026, 1, 1), date(2026, 12, 31)


def ics(*events: str) -> str:
    """An iCalendar text with these events, each given by its lines but for uid and stamp."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//desk//tests//EN"]
    for number, event in enumerate(events):
        lines += ["BEGIN:VEVENT", f"UID:{number}@desk.example", "DTSTAMP:20260101T000000Z"]
        lines += [*event.split("\n"), "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""])


def days(*events: str) -> list[str]:
    return [holiday.date for holiday in of_icalendar(ics(*events), *YEAR)]


def test_a_country_and_a_part_of_it() -> None:
    whole = of_country("DE", None, *YEAR)
    part = of_country("de", "by", *YEAR)
    assert Holiday("2026-12-25", "Christmas Day") in whole
    assert "2026-01-06" not in {holiday.date for holiday in whole}
    assert {"2026-01-06"} | {holiday.date for holiday in whole} <= {item.date for item in part}
    assert [*part] == sorted(part)


def test_names_do_not_follow_the_locale_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "de")
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    assert Holiday("2026-01-01", "New Year's Day") in of_country("DE", None, *YEAR)


def test_the_days_asked_for_are_kept_and_no_others() -> None:
    christmas = date(2026, 12, 25)
    assert of_country("DE", None, christmas, christmas) == (Holiday("2026-12-25", "Christmas Day"),)
    assert of_country("DE", None, date(2026, 12, 1), date(2026, 12, 24)) == ()


@pytest.mark.parametrize(
    ("country", "subdivision", "said"),
    [
        ("XX", None, "ISO 3166"),
        ("", None, "ISO 3166"),
        ("Germany", None, "ISO 3166"),
        ("DE", "ZZ", "BY"),
        ("__class__", None, "ISO 3166"),
    ],
)
def test_an_unknown_country_or_part_is_refused(
    country: str, subdivision: str | None, said: str
) -> None:
    with pytest.raises(BadValue) as refused:
        of_country(country, subdivision, *YEAR)
    assert said in refused.value.next_step


@pytest.mark.parametrize(
    ("first", "last"),
    [(date(2026, 2, 1), date(2026, 1, 1)), (date(1, 1, 1), date(9999, 12, 31))],
)
def test_a_period_that_cannot_be_is_refused(first: date, last: date) -> None:
    with pytest.raises(BadValue):
        of_country("DE", None, first, last)
    with pytest.raises(BadValue):
        of_icalendar(ics(), first, last)


def test_one_day_recurring_every_year() -> None:
    text = ics("DTSTART;VALUE=DATE:20101225\nRRULE:FREQ=YEARLY\nSUMMARY:Weihnachten")
    assert of_icalendar(text, date(2025, 1, 1), date(2027, 12, 31)) == (
        Holiday("2025-12-25", "Weihnachten"),
        Holiday("2026-12-25", "Weihnachten"),
        Holiday("2027-12-25", "Weihnachten"),
    )


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        ("DTSTART;VALUE=DATE:20260501", ["2026-05-01"]),
        ("DTSTART;VALUE=DATE:20260713\nDTEND;VALUE=DATE:20260715", ["2026-07-13", "2026-07-14"]),
        ("DTSTART;VALUE=DATE:20260713\nDURATION:P2D", ["2026-07-13", "2026-07-14"]),
        ("DTSTART;VALUE=DATE:20251230\nDTEND;VALUE=DATE:20260102", ["2026-01-01"]),
        ("DTSTART;VALUE=DATE:20261231\nDTEND;VALUE=DATE:20270103", ["2026-12-31"]),
        # The fourth Thursday of November.
        ("DTSTART;VALUE=DATE:20201126\nRRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH", ["2026-11-26"]),
        (
            "DTSTART;VALUE=DATE:20260105\nRRULE:FREQ=MONTHLY;COUNT=3\nEXDATE;VALUE=DATE:20260205",
            ["2026-01-05", "2026-03-05"],
        ),
        ("DTSTART;VALUE=DATE:20260105\nRDATE;VALUE=DATE:20260707", ["2026-01-05", "2026-07-07"]),
        ("DTSTART;VALUE=DATE:20100101\nRRULE:FREQ=YEARLY;UNTIL=20200101", []),
        # Whole days by the clock count, hours do not.
        (
            "DTSTART;TZID=Europe/Berlin:20260601T000000\nDTEND;TZID=Europe/Berlin:20260602T000000",
            ["2026-06-01"],
        ),
        ("DTSTART:20260601T100000\nDTEND:20260603T120000", ["2026-06-02"]),
        ("DTSTART:20260601T100000Z\nDTEND:20260601T120000Z", []),
        ("DTSTART;VALUE=DATE:20260501\nSTATUS:CANCELLED", []),
    ],
)
def test_the_days_an_event_covers(event: str, expected: list[str]) -> None:
    assert days(event) == expected


def test_a_moved_recurrence_is_where_it_was_moved_to() -> None:
    text = ics("DTSTART;VALUE=DATE:20250501\nRRULE:FREQ=YEARLY\nSUMMARY:Fair").replace(
        "END:VCALENDAR",
        "BEGIN:VEVENT\r\nUID:0@desk.example\r\nDTSTAMP:20260101T000000Z\r\n"
        "RECURRENCE-ID;VALUE=DATE:20260501\r\nDTSTART;VALUE=DATE:20260508\r\n"
        "SUMMARY:Fair (moved)\r\nEND:VEVENT\r\nEND:VCALENDAR",
    )
    assert of_icalendar(text, *YEAR) == (Holiday("2026-05-08", "Fair (moved)"),)


def test_names_on_one_day_stand_in_one_entry_once_each() -> None:
    text = ics(
        "DTSTART;VALUE=DATE:20260501\nSUMMARY:Labour Day",
        "DTSTART;VALUE=DATE:20260501\nSUMMARY:May Fair",
        "DTSTART;VALUE=DATE:20260501\nSUMMARY:Labour Day",
        "DTSTART;VALUE=DATE:20260502",
    )
    assert of_icalendar("\ufeff" + text, *YEAR) == (
        Holiday("2026-05-01", "Labour Day; May Fair"),
        Holiday("2026-05-02", "Holiday"),
    )


def test_several_calendars_in_one_text() -> None:
    text = ics("DTSTART;VALUE=DATE:20260501") + ics("DTSTART;VALUE=DATE:20260601")
    assert [item.date for item in of_icalendar(text, *YEAR)] == ["2026-05-01", "2026-06-01"]


@pytest.mark.parametrize(
    "text",
    [
        "hello",
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n",
        "BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20260501\r\nEND:VEVENT\r\n",
        ics("DTSTART:nonsense"),
        ics("SUMMARY:no start"),
        ics("DTSTART;VALUE=DATE:20260501\nRRULE:FREQ=SOMETIMES"),
        ics("DTSTART;VALUE=DATE:20260501\nRRULE:BYMONTH=99"),
        ics("DTSTART:20260501T000000Z\nRRULE:FREQ=SECONDLY"),
        ics("DTSTART:20260501T000000Z\nRRULE:FREQ=HOURLY"),
        ics("DTSTART:20260501T000000Z\nRRULE:FREQ=DAILY;BYSECOND=1,2,3"),
        "\x00" * 50,
        "",
    ],
)
def test_what_is_no_calendar_of_days_is_refused(text: str) -> None:
    with pytest.raises(BadValue) as refused:
        of_icalendar(text, *YEAR)
    assert refused.value.next_step


def test_a_calendar_without_events_has_no_holidays() -> None:
    assert of_icalendar(ics(), *YEAR) == ()


def test_a_calendar_keeps_them_with_their_names() -> None:
    found = of_country("DE", None, *YEAR)
    kept = parse_calendar(
        {
            "tz": "Europe/Berlin",
            "hours": {"fri": [["09:00", "17:00"]]},
            "holidays": [holiday._asdict() for holiday in found],
        }
    )
    assert kept.holiday(date(2026, 12, 25).toordinal()) == "Christmas Day"

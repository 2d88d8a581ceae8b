"""Times to which things are put off."""

from desk.rules.instants import parse_moment
from desk.rules.later import later
from tests.stores import NOW

HOUR = 3600


def test_a_morning_offers_the_afternoon_and_no_time_is_offered_twice() -> None:
    assert [words for _, words in later(NOW, "UTC")] == [
        "In one hour",
        "This afternoon",
        "Tomorrow morning",
        "Monday morning",
    ]
    sunday = NOW - 24 * HOUR
    assert "Monday morning" not in [words for _, words in later(sunday, "UTC")]


def test_an_afternoon_offers_the_evening_and_a_night_neither() -> None:
    assert "This evening" in [words for _, words in later(NOW + 5 * HOUR, "UTC")]
    night = [words for _, words in later(NOW + 10 * HOUR, "UTC")]
    assert night == ["In one hour", "Tomorrow morning", "Monday morning"]


def test_every_time_is_to_come_in_the_zone_of_who_asks() -> None:
    for zone in ("UTC", "Asia/Kathmandu", "America/Sao_Paulo"):
        for hour in range(24):
            now = NOW + hour * HOUR + 59
            times = [parse_moment(typed, zone, now) for typed, _ in later(now, zone)]
            assert all(time > now for time in times), (zone, hour)
            assert times == sorted(set(times))

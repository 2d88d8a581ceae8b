"""How customers want to be told: quiet hours, what they do not want to hear, which states."""

import pytest

from desk.errors import BadValue
from desk.rules.consent import has, quiet_hours, quiet_until, words_of
from desk.rules.instants import parse_rfc3339, rfc3339
from desk.rules.notice_terms import PURPOSES
from desk.rules.replies import Route, notice_route

BERLIN = "Europe/Berlin"


@pytest.mark.parametrize(
    ("quiet", "at", "until"),
    [
        ("22:00-07:00", "2026-11-23T20:59:59Z", "2026-11-23T20:59:59Z"),
        ("22:00-07:00", "2026-11-23T21:00:00Z", "2026-11-24T06:00:00Z"),
        ("22:00-07:00", "2026-11-24T01:00:00Z", "2026-11-24T06:00:00Z"),
        ("22:00-07:00", "2026-11-24T06:00:00Z", "2026-11-24T06:00:00Z"),
        ("12:00-13:30", "2026-11-24T11:15:00Z", "2026-11-24T12:30:00Z"),
        ("12:00-13:30", "2026-11-24T12:30:00Z", "2026-11-24T12:30:00Z"),
        ("", "2026-11-24T03:00:00Z", "2026-11-24T03:00:00Z"),
        # The clocks go back in the night: seven in the morning is seven by the new time.
        ("22:00-07:00", "2026-10-24T23:30:00Z", "2026-10-25T06:00:00Z"),
        ("01:00-24:00", "2026-11-24T12:00:00Z", "2026-11-24T23:00:00Z"),
    ],
)
def test_quiet_hours_end_by_the_clock_of_the_customer(quiet: str, at: str, until: str) -> None:
    assert rfc3339(quiet_until(quiet, BERLIN, parse_rfc3339(at))) == until


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("22:00-07:00", "22:00-07:00"), (" 9:30 - 10:00 ", "09:30-10:00"), ("none", ""), ("", "")],
)
def test_quiet_hours_are_kept_in_one_spelling(typed: str, kept: str) -> None:
    assert quiet_hours(typed) == kept


@pytest.mark.parametrize(
    "typed", ["22-7", "22:00", "07:00-07:00", "10:00-24:30", "x", "25:00-1:00"]
)
def test_what_are_no_quiet_hours(typed: str) -> None:
    with pytest.raises(BadValue, match="are no quiet hours"):
        quiet_hours(typed)


def test_purposes_are_known_ones() -> None:
    assert words_of("Late, progress late", PURPOSES, "purpose") == "late progress"
    assert words_of("late all", PURPOSES, "purpose") == "all"
    assert words_of("none", PURPOSES, "purpose") == ""
    assert has("all", "late")
    assert has("late progress", "late")
    assert not has("", "late")
    with pytest.raises(BadValue) as refused:
        words_of("laet", PURPOSES, "purpose")
    assert refused.value.next_step == "Did you mean late?"


MAIL, PHONE = ("email", "a@acme.example"), ("phone", "+49 30 1")


@pytest.mark.parametrize(
    ("channel", "contact", "preferred", "found"),
    [
        ("phone", "+49 30 5550123", "", Route("sms", "+49 30 5550123")),
        ("phone", "+49 30 5550123", "email", Route("email", "a@acme.example")),
        ("email", "b@acme.example", "", Route("email", "b@acme.example")),
        ("email", "b@acme.example", "phone", Route("sms", "+49 30 1")),
        ("web", "", "", Route("email", "a@acme.example")),
        ("letter", "Main St 1", "", Route("letter", "Main St 1")),
        ("letter", "Main St 1", "email", Route("email", "a@acme.example")),
    ],
)
def test_a_notice_goes_by_what_the_customer_prefers(
    channel: str, contact: str, preferred: str, found: Route
) -> None:
    assert notice_route(channel, contact, [MAIL, PHONE], preferred) == found


def test_without_what_is_preferred_it_goes_as_it_can() -> None:
    assert notice_route("web", "", [MAIL], "phone") == Route("email", "a@acme.example")
    assert notice_route("web", "", [], "email") is None

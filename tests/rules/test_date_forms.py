"""Dates of files: forms in order of trial, in the map's zone."""

from collections.abc import Sequence

import pytest

from desk.errors import BadValue
from desk.rules.date_forms import form, reader
from desk.rules.instants import rfc3339


def read(text: str, *forms: str, zone: str = "UTC") -> str | None:
    """The instant as RFC 3339, or None."""
    instant = reader(forms, zone)(text)
    return None if instant is None else rfc3339(instant)


@pytest.mark.parametrize(
    ("text", "form_", "instant"),
    [
        ("22-04-15", "%d-%m-%y", "2015-04-22T00:00:00Z"),
        ("2015-04-08", "%Y-%m-%d", "2015-04-08T00:00:00Z"),
        ("1/2/2018 12:00:00 AM", "%m/%d/%Y %I:%M:%S %p", "2018-01-02T00:00:00Z"),
        ("1/2/2018 12:30:00 pm", "%m/%d/%Y %I:%M:%S %p", "2018-01-02T12:30:00Z"),
        ("1/2/2018  1:30:00 p.m.", "%m/%d/%Y %I:%M:%S %p", "2018-01-02T13:30:00Z"),
        ("29-02-2016 08:16", "%d-%m-%Y %H:%M", "2016-02-29T08:16:00Z"),
        ("04-Aug-15", "%d-%b-%y", "2015-08-04T00:00:00Z"),
        ("4 August 1969", "%d %B %Y", "1969-08-04T00:00:00Z"),
        ("Mon, 23 Nov 2026", "%a, %d %b %Y", "2026-11-23T00:00:00Z"),
        ("01.02.69", "%d.%m.%y", "1969-02-01T00:00:00Z"),
        ("01.02.68", "%d.%m.%y", "2068-02-01T00:00:00Z"),
        ("2010-03-31 14:59:42+01:00", "%Y-%m-%d %H:%M:%S%z", "2010-03-31T13:59:42Z"),
        ("2010-03-31T14:59:42.123+0100", "iso", "2010-03-31T13:59:42Z"),
        ("2010-03-31", "iso", "2010-03-31T00:00:00Z"),
        ("2010-03-31t14:59Z", "iso", "2010-03-31T14:59:00Z"),
        ("1420070400", "epoch", "2015-01-01T00:00:00Z"),
        ("1420070400123", "epoch_ms", "2015-01-01T00:00:00Z"),
    ],
)
def test_a_form_reads(text: str, form_: str, instant: str) -> None:
    assert read(text, form_) == instant


@pytest.mark.parametrize(
    ("text", "form_"),
    [
        ("31-02-15", "%d-%m-%y"),
        ("13/13/2018", "%m/%d/%Y"),
        ("2015-04-08", "%d-%m-%y"),
        ("1/2/2018 13:00:00 PM", "%m/%d/%Y %I:%M:%S %p"),
        ("1/2/2018 00:00:00 AM", "%m/%d/%Y %I:%M:%S %p"),
        ("2010-03-31 24:00", "iso"),
        ("2010-03-31 14:61", "iso"),
        ("0000-01-01", "iso"),
        ("soon", "epoch"),
        ("", "iso"),
        ("٢٢-٠٤-١٥", "%d-%m-%y"),
        ("99999999999999", "epoch"),
    ],
)
def test_a_form_refuses(text: str, form_: str) -> None:
    assert read(text, form_) is None


def test_forms_are_tried_in_order() -> None:
    both = ("%d-%m-%Y", "%m-%d-%Y")
    assert read("03-04-2015", *both) == "2015-04-03T00:00:00Z"
    assert read("03-14-2015", *both) == "2015-03-14T00:00:00Z"
    assert read("03-04-2015", *reversed(both)) == "2015-03-04T00:00:00Z"


def test_wall_times_are_those_of_the_zone() -> None:
    zone = "America/New_York"
    assert read("2018-01-22 00:00", "iso", zone=zone) == "2018-01-22T05:00:00Z"
    assert read("2018-07-22 00:00", "iso", zone=zone) == "2018-07-22T04:00:00Z"
    assert read("2018-07-22T00:00Z", "iso", zone=zone) == "2018-07-22T00:00:00Z"


@pytest.mark.parametrize(
    ("forms", "said"),
    [
        (["%d-%m"], "lacks day, month or year"),
        (["%Q"], "unknown %Q"),
        (["%d %d %m %Y"], "sign twice"),
        (["iso", "%H:%M"], "lacks"),
    ],
)
def test_a_form_that_is_none_is_refused(forms: Sequence[str], said: str) -> None:
    with pytest.raises(BadValue) as refused:
        reader(forms, "UTC")
    assert said in refused.value.message


def test_a_form_is_compiled_once() -> None:
    assert form("%Y-%m-%d") is form("%Y-%m-%d")

"""Calendars made up by hypothesis, near the days on which zones change their clocks."""

from datetime import date, timedelta

from hypothesis import strategies as st

from tests.rules.minutes import DAYS

ANCHORS = (
    ("Europe/Berlin", date(2026, 3, 29)),
    ("Europe/Berlin", date(2026, 10, 25)),
    ("America/Sao_Paulo", date(2018, 11, 4)),  # midnight itself is left out
    ("America/Sao_Paulo", date(2018, 2, 18)),  # the last hour of Saturday comes twice
    ("Australia/Lord_Howe", date(2026, 4, 5)),  # by half an hour
    ("Australia/Lord_Howe", date(2026, 10, 4)),
    ("Africa/Casablanca", date(2026, 3, 22)),
    ("Asia/Kathmandu", date(2026, 6, 1)),
    ("UTC", date(2028, 2, 29)),
)


def _clock(quarter: int) -> str:
    return f"{quarter // 4:02}:{quarter % 4 * 15:02}"


@st.composite
def windows(draw: st.DrawFn) -> list[list[str]]:
    """Up to three opening intervals of a day, some of them around the hours that change."""
    edges = draw(st.lists(st.integers(0, 96), min_size=2, max_size=6, unique=True).map(sorted))
    return [
        [_clock(opens), _clock(closes)]
        for opens, closes in zip(edges[::2], edges[1::2], strict=False)
    ]


@st.composite
def calendars(draw: st.DrawFn) -> tuple[dict[str, object], date]:
    """A calendar with exceptions of every kind near its anchor, and the anchor."""
    zone, anchor = draw(st.sampled_from(ANCHORS))
    near = st.integers(-4, 5).map(lambda days: (anchor + timedelta(days=days)).isoformat())
    days = draw(st.sets(st.sampled_from(DAYS), min_size=1))
    calendar: dict[str, object] = {
        "tz": zone,
        "hours": {day: draw(windows()) for day in sorted(days)},
        "holidays": draw(st.lists(near, max_size=2)),
        "annual_holidays": [day[5:] for day in draw(st.lists(near, max_size=1))],
        "date_overrides": draw(
            st.dictionaries(near, st.one_of(st.just([]), windows()), max_size=2)
        ),
        "breaks": draw(st.dictionaries(near, windows(), max_size=2)),
    }
    return calendar, anchor


def instants(anchor: date) -> st.SearchStrategy[int]:
    """Whole minutes from four days before the anchor to four days after it."""
    midnight = (anchor - date(1970, 1, 1)).days * 86_400
    return st.integers(-4 * 1440, 4 * 1440).map(lambda minute: midnight + minute * 60)

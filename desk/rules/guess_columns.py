"""What the columns of an unknown file hold: how many values, how different, which dates."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from desk.rules.contacts import medium_of
from desk.rules.date_forms import form
from desk.rules.instants import zone_named

_DAYS = (
    "%Y-%m-%d",
    "%d.%m.%Y",
    "%d/%m/%Y",
    "%m/%d/%Y",
    "%d-%m-%Y",
    "%m-%d-%Y",
    "%Y/%m/%d",
    "%d.%m.%y",
    "%d/%m/%y",
    "%m/%d/%y",
    "%d-%m-%y",
    "%m-%d-%y",
    "%y-%m-%d",
    "%d-%b-%Y",
    "%d-%b-%y",
    "%d %b %Y",
    "%b %d, %Y",
    "%b %d %Y",
)
_TIMES = ("%H:%M:%S", "%H:%M", "%I:%M:%S %p", "%I:%M %p")
_FORMS = ("iso", *_DAYS, *(f"{day} {time}" for day in _DAYS[1:] for time in _TIMES))
_FORMS += tuple(f"%Y-%m-%d {time}" for time in _TIMES[2:])
_TIME_ALONE = (
    ("%I:%M:%S %p", re.compile(r"\d{1,2}:\d\d:\d\d\s+[ap]\.?m\.?", re.IGNORECASE)),
    ("%I:%M %p", re.compile(r"\d{1,2}:\d\d\s+[ap]\.?m\.?", re.IGNORECASE)),
    ("%H:%M:%S", re.compile(r"\d{1,2}:\d\d:\d\d")),
    ("%H:%M", re.compile(r"\d{1,2}:\d\d")),
)
_LIKE_A_DATE = re.compile(r"(?=.*\d)[\w.,:/+\- ]{6,40}")
_SAMPLE = 3000
_FEWEST_PERCENT = 90
"""A column holds dates when so many of its values are dates."""

SWAPPED = {
    form_: form_.replace("%d", "\0").replace("%m", "%d").replace("\0", "%m")
    for form_ in _FORMS
    if "%d" in form_ and "%m" in form_ and not form_.startswith("%Y")
}
"""For each form with day and month as numbers, the one that has them the other way round."""


class Column(NamedTuple):
    """A column of the file."""

    name: str
    values: Counter[str]
    """Its values with how often each stands there, empty ones left out."""
    total: int
    """Rows looked at."""

    @property
    def filled(self) -> int:
        """Rows in which it says something."""
        return self.values.total()

    @property
    def is_unique(self) -> bool:
        """Whether every row has a value of its own."""
        return 0 < self.total == len(self.values)

    @property
    def reaches_people(self) -> bool:
        """Whether its values are addresses and numbers under which somebody is reached."""
        reached = sum(n for v, n in self.values.items() if medium_of(v) in ("email", "phone"))
        return reached * 2 > self.filled

    @property
    def length(self) -> float:
        """How long its values are, on average."""
        return sum(len(v) * n for v, n in self.values.items()) / max(1, self.filled)


class Dates(NamedTuple):
    """The forms in which a column writes dates."""

    forms: tuple[tuple[str, int, str], ...]
    """Each with the number of rows in it and an example."""
    is_ambiguous: bool = False
    """Whether day and month could as well be the other way round."""
    unread: int = 0
    """Rows with something that is no date."""


def look_at(names: Sequence[str], rows: Sequence[Sequence[str]]) -> list[Column]:
    """The columns with their values."""
    whole = [row for row in rows if len(row) == len(names)]
    return [
        Column(name, Counter(value for row in whole if (value := row[place].strip())), len(whole))
        for place, name in enumerate(names)
    ]


def dates_of(column: Column) -> Dates | None:
    """The date forms of a column; None when it holds something else."""
    sample = dict(column.values.most_common(_SAMPLE))
    total = sum(sample.values())
    left = {value: count for value, count in sample.items() if _LIKE_A_DATE.fullmatch(value)}
    if not total or sum(left.values()) * 100 < total * _FEWEST_PERCENT:
        return None
    found: list[tuple[str, int, str]] = []
    is_ambiguous = False
    while left:
        best, fitting = max(
            ((written, _fitting(written, left)) for written in _FORMS),
            key=lambda each: sum(left[value] for value in each[1]),
        )
        if not fitting:
            break
        other = SWAPPED.get(best)
        is_ambiguous |= other is not None and len(_fitting(other, fitting)) == len(fitting)
        found.append((best, sum(left[value] for value in fitting), fitting[0]))
        left = {value: count for value, count in left.items() if value not in set(fitting)}
    read = sum(count for _, count, _ in found)
    if read * 100 < total * _FEWEST_PERCENT:
        return None
    return Dates(tuple(found), is_ambiguous, total - read)


def is_date(text: str) -> bool:
    """Whether a text is a date in one of the forms."""
    return dates_of(Column("", Counter((text,)), 1)) is not None


def time_of(column: Column) -> str | None:
    """The form of a column that holds times of day without dates."""
    for written, pattern in _TIME_ALONE:
        fitting = sum(count for value, count in column.values.items() if pattern.fullmatch(value))
        if fitting and fitting * 100 >= column.filled * _FEWEST_PERCENT:
            return written
    return None


def has_time(written: str) -> bool:
    """Whether a form has a time of day."""
    return written == "iso" or "%H" in written or "%I" in written


def _fitting(written: str, values: Sequence[str] | dict[str, int]) -> list[str]:
    fits, zone = form(written), zone_named("UTC")
    return [value for value in values if fits(value, zone) is not None]

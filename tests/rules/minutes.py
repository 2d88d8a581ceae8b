"""Working time counted minute by minute: slow, and so simple that it can be believed.

The span around an anchor is walked one UTC minute after the other; nothing of `desk.rules` is used.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SPAN = 16
"""Days walked, the anchor being the eighth."""


@lru_cache(maxsize=32)
def walls(zone: str, anchor: date) -> tuple[tuple[int, ...], tuple[datetime, ...]]:
    """Each minute of the span as epoch seconds, and the wall clock's face at it."""
    place = ZoneInfo(zone)
    first = datetime(anchor.year, anchor.month, anchor.day, tzinfo=UTC) - timedelta(days=7)
    moments = [first + timedelta(minutes=minute) for minute in range(SPAN * 1440)]
    faces = tuple(moment.astimezone(place).replace(tzinfo=None) for moment in moments)
    return tuple(int(moment.timestamp()) for moment in moments), faces


class Minutes:
    """The open minutes of a calendar around an anchor."""

    def __init__(self, calendar: dict[str, object], anchor: date) -> None:
        self.instants, self._faces = walls(str(calendar["tz"]), anchor)
        self._first: dict[datetime, int] = {}
        for minute, face in enumerate(self._faces):
            self._first.setdefault(face, minute)
        self._calendar = calendar
        self.open = [False] * len(self.instants)
        days = sorted({face.date() for face in self._faces})[1:-1]
        self._mark(((day, self._hours(day)) for day in days), to=True)
        breaks = calendar.get("breaks") or {}
        assert isinstance(breaks, dict)
        self._mark(((day, breaks.get(day.isoformat(), [])) for day in days), to=False)

    def _hours(self, day: date) -> list[list[str]]:
        special, hours = self._calendar.get("date_overrides") or {}, self._calendar["hours"]
        assert isinstance(special, dict)
        assert isinstance(hours, dict)
        if day.isoformat() in special:
            return list(special[day.isoformat()])
        closed = [*_list(self._calendar, "holidays"), *_list(self._calendar, "annual_holidays")]
        if day.isoformat() in closed or f"{day:%m-%d}" in closed:
            return []
        return list(hours.get(DAYS[day.weekday()], []))

    def _mark(self, hours: Iterable[tuple[date, list[list[str]]]], *, to: bool) -> None:
        for day, windows in hours:
            for opens, closes in windows:
                for minute in range(self._minute(day, opens), self._minute(day, closes)):
                    self.open[minute] = to

    def _minute(self, day: date, wall: str) -> int:
        """The first minute whose face is that time; one that is left out moves forward."""
        hour, minute = map(int, wall.split(":"))
        midnight = datetime.combine(day, time())
        face = midnight + timedelta(hours=hour, minutes=minute)
        moved = 0
        while face not in self._first:
            face -= timedelta(minutes=1)
            moved += 1
        return self._first[face] + moved

    def next_open(self, start: int) -> int | None:
        """The first open minute at or after the start."""
        return next((t for t, is_open in self._from(start) if is_open), None)

    def counted(self, start: int, pauses: Iterable[tuple[int, int]] = ()) -> list[int]:
        """The minutes from the start on that count: open ones in no pause."""
        minutes = [instant for instant, is_open in self._from(start) if is_open]
        for begin, end in pauses:
            minutes = [instant for instant in minutes if not begin <= instant < end]
        return minutes

    def due(self, start: int, target: int, minutes: list[int] | None = None) -> int | None:
        """The instant at which so many seconds are counted; None when it is not in the span."""
        if target == 0:
            return self.next_open(start)
        minutes = self.counted(start) if minutes is None else minutes
        needed = target // 60
        return minutes[needed - 1] + 60 if needed <= len(minutes) else None

    def elapsed(self, start: int, end: int, minutes: list[int] | None = None) -> int:
        """Open seconds from the start to the end."""
        minutes = self.counted(start) if minutes is None else minutes
        return 60 * sum(instant < end for instant in minutes)

    def _from(self, start: int) -> Iterator[tuple[int, bool]]:
        place = (start - self.instants[0]) // 60
        return zip(self.instants[place:], self.open[place:], strict=True)


def _list(calendar: dict[str, object], key: str) -> list[str]:
    value = calendar.get(key) or []
    assert isinstance(value, list)
    return value

"""The one place that asks the machine what time it is.

Instants are whole seconds since 1970-01-01T00:00:00Z everywhere in the desk.
"""

import re
import time
from datetime import datetime

from desk.errors import BadValue

_TRAINING = re.compile(
    r"\s*(?:(?P<offset>[+-](?:\d+[smhdw])+)|(?P<instant>\S+))(?:\s+x(?P<factor>\d+(?:\.\d+)?))?\s*",
    re.ASCII,
)
_EARLIEST, _LATEST = -62_135_596_800, 250_000_000_000
"""The years 1 to 9892: past them there is no room for a due time."""
_FASTEST = 1_000_000
_UNIT_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}


class Clock:
    """The time of the desk: the machine's, or one for training, elsewhere or faster."""

    def __init__(self, start: float | None = None, factor: float = 1.0) -> None:
        self._real_start = time.time()
        self._start = self._real_start if start is None else start
        self._factor = factor
        self.training = start is not None or factor != 1.0
        """Whether facts written under this clock are marked."""

    def now(self) -> int:
        """The present instant, in whole seconds since the epoch."""
        return int(self._start + (time.time() - self._real_start) * self._factor)

    def real_seconds(self, seconds: float) -> float:
        """How long one waits here until so many seconds of this clock have passed, if they do."""
        return seconds / (self._factor or 1.0)

    def real_now(self) -> int:
        """The machine's own time, in whole seconds: for what is no business, as who is there."""
        return int(time.time())


class FixedClock(Clock):
    """A clock that stands still until it is told to move; for tests and demos."""

    def __init__(self, at: int) -> None:
        super().__init__()
        self.at = at

    def now(self) -> int:
        """The instant the clock was set to."""
        return self.at

    def real_now(self) -> int:
        """The same instant: a machine that stands still."""
        return self.at

    def advance(self, seconds: int) -> None:
        """Move the clock forward by so many seconds."""
        self.at += seconds


def training_clock(text: str) -> Clock:
    """The clock that `DESK_CLOCK` describes: an instant or an offset, either with a factor.

    Examples: `2026-11-23T10:00:00Z`, `+62h`, `-3d x10`. Raises `BadValue` for anything else.
    """
    found = _TRAINING.fullmatch(text)
    if found is None:
        raise _bad_clock(text)
    factor = float(found["factor"] or 1)
    if found["offset"]:
        start = time.time() + _offset_seconds(found["offset"])
    else:
        start = _instant(found["instant"], text)
    if not _EARLIEST <= start < _LATEST or factor > _FASTEST:
        raise BadValue(
            f"DESK_CLOCK is '{text}', which leads out of the calendar",
            "Choose a time in the years 1 to 9892, and a factor up to x1000000.",
        )
    return Clock(start, factor)


def _instant(written: str, text: str) -> float:
    try:
        at = datetime.fromisoformat(written)
    except ValueError as error:
        raise _bad_clock(text) from error
    if at.tzinfo is None:
        raise _bad_clock(text)
    return at.timestamp()


def _offset_seconds(text: str) -> int:
    sign = -1 if text[0] == "-" else 1
    return sign * sum(
        int(amount) * _UNIT_SECONDS[unit] for amount, unit in re.findall(r"(\d+)([smhdw])", text)
    )


def _bad_clock(text: str) -> BadValue:
    return BadValue(
        f"DESK_CLOCK is '{text}', which is neither an instant nor an offset",
        "Write an instant with its offset (2026-11-23T10:00:00Z), +62h or -3d; x200 runs faster.",
    )

"""The what-if of `desk clock explain`: one line of JSON in, the clock's account out."""

import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import NoReturn

from desk.errors import BadValue, DeskError
from desk.rules.calendars import list_of, mapping_of, refuse_unknown
from desk.rules.clocks import Span, Ticking, share_of
from desk.rules.instants import parse_rfc3339, rfc3339
from desk.rules.steps import steps
from desk.rules.working_time import parse_calendar

KEYS = ("calendar", "start", "target_seconds", "pauses", "until", "percent")
_LONGEST_TARGET = 10**12
_LARGEST_PERCENT = 1_000_000
_FINEST_PERCENT = 9


class _Number(Decimal):
    """A number with a point or an exponent, which remembers how it was written."""

    written = ""


def explain(line: str) -> dict[str, object]:
    """Answer one line; whatever is wrong with it becomes an `error`, never an exception.

    Every key of an answer is always there; what does not apply is None.
    """
    try:
        return _account(_read(line))
    except DeskError as error:
        return {"error": f"{error.message}. {error.next_step}".strip()}


def _read(line: str) -> Mapping[str, object]:
    try:
        value = json.loads(line, parse_float=_number, parse_constant=_no_number)
    except (ValueError, ArithmeticError, RecursionError):
        raise BadValue("The line is not JSON", "Write one JSON object on each line.") from None
    request = mapping_of(value, "The line")
    refuse_unknown(request, KEYS, "A line of clock explain")
    return request


def _number(text: str) -> _Number:
    number = _Number(text)
    number.written = text
    return number


def _no_number(text: str) -> NoReturn:
    raise ValueError(text)


def _account(request: Mapping[str, object]) -> dict[str, object]:
    calendar = parse_calendar(_needed(request, "calendar"))
    start = _instant(_needed(request, "start"), "start")
    target = _target(request.get("target_seconds"))
    until = None if request.get("until") is None else _instant(request["until"], "until")
    percents = [_percent(value) for value in list_of(request.get("percent"), "percent")]
    clock = Ticking(calendar, start, target, _pauses(request.get("pauses")))
    next_open = clock.begin()
    return {
        "due": _written(clock.due(until)),
        "open_at_start": next_open == start,
        "next_open": _written(next_open),
        "elapsed_seconds": None if until is None else clock.elapsed(until),
        "level": None if until is None else clock.level(until),
        "crossings": _crossings(clock, target, percents, until),
        "steps": steps(clock, until),
    }


def _crossings(
    clock: Ticking, target: int | None, percents: Iterable[Decimal], until: int | None
) -> dict[str, str | None] | None:
    if target is None:
        return None
    return {
        getattr(percent, "written", str(percent)): _crossing(clock, target, percent, until)
        for percent in percents
    }


def _crossing(clock: Ticking, target: int, percent: Decimal, until: int | None) -> str | None:
    try:
        return _written(clock.reaching(share_of(target, *percent.as_integer_ratio()), until))
    except BadValue:
        return None  # The calendar does not open for that long.


def _written(instant: int | None) -> str | None:
    return None if instant is None else rfc3339(instant)


def _needed(request: Mapping[str, object], key: str) -> object:
    if request.get(key) is None:
        raise BadValue(f"The line has no {key}", f'Every line needs "{key}".')
    return request[key]


def _instant(value: object, name: str) -> int:
    if not isinstance(value, str):
        raise BadValue(f"{name} is not an instant", "Write it like 2026-11-23T14:30:00Z.")
    try:
        return parse_rfc3339(value)
    except BadValue as error:
        raise BadValue(f"{name}: {error.message}", error.next_step) from None


def _target(value: object) -> int | None:
    if value is None:
        return None
    if isinstance(value, Decimal) and abs(value) < _LONGEST_TARGET and value == int(value):
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise BadValue("target_seconds is not a target", "Write whole seconds from 0.")
    if value > _LONGEST_TARGET:
        raise BadValue("target_seconds is out of range", "A target ends before the year 10000.")
    return value


def _percent(value: object) -> Decimal:
    if isinstance(value, int) and not isinstance(value, bool):
        value = Decimal(min(max(value, -1), _LARGEST_PERCENT + 1))
    if not isinstance(value, Decimal) or not 0 <= value <= _LARGEST_PERCENT:
        raise BadValue("percent has an entry that is not one", "Write numbers from 0, like 75.")
    if -int(value.as_tuple().exponent) > _FINEST_PERCENT:
        raise BadValue("percent has too many decimals", f"Write {_FINEST_PERCENT} at most.")
    return value


def _pauses(value: object) -> tuple[Span, ...]:
    return tuple(_pause(item) for item in list_of(value, "pauses"))


def _pause(item: object) -> Span:
    pair = list_of(item, "A pause")
    if len(pair) != 2:
        raise BadValue(
            "A pause is not a pair", "Write [begin, end]; an end of null leaves it open."
        )
    begin = _instant(pair[0], "pauses")
    end = None if pair[1] is None else _instant(pair[1], "pauses")
    if end is not None and end < begin:
        raise BadValue(f"The pause from {pair[0]} ends before it begins", "Turn it round.")
    return begin, end

"""What the values of a filter's fields mean: each field reads its own."""

import re
from collections.abc import Callable, Iterable
from enum import Enum
from typing import Final, NamedTuple, TypeAlias

from desk.errors import BadValue, DeskError
from desk.rules.instants import (
    at_wall,
    local,
    parse_duration,
    parse_instant,
    within,
    zone_named,
)
from desk.rules.nearness import nearest
from desk.rules.states import STATES, SYNONYMS
from desk.rules.values import parse_priority
from desk.rules.vocabulary import (
    CHANNELS,
    DIRECTIONS,
    GROUPS,
    KIND_LETTERS,
    LEVELS,
    Reference,
    parse_reference,
)
from desk.rules.words import fold


class Me(Enum):
    """Who acts; of a team, those he is in."""

    ME = "me"


ME: Final = Me.ME


class Span(NamedTuple):
    """A stretch of time: from `start` on, up to and without `end`. A day, a minute or a second."""

    start: int
    end: int

    def bounds(self, op: str) -> tuple[int | None, int | None]:
        """What `op` asks of an instant: not before the first, before the second; None is free."""
        match op:
            case "<":
                return None, self.start
            case "<=":
                return None, self.end
            case ">":
                return self.end, None
            case ">=":
                return self.start, None
            case _:
                return self.start, self.end


Value: TypeAlias = None | Me | str | int | float | Span | Reference
"""What a field compares with: its own kind of value, `ME`, or None for "empty"."""


class Asked(NamedTuple):
    """The field and comparison a value stands behind, and when and where it is asked."""

    field: str
    op: str
    zone: str
    now: int


INSTANTS = ("due", "created", "updated", "closed")
"""Fields that hold an instant."""

_COMPARING = ("level", "priority", "x", *INSTANTS)
_MAY_BE_EMPTY = (
    "owner",
    "team",
    "customer",
    "partner",
    "level",
    "tag",
    "due",
    "closed",
    "x",
)
_OF_ACTOR = ("owner", "team")
_TURNED = {":": ":", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
_BARE_DURATION = re.compile(r"(?:\d{1,9}[smhdw])+", re.IGNORECASE | re.ASCII)
_SIGNED_DURATION = re.compile(r"[+-](?:\d{1,9}[smhdw])+", re.IGNORECASE | re.ASCII)
_HAS_TIME = re.compile(r"\d:\d\d(:\d\d)?")
_HAS_OFFSET = re.compile(r"\d[zZ]$|[+-]\d\d:\d\d$")
_WEEKDAY = re.compile(r"(mon|tue|wed|thu|fri|sat|sun)[a-z]*", re.IGNORECASE)
_NUMBER = re.compile(r"[+-]?\d{1,15}(\.\d{1,9})?", re.ASCII)


def compares(field: str) -> bool:
    """Whether the field takes `<`, `<=`, `>` and `>=`."""
    return field in _COMPARING


def read(asked: Asked, text: str, *, is_quoted: bool) -> tuple[str, Value]:
    """The comparison as it is made, and the value in the field's own type. Raises `BadValue`.

    An age is turned into an instant, which turns the comparison round: younger than a day is
    after this time yesterday. In quotes `none` and `me` are texts like others.
    """
    if text == "none" and not is_quoted:
        if asked.field not in _MAY_BE_EMPTY:
            raise BadValue(f"'{asked.field}' is never empty", f"Write a value for {asked.field}.")
        return asked.op, None
    if asked.field in INSTANTS:
        return _instant(asked, text)
    if asked.field in _OF_ACTOR and text == "me" and not is_quoted:
        return asked.op, ME
    if asked.field == "x" and asked.op != ":":
        return asked.op, _number(text)
    return asked.op, _READERS[asked.field](text)


def _instant(asked: Asked, text: str) -> tuple[str, Span]:
    if not (_BARE_DURATION.fullmatch(text) or _SIGNED_DURATION.fullmatch(text)):
        return asked.op, _span(asked, text)
    if asked.op == ":":
        raise BadValue(
            f"'{text}' is a length of time, not a day", f"Write {asked.field}<{text} or >."
        )
    seconds = parse_duration(text)
    is_age = asked.field != "due" and text[0].isdigit()
    at = within(asked.now - seconds if is_age else asked.now + seconds, text)
    return _TURNED[asked.op] if is_age else asked.op, Span(at, at + 1)


def _span(asked: Asked, text: str) -> Span:
    at = parse_instant(text, asked.zone, asked.now)
    time = _HAS_TIME.search(text)
    if text.lower() == "now" or _HAS_OFFSET.search(text) or (time and time[1]):
        return Span(at, at + 1)
    if time:
        return Span(at, at + 60)
    zone = zone_named(asked.zone)
    day = local(at, zone).toordinal()
    if asked.field != "due" and at > asked.now and _WEEKDAY.fullmatch(text):
        day -= 7
    return Span(at_wall(zone, day, 0), at_wall(zone, day + 1, 0))


def _number(text: str) -> float:
    if not _NUMBER.fullmatch(text):
        raise BadValue(
            f"'{text}' is not a number", "Compare kept fields with numbers, or with ':'."
        )
    return float(text)


def _choice(name: str, choices: Iterable[str]) -> Callable[[str], str]:
    known = {fold(choice): choice for choice in choices}

    def choose(text: str) -> str:
        folded = fold(text)
        if folded in known:
            return known[folded]
        near = nearest(text, known.values())
        hint = f"Did you mean {near}? " if near else ""
        raise BadValue(f"There is no {name} '{text}'", f"{hint}Known: {' '.join(known.values())}")

    return choose


def _state(text: str) -> str:
    return _STATE(SYNONYMS.get(fold(text), text))


def _level(text: str) -> int:
    return LEVELS.index(_LEVEL(text))


def _party(kind: str) -> Callable[[str], str | Reference]:
    def party(text: str) -> str | Reference:
        try:
            reference = parse_reference(text)
        except DeskError:
            return fold(text)
        return reference if reference.kind == kind else fold(text)

    return party


def _reference(text: str) -> Reference:
    try:
        return parse_reference(text)
    except DeskError as error:
        raise BadValue(error.message, error.next_step) from error


_STATE = _choice("state", STATES)
_LEVEL = _choice("level", LEVELS)
_READERS: dict[str, Callable[[str], Value]] = {
    "ref": _reference,
    "kind": _choice("kind", KIND_LETTERS),
    "state": _state,
    "is": _choice("group", GROUPS),
    "channel": _choice("channel", CHANNELS),
    "direction": _choice("direction", DIRECTIONS),
    "owner": fold,
    "team": fold,
    "customer": _party("customer"),
    "partner": _party("partner"),
    "priority": parse_priority,
    "level": _level,
    "tag": fold,
    "x": fold,
}

"""How a filter that is being typed may go on: fields after a blank, values after a field."""

import re
from typing import NamedTuple

from desk.rules.filter_values import INSTANTS
from desk.rules.filters import FIELDS
from desk.rules.states import STATES
from desk.rules.vocabulary import CHANNELS, DIRECTIONS, GROUPS, KIND_LETTERS, LEVELS, PRIORITIES
from desk.rules.words import fold

FROM_STORE = ("owner", "team", "customer", "tag")
"""Fields whose values only the store knows."""

_TERM = re.compile(r"([^\W\d]\w*)(<=|>=|[:<>])", re.UNICODE)
_PLAIN = re.compile(r'[^\s|"\\]+')
_SIGNS = {"due": "<", "created": "<", "updated": "<", "closed": "<", "level": ">="}
"""How a field is mostly compared; the others by `:`."""
_AGES = ("1h", "4h", "1d", "7d", "30d")
_DAYS = ("today", "yesterday", "tomorrow")
_VALUES: dict[str, tuple[str, ...]] = {
    "kind": tuple(KIND_LETTERS),
    "state": tuple(STATES),
    "is": GROUPS,
    "channel": CHANNELS,
    "direction": DIRECTIONS,
    "priority": tuple(str(priority) for priority in PRIORITIES),
    "level": (*LEVELS, "none"),
    "owner": ("me", "none"),
    "team": ("me", "none"),
    "customer": ("none",),
    "partner": ("none",),
    "tag": ("none",),
}


class Spot(NamedTuple):
    """Where the cursor stands in a filter."""

    start: int
    """Where what is begun there begins."""
    begun: str
    """What of it is typed, without a quote."""
    field: str = ""
    """The field whose value it is; empty for a field's name or a word."""
    op: str = ""


def spot(text: str, cursor: int) -> Spot | None:
    """What is being typed at the cursor; None inside a word that can be no field's name."""
    term, is_quoted = _last_term(text[:cursor])
    start = cursor - len(term)
    if term.startswith("-"):
        term, start = term[1:], start + 1
    found = _TERM.match(term)
    if found is None:
        is_name = not is_quoted and re.fullmatch(r"\w*", term) is not None
        return Spot(start, term) if is_name else None
    value = term[found.end() :]
    value = value.rpartition("|")[2]
    begun = value.lstrip('"').replace('\\"', '"')
    return Spot(cursor - len(value), begun, found[1].lower(), found[2])


def _last_term(text: str) -> tuple[str, bool]:
    """The term that the end of a text stands in, and whether a quote is open there."""
    start, is_quoted = 0, False
    for place, character in enumerate(text):
        if character == '"' and text[place - 1 : place] != "\\":
            is_quoted = not is_quoted
        elif character.isspace() and not is_quoted:
            start = place + 1
    return text[start:], is_quoted


def known(at: Spot) -> list[str]:
    """What fits there of what every desk knows, as it is to be written."""
    if not at.field:
        begun = at.begun.lower()
        return [name + _SIGNS.get(name, ":") for name in FIELDS if name.startswith(begun)]
    if at.field in INSTANTS:
        values = _DAYS if at.op == ":" else (*_AGES, *_DAYS)
        return [value for value in values if value.startswith(at.begun.lower())]
    return fitting(_VALUES.get(at.field, ()), at.begun)


def fitting(values: tuple[str, ...] | list[str], begun: str) -> list[str]:
    """The values in which what was begun begins a word, as they are to be written."""
    wanted = fold(begun)
    return [quoted(value) for value in values if f" {wanted}" in f" {fold(value)}"]


def quoted(value: str) -> str:
    """A value as a filter takes it: in quotes when it has blanks or signs in it."""
    if _PLAIN.fullmatch(value):
        return value
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def completed(text: str, cursor: int, at: Spot, chosen: str) -> tuple[str, int]:
    """The text with what was begun replaced by what was chosen, and where the cursor is then."""
    before = text[: at.start] + chosen
    return before + text[cursor:], len(before)

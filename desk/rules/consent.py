"""How a customer wants to be told: of what not, of which states, and when not."""

import re
from collections.abc import Iterable

from desk.errors import BadValue
from desk.rules.instants import DAY, at_wall, local, zone_named
from desk.rules.nearness import nearest
from desk.rules.states import INTERACTION, PROBLEM, REQUEST

ALL, NONE = "all", "none"

STATES = tuple(
    dict.fromkeys(state for each in (INTERACTION, PROBLEM, REQUEST) for state in each.states)
)
"""States of which a customer may want to be told."""

PREFERRED = ("email", "phone")
"""Kinds of addresses by which a customer may want to be told."""

_QUIET = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)\s*-\s*([01]?\d|2[0-4]):([0-5]\d)", re.ASCII)


def preferred_medium(text: str) -> str:
    """The kind of address as it is kept; empty for `none`. Raises `BadValue`."""
    if text in ("", NONE):
        return ""
    if text not in PREFERRED:
        raise BadValue(
            f"Nobody is told by '{text[:40]}'", f"Use one of: {', '.join((*PREFERRED, NONE))}."
        )
    return text


def quiet_hours(text: str) -> str:
    """Quiet hours as they are kept, `22:00-07:00`; empty for `none`. Raises `BadValue`."""
    typed = text.strip().lower()
    if typed in ("", NONE):
        return ""
    found = _QUIET.fullmatch(typed)
    begin, end = _seconds(typed) if found else (0, 0)
    if begin == end or end > DAY:
        raise BadValue(
            f"'{text[:40]}' are no quiet hours", "Write from when to when, like 22:00-07:00."
        )
    return f"{_clock(begin)}-{_clock(end)}"


def quiet_until(quiet: str, zone: str, at: int) -> int:
    """When a customer may be told something that is ready by `at`; `quiet` as it is kept."""
    if not quiet:
        return at
    begin, end = _seconds(quiet)
    place = zone_named(zone)
    wall = local(at, place)
    second = wall.hour * 3600 + wall.minute * 60 + wall.second
    today = wall.toordinal()
    if begin < end:
        return at_wall(place, today, end) if begin <= second < end else at
    if second >= begin:
        return at_wall(place, today + 1, end)
    return at_wall(place, today, end) if second < end else at


def words_of(text: str, known: Iterable[str], what: str) -> str:
    """Some known words as they are kept, with spaces between; `all` of them, `none` of them.

    Raises `BadValue`, with the nearest known one.
    """
    wanted = text.replace(",", " ").split()
    kept = []
    names = {name.lower(): name for name in (*known, ALL)}
    for word in wanted if wanted != [NONE] else []:
        name = names.get(word.lower())
        if name is None:
            near = nearest(word, names.values())
            raise BadValue(
                f"'{word[:40]}' is no {what}",
                f"Did you mean {near}?" if near else f"Known are: {', '.join(names.values())}.",
            )
        kept.append(name)
    return ALL if ALL in kept else " ".join(dict.fromkeys(kept))


def has(kept: str, word: str) -> bool:
    """Whether a word is among some that are kept."""
    return word in (found := kept.split()) or ALL in found


def _seconds(quiet: str) -> tuple[int, int]:
    begin, end = (part.strip().split(":") for part in quiet.split("-"))
    return int(begin[0]) * 3600 + int(begin[1]) * 60, int(end[0]) * 3600 + int(end[1]) * 60


def _clock(seconds: int) -> str:
    return f"{seconds // 3600:02}:{seconds % 3600 // 60:02}"

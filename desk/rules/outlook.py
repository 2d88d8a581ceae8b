"""What is told ahead: work that reaches jeopardy before a spell of the day ends."""

from collections.abc import Iterable
from typing import NamedTuple

from desk.rules.alerts import sentence_of, sentence_on
from desk.rules.escalation import told_of
from desk.rules.instants import local, zone_named
from desk.rules.ladder import RANKS, Ladder
from desk.rules.times import time_of_day

AHEAD = "ahead"
"""Why something is listed that nobody is told yet."""

_HOUR = 3600
_LEAST = 20 * 60
"""Seconds; a spell that is shorter goes on to the full hour after."""


class Concern(NamedTuple):
    """Where to look for work that somebody is told of: whose it is, or which teams it lies with."""

    owners: tuple[int, ...]
    """By their numbers."""
    teams: tuple[int | None, ...]
    """By their numbers; None for work of no team."""


def spell_end(now: int, zone: str) -> int:
    """When the spell ends in which an instant lies: at the next full hour of somebody's zone."""
    at = local(now, zone_named(zone))
    left = _HOUR - at.minute * 60 - at.second
    return now + left + (_HOUR if left < _LEAST else 0)


def concern_of(
    person: int, roles: tuple[str, ...], ladder: Ladder, teams: Iterable[int]
) -> Concern:
    """Where all work lies of which words of `escalation.PEOPLE` mean a person, and little else.

    The lead of its team comes before whoever stands above an owner. So it is one's own, that of
    those below and of those who would be called in themselves. A manager whom only the rank makes
    one, because nobody is named, is not told ahead.
    """

    def is_told(owner: int, team: int | None) -> bool:
        is_above = "manager" in roles and person in ladder.line(owner, team)
        return is_above or person in told_of(roles, owner, team, ladder)

    below = [each for each in ladder.managers if person in ladder.line(each, None)]
    leading = [each for each, role in ladder.roles.items() if role in RANKS]
    owners = dict.fromkeys((person, *below, *leading, *ladder.leads.values()))
    return Concern(
        tuple(owner for owner in owners if is_told(owner, None)),
        tuple(team for team in (None, *teams) if is_told(0, team)),
    )


def sentence(
    refs: Iterable[str], first: int, until: int, zone: str, *, is_cut: bool = False
) -> str:
    """What lies ahead: "7 items reach jeopardy before 11:00", "P-3 reaches jeopardy at 10:42".

    `first` is when the first of them does, `until` when the spell ends; of what was cut off there
    is more.
    """
    some = [*refs]
    if len(some) == 1 and not is_cut:
        return f"{sentence_on(some[0], 'jeopardy')} at {time_of_day(first, zone)}"
    said = sentence_of("jeopardy", len(some))
    if is_cut:
        said = said.replace(" ", "+ ", 1)
    return f"{said} before {time_of_day(until, zone)}"

"""The ladder of authority above an item: who is called in at each step."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

RANKS = ("teamLead", "manager", "administrator")
"""Roles that may be called in where nobody is named, from the lowest."""

TOP = 10
"""The highest level of escalation (TMF656)."""


class Ladder(NamedTuple):
    """Who leads which team and who reports to whom, by their numbers in the store."""

    leads: Mapping[int, int]
    managers: Mapping[int, int]
    roles: Mapping[int, str]
    """Of everybody at the desk."""

    def line(self, owner: int, team: int | None) -> tuple[int, ...]:
        """Those above an item, the nearest first: its team's lead and who is above them, then who
        is above its owner."""
        lead = self.leads.get(team, 0) if team is not None else 0
        above = [lead, *self._above(lead), *self._above(owner)]
        return tuple(dict.fromkeys(each for each in above if each not in (0, owner)))

    def step(self, owner: int, team: int | None, number: int) -> tuple[int, ...]:
        """Who is called in at a step, counted from 1.

        Past the end of the line it is everybody of the next rank above the line's, at last
        everybody who leads anything; in a desk of one it is the owner.
        """
        line = self.line(owner, team)
        if number <= len(line):
            return (line[number - 1],)
        known = [RANKS.index(role) for each in line if (role := self.roles.get(each)) in RANKS]
        ahead = range(max(known, default=-1) + 1, len(RANKS))
        rest = [each for each in self.roles if each not in (*line, owner)]
        for rank in ahead:
            if found := self._of(rest, (RANKS[rank],)):
                return found
        others = [each for each in self.roles if each != owner]
        return self._of(others, RANKS) or line[-1:] or ((owner,) if owner else ())

    def _above(self, person: int) -> tuple[int, ...]:
        found: list[int] = []
        above = self.managers.get(person)
        while above is not None and above not in found:
            found.append(above)
            above = self.managers.get(above)
        return tuple(found)

    def _of(self, people: Iterable[int], roles: tuple[str, ...]) -> tuple[int, ...]:
        return tuple(sorted(each for each in people if self.roles.get(each) in roles))


def raised(level: int, step: int) -> int:
    """The level of an item that a step of the ladder brings by itself; it never sinks by one."""
    return min(TOP, max(level, step))

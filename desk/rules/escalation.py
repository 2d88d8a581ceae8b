"""What follows when a clock reaches a level: who is told, and what the desk does by itself."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from desk.errors import BadValue
from desk.rules.calendars import list_of, refuse_unknown
from desk.rules.ladder import Ladder
from desk.rules.nearness import nearest
from desk.rules.vocabulary import PRIORITIES

PEOPLE = ("owner", "lead", "manager")
"""Who may be told: whose item it is, who leads its team, and whom that one answers to."""

ACKNOWLEDGE, PROPOSE, NOTICE = "acknowledge", "propose", "notice"
"""Somebody has to say that they know and what they plan; a step to more expertise is proposed; a
late notice to the customer is drafted."""

HIGHEST = 10
_CLIMBS = {f"level{level}": level for level in range(1, HIGHEST + 1)}
STEPS = (*PEOPLE, ACKNOWLEDGE, PROPOSE, NOTICE, *_CLIMBS)
"""Every word a level may have."""

Steps = tuple[str, ...]

AT_ONCE = "at_once"
"""The key of the priorities that wait for no clock."""


class Escalation(NamedTuple):
    """What follows from each level, in words of `STEPS`.

    A target that is missed makes a violation besides, which nobody can settle away.
    """

    watch: Steps = ("owner",)
    warning: Steps = ("owner", "lead")
    jeopardy: Steps = ("owner", "lead", ACKNOWLEDGE, PROPOSE, NOTICE)
    breached: Steps = ("owner", "lead", NOTICE, "level1")
    overdue2: Steps = ("owner", "lead", "manager", "level2")
    overdue3: Steps = ("owner", "lead", "manager", "level3")
    at_once: tuple[int, ...] = (1,)
    """Priorities of problems at which those above are called in without waiting for a clock."""

    def of(self, level: str) -> Steps:
        """What follows from a level."""
        found: Steps = getattr(self, level)
        return found


LEVEL_NAMES = tuple(name for name in Escalation._fields if name != AT_ONCE)
"""The levels from which something follows."""

AS_IT_COMES = Escalation()
"""What holds where nothing is settled."""


def people_of(steps: Steps) -> Steps:
    """Who is told."""
    return tuple(step for step in steps if step in PEOPLE)


def climb_of(steps: Steps) -> int:
    """The level of the hierarchic ladder that an item is raised to; 0 for none."""
    return max((_CLIMBS[step] for step in steps if step in _CLIMBS), default=0)


def told_of(roles: Iterable[str], owner: int, team: int | None, ladder: Ladder) -> tuple[int, ...]:
    """Whom words of `PEOPLE` mean for an item; where nobody is named, the next above who is.

    What nobody has is told to the lead of its team alone, as long as only its owner is asked for:
    that nobody has it is told by itself.
    """
    found: list[int] = []
    for role in roles:
        if role == "owner":
            lead = ladder.leads.get(team) if team is not None else None
            found += [owner] if owner else [lead] if lead else []
        else:
            found += ladder.step(owner, team, PEOPLE.index(role))
    return tuple(dict.fromkeys(found))


def read(table: Mapping[str, object]) -> Escalation:
    """What follows, as a table says; what it leaves out is as it comes. Raises `BadValue`."""
    refuse_unknown(table, Escalation._fields, "What follows from levels")
    found = {name: _steps(name, table[name]) for name in table if name != AT_ONCE}
    at_once = _priorities(table[AT_ONCE]) if AT_ONCE in table else AS_IT_COMES.at_once
    return AS_IT_COMES._replace(**found, at_once=at_once)


def written(escalation: Escalation) -> dict[str, object]:
    """What follows as a table of TOML."""
    return {name: [*steps] for name, steps in escalation._asdict().items()}


def _priorities(value: object) -> tuple[int, ...]:
    given = value.replace(",", " ").split() if isinstance(value, str) else list_of(value, AT_ONCE)
    known = {str(each): each for each in PRIORITIES}
    for each in given:
        if isinstance(each, bool) or str(each) not in known:
            raise BadValue(
                f"escalation: {AT_ONCE} is never '{str(each)[:40]}'",
                "Write priorities, like [1] or [1, 2], or [] for none.",
            )
    return tuple(sorted({known[str(each)] for each in given}))


def _steps(level: str, value: object) -> Steps:
    given = value.replace(",", " ").split() if isinstance(value, str) else list_of(value, level)
    for word in given:
        if word not in STEPS:
            near = nearest(str(word), STEPS)
            raise BadValue(
                f"escalation: {level} is never followed by '{str(word)[:40]}'",
                f"Did you mean {near}?" if near else f"Write some of: {', '.join(STEPS[:7])}.",
            )
    return tuple(dict.fromkeys(map(str, given)))

"""Whoever finds a missed target first, the tick or a change: the same people hear of it."""

from contextlib import closing, suppress
from typing import NamedTuple

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk.bootstrap import Desk, build
from desk.clock import FixedClock
from desk.errors import DeskError
from desk.rules.permissions import Actor
from desk.rules.vocabulary import LEVELS
from tests.services.invariants import broken
from tests.services.reports import report
from tests.services.ticks import Crossing, crossings, told
from tests.stores import NOW, Places, settings_for

MINUTE, DAY = 60, 86_400

ACTS: dict[str, tuple[str, dict[str, str]]] = {
    "wait": ("pend", {"party": "customer", "question": "Which?", "due": "+90d"}),
    "go on": ("answer", {"text": "This one"}),
    "critical": ("prioritise", {"impact": "high", "urgency": "high", "note": "So it is"}),
    "moderate": ("prioritise", {"impact": "medium", "urgency": "medium", "note": "So it is"}),
    "planning": ("prioritise", {"impact": "low", "urgency": "low", "note": "So it is"}),
}
"""What pauses the clock of a solution or sets it anew, so that it still has to be met."""

Step = tuple[int, str]
"""So many minutes later something is done."""

STEPS = st.lists(
    st.tuples(
        st.one_of(st.integers(0, 90), st.integers(90, 900), st.just(62 * 60)),
        st.sampled_from([*ACTS]),
    ),
    max_size=8,
)


class Found(NamedTuple):
    """What was written down and told in the end."""

    crossed: frozenset[tuple[str, int, int, int]]
    worst: dict[str, str]
    """The gravest level that each was told of; whoever acts sees it and is left out."""
    called_in: frozenset[str]
    level: object
    missed: frozenset[tuple[str, int, int]]


def _staffed(desk: Desk) -> None:
    """A problem of ben's, whose lead is dora, who answers to mia, who answers to ria."""
    chief = desk.directory.actor()
    for name, role in (("ben", "agent"), ("dora", "teamLead"), ("mia", "manager")):
        desk.people.add(chief, name, role, "First" if name != "mia" else "")
    desk.people.add(chief, "ria", "manager")
    desk.teams.save(chief, "First", lead="dora")
    desk.people.change(chief, "dora", manager="mia")
    desk.people.change(chief, "mia", manager="ria")
    desk.store_settings.save_terms(chief, {"escalation": {"at_once": []}})
    ref = report(desk, chief, team="First")
    desk.do(chief, "assign", ref, {"to": "ben"})
    desk.do(chief, "start", ref, {})
    desk.do(chief, "reply", ref, {"text": "We look into it."})


def _lived(desk: Desk, steps: list[Step], *, always: bool) -> Found:
    """Do every step; the tick looks at each instant at which anything is due, or at the end."""
    clock, chief = desk.clock, desk.directory.actor()
    assert isinstance(clock, FixedClock)
    for minutes, act in steps:
        _pass(desk, clock, clock.at + minutes * MINUTE, always=always)
        name, values = ACTS[act]
        with suppress(DeskError):
            desk.do(chief, name, "P-1", values)
    _pass(desk, clock, clock.at + 30 * DAY, always=always)
    desk.tick.run()
    return _found(desk, chief)


def _pass(desk: Desk, clock: FixedClock, until: int, *, always: bool) -> None:
    while always and (at := _next(desk)) is not None and at <= until:
        clock.at = max(clock.at, at)
        desk.tick.run()
    clock.at = until


def _next(desk: Desk) -> int | None:
    """When a clock reaches anything next; reminders come along then."""
    with desk._store.reading() as session:
        ((at,),) = session.sql("SELECT MIN(next_at) FROM clock")
    return None if at is None else int(at)


def _found(desk: Desk, chief: Actor) -> Found:
    item = desk.trail.item(chief, "P-1")
    worst: dict[str, str] = {}
    for name in ("ben", "dora", "mia", "ria"):
        levels = [why for why, _ in told(desk, name) if why in LEVELS]
        worst |= {name: max(levels, key=LEVELS.index)} if levels else {}
    return Found(
        frozenset(_key(each) for each in crossings(desk) if each.level != "reminder"),
        worst,
        frozenset(step.goal for step in item.steps),
        item.fields["escalation_level"],
        frozenset((each.clock, each.generation, each.due) for each in item.violations),
    )


def _key(each: Crossing) -> tuple[str, int, int, int]:
    return each.clock, each.generation, each.threshold, each.at


@given(STEPS)
@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_it_does_not_matter_who_looks_first(places: Places, steps: list[Step]) -> None:
    found: list[Found] = []
    for always in (True, False):
        url = places.filled(_staffed)
        with closing(build(settings_for(url), FixedClock(NOW))) as desk:
            found.append(_lived(desk, steps, always=always))
            assert broken(desk) == []
        places.remove(url)
    assert found[0] == found[1]

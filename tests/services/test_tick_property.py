"""Whenever the tick looks, it finds the same: beside one that looks but once, and slow minutes."""

from contextlib import closing, suppress
from itertools import accumulate, pairwise
from typing import NamedTuple

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk.bootstrap import Desk, build
from desk.clock import FixedClock
from desk.errors import DeskError
from desk.models.clocks import KeptClock, clocks_of
from tests.rules.minutes import DAYS
from tests.services.invariants import broken
from tests.services.ticks import crossings
from tests.stores import NOW, Places, settings_for

MINUTE, HOUR, DAY = 60, 3600, 86_400
THRESHOLDS = (50, 75, 90, 100, 125, 150)

ACTS = ("await", "answer", "reply", "complete", "reopen", *(f"priority {n}" for n in range(1, 6)))
"""What is done to an item and moves its clocks, or is refused."""

Step = tuple[int, str, bool]
"""So many minutes later something is done; whether the tick looked before."""

LENGTHS = st.one_of(st.integers(0, 90), st.integers(90, 900), st.just(62 * 60))
STEPS = st.lists(st.tuples(LENGTHS, st.sampled_from(ACTS), st.booleans()), max_size=8)
WITH_UNDO = st.lists(
    st.tuples(LENGTHS, st.sampled_from((*ACTS, "undo")), st.booleans()), max_size=10
)

Found = set[tuple[str, int, int, str, int]]


class Seen(NamedTuple):
    """The clocks of the item from an instant on."""

    at: int
    clocks: tuple[KeptClock, ...]


def told(desk: Desk, steps: list[Step], *, always: bool) -> list[Seen]:
    """Do every step on a mail; the clocks as each step left them, and as they stood at the end.

    The tick looks in between only where a step says so, or every time.
    """
    clock = desk.clock
    assert isinstance(clock, FixedClock)
    me = desk.directory.actor()
    desk.interactions.log(me, "inbound", "email", "Late", sender="a@example.net")
    seen = [Seen(NOW, _clocks(desk))]
    for minutes, act, is_looked in steps:
        clock.advance(minutes * MINUTE)
        if is_looked and always:
            desk.tick.run()
            desk.tick.run(at=clock.at - HOUR)  # a clock that was put back for a moment
        with suppress(DeskError):
            _act(desk, act)
        seen.append(Seen(clock.at, _clocks(desk)))
    clock.advance(5 * DAY)
    desk.tick.run()
    return [*seen, Seen(clock.at, ())]


def _act(desk: Desk, act: str) -> None:
    me = desk.directory.actor()
    name, _, number = act.partition(" ")
    values: dict[str, dict[str, str]] = {
        "await": {"question": "Which?", "due": "+90d"},
        "answer": {"text": "This one"},
        "reply": {"text": "We look"},
        "complete": {"outcome": "answered"},
        "reopen": {"reason": "Again"},
        "undo": {},
    }
    if name == "priority":
        desk.do(me, "prioritise", "I-1", {"priority": number, "note": "So it is"})
    else:
        desk.do(me, name, "I-1", values[name])


def _clocks(desk: Desk) -> tuple[KeptClock, ...]:
    with desk._store.reading() as session:
        return tuple(clocks_of(session, 1))


def written(desk: Desk) -> Found:
    """What the store says was crossed, but for reminders, which an answer makes needless."""
    return {
        (each.clock, each.generation, each.threshold, each.level, each.at)
        for each in crossings(desk)
        if each.level != "reminder"
    }


@given(WITH_UNDO)
@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_it_does_not_matter_when_the_tick_looks(places: Places, steps: list[Step]) -> None:
    found: list[Found] = []
    for always in (True, False):
        url = places.founded()
        with closing(build(settings_for(url), FixedClock(NOW))) as desk:
            told(desk, steps, always=always)
            found.append(written(desk))
            assert broken(desk) == []
        places.remove(url)
    assert found[0] == found[1]


@given(STEPS)
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_what_is_crossed_is_what_slow_minutes_say(file_places: Places, steps: list[Step]) -> None:
    url = file_places.founded()
    with closing(build(settings_for(url), FixedClock(NOW))) as desk:
        seen = told(desk, steps, always=True)
        found = {(clock, gen, level): at for clock, gen, level, _, at in written(desk)}
    file_places.remove(url)
    expected = _walked(seen)
    assert found.keys() == expected.keys()
    for key, minute in expected.items():
        assert minute - MINUTE < found[key] <= minute, key


def _walked(seen: list[Seen]) -> dict[tuple[str, int, int], int]:
    """The first minute at which each threshold is reached, walked one after the other."""
    found: dict[tuple[str, int, int], int] = {}
    reached: dict[str, int] = {}
    for here, after in pairwise(seen):
        for clock in here.clocks:
            if clock.state != "running":
                continue
            for minute in range(here.at, after.at + 1, MINUTE):
                used = _elapsed(clock, minute) * 100
                for threshold in THRESHOLDS:
                    if threshold > reached.get(clock.name, 0) and used >= threshold * clock.target:
                        reached[clock.name] = threshold
                        found[clock.name, clock.generation, threshold] = minute
    return found


def _elapsed(clock: KeptClock, at: int) -> int:
    """Open seconds from its start, those of its pauses taken off."""
    before = _OPEN if clock.calendar == "office" else _ALL
    spans = [(clock.start, at)]
    spans += [(begin, min(at, at if end is None else end)) for begin, end in clock.pauses]
    counted = [
        before[(end - NOW) // MINUTE] - before[(begin - NOW) // MINUTE] for begin, end in spans
    ]
    return (counted[0] - sum(counted[1:])) * MINUTE


def _is_open(minute: int) -> bool:
    """Whether the office is open in a minute: Monday to Friday, nine to five, in UTC."""
    at = NOW + minute * MINUTE
    weekday = DAYS[(at // DAY + 3) % 7]
    return weekday not in ("sat", "sun") and 9 * HOUR <= at % DAY < 17 * HOUR


_SPAN = 70 * 1440
_OPEN = [0, *accumulate(_is_open(minute) for minute in range(_SPAN))]
_ALL = [*range(_SPAN + 1)]

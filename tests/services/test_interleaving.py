"""Several people at work on the same items, in any order: whatever is refused, all stays sound."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk.bootstrap import Desk
from desk.clock import FixedClock
from desk.errors import ChangedMeanwhile, DeskError
from desk.rules.permissions import Actor
from tests.services.invariants import broken
from tests.services.replay import misreplayed, states
from tests.services.test_undo_property import STEPS, Step, _staff

UNDO: Step = ("undo", {})
BULK: tuple[Step, ...] = (
    ("complete", {"outcome": "answered"}),
    ("merge", {"into": "OTHER"}),
    ("link", {"to": "OTHER", "relation": "causedBy"}),
    ("unmerge", {}),
    ("snooze", {"until": "+1h"}),
    UNDO,
)

ONE = st.tuples(st.sampled_from((*STEPS, UNDO, UNDO, UNDO)), st.booleans())
"""What is done, and whether on all items at once where that can be."""
MANY = st.tuples(st.sampled_from(BULK), st.just(value=True))
ACTS = st.tuples(
    ONE | MANY, st.integers(0, 2), st.integers(1, 2), st.booleans(), st.sampled_from([0, 1, 4000])
)
"""What, on which of three items with which other one, by whom, and the seconds that pass."""


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(acts=st.lists(ACTS, min_size=4, max_size=16))
def test_two_people_at_work_leave_all_sound(
    desk: Desk,
    me: Actor,
    hire: Callable[..., Actor],
    clock: FixedClock,
    acts: list[tuple[tuple[Step, bool], int, int, bool, int]],
) -> None:
    _staff(desk, me, hire)
    mia = desk.directory.actor("Mia")._replace(role="teamLead")
    refs = [desk.interactions.log(me, "inbound", "phone", "x", text="hello").ref for _ in range(3)]
    for ((action, values), is_bulk), which, further, is_mine, seconds in acts:
        one, other = refs[which], refs[(which + further) % 3]
        given_ = {name: other if value == "OTHER" else value for name, value in values.items()}
        _act(desk, me if is_mine else mia, (action, given_), refs if is_bulk else [one])
        clock.advance(seconds)
    assert misreplayed(desk, refs) == []
    assert broken(desk) == []
    assert [row for row in desk.health.checks() if not row.ok and row.check != "rights"] == []


def _act(desk: Desk, actor: Actor, step: Step, refs: list[str]) -> None:
    """Do it, and see that what is refused changes nothing."""
    before = states(desk, refs)
    try:
        refused = [each.ref for each in desk.do_each(actor, step[0], refs, step[1]) if each.error]
    except DeskError:
        refused = refs
    if refused == refs:
        assert states(desk, refs) == before


def test_what_would_end_again_with_something_open_is_not_taken_back(
    desk: Desk, me: Actor, hire: Callable[..., Actor]
) -> None:
    _staff(desk, me, hire)
    mia = desk.directory.actor("Mia")
    for step in (("promise", {"text": "A call", "at": "+3h"}), ("snooze", {"until": "+3h"})):
        ref = desk.interactions.log(me, "inbound", "phone", "x", text="hello").ref
        desk.do(me, "complete", ref, {"outcome": "answered"})
        desk.do(me, "reopen", ref, {"reason": "again"})
        desk.do(mia, step[0], ref, step[1])
        before = states(desk, [ref])
        with pytest.raises(ChangedMeanwhile, match="would have ended"):
            desk.undo(me)
        assert states(desk, [ref]) == before
    assert broken(desk) == []

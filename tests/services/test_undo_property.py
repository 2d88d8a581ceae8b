"""Whatever was done, taken back step by step, leaves no trace but in the journal."""

from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk.bootstrap import Desk
from desk.clock import FixedClock
from desk.errors import DeskError
from desk.rules.permissions import Actor
from tests.services.invariants import broken
from tests.services.replay import misreplayed, states

Step = tuple[str, dict[str, str]]

STEPS: tuple[Step, ...] = (
    ("claim", {}),
    ("release", {}),
    ("assign", {"to": "mia"}),
    ("hand", {"team": "Field"}),
    ("note", {"text": "a note of its own"}),
    ("reply", {"text": "an answer of its own"}),
    ("identify", {"customer": "Acme"}),
    ("identify", {"customer": "Zeta"}),
    ("prioritise", {"priority": "1", "note": "why"}),
    ("prioritise", {"priority": "5", "note": "why"}),
    ("await", {"question": "Which one?", "due": "+1d"}),
    ("answer", {"text": "The red one"}),
    ("tag", {"name": "vip"}),
    ("tag", {"name": "old"}),
    ("untag", {"name": "vip"}),
    ("snooze", {"until": "+2h"}),
    ("wake", {}),
    ("promise", {"text": "A call", "at": "+3h"}),
    ("keep", {}),
    ("link", {"to": "OTHER", "relation": "causedBy"}),
    ("unlink", {"to": "OTHER"}),
    ("merge", {"into": "OTHER"}),
    ("unmerge", {}),
    ("complete", {"outcome": "answered", "text": "all done"}),
    ("complete", {"outcome": "spam"}),
    ("reopen", {"reason": "again"}),
)

ACTS = st.tuples(st.sampled_from(STEPS), st.integers(0, 1), st.sampled_from([0, 1, 600, 7200]))
"""What is done, on which of two items, and how many seconds later the next."""


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(acts=st.lists(ACTS, min_size=1, max_size=9))
def test_each_undo_gives_back_the_state_before(
    desk: Desk,
    me: Actor,
    hire: Callable[..., Actor],
    clock: FixedClock,
    acts: list[tuple[Step, int, int]],
) -> None:
    _staff(desk, me, hire)
    refs = [desk.interactions.log(me, "inbound", "phone", "x", text="hello").ref for _ in range(2)]
    before = [states(desk, refs)]
    for (action, values), which, seconds in acts:
        others = {name: refs[1 - which] if v == "OTHER" else v for name, v in values.items()}
        try:
            desk.do(me, action, refs[which], others)
        except DeskError:
            assert states(desk, refs) == before[-1]
        else:
            before.append(states(desk, refs))
        clock.advance(seconds)
    assert misreplayed(desk, refs) == []
    for state in reversed(before[:-1]):
        done = desk.undo(me).done
        assert [each.error for each in done if each.error] == []
        assert states(desk, refs) == state
    assert misreplayed(desk, refs) == []
    assert broken(desk) == []


def _staff(desk: Desk, me: Actor, hire: Callable[..., Actor]) -> None:
    """The people and customers that the steps name, once for all examples."""
    if "Mia" not in {person.name for person in desk.directory.people()}:
        hire("Mia", team="Field")
        desk.customers.create(me, "Acme")
        desk.customers.create(me, "Zeta")

"""Whatever was done to problems and their tasks, taken back step by step, leaves no trace.

Nobody is called in by time here: a target that a change finds missed stays missed, and so does what
follows from it.
"""

from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk.bootstrap import Desk
from desk.clock import FixedClock
from desk.errors import DeskError
from desk.rules.actions_on_problems import ON_PROBLEMS, ON_TASKS
from desk.rules.permissions import Actor
from tests.services.invariants import broken
from tests.services.replay import misreplayed, states

Step = tuple[str, dict[str, str]]

_LATE = ("breached", "overdue2", "overdue3")
"""Levels at which those above are called in."""

SOLVED = {"cause": "hardware", "code": "fixed", "resolution": "A new card"}

ON_THE_PROBLEM: tuple[Step, ...] = (
    ("claim", {}),
    ("release", {}),
    ("assign", {"to": "mia"}),
    ("hand", {"team": "Field"}),
    ("start", {}),
    ("pend", {"party": "customer", "question": "Which one?", "due": "+1d"}),
    ("pend", {"party": "partner", "question": "When?", "partner": "Fibre Ltd"}),
    ("hold", {"cause": "plannedWork"}),
    ("hold", {"cause": "other", "note": "no parts"}),
    ("resume", {}),
    ("resume", {}),
    ("answer", {"text": "The red one"}),
    ("reply", {"text": "We are on it"}),
    ("note", {"text": "a word for @mia"}),
    ("resolve", SOLVED),
    ("resolve", {**SOLVED, "children": "yes"}),
    ("confirm", {"text": "It works"}),
    ("reopen", {"reason": "dead again"}),
    ("reject", {"reason": "not ours"}),
    ("cancel", {"reason": "notOurs"}),
    ("prioritise", {"impact": "high", "note": "many"}),
    ("prioritise", {"urgency": "low", "note": "calm"}),
    ("prioritise", {"major": "yes", "note": "an outage"}),
    ("prioritise", {"major": "no", "note": "none"}),
    ("prioritise", {"workaround": "yes", "note": "mobile"}),
    ("classify", {"service": "DSL", "place": "Ulm"}),
    ("join", {"major": "OTHER"}),
    ("join", {"major": "OTHER"}),
    ("leave", {}),
    ("merge", {"into": "OTHER"}),
    ("unmerge", {}),
    ("link", {"to": "OTHER", "relation": "causedBy"}),
    ("unlink", {"to": "OTHER"}),
    ("tag", {"name": "vip"}),
    ("snooze", {"until": "+2h"}),
    ("promise", {"text": "A call", "at": "+3h"}),
    ("keep", {}),
    ("identify", {"customer": "Zeta"}),
    ("plan", {"template": "outage"}),
    ("add-task", {"name": "One more", "mandatory": "no"}),
    ("follow", {}),
    ("unfollow", {}),
    ("escalate", {"kind": "functional", "to": "Field", "reason": "theirs"}),
    ("escalate", {"kind": "functional", "to": "mia", "reason": "hers"}),
    ("escalate", {"kind": "functional", "to": "partner:NetCo", "reason": "dig"}),
    ("escalate", {"kind": "hierarchic", "to": "mia", "reason": "stuck"}),
    ("deescalate", {"reason": "found"}),
    ("deescalate", {"reason": "found"}),
    ("acknowledge", {"plan": "By four"}),
    ("remedy", {"text": "Called", "satisfied": "yes"}),
    ("warn", {}),
    ("close", {}),
)
ON_A_TASK: tuple[Step, ...] = (
    ("claim", {}),
    ("release", {}),
    ("assign", {"to": "mia"}),
    ("hand", {"team": "Field"}),
    ("schedule", {"due": "+2h", "effort": "3h"}),
    ("start", {}),
    ("finish", {"text": "done"}),
    ("fail", {"reason": "no way"}),
    ("cancel", {"reason": "not needed"}),
)
STEPS = [(name, values, False) for name, values in ON_THE_PROBLEM] + [
    (name, values, True) for name, values in ON_A_TASK
]
ACTS = st.tuples(st.sampled_from(STEPS), st.integers(0, 2), st.sampled_from([0, 600, 7200, 90_000]))
"""What is done, on which of three problems, and how many seconds later the next."""


def test_every_act_that_can_be_taken_back_is_tried() -> None:
    def names(actions: tuple[object, ...]) -> set[str]:
        return {each.name for each in actions if each.undo}  # type: ignore[attr-defined]

    assert names(ON_PROBLEMS) <= {name for name, _ in ON_THE_PROBLEM}
    assert names(ON_TASKS) == {name for name, _ in ON_A_TASK}


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(acts=st.lists(ACTS, min_size=1, max_size=12))
def test_each_undo_gives_back_the_problems_before(
    desk: Desk,
    me: Actor,
    hire: Callable[..., Actor],
    clock: FixedClock,
    acts: list[tuple[tuple[str, dict[str, str], bool], int, int]],
) -> None:
    refs = _reported(desk, me, hire)
    before = [states(desk, refs)]
    for (action, values, of_task), which, seconds in acts:
        other = refs[(which + 1) % len(refs)]
        others = {name: other if value == "OTHER" else value for name, value in values.items()}
        target = desk.task_list.of(me, refs[which])[0].ref if of_task else refs[which]
        try:
            desk.do(me, action, target, others)
        except DeskError:
            assert states(desk, refs) == before[-1], action
        else:
            before.append(states(desk, refs))
            # What leaves the house is never taken back: it is tried at once, then done again.
            assert _undone(desk, me) == []
            assert states(desk, refs) == before[-2], action
            desk.do(me, action, target, others)
            before[-1] = states(desk, refs)
        clock.advance(seconds)
    assert misreplayed(desk, refs) == []
    assert broken(desk) == []
    for state in reversed(before[:-1]):
        if _undone(desk, me):
            break  # a notice has left
        assert states(desk, refs) == state
    assert misreplayed(desk, refs) == []
    assert broken(desk) == []


def _undone(desk: Desk, me: Actor) -> list[str]:
    """Take back what was done last; what kept it from being taken back."""
    try:
        done = desk.undo(me).done
    except DeskError as error:
        return [error.message]
    return [each.error.message for each in done if each.error]


def _reported(desk: Desk, me: Actor, hire: Callable[..., Actor]) -> list[str]:
    """Three problems, one of them major with another as its part; two have tasks."""
    if "Mia" not in {person.name for person in desk.directory.people()}:
        hire("Mia", team="Field")
        desk.store_settings.save_terms(me, {"escalation": {level: [] for level in _LATE}})
        desk.customers.create(me, "Acme")
        desk.customers.create(me, "Zeta")
        desk.plans.save(me, "outage", '{"steps": [{"name": "Look"}, {"name": "Go", "after": [1]}]}')
    report = {"subject": "Line dead", "customer": "Acme", "contact": "a@acme.example"}
    refs = [desk.do(me, "report", "problem", report).ref for _ in range(3)]
    for ref in refs:
        desk.do(me, "add-task", ref, {"name": "Check", "mandatory": "no"})
    desk.do(me, "prioritise", refs[0], {"major": "yes", "note": "many are hit"})
    desk.do(me, "join", refs[2], {"major": refs[0]})
    return refs

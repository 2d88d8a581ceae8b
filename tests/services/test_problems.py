"""Problems: every way between their states, with what each demands and does to clocks."""

import pytest

from desk.bootstrap import Desk
from desk.clock import FixedClock
from desk.errors import DeskError, MissingValue, WrongState
from desk.rules.lifecycle import steps_from
from desk.rules.permissions import Actor
from desk.rules.states import PROBLEM
from tests.services.reports import clock_states, do, report, shown, solve
from tests.stores import Hire

WAYS: dict[str, tuple[tuple[str, dict[str, str]], ...]] = {
    "acknowledged": (),
    "inProgress": (("start", {}),),
    "pending": (("pend", {"party": "customer", "question": "Which box?"}),),
    "held": (("hold", {"cause": "plannedWork"}),),
    "resolved": (("resolve", {"cause": "cut", "code": "fixed", "resolution": "Spliced"}),),
    "closed": (
        ("resolve", {"cause": "cut", "code": "fixed", "resolution": "Spliced"}),
        ("confirm", {}),
    ),
    "cancelled": (("cancel", {"reason": "notOurs"}),),
    "rejected": (("reject", {"reason": "no customer of ours"}),),
}
"""How a new problem comes into each state."""

STEPS: dict[str, tuple[str, dict[str, str]]] = {
    "inProgress": ("start", {}),
    "pending": ("pend", {"party": "partner", "question": "When?"}),
    "held": ("hold", {"cause": "other"}),
    "resolved": ("resolve", {"cause": "cut", "code": "fixed", "resolution": "Spliced"}),
    "closed": ("confirm", {}),
    "cancelled": ("cancel", {"reason": "duplicate"}),
    "rejected": ("reject", {"reason": "no"}),
}
"""The use case that leads into each state."""

INSTEAD = {
    ("pending", "inProgress"): "resume",
    ("held", "inProgress"): "resume",
    ("resolved", "inProgress"): "reopen",
}
"""Where the way into a state has another name."""


def _brought(desk: Desk, me: Actor, state: str) -> str:
    ref = report(desk, me)
    for action, values in WAYS[state]:
        do(desk, me, ref, action, **values)
    assert desk.work.find(me, ref).state == state
    return ref


@pytest.mark.parametrize("source", PROBLEM.states)
def test_the_steps_are_those_of_the_table(desk: Desk, me: Actor, source: str) -> None:
    possible = {step.target for step in steps_from(PROBLEM, source, "inProgress")}
    for target, (action, values) in STEPS.items():
        ref = _brought(desk, me, source)
        if source in ("pending", "held"):  # these go back to where they came from
            do(desk, me, ref, "resume")
            do(desk, me, ref, "start")
            do(desk, me, ref, WAYS[source][0][0], **WAYS[source][0][1])
        name = INSTEAD.get((source, target), action)
        given = {"reason": "It came back"} if name == "reopen" else values
        if target in possible:
            assert do(desk, me, ref, name, **given).state == target
            continue
        with pytest.raises(DeskError) as caught:
            do(desk, me, ref, name, **given)
        assert caught.value.code == "wrong_state"
        assert caught.value.next_step
        assert desk.work.find(me, ref).state == source


REFUSED: list[tuple[str, dict[str, str], str]] = [
    ("pend", {"party": "customer"}, "missing_value"),
    ("pend", {"party": "customer", "question": " "}, "missing_value"),
    ("pend", {"party": "everybody", "question": "?"}, "bad_value"),
    ("hold", {}, "missing_value"),
    ("hold", {"cause": "laziness"}, "bad_value"),
    ("resolve", {"cause": "x", "code": "fixed"}, "missing_value"),
    ("resolve", {"cause": "x", "code": "magic", "resolution": "y"}, "bad_value"),
    ("resolve", {"cause": " ", "code": "fixed", "resolution": "y"}, "missing_value"),
    ("cancel", {}, "missing_value"),
    ("cancel", {"reason": "bored"}, "bad_value"),
    ("reject", {}, "missing_value"),
    ("prioritise", {"impact": "low"}, "missing_value"),
    ("prioritise", {"impact": "enormous", "note": "x"}, "bad_value"),
    ("prioritise", {"impact": "medium", "note": "as it is"}, "wrong_state"),
    ("resume", {}, "wrong_state"),
    ("complete", {"outcome": "answered"}, "unknown_action"),
]


def test_what_a_step_demands_is_asked_for(desk: Desk, me: Actor) -> None:
    for action, values, code in REFUSED:
        ref = report(desk, me)
        before = desk.work.find(me, ref)
        with pytest.raises(DeskError) as caught:
            do(desk, me, ref, action, **values)
        assert caught.value.code == code, (action, values)
        assert desk.work.find(me, ref) == before


@pytest.mark.parametrize(
    ("values", "stands"),
    [
        ({"party": "customer", "question": "Which?"}, "paused"),
        ({"party": "partner", "question": "When?"}, "running"),
        ({"party": "internal", "question": "Who?"}, "running"),
        ({"cause": "customerAccess"}, "paused"),
        ({"cause": "plannedWork"}, "paused"),
        ({"cause": "forceMajeure"}, "paused"),
        ({"cause": "other"}, "running"),
    ],
)
def test_a_clock_stands_still_only_for_what_is_not_the_desks(
    desk: Desk, me: Actor, clock: FixedClock, values: dict[str, str], stands: str
) -> None:
    ref = report(desk, me, impact="high", urgency="high")  # round the clock
    before = _due(desk, me, ref)
    do(desk, me, ref, "hold" if "cause" in values else "pend", **values)
    assert clock_states(desk, me, ref)["resolution"] == stands
    clock.advance(3600)
    do(desk, me, ref, "resume")
    assert _due(desk, me, ref) - before == (3600 if stands == "paused" else 0)


def _due(desk: Desk, me: Actor, ref: str) -> int:
    (due,) = (clock.due for clock in shown(desk, me, ref).clocks if clock.name == "resolution")
    assert due is not None
    return due


def test_what_waited_goes_back_where_it_came_from(desk: Desk, me: Actor) -> None:
    ref = report(desk, me)
    do(desk, me, ref, "hold", cause="other")
    do(desk, me, ref, "pend", party="partner", question="When?", partner="NetCo")
    assert do(desk, me, ref, "resume").state == "acknowledged"
    do(desk, me, ref, "start")
    do(desk, me, ref, "pend", party="customer", question="Which?")
    assert do(desk, me, ref, "answer", text="the grey one").state == "inProgress"
    fields = shown(desk, me, ref).fields
    assert (fields["pending_on"], fields["held_cause"], fields["awaiting"]) == (None, None, None)


def test_who_starts_it_owns_it(desk: Desk, me: Actor, hire: Hire) -> None:
    ref = report(desk, me)
    do(desk, me, ref, "start")
    assert desk.work.find(me, ref).owner == me.name
    other = report(desk, me)
    ben = hire("ben")
    do(desk, me, other, "assign", to="ben")
    do(desk, ben, other, "start")
    assert desk.work.find(me, other).owner == "ben"


def test_a_problem_tells_of_the_contact_it_came_from(desk: Desk, me: Actor) -> None:
    contact = desk.interactions.log(
        me, "inbound", "email", "No signal", customer="Björk ehf", sender="b@bjork.test"
    ).ref
    ref = desk.do(me, "report", "problem", {"subject": "Cut cable", "from": contact}).ref
    problem = shown(desk, me, ref)
    assert problem.work.customer == "Björk ehf"
    assert [(link.relation, link.ref) for link in problem.links] == [("reportedIn", contact)]
    told = desk.trail.item(me, contact)
    assert [(link.relation, link.ref) for link in told.links] == [("reports", ref)]
    assert any(f"reports {ref}" in entry.text for entry in told.trail)


def test_changes_of_owner_or_team_after_the_first_are_counted(
    desk: Desk, me: Actor, hire: Hire
) -> None:
    hire("ben", team="Field")
    ref = report(desk, me)
    counts = []
    for action, values in (
        ("claim", {}),
        ("assign", {"to": "ben"}),
        ("hand", {"team": "Field"}),
        ("claim", {}),
        ("release", {}),
    ):
        do(desk, me, ref, action, **values)
        counts.append(shown(desk, me, ref).fields["assign_count"])
    assert counts == [0, 1, 2, 3, 4]


def test_what_came_after_a_closed_problem_is_a_new_one(desk: Desk, me: Actor) -> None:
    ref = report(desk, me, service="fibre", impact="high")
    solve(desk, me, ref)
    do(desk, me, ref, "confirm", text="Works again, thank you")
    done = do(desk, me, ref, "follow-up", text="Down again")
    again = shown(desk, me, done.created)
    assert [(link.relation, link.ref) for link in again.links] == [("reopens", ref)]
    assert (again.fields["service"], again.fields["impact"]) == ("fibre", "high")
    assert again.work.state == "acknowledged"


def test_what_is_not_over_is_gone_on_with_itself(desk: Desk, me: Actor) -> None:
    ref = report(desk, me)
    with pytest.raises(WrongState, match=f"{ref} is acknowledged, not over"):
        do(desk, me, ref, "follow-up")
    solve(desk, me, ref)
    with pytest.raises(WrongState) as caught:
        do(desk, me, ref, "follow-up")
    assert caught.value.next_step == f"Take it up again: desk do {ref} reopen reason=WHY"


def test_who_has_no_address_is_not_waited_for(desk: Desk, me: Actor) -> None:
    ref = desk.do(me, "report", "problem", {"subject": "Dead"}).ref
    with pytest.raises(MissingValue) as caught:
        do(desk, me, ref, "pend", party="customer", question="Which one?")
    assert caught.value.message == f"{ref} has no address to answer to"
    assert caught.value.next_step == ("Say which customer it is, or write a note on what was said.")


def test_a_cancel_is_one_act(desk: Desk, me: Actor) -> None:
    ref = report(desk, me)
    do(desk, me, ref, "add-task", name="Look at the box")
    do(desk, me, ref, "add-task", name="Splice", after="1")
    do(desk, me, ref, "promise", text="We call back", at="+2h")
    before = shown(desk, me, ref)
    tried = desk.do(me, "cancel", ref, {"reason": "raisedInError"}, dry_run=True)
    told = " ".join(tried.effects)
    assert "2 tasks are cancelled: Look at the box, Splice." in told
    assert "promise 'We call back'" in told
    assert "a@acme.test" in told
    assert "taken back for 10 s" in told
    assert desk.work.find(me, ref).version == before.work.version
    do(desk, me, ref, "cancel", reason="raisedInError", note="wrong town")
    ended = shown(desk, me, ref)
    assert ended.work.state == "cancelled"
    assert {clock.state for clock in ended.clocks} == {"cancelled"}
    assert [task.state for task in ended.tasks] == ["cancelled", "cancelled"]
    do(desk, me, ref, "undo")
    back = shown(desk, me, ref)
    assert back.work.state == before.work.state
    assert [task.state for task in back.tasks] == [task.state for task in before.tasks]
    assert [clock.state for clock in back.clocks] == [clock.state for clock in before.clocks]
    assert back.work.due == before.work.due
    assert [message.text for message in back.messages] == [m.text for m in before.messages]


def test_a_cancel_is_not_taken_back_once_the_notice_has_left(
    desk: Desk, me: Actor, clock: FixedClock
) -> None:
    ref = report(desk, me)
    do(desk, me, ref, "cancel", reason="notOurs")
    clock.advance(11)
    with pytest.raises(DeskError, match="10 s"):
        do(desk, me, ref, "undo")


def test_nobody_is_told_where_nobody_can_be_reached(desk: Desk, me: Actor) -> None:
    ref = desk.do(me, "report", "problem", {"subject": "Dark street"}).ref
    done = do(desk, me, ref, "cancel", reason="raisedInError")
    assert "nobody knows an address" in " ".join(done.effects)
    assert done.way_back == "Can be taken back."


def test_mandatory_tasks_end_before_it_is_resolved(desk: Desk, me: Actor) -> None:
    ref = report(desk, me)
    do(desk, me, ref, "add-task", name="Splice")
    do(desk, me, ref, "add-task", name="Sweep", mandatory="no")
    with pytest.raises(DeskError, match="1 Splice") as caught:
        solve(desk, me, ref)
    assert caught.value.code == "open_work"
    first = shown(desk, me, ref).tasks[0].ref
    do(desk, me, first, "start")
    do(desk, me, first, "finish")
    assert solve(desk, me, ref).state == "resolved"

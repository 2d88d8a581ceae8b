"""Major problems and their parts; duplicates, however many."""

import pytest

from desk.bootstrap import Desk
from desk.clock import FixedClock
from desk.errors import DeskError, WrongState
from desk.models.followers import put_follower
from desk.rules.actions import find
from desk.rules.permissions import Actor
from desk.services.changes import Change, Moment
from desk.services.items import load
from desk.services.leading import follow
from tests.services.reports import do, report, shown, solve
from tests.stores import Hire


def _major(desk: Desk, me: Actor, parts: int = 3) -> tuple[str, list[str]]:
    major = report(desk, me, "Fibre cut in Lyon", service="fibre", place="Lyon")
    do(desk, me, major, "prioritise", major="yes", note="A whole town")
    children = [
        report(desk, me, f"No network {n}", customer=f"Firm {n}", contact=f"f{n}@firm.test")
        for n in range(parts)
    ]
    for child in children:
        do(desk, me, child, "join", major=major)
    return major, children


def _states(desk: Desk, me: Actor, refs: list[str]) -> list[str]:
    return [desk.work.find(me, ref).state for ref in refs]


def test_parts_take_over_the_priority_and_the_state(desk: Desk, me: Actor) -> None:
    major, parts = _major(desk, me)
    assert {desk.work.find(me, part).priority for part in parts} == {1}
    do(desk, me, major, "start")
    assert _states(desk, me, parts) == ["inProgress"] * 3
    do(desk, me, major, "pend", party="partner", question="When?", partner="NetCo")
    assert _states(desk, me, parts) == ["pending"] * 3
    do(desk, me, major, "resume")
    assert _states(desk, me, parts) == ["inProgress"] * 3
    assert [part.ref for part in shown(desk, me, major).children] == parts
    parent = shown(desk, me, parts[0]).parent
    assert parent is not None
    assert parent.ref == major


def test_a_part_that_cannot_follow_stays_and_is_told(desk: Desk, me: Actor) -> None:
    major, parts = _major(desk, me)
    do(desk, me, parts[0], "hold", cause="other")
    do(desk, me, parts[1], "start")
    done = do(desk, me, major, "start")
    told = " ".join(done.effects)
    assert f"1 part follows: {parts[2]}." in told
    assert f"{parts[0]} stays as it is" in told
    assert _states(desk, me, parts) == ["held", "inProgress", "inProgress"]


def test_one_answer_reaches_everybody_affected(desk: Desk, me: Actor) -> None:
    major, parts = _major(desk, me)
    do(desk, me, major, "reply", text="We are splicing; back at six.")
    for ref in (major, *parts):
        said = shown(desk, me, ref).messages[-1]
        assert (said.direction, said.text) == ("out", "We are splicing; back at six.")
    assert shown(desk, me, parts[1]).messages[-1].address == "f1@firm.test"


def test_a_major_without_a_customer_answers_its_parts(desk: Desk, me: Actor) -> None:
    major = desk.do(me, "report", "problem", {"subject": "A street is dark"}).ref
    do(desk, me, major, "prioritise", major="yes", note="A whole street")
    part = report(desk, me)
    do(desk, me, part, "join", major=major)
    done = do(desk, me, major, "reply", text="At six")
    assert "no customer of its own" in " ".join(done.effects)
    assert [message.direction for message in shown(desk, me, major).messages] == ["note"]
    assert shown(desk, me, part).messages[-1].text == "At six"


def test_resolving_the_major_resolves_its_parts_on_demand(desk: Desk, me: Actor) -> None:
    major, parts = _major(desk, me)
    do(desk, me, parts[0], "add-task", name="Swap the box")
    done = solve(desk, me, major, children="yes")
    assert _states(desk, me, parts) == ["acknowledged", "resolved", "resolved"]
    assert f"{parts[0]} stays as it is" in " ".join(done.effects)
    taken = desk.undo(me)
    assert "Resolved 3 items" in taken.what
    assert _states(desk, me, [major, *parts]) == ["acknowledged"] * 4


def test_resolving_the_major_alone_leaves_its_parts(desk: Desk, me: Actor) -> None:
    major, parts = _major(desk, me)
    solve(desk, me, major)
    assert _states(desk, me, parts) == ["acknowledged"] * 3


def test_parts_that_were_resolved_with_it_are_reopened_with_it(
    desk: Desk, me: Actor, clock: FixedClock
) -> None:
    major, parts = _major(desk, me)
    do(desk, me, parts[0], "resolve", cause="other", code="fixed", resolution="By itself")
    clock.advance(60)
    do(desk, me, major, "resolve", cause="cut", code="fixed", resolution="Spliced", children="yes")
    assert _states(desk, me, parts) == ["resolved"] * 3
    clock.advance(60)
    said = desk.do(me, "reopen", major, {"reason": "Dead again"}).effects
    assert f"2 parts follow: {parts[1]}, {parts[2]}." in said
    assert _states(desk, me, [major, *parts]) == [
        *("inProgress", "resolved", "inProgress", "inProgress")
    ]
    desk.undo(me)
    assert _states(desk, me, [major, *parts]) == ["resolved"] * 4


def test_what_a_part_refuses_half_way_leaves_nothing_of_it(desk: Desk, me: Actor) -> None:
    major, parts = _major(desk, me)
    assert me.id is not None

    def step(part: Change) -> None:
        put_follower(part.session, part.item.id, me.id or 0)
        part.move("inProgress")
        if part.item.ref == parts[1]:
            raise WrongState("Not this one", "Leave it.")

    with desk._store.writing() as session:
        moment = Moment(me, desk.clock.now(), desk.training)
        action = find("start", "problem")
        led, *following = (
            Change(session, moment, action, load(session, ref)) for ref in (major, *parts)
        )
        follow(led, following, step)
    assert led.effects[-1] == f"{parts[1]} stays as it is: Not this one."
    assert _states(desk, me, parts) == ["inProgress", "acknowledged", "inProgress"]
    followed = [bool(shown(desk, me, part).followers) for part in parts]
    assert followed == [True, False, True]


def test_a_major_that_ends_names_the_parts_that_stay(desk: Desk, me: Actor) -> None:
    major, parts = _major(desk, me)
    open_ones = f"3 parts stay open: {', '.join(parts)}"
    solved = {"cause": "cut", "code": "fixed", "resolution": "Spliced"}
    tried = desk.do(me, "resolve", major, solved, dry_run=True).effects
    assert f"{open_ones}; children=yes resolves them too." in tried
    said = desk.do(me, "resolve", major, solved | {"children": "no"}, dry_run=True).effects
    assert not any("stay open" in line for line in said)
    tried = desk.do(me, "cancel", major, {"reason": "raisedInError"}, dry_run=True).effects
    assert f"{open_ones}; cancel them one by one." in tried


def test_what_leaves_a_major_has_its_own_priority_again(desk: Desk, me: Actor) -> None:
    major, parts = _major(desk, me, 1)
    done = do(desk, me, parts[0], "leave")
    assert desk.work.find(me, parts[0]).priority == 3
    assert major in " ".join(done.effects)


def test_what_cannot_be_a_part_says_why(desk: Desk, me: Actor) -> None:
    major, (part, *_) = _major(desk, me)
    plain = report(desk, me, "Slow")
    for ref, goal, why in (
        (plain, part, "no major problem"),
        (major, major, "itself"),
        (part, major, "already"),
    ):
        with pytest.raises(DeskError, match=why):
            do(desk, me, ref, "join", major=goal)
    contact = desk.interactions.log(me, "inbound", "phone", "Hello").ref
    with pytest.raises(DeskError, match="no major problem"):
        do(desk, me, plain, "join", major=contact)
    with pytest.raises(DeskError, match="part of another"):
        do(desk, me, part, "prioritise", major="yes", note="It grows")
    with pytest.raises(DeskError, match="3 open parts"):
        do(desk, me, major, "prioritise", major="no", note="It shrinks")


def test_major_needs_a_right_of_its_own(desk: Desk, me: Actor, hire: Hire) -> None:
    ref = report(desk, me)
    with pytest.raises(DeskError) as caught:
        do(desk, hire("ben"), ref, "prioritise", major="yes", note="It is big")
    assert caught.value.code == "not_allowed"
    do(desk, hire("dora", "teamLead"), ref, "prioritise", major="yes", note="It is big")
    assert shown(desk, me, ref).fields["major"] is True


def test_a_new_problem_is_hinted_at_its_kin(desk: Desk, me: Actor) -> None:
    major, _ = _major(desk, me, 0)
    mine = report(desk, me, "Router dead", customer="Firm 9", contact="9@firm.test")
    done = desk.do(
        me, "report", "problem", {"subject": "Dark", "customer": "Firm 9", "service": "FIBRE"}
    )
    told = " ".join(done.effects)
    assert f"join major={major}" in told
    assert f"merge into={mine}" in told
    hints = desk.hints.for_new(me, customer="firm 9", place="lyon")
    assert [(hint.ref, hint.is_major) for hint in hints if hint.ref != done.ref] == [
        (major, True),
        (mine, False),
    ]
    assert hints[0].reason == "major, same place"


def test_a_duplicate_goes_on_in_the_other_and_comes_back(desk: Desk, me: Actor) -> None:
    one, two = report(desk, me, "Fibre down"), report(desk, me, "No network")
    do(desk, me, two, "add-task", name="Look")
    do(desk, me, two, "merge", into=one)
    merged = desk.work.find(me, one)
    assert desk.work.find(me, two).ref == one, "its reference leads there"
    do(desk, me, two, "answer", text="It works again")
    assert shown(desk, me, one).messages[-1].text == "It works again"
    assert merged.state == "acknowledged"
    do(desk, me, two, "unmerge")
    again = shown(desk, me, two)
    assert again.work.state == "acknowledged"
    assert [task.state for task in again.tasks] == ["ready"]


def test_problems_and_contacts_do_not_become_one(desk: Desk, me: Actor) -> None:
    contact = desk.interactions.log(me, "inbound", "phone", "Hello").ref
    with pytest.raises(DeskError, match="two kinds"):
        do(desk, me, report(desk, me), "merge", into=contact)


def test_a_long_chain_of_duplicates_has_one_end(desk: Desk, me: Actor) -> None:
    refs = [report(desk, me, f"Dark {n}") for n in range(30)]
    for ref, into in zip(refs, refs[1:], strict=False):
        do(desk, me, ref, "merge", into=into)
    with pytest.raises(DeskError, match="itself|already"):
        do(desk, me, refs[-1], "merge", into=refs[0])
    assert {desk.work.find(me, ref).ref for ref in refs} == {refs[-1]}
    assert len(shown(desk, me, refs[0]).merged_from) == 29

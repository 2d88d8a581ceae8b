"""Several desks escalate one problem at once: each step is taken once, and none is lost."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from desk.bootstrap import Desk
from desk.clock import FixedClock
from desk.errors import DeskError, NothingToDo, WrongState
from desk.rows.escalations import StepRow
from desk.rows.work import Outcome
from desk.rules.permissions import Actor
from tests.services.invariants import broken
from tests.services.lines import Line, clocks
from tests.services.replay import misreplayed
from tests.services.ticks import told
from tests.stores import Hire

MANY = 6

Act = Callable[[Actor], object]


@pytest.fixture
def crew(line: Line, hire: Hire) -> list[Actor]:
    """As many people of the first line as want the same at once."""
    return [hire(f"Agent {number}", team="First") for number in range(MANY)]


def _at_once(crew: list[Actor], *acts: Act) -> list[object]:
    """What came of each act of everybody, each in a thread with a connection of its own."""

    def tried(pair: tuple[Act, Actor]) -> object:
        act, actor = pair
        try:
            return act(actor)
        except DeskError as error:
            return error

    pairs = [(act, actor) for actor in crew for act in acts]
    with ThreadPoolExecutor(len(pairs)) as pool:
        return [*pool.map(tried, pairs)]


def _up(desk: Desk, ref: str, kind: str, **more: str) -> Act:
    given = {"kind": kind, "reason": "no way on", **more}
    return lambda actor: desk.do(actor, "escalate", ref, given)


def _steps(desk: Desk, actor: Actor, ref: str) -> tuple[StepRow, ...]:
    found = desk.trail.item(actor, ref)
    assert [step.number for step in found.steps] == [*range(1, len(found.steps) + 1)]
    assert broken(desk) == []
    assert misreplayed(desk, [ref]) == []
    return found.steps


def _split(done: list[object]) -> tuple[list[Outcome], list[DeskError]]:
    return (
        [each for each in done if isinstance(each, Outcome)],
        [each for each in done if isinstance(each, DeskError)],
    )


@pytest.mark.parametrize("goal", [{"to": "Second"}, {"to": "cem"}, {}])
def test_one_hands_it_on_and_the_others_learn_why_not(
    desk: Desk, line: Line, crew: list[Actor], goal: dict[str, str]
) -> None:
    before = clocks(desk, line.ben, line.ref)
    done, refused = _split(_at_once(crew, _up(desk, line.ref, "functional", **goal)))
    assert len(done) == 1
    assert len(refused) == MANY - 1
    why = {each.message for each in refused}
    if goal.get("to") == "cem":
        assert why == {f"{line.ref} is cem's already"}
    elif goal:
        assert why == {f"{line.ref} waits in Second already"}
    else:
        assert why == {f"No team stands above that of {line.ref}"}
    (step,) = _steps(desk, line.ben, line.ref)
    assert (step.type, step.level) == ("functional", 1)
    assert clocks(desk, line.ben, line.ref) == before
    assert [why for why, _ in told(desk, "cem")] == ["escalated"]


def test_each_calls_in_another_until_nobody_is_left(
    desk: Desk, line: Line, crew: list[Actor]
) -> None:
    done, refused = _split(_at_once(crew, _up(desk, line.ref, "hierarchic")))
    steps = _steps(desk, line.ben, line.ref)
    assert [step.goal for step in steps][:2] == ["dora", "mia"]
    assert len({step.goal for step in steps}) == len(steps) == len(done)
    assert [step.level for step in steps] == [*range(1, len(steps) + 1)]
    assert all(isinstance(each, NothingToDo) for each in refused)
    assert len(done) + len(refused) == MANY
    for name in ("dora", "mia"):
        assert [why for why, _ in told(desk, name)] == ["escalated"]


def test_who_is_called_by_name_is_called_once(desk: Desk, line: Line, crew: list[Actor]) -> None:
    done, refused = _split(_at_once(crew, _up(desk, line.ref, "hierarchic", to="mia")))
    assert len(done) == 1
    assert {type(each) for each in refused} == {WrongState}
    assert {each.message for each in refused} == {f"mia is called in on {line.ref} already"}
    assert [step.goal for step in _steps(desk, line.ben, line.ref)] == ["mia"]


def test_both_ladders_at_once_lose_no_step(desk: Desk, line: Line, crew: list[Actor]) -> None:
    acts = (
        _up(desk, line.ref, "functional", to="Second"),
        _up(desk, line.ref, "hierarchic", to="mia"),
    )
    done, _ = _split(_at_once(crew[:3], *acts))
    steps = _steps(desk, line.ben, line.ref)
    assert {step.type for step in steps} == {"functional", "hierarchic"}
    assert [step.level for step in steps] == [1, 2]
    assert len(done) == 2
    assert desk.trail.item(line.ben, line.ref).fields["escalation_level"] == 2


def test_a_step_of_the_desk_itself_and_one_by_hand_lose_neither(
    desk: Desk, line: Line, crew: list[Actor], clock: FixedClock
) -> None:
    """The solution is missed on Wednesday at ten, while two call for help."""
    clock.advance(49 * 3600)

    def act(actor: Actor) -> object:
        if actor == crew[0]:
            return desk.tick.run()
        return desk.do(
            actor, "escalate", line.ref, {"kind": "hierarchic", "reason": "late", "to": "mia"}
        )

    done, refused = _split(_at_once(crew[:3], act))
    assert {each.message for each in refused} == {f"mia is called in on {line.ref} already"}
    assert len(done) + len(refused) == 2, "the desk itself may have called her in before both"
    desk.tick.run()  # a tick passes over what somebody works on just then
    steps = _steps(desk, line.ben, line.ref)
    assert {step.goal for step in steps} >= {"mia"}
    assert len({(step.goal, step.trigger) for step in steps}) == len(steps)
    level = desk.trail.item(line.ben, line.ref).fields["escalation_level"]
    assert level == max(step.level for step in steps)
    assert desk.tick.run() == ()


def test_it_is_taken_back_once_for_each_step(desk: Desk, line: Line, crew: list[Actor]) -> None:
    for goal in ("dora", "mia"):
        desk.do(line.ben, "escalate", line.ref, {"kind": "hierarchic", "reason": "?", "to": goal})
    done, refused = _split(
        _at_once(crew, lambda actor: desk.do(actor, "deescalate", line.ref, {"reason": "found"}))
    )
    assert len(done) == 2
    assert {each.message for each in refused} == {f"{line.ref} is not escalated"}
    assert all(not step.is_open for step in _steps(desk, line.ben, line.ref))
    assert desk.trail.item(line.ben, line.ref).fields["escalation_level"] == 0

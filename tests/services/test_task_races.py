"""Several desks work on the tasks of one problem at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from desk.bootstrap import Desk
from desk.errors import DeskError, WrongState
from desk.rules.permissions import Actor
from tests.stores import Hire

MANY = 6


@pytest.fixture
def crew(desk: Desk, me: Actor, hire: Hire) -> list[Actor]:
    """As many people as want the same at once, and a problem."""
    desk.do(me, "report", "problem", {"subject": "Line dead"})
    return [hire(f"Agent {number}") for number in range(MANY)]


def _at_once(crew: list[Actor], act: Callable[[Actor], object]) -> list[object]:
    """What came of an act of everybody, each in a thread with a connection of its own."""

    def tried(actor: Actor) -> object:
        try:
            return act(actor)
        except DeskError as error:
            return error

    with ThreadPoolExecutor(len(crew)) as pool:
        return [*pool.map(tried, crew)]


def test_one_gets_the_task_and_the_others_learn_who(
    desk: Desk, me: Actor, crew: list[Actor]
) -> None:
    desk.tasks.add_task(me, "P-1", "Look")
    done = _at_once(crew, lambda actor: desk.do(actor, "claim", "T-1", {}))
    refused = [each for each in done if isinstance(each, WrongState)]
    assert len(refused) == MANY - 1
    owner = desk.task_list.find(me, "T-1").owner
    assert {each.message for each in refused} == {f"T-1 was taken by {owner}"}


def test_each_task_gets_a_place_of_its_own(desk: Desk, me: Actor, crew: list[Actor]) -> None:
    done = _at_once(crew, lambda actor: desk.do(actor, "add-task", "P-1", {"name": actor.name}))
    assert [each for each in done if isinstance(each, DeskError)] == []
    tasks = desk.task_list.of(me, "P-1")
    assert [task.place for task in tasks] == [*range(1, MANY + 1)]
    assert {task.name for task in tasks} == {actor.name for actor in crew}


def test_what_waits_for_all_begins_once(desk: Desk, me: Actor, crew: list[Actor]) -> None:
    """Each ends a task; whoever is last sees what comes after them begin."""
    for actor in crew:
        desk.do(me, "add-task", "P-1", {"name": "Look", "owner": actor.name})
    desk.do(
        me, "add-task", "P-1", {"name": "Tell", "after": ",".join(map(str, range(1, MANY + 1)))}
    )

    def work(actor: Actor) -> object:
        ref = f"T-{crew.index(actor) + 1}"
        desk.do(actor, "start", ref, {})
        return desk.do(actor, "finish", ref, {}).effects

    done = _at_once(crew, work)
    freed = [each for each in done if each == ("Task 7 Tell can begin now, nobody has it.",)]
    assert len(freed) == 1
    assert desk.task_list.find(me, "T-7").state == "ready"

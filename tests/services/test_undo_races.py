"""One person at several desks takes back at the same time: nothing is taken back twice."""

from concurrent.futures import ThreadPoolExecutor

from desk.bootstrap import Desk
from desk.errors import ChangedMeanwhile, DeskError, NothingToDo, WrongState
from desk.models.journal import Journal
from desk.models.undone import Undone
from desk.rules.permissions import Actor
from tests.services.invariants import broken
from tests.services.replay import misreplayed

DESKS = 6


def test_nothing_is_taken_back_twice(desk: Desk, me: Actor) -> None:
    ref = desk.interactions.log(me, "inbound", "phone", "x").ref
    for number in range(DESKS):
        desk.do(me, "tag", ref, {"name": f"tag{number}"})

    def take_back(_: int) -> DeskError | None:
        try:
            desk.undo(me)
        except DeskError as error:
            return error
        return None

    with ThreadPoolExecutor(DESKS) as threads:
        refusals = [error for error in threads.map(take_back, range(DESKS)) if error]
    assert all(isinstance(e, NothingToDo | ChangedMeanwhile | WrongState) for e in refusals)
    with desk._store.reading() as session:
        undone = session.rows(Undone.select(Undone.seq))
        undos = session.rows(Journal.select(Journal.seq).where(Journal.action == "undo"))
    assert len(undone) == len(undos) == DESKS - len(refusals)
    assert len(desk.work.find(me, ref).tags) == len(refusals)
    assert misreplayed(desk, [ref]) == []
    assert broken(desk) == []

"""Who works here and who has room: as many statements however many people there are."""

from collections.abc import Callable

from desk.bootstrap import Desk
from desk.models.store import Session
from desk.rules.permissions import Actor
from tests.stores import NOW, Hire


def _counted(read: Callable[[], object]) -> int:
    """How many statements a read runs."""
    ran: list[object] = []
    sql, execute = Session.sql, Session._execute

    def counted_sql(self: Session, text: str, values: tuple[object, ...] = ()) -> object:
        ran.append(text)
        return sql(self, text, values)

    def counted_query(self: Session, query: object) -> object:
        ran.append(query)
        return execute(self, query)  # type: ignore[arg-type]

    Session.sql, Session._execute = counted_sql, counted_query  # type: ignore[assignment, method-assign]
    try:
        read()
    finally:
        Session.sql, Session._execute = sql, execute  # type: ignore[method-assign]
    return len(ran)


def test_the_number_of_statements_does_not_grow(desk: Desk, me: Actor, hire: Hire) -> None:
    reads = (desk.directory.people, desk.directory.teams, lambda: desk.directory.staff(me))
    hire("ana", team="Field")
    before = [_counted(read) for read in reads]
    for number in range(12):
        hire(f"worker {number}", team=f"Team {number % 4}")
        desk.absences.absent(me, f"worker {number}", NOW + 86_400)
        desk.people.change(me, f"worker {number}", manager="ana")
    assert [_counted(read) for read in reads] == before
    assert before[2] < 14

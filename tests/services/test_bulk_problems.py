"""Many problems at once: their tickets and tasks, and numbers counted per kind."""

from desk.bootstrap import Desk
from desk.models.base import CLOSED
from desk.models.clocks import head_of
from desk.models.tasks import KeptTask, Task, tasks_of
from desk.models.tickets import Ticket
from desk.models.work import Work
from desk.rules.permissions import Actor
from desk.services.bulk import BulkWriter, Fact, Record
from tests.stores import NOW


def problem(subject: str, *tasks: KeptTask) -> Record:
    """One problem without clocks."""
    fact = Fact(NOW, None, "import", after={"state": "acknowledged"}, visibility="customer")
    head = head_of((), is_open=True, is_paused=False)
    ticket = {"impact": "high", "urgency": "low", "category": "network", "major": 1}
    return Record(
        *(subject, "acknowledged", "other", "inbound", NOW, NOW, head, (fact,)),
        kind="problem",
        ticket=ticket,
        tasks=tasks,
    )


def contact(subject: str) -> Record:
    """One interaction without clocks."""
    return problem(subject)._replace(kind="interaction", state="open", ticket={})


def task(place: int, *, number: int = 0, state: str = "ready") -> KeptTask:
    """A task as a caller gives it: its problem has no number yet."""
    return KeptTask(number, 0, place, f"Step {place}", "internal", state, after=(1,))


def test_a_problem_has_its_ticket_and_its_tasks(desk: Desk) -> None:
    with desk._store.writing() as session:
        writer = BulkWriter(session)
        writer.add(problem("Line down", task(1), task(2, number=40), task(3, state="done")))
        (id_,) = writer.flush()
        ticket = session.one(
            Ticket.select(
                *(Ticket.impact, Ticket.urgency, Ticket.category, Ticket.major, Ticket.service),
                *(Ticket.assign_count, Ticket.parent, Ticket.reasons),
            ).where(Ticket.id == id_)
        )
        assert ticket == ("high", "low", "network", 1, "", 0, None, "[]")
        tasks = tasks_of(session, id_)
        assert [(each.number, each.item, each.place) for each in tasks] == [
            (1, id_, 1),
            (40, id_, 2),
            (2, id_, 3),
        ]
        keys = session.rows(Task.select(Task.due_key).order_by(Task.place))
        assert keys[2] == (CLOSED,)


def test_numbers_are_counted_per_kind(desk: Desk, me: Actor) -> None:
    with desk._store.writing() as session:
        writer = BulkWriter(session)
        for each in (problem("One"), contact("Two"), problem("Three"), contact("Four")):
            writer.add(each)
        writer.flush()
        found = session.rows(Work.select(Work.kind, Work.number).order_by(Work.id))
        entries = session.sql("SELECT kind, object FROM journal WHERE action = 'import'")
    numbers = [("problem", 1), ("interaction", 1), ("problem", 2), ("interaction", 2)]
    assert found == numbers
    assert [kind for kind, _ in entries] == [kind for kind, _ in numbers]
    assert desk.work.find(me, "P-2").subject == "Three"

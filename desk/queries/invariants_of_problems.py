"""What must hold of problems, their tasks and the people who own them, as statements."""

from desk.models.base import CLOSED, NO_CLOCK
from desk.models.tasks import ENDED
from desk.queries.invariant import REF, Invariant, named, quoted
from desk.rules.demands import CANCEL_REASONS, HELD_CAUSES, WAITING_PARTIES
from desk.rules.states import TASK
from desk.rules.vocabulary import TASK_KINDS

_ABOVE = """WITH RECURSIVE above (start, at) AS (
        SELECT id, parent FROM ticket WHERE parent IS NOT NULL
        UNION SELECT above.start, ticket.parent
        FROM above JOIN ticket ON ticket.id = above.at WHERE ticket.parent IS NOT NULL)"""
_WORDS = " OR ".join(
    f"{column} NOT IN ({quoted(known)})"
    for column, known in (
        ("pending_on", WAITING_PARTIES),
        ("held_cause", HELD_CAUSES),
        ("cancel_reason", CANCEL_REASONS),
    )
)
_PLACE = (
    f"CASE WHEN state IN ({quoted(ENDED)}) THEN {CLOSED} WHEN due IS NULL THEN {NO_CLOCK}"
    " ELSE due END"
)


def _absent(table: str, column: str) -> str:
    """Rows that name a person who is not here."""
    return f"""SELECT '{table} ' || name FROM {table} WHERE {column} IS NOT NULL AND NOT EXISTS
            (SELECT 1 FROM person AS known WHERE known.id = {table}.{column})"""


OF_PROBLEMS = (
    Invariant(
        "tickets",
        "{} problems have a ticket that fits their state",
        "have a ticket that contradicts their state, or none",
        "ticket",
        f"""SELECT {REF} FROM work LEFT JOIN ticket ON ticket.id = work.id
            WHERE (kind = 'problem') <> (ticket.id IS NOT NULL)
            OR {_WORDS} OR assign_count < 0 OR escalation_level NOT BETWEEN 0 AND 10
            OR workaround NOT IN (0, 1) OR major NOT IN (0, 1) OR confirmed NOT IN (0, 1)
            OR (state = 'pending') > (pending_on IS NOT NULL)
            OR (state = 'held') > (held_cause IS NOT NULL)
            OR ((close_at IS NOT NULL OR warn_at IS NOT NULL) AND state <> 'resolved')""",
    ),
    Invariant(
        "parents",
        "{} problems are parts of others without going round",
        "are parts of themselves, or of what is no problem",
        "ticket",
        f"""{_ABOVE} SELECT {named("start")} FROM above WHERE start = at
            UNION SELECT {named("ticket.id")} FROM ticket WHERE parent IS NOT NULL
            AND NOT EXISTS (SELECT 1 FROM ticket AS whole WHERE whole.id = ticket.parent)""",
    ),
    Invariant(
        "tasks",
        "{} tasks are steps of a problem and stand where they are due",
        "are tasks out of their form",
        "task",
        f"""SELECT 'T-' || number FROM task WHERE state NOT IN ({quoted(TASK.states)})
            OR kind NOT IN ({quoted(TASK_KINDS)}) OR due_key <> {_PLACE}
            OR mandatory NOT IN (0, 1) OR ended_at < begun_at OR place < 1
            OR number > COALESCE((SELECT last FROM counter WHERE counter.kind = 'task'), 0)
            OR NOT EXISTS (SELECT 1 FROM ticket WHERE ticket.id = task.item)
            OR (owner <> 0 AND NOT EXISTS (SELECT 1 FROM person WHERE person.id = task.owner))""",
    ),
    Invariant(
        "superiors",
        "{} people and their teams are led by somebody who is here",
        "are led by somebody who is not here",
        "person",
        f"{_absent('team', 'lead')} UNION ALL {_absent('person', 'manager')}",
    ),
)

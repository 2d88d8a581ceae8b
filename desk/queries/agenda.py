"""The agenda: tasks by day and person, with load against capacity."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from desk.clock import Clock
from desk.errors import BadValue, NotFound
from desk.models.absences import KeptAbsence, absences
from desk.models.base import CLOSED, NO_CLOCK, NOBODY
from desk.models.people import actor_named, people_names, team_named, team_names
from desk.models.store import Row, Session, Store
from desk.models.workers import workers
from desk.queries.clause import Clause, among, ask, every
from desk.queries.tasks import COLUMNS, FROM, task_rows, waits_of
from desk.rows.tasks import Agenda, AgendaDay, AgendaPerson, TaskRow
from desk.rules.instants import at_wall, local, zone_named
from desk.rules.load import TASK_SECONDS, Worker, absent_until, capacity
from desk.rules.permissions import Actor, require
from desk.rules.words import fold

MOST_DAYS = 31
MOST_TASKS = 2000
"""How many tasks an agenda holds at most."""
MOST_PEOPLE = 40
"""So many people are shown who have nothing to do; of a larger desk only those who have."""


class Of(NamedTuple):
    """Whose agenda is asked for; everybody's when nothing is said."""

    team: tuple[int, str] | None = None
    person: tuple[int, str] | None = None

    @property
    def name(self) -> str:
        """The name of the team or person."""
        chosen = self.team or self.person
        return chosen[1] if chosen else ""


class Span(NamedTuple):
    """A day from midnight to midnight, and from when on its time still counts."""

    starts: int
    ends: int
    counts_from: int


class Agendas:
    """Reads of the agenda."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def day(
        self,
        actor: Actor,
        at: int | None = None,
        days: int = 7,
        *,
        team: str | None = None,
        person: str | None = None,
    ) -> Agenda:
        """So many days from that of an instant, today when none is named, in the actor's zone.

        What is late stands today, and so does what has no time; what only begins at a time stands
        where it begins. Raises `NotFound` for a team or person that is not there.
        """
        require(actor, "work.read", "read the agenda")
        if not 1 <= days <= MOST_DAYS:
            raise BadValue(f"An agenda of {days} days", f"Take 1 to {MOST_DAYS}.")
        now = self._clock.now()
        spans = _spans(actor.zone, now, now if at is None else at, days)
        with self._store.reading() as session:
            of = _of(session, actor, team, person)
            tasks = _tasks(session, of, spans[-1].ends)
            people = _people(session, of, now)
            away = absences(session, min(now, spans[0].starts))
        shown = _shown(people, tasks)
        by_day = _by_day(tasks, spans, now)
        return Agenda(
            tuple(_day(span, by_day[span.starts], shown, _by_person(away)) for span in spans),
            now,
            sum(_is_late(task, now) for task in tasks[:MOST_TASKS]),
            of.name,
            len(tasks) > MOST_TASKS,
        )


def _spans(zone: str, now: int, at: int, days: int) -> list[Span]:
    """The days, each as long as its zone makes it."""
    place = zone_named(zone)
    first = local(at, place).toordinal()
    midnights = [at_wall(place, first + day, 0) for day in range(days + 1)]
    return [
        Span(starts, ends, min(max(starts, now), ends))
        for starts, ends in zip(midnights, midnights[1:], strict=False)
    ]


def _of(session: Session, actor: Actor, team: str | None, person: str | None) -> Of:
    if team is not None and person is not None:
        raise BadValue("An agenda is of a team or of a person", "Name one of them.")
    if team is not None:
        found = team_named(session, team)
        if found is None:
            known = ", ".join(team_names(session)) or "none"
            raise NotFound(f"There is no team '{team}'", f"Teams: {known}.")
        return Of(team=found)
    if person is None:
        return Of()
    if fold(person) == "me" and actor.id is not None:
        return Of(person=(actor.id, actor.name))
    known_as = actor_named(session, person)
    if known_as is None or known_as.id is None:
        shown = ", ".join(people_names(session)[:12])
        raise NotFound(f"Nobody at this desk is called '{person}'", f"Known are: {shown}.")
    return Of(person=(known_as.id, known_as.name))


def _tasks(session: Session, of: Of, before: int) -> list[TaskRow]:
    """The open tasks that are due before an instant, by their due times, then those without one."""
    dated = Clause("task.due_key < ?", (before,))
    undated = Clause(
        "task.due_key = ? AND (task.planned_start IS NULL OR task.planned_start < ?)",
        (NO_CLOCK, before),
    )
    rows: list[Row] = []
    for wanted in (dated, undated):
        condition = every([wanted, Clause("work.due_key < ?", (CLOSED,)), _whose(of)])
        order = "ORDER BY task.due_key, task.id LIMIT ?"
        statement = f"SELECT {', '.join(COLUMNS)} {FROM} WHERE {condition.text} {order}"
        left = MOST_TASKS + 1 - len(rows)
        rows += ask(session, Clause(statement, (*condition.values, left))) if left else []
    items = among("item", sorted({row[-1] for row in rows}))
    places = f"SELECT item, place, state, after FROM task WHERE {items.text}"
    waits = waits_of(ask(session, Clause(places, items.values)))
    return [*task_rows(rows, waits)]


def _whose(of: Of) -> Clause:
    """The condition that a task is of the team or person asked for; whose owner is in a team."""
    if of.person:
        return Clause("task.owner = ?", (of.person[0],))
    if of.team:
        members = "SELECT membership.person FROM membership WHERE membership.team = ?"
        owned = f"(task.owner <> ? AND task.owner IN ({members}))"
        free = "(task.owner = ? AND COALESCE(task.team, work.team) = ?)"
        values = (NOBODY, of.team[0], NOBODY, of.team[0])
        return Clause(f"({owned} OR {free})", values)
    return every([])


def _people(session: Session, of: Of, now: int) -> list[Worker]:
    able = workers(session, now, of.team[0] if of.team else None)
    return [each for each in able if of.person is None or each.id == of.person[0]]


def _shown(people: Sequence[Worker], tasks: Sequence[TaskRow]) -> list[Worker]:
    """Who stands on the agenda."""
    if len(people) <= MOST_PEOPLE:
        return [*people]
    busy = {task.owner_id for task in tasks}
    return [each for each in people if each.id in busy]


def _by_person(away: Iterable[KeptAbsence]) -> Mapping[int, list[KeptAbsence]]:
    found: dict[int, list[KeptAbsence]] = defaultdict(list)
    for each in away:
        found[each.person].append(each)
    return found


def _by_day(
    tasks: Sequence[TaskRow], spans: Sequence[Span], now: int
) -> Mapping[int, list[TaskRow]]:
    """The tasks by the start of the day on which they stand: today at the earliest."""
    found: dict[int, list[TaskRow]] = defaultdict(list)
    for task in tasks[:MOST_TASKS]:
        at = task.due if task.due is not None else task.planned_start
        stands = now if at is None else max(at, now)
        for span in spans:
            if span.starts <= stands < span.ends:
                found[span.starts].append(task)
    return found


def _day(
    span: Span,
    tasks: Sequence[TaskRow],
    people: Sequence[Worker],
    away: Mapping[int, list[KeptAbsence]],
) -> AgendaDay:
    by_owner: dict[int | None, list[TaskRow]] = defaultdict(list)
    for task in tasks:
        by_owner[task.owner_id].append(task)
    known = {each.id for each in people}
    rows = [_free(by_owner[None])] if by_owner[None] else []
    rows += [_person(each, span, by_owner[each.id], away.get(each.id, [])) for each in people]
    rows += [
        AgendaPerson(owner, held[0].owner or "", False, _load(held), 0, tuple(held))
        for owner, held in by_owner.items()
        if owner is not None and owner not in known
    ]
    return AgendaDay(span.starts, tuple(rows), span.ends)


def _free(tasks: Sequence[TaskRow]) -> AgendaPerson:
    """What nobody has."""
    return AgendaPerson(None, "", False, _load(tasks), 0, tuple(tasks))


def _person(
    worker: Worker, span: Span, tasks: Sequence[TaskRow], away: Sequence[KeptAbsence]
) -> AgendaPerson:
    """What somebody has to do on a day, and the time they have for it."""
    gone = [(each.starts, each.ends) for each in away]
    time = capacity(worker.hours, gone, span.counts_from, span.ends)
    opens = worker.hours.next_open(span.counts_from)
    first = opens if opens is not None and opens < span.ends else span.counts_from
    back = absent_until(gone, first) if time == 0 else None
    why = next((each.why for each in away if each.starts <= first < each.ends), "")
    return AgendaPerson(
        worker.id,
        worker.name,
        back is not None,
        _load(tasks),
        time,
        tuple(tasks),
        back,
        why if back is not None else "",
    )


def _load(tasks: Iterable[TaskRow]) -> int:
    """The seconds that tasks are thought to take."""
    return sum(
        TASK_SECONDS if task.effort_seconds is None else task.effort_seconds for task in tasks
    )


def _is_late(task: TaskRow, now: int) -> bool:
    return task.due is not None and task.due <= now

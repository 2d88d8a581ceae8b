"""What happened to a part of an item: to one task of a problem, to one notice."""

from collections.abc import Callable, Iterable

from desk.errors import NotFound
from desk.models.journal import Written, facts_of
from desk.models.names import names
from desk.models.store import Row, Session, Store
from desk.models.undone import undone_of
from desk.queries.clause import Clause, ask
from desk.rows.items import TrailRow
from desk.rules.changed import Changes, changes_of, changes_of_task
from desk.rules.facts import Fact, Named, told
from desk.rules.part_facts import tells_of_notice
from desk.rules.permissions import Actor, holds
from desk.rules.task_facts import tasks_told
from desk.rules.time_facts import level_of
from desk.rules.vocabulary import Reference, parse_reference

Part = tuple[TrailRow, ...]

_TASK = "SELECT item FROM task WHERE number = ?"
_NOTICE = (
    "SELECT outbox.id, outbox.item, work.kind, message.seq FROM outbox"
    " LEFT JOIN work ON work.id = outbox.item LEFT JOIN message ON message.id = outbox.message"
    " WHERE outbox.number = ?"
)


class PartTrail:
    """Reads of what the journal tells of parts."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of_task(self, actor: Actor, ref: Reference | str) -> Part:
        """What happened to a task, oldest first. Raises `NotFound`."""
        sought = _sought(actor, ref, "task", "desk agenda")
        with self._store.reading() as session:
            (item,) = _one(session, _TASK, sought, "desk agenda")
            named = names(session, actor.zone)
            return _entries(
                session,
                ("problem", item),
                lambda each: sought.number in tasks_told(each.before, each.after),
                lambda each: changes_of_task(each.before, each.after, sought.number, named),
                named,
            )

    def of_notice(self, actor: Actor, ref: Reference | str) -> Part:
        """What happened to a notice, oldest first. Raises `NotFound`."""
        where = 'desk list --filter "kind:notice"'
        sought = _sought(actor, ref, "notice", where)
        with self._store.reading() as session:
            id_, item, kind, said_in = _one(session, _NOTICE, sought, where)
            named = names(session, actor.zone)

            def changes(each: Written) -> Changes:
                return changes_of(each.before, each.after, named)

            def tells_of_it(each: Written) -> bool:
                is_said = each.seq == said_in
                return is_said or tells_of_notice(each.before, each.after, sought.number)

            found = _entries(session, (kind, item), tells_of_it, changes, named) if kind else ()
            acts = _entries(session, ("notice", id_), lambda _: True, changes, named)
        own = (act._replace(text=_SAID.get(act.action, act.text)) for act in acts)
        return tuple(sorted((*found, *own), key=lambda entry: entry.seq))


_SAID = {"retry": "To be tried again", "release": "Let go although it was held"}
"""What is done to a notice where it waits to leave, in words."""


def _sought(actor: Actor, ref: Reference | str, kind: str, where: str) -> Reference:
    """The reference, of that kind and of what the actor may see. Raises `NotFound`."""
    sought = parse_reference(ref) if isinstance(ref, str) else ref
    if sought.kind != kind or not holds(actor, "work.read"):
        raise _missing(sought, where)
    return sought


def _one(session: Session, statement: str, sought: Reference, where: str) -> Row:
    found = ask(session, Clause(statement, (sought.number,)))
    if not found:
        raise _missing(sought, where)
    return found[0]


def _missing(sought: Reference, where: str) -> NotFound:
    return NotFound(f"There is no {sought}", f"Look it up with: {where}")


def _entries(
    session: Session,
    of: tuple[str, int],
    tells: Callable[[Written], bool],
    changes: Callable[[Written], Changes],
    named: Named,
) -> Part:
    """Those entries on an object that tell of the part, with what they changed of it."""
    undone = undone_of(session, *of)
    found: Iterable[Written] = filter(tells, facts_of(session, *of))
    return tuple(_entry(each, changes(each), named, each.seq in undone) for each in found)


def _entry(written: Written, changes: Changes, named: Named, is_undone: bool) -> TrailRow:
    fact = Fact(written.action, written.before, written.after, written.why)
    line = told(fact, named)
    actor = named("actor", written.actor)
    return TrailRow(
        *(written.seq, written.at, actor, written.action, written.visibility, ""),
        f"{line}, taken back" if is_undone else line,
        changes,
        noted_at=written.at,
        noted_by=actor,
        level=level_of(written.after),
    )

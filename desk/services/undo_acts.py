"""What somebody did last, whether it can be taken back, and what it was done to."""

from collections.abc import Collection, Sequence

from desk.errors import NotFound, NothingToDo, UnknownAction, WrongState
from desk.models.store import Session
from desk.models.tasks import item_of_task
from desk.models.undone import Act, acts_of_group, acts_on, last_act, undo_begins_after
from desk.models.work import id_of, reference_of
from desk.rules.actions import OF_TASKS, find
from desk.rules.deeds import cannot_be_undone, done_to
from desk.rules.permissions import Actor
from desk.rules.task_facts import is_about, tasks_told
from desk.rules.vocabulary import WORK_KINDS, Reference, parse_reference
from desk.services.undo_pairs import together


def last(session: Session, actor: Actor) -> Act:
    """What somebody did last. Raises why it cannot be taken back."""
    act = None if actor.id is None else last_act(session, actor.id)
    if act is None:
        raise NothingToDo(
            "You have done nothing that could be taken back", "What was done: desk show REF"
        )
    if not _is_undoable(act) and actor.id is not None:
        # It would surprise to lose something earlier unnamed: it is named, and can be asked for.
        before = last_act(session, actor.id, act.seq)
        raise _never(session, act, before if before and _is_undoable(before) else None)
    return _possible(session, act)


def last_on(session: Session, actor: Actor, ref: Reference | str) -> Act:
    """What somebody did last on an item or a task that is ever taken back. Raises why it cannot."""
    sought = parse_reference(ref) if isinstance(ref, str) else ref
    is_task = sought.kind == "task"
    item = item_of_task(session, sought.number) if is_task else id_of(session, sought)
    if item is None:
        raise NotFound(f"There is no {sought}", "Look it up with: desk list")
    kind = "problem" if is_task else sought.kind
    acts = [] if actor.id is None else acts_on(session, actor.id, kind, item)
    if is_task:
        acts = [act for act in acts if is_about(act.action, act.before, act.after, sought.number)]
    if not acts:
        raise NothingToDo(
            f"You have done nothing on {sought} that could be taken back",
            f"Who did what on it: desk show {sought}",
        )
    return _possible(session, next((act for act in acts if _is_undoable(act)), acts[0]))


def _possible(session: Session, act: Act) -> Act:
    """The act. Raises `WrongState` when none of its kind or age is ever taken back."""
    if not _is_undoable(act):
        raise _never(session, act)
    if act.seq <= undo_begins_after(session):
        raise WrongState(
            f"{told_acts(session, [act])}: this was done before the desk could take anything back",
            "Change by hand what has to be otherwise.",
        )
    return act


def _never(session: Session, act: Act, before: Act | None = None) -> WrongState:
    """The refusal of what is never taken back, with what was done before and can be."""
    next_step = cannot_be_undone(act.action)
    if before is not None:
        ref, what = reference_of(session, before.object_id), told_acts(session, [before])
        next_step += f" Before it: {what}; desk do {ref} undo takes that back."
    return WrongState(f"{told_acts(session, [act])}: this cannot be taken back", next_step)


def _is_undoable(act: Act) -> bool:
    try:
        return find(act.action, act.kind).undo
    except UnknownAction:
        return False


def with_group(session: Session, actor: Actor, act: Act) -> list[Act]:
    """The act with everything that was done as one with it."""
    if act.group is None or actor.id is None:
        return [act]
    return [each for each in acts_of_group(session, actor.id, act.group) if _is_undoable(each)]


def told_acts(session: Session, acts: Sequence[Act]) -> str:
    """What was done, in words."""
    return done_to(acts[0].action, _refs(session, acts))


def _refs(session: Session, acts: Sequence[Act]) -> list[str]:
    """The items that acts were done to, each once; of two that go together the one acted on."""
    tasks = dict.fromkeys(ref for act in acts for ref in task_refs(act))
    if tasks:
        return [*tasks]
    done = (unit[-1] for unit in together(acts))
    items = dict.fromkeys(act.object_id for act in done if act.kind in WORK_KINDS)
    if len(items) == 1:
        return [str(reference_of(session, item)) for item in items]
    return [str(item) for item in items]


def task_refs(act: Act) -> list[str]:
    """The task that an act was done to; none where it was done to a whole item."""
    if not act.action.startswith(OF_TASKS):
        return []
    return [str(Reference("task", number)) for number in tasks_told(act.before, act.after)[:1]]


def names_of(act: Act, ref: str, seen: Collection[str]) -> list[str]:
    """By what an act's item is told of: itself where it was asked for, else its tasks."""
    if ref in seen:
        return [ref]
    tasks = [str(Reference("task", number)) for number in tasks_told(act.before, act.after)]
    return [task for task in tasks if task in seen] or task_refs(act) or [ref]

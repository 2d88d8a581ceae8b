"""Two people change one task: what was seen otherwise is refused, naming who did what."""

from desk.errors import ChangedMeanwhile, Clash, Collision
from desk.models.journal import Written, facts_of
from desk.models.names import names
from desk.models.tasks import KeptTask
from desk.rules.facts import Fact, told
from desk.rules.times import ago, full_moment, span
from desk.services.changes import Change
from desk.services.task_sheet import TOLD, ref_of
from desk.services.use_cases import How

_LOOKED_AT = 50
"""So many of the problem's latest facts are looked through."""


def refuse_seen_otherwise(change: Change, task: KeptTask, how: How) -> None:
    """Raise `ChangedMeanwhile` when a version is expected that the task has not."""
    expect = how.get("expect")
    if expect is None or expect == task.version:
        return
    raise ChangedMeanwhile(
        _said(change, task, expect),
        "Look at it again, then decide. What you typed is kept.",
    )


def refuse_clash(change: Change, task: KeptTask, after: KeptTask, base: int | None) -> None:
    """Raise `Collision` when others changed since `base` what is about to be changed."""
    if base is None or task.version <= base:
        return
    seen = next(iter(_newer(change, task, base)), None)
    before = seen.before.get(TOLD) if seen is not None else None
    was = before.get(str(task.number)) if isinstance(before, dict) else None
    if seen is None or not isinstance(was, dict):
        return
    clashes = tuple(
        Clash(_PLANNED[name], _in_words(change, task, name), _in_words(change, after, name))
        for name in _PLANNED
        if getattr(after, name) != getattr(task, name)
        and _plain(getattr(task, name)) != was.get(name)
    )
    if clashes:
        who = f"{names(change.session)('actor', seen.actor)}, {ago(change.now - seen.at)}"
        raise Collision(
            f"{ref_of(task)} was changed by {who}: {', '.join(each.field for each in clashes)}",
            "Nothing is lost: keep theirs, or save yours on top of it.",
            version=task.version,
            who=who,
            clashes=clashes,
            theirs=(),
            mine="",
        )


_PLANNED = {"planned_start": "start", "due": "due", "after": "after", "effort": "effort"}
"""Fields that two may plan otherwise, as people call them."""


def _in_words(change: Change, task: KeptTask, name: str) -> str:
    value = getattr(task, name)
    if value in (None, ()):
        return "none"
    if name == "effort":
        return span(value)
    if name == "after":
        return ", ".join(map(str, value))
    return full_moment(value, change.actor.zone)


def _newer(change: Change, task: KeptTask, version: int) -> list[Written]:
    """What was done to a task after it had a version, oldest first."""
    found = []
    for fact in facts_of(change.session, change.item.kind, change.item.id, _LOOKED_AT):
        tasks = fact.after.get(TOLD)
        left = tasks.get(str(task.number)) if isinstance(tasks, dict) else None
        if isinstance(left, dict) and int(left.get("version", 0)) > version:
            found.append(fact)
    return found


def _said(change: Change, task: KeptTask, expect: int) -> str:
    named = names(change.session)
    newer = _newer(change, task, expect) if task.version > expect else []
    said = "; ".join(
        f"{named('actor', fact.actor)}, {ago(change.now - fact.at)}: "
        f"{told(Fact(fact.action, fact.before, fact.after, fact.why), named)}"
        for fact in newer[-3:]
    )
    if said:
        return f"{ref_of(task)} has changed since you looked: {said}"
    return f"{ref_of(task)} has version {task.version}, not {expect}"


def _plain(value: object) -> object:
    """A value as JSON holds it."""
    return list(value) if isinstance(value, tuple) else value

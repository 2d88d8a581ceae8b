"""Use cases run by their names: on one object or on several, for keep or only tried."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from operator import attrgetter
from secrets import token_hex
from typing import Any, Literal, NamedTuple, Unpack

from desk.clock import Clock
from desk.errors import DeskError, UnknownAction
from desk.models.drafts import remove_draft
from desk.models.store import Store
from desk.rows.work import Done, Outcome
from desk.rules.actions import acting_on, find
from desk.rules.load import BY_LOAD
from desk.rules.permissions import Actor
from desk.rules.values import Raw, parse_values
from desk.rules.vocabulary import KIND_LETTERS, Reference, parse_reference
from desk.rules.words import fold
from desk.services.crossing import again_when_crossed
from desk.services.undo_results import tried
from desk.services.use_cases import How

_CARE: tuple[Literal["expect", "base", "group"], ...] = ("expect", "base", "group")
"""What a use case is told besides its values."""

_ARGUMENTS = {"from": "sender", "draft": "only_draft"}
_OF_PEOPLE = {"from": "starts"}
"""Parameters whose name is kept for something else."""

METHODS: dict[tuple[str, str], str] = {
    ("interaction", "log"): "interactions.log",
    ("interaction", "claim"): "interactions.claim",
    ("interaction", "release"): "interactions.release",
    ("interaction", "assign"): "interactions.assign",
    ("interaction", "hand"): "interactions.hand",
    ("interaction", "note"): "interactions.note",
    ("interaction", "reply"): "interactions.reply",
    ("interaction", "identify"): "interactions.identify",
    ("interaction", "prioritise"): "interactions.prioritise",
    ("interaction", "await"): "interactions.await_customer",
    ("interaction", "answer"): "interactions.answer",
    ("interaction", "tag"): "interactions.tag",
    ("interaction", "untag"): "interactions.untag",
    ("interaction", "snooze"): "interactions.snooze",
    ("interaction", "wake"): "interactions.wake",
    ("interaction", "promise"): "interactions.promise",
    ("interaction", "keep"): "interactions.keep",
    ("interaction", "link"): "interactions.link",
    ("interaction", "unlink"): "interactions.unlink",
    ("interaction", "merge"): "interactions.merge",
    ("interaction", "unmerge"): "interactions.unmerge",
    ("interaction", "follow-up"): "interactions.follow_up",
    ("interaction", "complete"): "interactions.complete",
    ("interaction", "reopen"): "interactions.reopen",
    ("interaction", "undo"): "undoing.undo",
    ("problem", "report"): "problems.report",
    ("problem", "start"): "problems.start",
    ("problem", "pend"): "problems.pend",
    ("problem", "hold"): "problems.hold",
    ("problem", "resume"): "problems.resume",
    ("problem", "resolve"): "problems.resolve",
    ("problem", "confirm"): "problems.confirm",
    ("problem", "warn"): "problems.warn",
    ("problem", "close"): "problems.close",
    ("problem", "reject"): "problems.reject",
    ("problem", "cancel"): "problems.cancel",
    ("problem", "reopen"): "problems.reopen",
    ("problem", "prioritise"): "problems.prioritise",
    ("problem", "classify"): "problems.classify",
    ("problem", "join"): "problems.join",
    ("problem", "leave"): "problems.leave",
    ("problem", "claim"): "problems.claim",
    ("problem", "release"): "problems.release",
    ("problem", "assign"): "problems.assign",
    ("problem", "hand"): "problems.hand",
    ("problem", "note"): "problems.note",
    ("problem", "reply"): "problems.reply",
    ("problem", "identify"): "problems.identify",
    ("problem", "answer"): "problems.answer",
    ("problem", "tag"): "problems.tag",
    ("problem", "untag"): "problems.untag",
    ("problem", "snooze"): "problems.snooze",
    ("problem", "wake"): "problems.wake",
    ("problem", "promise"): "problems.promise",
    ("problem", "keep"): "problems.keep",
    ("problem", "link"): "problems.link",
    ("problem", "unlink"): "problems.unlink",
    ("problem", "merge"): "problems.merge",
    ("problem", "unmerge"): "problems.unmerge",
    ("problem", "follow-up"): "problems.follow_up",
    ("problem", "undo"): "undoing.undo",
    ("problem", "plan"): "plans.lay",
    ("problem", "add-task"): "tasks.add_task",
    ("problem", "follow"): "followers.follow",
    ("problem", "unfollow"): "followers.unfollow",
    ("task", "assign"): "tasks.assign",
    ("task", "hand"): "tasks.hand",
    ("task", "claim"): "tasks.claim",
    ("task", "release"): "tasks.release",
    ("task", "schedule"): "tasks.schedule",
    ("task", "start"): "tasks.start",
    ("task", "finish"): "tasks.finish",
    ("task", "fail"): "tasks.fail",
    ("task", "cancel"): "tasks.cancel",
    ("task", "undo"): "undoing.undo",
    ("interaction", "acknowledge"): "escalations.acknowledge",
    ("interaction", "remedy"): "violations.remedy",
    ("interaction", "inform"): "notices.inform",
    ("problem", "acknowledge"): "escalations.acknowledge",
    ("problem", "remedy"): "violations.remedy",
    ("problem", "inform"): "notices.inform",
    ("problem", "escalate"): "escalations.escalate",
    ("problem", "deescalate"): "escalations.deescalate",
    ("notice", "send"): "notices.send",
    ("notice", "edit"): "notices.edit",
    ("notice", "drop"): "notices.drop",
    ("notice", "told"): "notices.told",
    ("notice", "retry"): "outbox.retry",
    ("notice", "release"): "outbox.release",
    ("hook", "test"): "relay.test",
    ("hook", "retry"): "relay.retry",
    ("customer", "notify"): "customers.notify",
    ("plan", "save"): "plans.save",
    ("plan", "remove"): "plans.remove",
    ("customer", "create"): "customers.create",
    ("person", "add"): "people.add",
    ("person", "zone"): "people.set_zone",
    ("person", "change"): "people.change",
    ("person", "absence"): "absences.absent",
    ("person", "present"): "absences.present",
    ("person", "sign-off"): "handovers.sign_off",
    ("team", "save"): "teams.save",
    ("calendar", "save"): "calendars.save",
    ("policy", "save"): "store_settings.save_policies",
    ("setting", "set"): "store_settings.change",
    ("terms", "save"): "store_settings.save_terms",
    ("view", "save"): "saved_views.save",
    ("view", "remove"): "saved_views.remove",
}
"""Every use case that runs by name, by kind and name: the part of the desk and its method."""

_BESIDE = {kind for kind, _ in METHODS} - {*KIND_LETTERS}
"""Kinds of objects that have no references."""


class Wanted(NamedTuple):
    """A use case by its name, with values as they were typed."""

    action: str
    values: Mapping[str, Raw]


class ByName:
    """Runs use cases of the desk's parts by their names."""

    def __init__(self, parts: object, store: Store, clock: Clock) -> None:
        self._parts = parts
        self._store = store
        self._clock = clock

    def do(self, actor: Actor, wanted: Wanted, ref: Reference | str, **how: Unpack[How]) -> Outcome:
        """Run a use case on an object, or by the kind alone where it makes one."""
        kind, reference = _target(ref)
        run = self._ready(actor, wanted, kind, creates=reference is None)
        return run(() if reference is None else (reference,), how)

    def do_each(
        self, actor: Actor, wanted: Wanted, refs: Iterable[Reference | str], **how: Unpack[How]
    ) -> Iterator[Done]:
        """Run a use case on several objects, each in a transaction of its own.

        An object named twice counts once. Instants are read once for all of them, and nothing is
        done when the use case or a value of it is unknown. An undo takes all of it back as one.
        """
        targets = {_spelt(ref): ref for ref in refs}
        kinds = sorted({kind for ref in targets.values() if (kind := _kind(ref))})
        able = [kind for kind in kinds if wanted.action in _names(kind)]
        if kinds and not able:
            raise _no_such(wanted.action, kinds[0])
        ready = {kind: self._ready(actor, wanted, kind, creates=False) for kind in able}
        if wanted.action == "undo":
            undo_each: Callable[..., Iterator[Done]] = attrgetter("undoing.undo_each")(self._parts)
            return undo_each(actor, [*targets], **how)
        group = how.get("group") or (token_hex(8) if len(targets) > 1 else None)
        how = {**how, "group": group}
        one_by_one = how.get("dry_run", False) and fold(str(wanted.values.get("to", ""))) == BY_LOAD
        each = {**how, "dry_run": False} if one_by_one else how
        done = (_done(wanted.action, name, ref, ready, each) for name, ref in targets.items())
        return self._tried(done) if one_by_one else done

    def _tried(self, done: Iterator[Done]) -> Iterator[Done]:
        """What would come of each, by what the ones before it would leave; nothing is kept."""
        with self._store.writing(dry_run=True):
            found = [_as_tried(each) for each in done]
        return iter(found)

    def _ready(self, actor: Actor, wanted: Wanted, kind: str, *, creates: bool) -> "Run":
        """A use case with its values read. Raises when either is unknown."""
        known = find(wanted.action, kind)
        method = METHODS.get((kind, wanted.action))
        if method is None or known.creates != creates:
            raise _not_this_way(wanted.action, kind, creates=known.creates)
        parsed = parse_values(known, wanted.values, actor.zone, self._clock.now())
        spelt = _OF_PEOPLE if kind == "person" else _ARGUMENTS
        given: dict[str, Any] = {spelt.get(name, name): parsed[name] for name in parsed}
        use_case: Callable[..., Outcome] = attrgetter(method)(self._parts)

        def run(target: tuple[Reference, ...], how: How) -> Outcome:
            return again_when_crossed(
                partial(self._once, actor, partial(use_case, actor, **given), target, how)
            )

        return run

    def _once(
        self,
        actor: Actor,
        use_case: Callable[..., Outcome],
        target: tuple[Reference, ...],
        how: How,
    ) -> Outcome:
        care = {name: how[name] for name in _CARE if how.get(name) is not None}
        dry_run, draft = how.get("dry_run", False), how.get("draft")
        if not dry_run and draft is None:
            return use_case(*target, **care)
        # One transaction around the use case: all of it is taken back, or its draft goes with it.
        with self._store.writing(dry_run=dry_run) as session:
            done = use_case(*target, **care)
            if draft is not None and actor.id is not None:
                remove_draft(session, actor.id, *draft)
        return done._replace(effects=(*done.effects, done.way_back)) if dry_run else done


Run = Callable[[tuple[Reference, ...], How], Outcome]
"""A use case that knows its values, for the object it gets."""


def _done(action: str, name: str, ref: Reference | str, ready: Mapping[str, Run], how: How) -> Done:
    """What came of one object among several."""
    try:
        reference = parse_reference(ref) if isinstance(ref, str) else ref
        if reference.kind not in ready:
            raise _no_such(action, reference.kind)
        return Done(name, ready[reference.kind]((reference,), how))
    except DeskError as error:
        return Done(name, None, error)


def _as_tried(done: Done) -> Done:
    return done if done.outcome is None else done._replace(outcome=tried(done.outcome))


def _names(kind: str) -> set[str]:
    return {action.name for action in acting_on(kind)}


def _kind(ref: Reference | str) -> str | None:
    """The kind of object a reference is of; None when it is none."""
    try:
        return ref.kind if isinstance(ref, Reference) else parse_reference(ref).kind
    except DeskError:
        return None


def _spelt(ref: Reference | str) -> str:
    """A reference in its one spelling; what is none as it was typed."""
    try:
        return str(ref if isinstance(ref, Reference) else parse_reference(ref))
    except DeskError:
        return str(ref)


def _target(ref: Reference | str) -> tuple[str, Reference | None]:
    if isinstance(ref, Reference):
        return ref.kind, ref
    if ref in KIND_LETTERS or ref in _BESIDE:
        return ref, None
    reference = parse_reference(ref)
    return reference.kind, reference


def _no_such(action: str, kind: str) -> UnknownAction:
    """The refusal of what does not act on an object of that kind. Raises it when it is unknown."""
    known = find(action, kind)
    return _not_this_way(action, kind, creates=known.creates)


def _not_this_way(action: str, kind: str, *, creates: bool) -> UnknownAction:
    if (kind, action) not in METHODS:
        return UnknownAction(f"'{action}' is a command of its own", f"Use: desk {action}")
    if creates:
        return UnknownAction(f"'{action}' makes something new", f"Use: desk new {kind}")
    return UnknownAction(f"'{action}' needs something to act on", "Name it, like I-10423.")

"""Undo: what somebody did last is put back, as new entries, when nothing of it changed since."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from secrets import token_hex
from typing import Unpack

from desk.errors import (
    ChangedMeanwhile,
    DeskError,
    NotFound,
    NothingToDo,
    UnknownAction,
    WrongState,
)
from desk.models.journal import facts_of
from desk.models.names import names
from desk.models.store import Session
from desk.models.undone import (
    Act,
    acts_of_group,
    acts_on,
    is_undone,
    last_act,
    put_undone,
    undo_begins_after,
)
from desk.models.work import id_of, reference_of
from desk.rows.work import Done, Outcome, Undone
from desk.rules.actions import find
from desk.rules.deeds import cannot_be_undone, done_to
from desk.rules.facts import field_word
from desk.rules.permissions import Actor, require
from desk.rules.times import ago
from desk.rules.vocabulary import WORK_KINDS, Reference, parse_reference
from desk.services.changes import Change, found_again
from desk.services.crossing import again_when_crossed
from desk.services.items import Item, check_version
from desk.services.pairs import lock
from desk.services.restoring import differing, end_whole, put_back, put_back_lines
from desk.services.undo_pairs import Together, together
from desk.services.undo_results import told_each, tried
from desk.services.use_cases import How, UseCases
from desk.services.withdrawal import refuse_left, withdraw_said, withdrawn_lines


class Undoing(UseCases):
    """Use cases that take back what was done."""

    def undo(self, actor: Actor, ref: Reference | str, **how: Unpack[How]) -> Outcome:
        """Take back the actor's last act on an item, with all that was done as one with it.

        Raises what keeps this item's part of it from being taken back.
        """
        (mine,) = self._each(actor, [ref], how)
        if mine.outcome is None:
            raise mine.error or NothingToDo("Nothing was taken back")
        return mine.outcome

    def undo_last(
        self, actor: Actor, ref: Reference | str | None = None, *, dry_run: bool = False
    ) -> Undone:
        """Take back what the actor did last: anywhere, or on one item. Raises why it cannot be."""
        _require(actor)
        with self._store.reading() as session:
            act = _last(session, actor) if ref is None else _last_on(session, actor, ref)
            acts = _with_group(session, actor, act)
            what = _told(session, acts)
        done = tuple(self._take_back(actor, acts, {"dry_run": dry_run}))
        (error, *others) = {id(each.error): each.error for each in done}.values()
        if error is not None and not others:
            raise error
        return Undone(what, done)

    def undo_each(
        self, actor: Actor, refs: Iterable[Reference | str], **how: Unpack[How]
    ) -> Iterator[Done]:
        """Take back the actor's last act on each item; what was done as one counts once.

        What is to be taken back is settled before anything is, so that two items of one bulk
        action do not lose an earlier one too. What becomes of items that go with them is told as
        an effect.
        """
        return self._each(actor, refs, how)

    def _each(self, actor: Actor, refs: Iterable[Reference | str], how: How) -> Iterator[Done]:
        _require(actor)
        acts: dict[int, Act] = {}
        asked: dict[str, DeskError | None] = {}
        with self._store.reading() as session:
            for ref in refs:
                try:
                    sought = parse_reference(ref) if isinstance(ref, str) else ref
                    found = _with_group(session, actor, _last_on(session, actor, sought))
                except DeskError as error:
                    asked[str(ref)] = error
                else:
                    asked[str(sought)] = None
                    acts |= {act.seq: act for act in found}
        yield from told_each(asked, self._take_back(actor, list(acts.values()), how, [*asked]))

    def undoable(self, actor: Actor, ref: Reference | str | None = None) -> str:
        """What an undo would take back, in words; empty when there is nothing."""
        with self._store.reading() as session:
            try:
                act = _last(session, actor) if ref is None else _last_on(session, actor, ref)
                return _told(session, _with_group(session, actor, act))
            except DeskError:
                return ""

    def _take_back(
        self, actor: Actor, acts: Sequence[Act], how: How, seen: Sequence[str] = ()
    ) -> Iterator[Done]:
        """Each item in a transaction of its own, or two that go together.

        `expect` is the version of items that were `seen`, not of those that went with them.
        """
        units = together(acts)
        group = how.get("group") or (token_hex(8) if len(acts) > 1 else None)
        how = {**how, "group": group}
        told: set[str] = set()
        # As they were done, a list of results reads in the order of the marks; but what tells of
        # one item twice is put back last first.
        is_paired = any(len({act.object_id for act in unit}) > 1 for unit in units)
        for unit in units if is_paired else reversed(units):
            for done in self._unit(actor, unit, how, {*seen} - told):
                if done.ref not in told:
                    told.add(done.ref)
                    yield done

    def _unit(
        self, actor: Actor, acts: Together, how: How, seen: Collection[str]
    ) -> Iterable[Done]:
        """Put back what goes together: what became of each item."""
        dry_run = how.get("dry_run", False)
        with self._store.reading() as session:
            refs = [reference_of(session, item) for item in {act.object_id: 0 for act in acts}]
        try:
            done = again_when_crossed(lambda: self._once(actor, acts, refs, how, seen))
        except DeskError as error:
            return [Done(str(ref), None, error) for ref in refs]
        return [Done(str(each.ref), tried(each) if dry_run else each) for each in done]

    def _once(
        self,
        actor: Actor,
        acts: Together,
        refs: Sequence[Reference],
        how: How,
        seen: Collection[str],
    ) -> list[Outcome]:
        """One transaction around all of it."""
        action = find("undo", "interaction")
        done: dict[str, Outcome] = {}
        with self._store.writing(dry_run=how.get("dry_run", False)) as session:
            if len(refs) > 1:
                lock(session, *refs)
            for act in acts:
                ref = reference_of(session, act.object_id)
                change = self._change(session, actor, action, ref, how)
                if str(ref) in seen and str(ref) not in done:
                    check_version(session, change.item, how.get("expect"), change.now)
                self._take_back_one(change, act)
                done[str(ref)] = change.outcome
        return [done[str(ref)] for ref in refs]

    def _take_back_one(self, change: Change, act: Act) -> None:
        session, actor = change.session, change.actor
        action = find(act.action, act.kind)
        require(actor, action.permission, f"take back what needs the right to {action.name}")
        if is_undone(session, act.seq):
            raise NothingToDo(
                f"{change.item.ref} was put back already",
                "Look at it: desk show " + change.item.ref,
            )
        refuse_left(session, act, actor.zone, change.now)
        _refuse_changed(session, change.item, act, change.now)
        put_back(change, act.before, act.after)
        end_whole(change)
        change.why = act.action
        lines = put_back_lines(change, act.before, act.after)
        for line in (*lines, *withdrawn_lines(session, act)):
            change.effect(line)
        change.keep()
        put_undone(session, act.seq, change.outcome.seq)
        if withdraw_said(change, act, self._clock):
            found_again(session, change.item)


def _require(actor: Actor) -> None:
    action = find("undo", "interaction")
    require(actor, action.permission, "take back what was done")


def _last(session: Session, actor: Actor) -> Act:
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


def _last_on(session: Session, actor: Actor, ref: Reference | str) -> Act:
    """What somebody did last on an item that is ever taken back. Raises why it cannot be."""
    sought = parse_reference(ref) if isinstance(ref, str) else ref
    item = id_of(session, sought)
    if item is None:
        raise NotFound(f"There is no {sought}", "Look it up with: desk list")
    acts = [] if actor.id is None else acts_on(session, actor.id, sought.kind, item)
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
            f"{_told(session, [act])}: this was done before the desk could take anything back",
            "Change by hand what has to be otherwise.",
        )
    return act


def _never(session: Session, act: Act, before: Act | None = None) -> WrongState:
    """The refusal of what is never taken back, with what was done before and can be."""
    next_step = cannot_be_undone(act.action)
    if before is not None:
        ref = reference_of(session, before.object_id)
        next_step += f" Before it: {_told(session, [before])}; desk do {ref} undo takes that back."
    return WrongState(f"{_told(session, [act])}: this cannot be taken back", next_step)


def _is_undoable(act: Act) -> bool:
    try:
        return find(act.action, act.kind).undo
    except UnknownAction:
        return False


def _with_group(session: Session, actor: Actor, act: Act) -> list[Act]:
    """The act with everything that was done as one with it."""
    if act.group is None or actor.id is None:
        return [act]
    return [each for each in acts_of_group(session, actor.id, act.group) if _is_undoable(each)]


def _told(session: Session, acts: Sequence[Act]) -> str:
    return done_to(acts[0].action, _refs(session, acts))


def _refs(session: Session, acts: Sequence[Act]) -> list[str]:
    """The items that acts were done to, each once; of two that go together the one acted on."""
    done = (unit[-1] for unit in together(acts))
    items = dict.fromkeys(act.object_id for act in done if act.kind in WORK_KINDS)
    if len(items) == 1:
        return [str(reference_of(session, item)) for item in items]
    return [str(item) for item in items]


def _refuse_changed(session: Session, item: Item, act: Act, now: int) -> None:
    """Raise `ChangedMeanwhile`, naming who changed what, unless all is as the act left it."""
    changed = differing(session, item, act.before, act.after)
    if not changed:
        return
    named = names(session)
    what = ", ".join(dict.fromkeys(field_word(field) for field in changed))
    since = [
        fact
        for fact in facts_of(session, item.kind, item.id, _LOOKED_AT)
        if fact.seq > act.seq and not fact.after.keys().isdisjoint(changed)
    ]
    who = f"{named('actor', since[-1].actor)}, {ago(now - since[-1].at)}" if since else "the desk"
    raise ChangedMeanwhile(
        f"{item.ref} was changed since by {who}: {what}",
        "Nothing was taken back. Look at it, then change by hand what has to be otherwise.",
    )


_LOOKED_AT = 50
"""So many of an item's latest facts are looked through for who changed it."""

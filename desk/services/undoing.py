"""Undo: what somebody did last is put back, as new entries, when nothing of it changed since."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from secrets import token_hex
from typing import Unpack

from desk.errors import ChangedMeanwhile, DeskError, NothingToDo
from desk.models.journal import facts_of
from desk.models.names import names
from desk.models.store import Session
from desk.models.undone import Act, is_undone, put_undone
from desk.models.work import reference_of
from desk.rows.work import Done, Outcome, Undone
from desk.rules.actions import find
from desk.rules.facts import field_word
from desk.rules.permissions import Actor, require
from desk.rules.times import ago
from desk.rules.vocabulary import Reference, parse_reference
from desk.services.changes import Change, found_again
from desk.services.crossing import again_when_crossed
from desk.services.items import Item, check_version
from desk.services.pairs import lock
from desk.services.restoring import differing, end_whole, put_back, put_back_lines
from desk.services.undo_acts import last, last_on, names_of, told_acts, with_group
from desk.services.undo_pairs import Together, together
from desk.services.undo_results import told_each, tried
from desk.services.undo_tasks import of_tasks, refuse_tasks_changed
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
            act = last(session, actor) if ref is None else last_on(session, actor, ref)
            acts = with_group(session, actor, act)
            what = told_acts(session, acts)
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
                    found = with_group(session, actor, last_on(session, actor, sought))
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
                act = last(session, actor) if ref is None else last_on(session, actor, ref)
                return told_acts(session, with_group(session, actor, act))
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
            return [Done(name, None, error) for name in _named(acts, refs, seen)]
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
                refuse_tasks_changed(change, {*seen} - done.keys(), how)
                self._take_back_one(change, act)
                for each in of_tasks(change, names_of(act, str(ref), seen)):
                    done[each.ref] = each
        return [*done.values()]

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
        if "priority" in act.before and change.item.escalation_level:
            level, ref = change.item.escalation_level, change.item.ref
            change.effect(f"It stays at level {level}; to take that back: desk do {ref} deescalate")
        change.keep()
        put_undone(session, act.seq, change.outcome.seq)
        if withdraw_said(change, act, self._clock):
            found_again(session, change.item)


def _named(acts: Together, refs: Sequence[Reference], seen: Collection[str]) -> list[str]:
    """By what each of these items is told of."""
    items = dict(zip({act.object_id: 0 for act in acts}, refs, strict=True))
    names = (name for act in acts for name in names_of(act, str(items[act.object_id]), seen))
    return [*dict.fromkeys(names)]


def _require(actor: Actor) -> None:
    action = find("undo", "interaction")
    require(actor, action.permission, "take back what was done")


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

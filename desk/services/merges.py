"""Two items about one thing become one; and are parted again as they were."""

from typing import Unpack

from desk.errors import BadValue, WrongState
from desk.models.customers import customer_of
from desk.models.details import last_merged
from desk.models.journal import Written, facts_of
from desk.models.store import Session
from desk.models.tickets import children_of
from desk.rows.work import Outcome
from desk.rules.permissions import Actor
from desk.rules.vocabulary import Reference, words
from desk.services.changes import NOTHING_AWAITED, Change
from desk.services.items import Item, followed, numbered, refuse_ended
from desk.services.pairs import Pairs, Two
from desk.services.promises import drop_promises
from desk.services.resolutions import end_open
from desk.services.restoring import put_back
from desk.services.targets import drop_clocks, retarget
from desk.services.telling import clock_line
from desk.services.use_cases import How


class Merges(Pairs):
    """Use cases that make two items one, and two again."""

    def merge(
        self, actor: Actor, ref: Reference | str, into: Reference | str, **how: Unpack[How]
    ) -> Outcome:
        """End an item that goes on in another one; its reference leads there from now on."""
        with self._pairing(actor, "merge", Two(ref, into), how) as (change, target):
            _refuse_merged(change)
            refuse_ended(change.session, change.item, change.now)
            one, goal = change.item, target.item
            if one.id == goal.id:
                raise BadValue(f"{one.ref} cannot be merged into itself", "Name another item.")
            refuse_ended(change.session, goal, change.now)
            _refuse_other_kind(one, goal)
            _share_customer(change, target)
            _end(change, goal)
            target.beside("links", one.id, None, "merged")
        return change.outcome

    def unmerge(self, actor: Actor, ref: Reference | str, **how: Unpack[How]) -> Outcome:
        """Give an item back as it was before it was merged; what came after stays where it is.

        On an item that took others in, it gives back the last of them.
        """
        with self._pairing(actor, "unmerge", Two(ref, ref), how, _other_end) as (named, other):
            is_source = named.item.merged_into is not None
            source, target = (named, other) if is_source else (other, named)
            merge = _merge_of(source)
            put_back(source, merge.before, merge.after)
            target.beside("links", source.item.id, "merged", None)
            _give_customer_back(target, source.item)
            named.effect(f"{source.item.ref} is back: {words(source.item.state)}.")
            for clock in source.clocks.goings():
                line = clock_line(clock, actor.zone, named.now)
                named.effect(f"{source.item.ref}: {line}" if source is not named else line)
        return named.outcome


def _refuse_other_kind(one: Item, goal: Item) -> None:
    if one.kind != goal.kind:
        raise BadValue(
            f"{one.ref} and {goal.ref} are of two kinds, so they cannot become one",
            f"Link them: desk do {one.ref} link to={goal.ref} relation=relatesTo",
        )


def _refuse_merged(change: Change) -> None:
    item = change.item
    if item.merged_into is not None:
        into = followed(change.session, item).ref
        raise WrongState(
            f"{item.ref} was merged into {into} already",
            f"Merge {into}, or take it back first: desk do {item.ref} unmerge",
        )


def _share_customer(change: Change, target: Change) -> None:
    """See that both are of one customer; a target that has none gets the one that is known."""
    one, goal = change.item, target.item
    if one.customer is None or one.customer == goal.customer:
        return
    names = [_customer(change.session, each) for each in (one, goal)]
    if goal.customer is not None:
        raise WrongState(
            f"{one.ref} is of {names[0]}, {goal.ref} of {names[1]}",
            f"If both are one, say so first: desk do {goal.ref} identify customer={names[0]!r}",
        )
    target.set(customer=one.customer)
    change.effect(f"{goal.ref} is of {names[0]} from now on.")
    retarget(target)
    for effect in target.effects:
        change.effect(f"{goal.ref}: {effect}")


def _customer(session: Session, item: Item) -> str:
    known = customer_of(session, item.customer) if item.customer else None
    return known.name if known else "nobody"


def _end(change: Change, goal: Item) -> None:
    """End an item that goes on in another one, and tell what ends with it."""
    change.effect(f"It goes on in {goal.ref}; {change.item.ref} leads there.")
    if change.item.state == "awaitingCustomer":
        change.effect("It no longer waits for the customer.")
    if change.item.snoozed_until > change.now:
        change.effect("Its snooze is over.")
    if change.item.kind == "problem":
        _cancel_as_duplicate(change, goal)
        return
    change.move("completed")
    change.set(
        closed=change.now,
        outcome="merged",
        merged_into=goal.id,
        snoozed_until=0,
        **NOTHING_AWAITED,
    )
    drop_promises(change)
    drop_clocks(change)


def _cancel_as_duplicate(change: Change, goal: Item) -> None:
    """End a problem that is the same as another one."""
    parts = children_of(change.session, change.item.id)
    if parts:
        raise WrongState(
            f"{change.item.ref} is a major problem with {len(parts)} open parts",
            f"Have them join {goal.ref} first, or merge {goal.ref} into it.",
        )
    change.move("cancelled")
    change.set(cancel_reason="duplicate", merged_into=goal.id)
    end_open(change, f"{change.item.ref} goes on in {goal.ref}")


def _other_end(session: Session, change: Change) -> Item:
    """What an item was merged into, or else what was merged into it last."""
    item = change.item
    if item.merged_into is not None:
        return numbered(session, item.merged_into)
    found = last_merged(session, item.id)
    if found is None:
        raise WrongState(
            f"{item.ref} was not merged, and nothing was merged into it",
            f"What it is linked to: desk show {item.ref}",
        )
    return numbered(session, found)


def _merge_of(source: Change) -> Written:
    """The entry by which an item was merged into the one it goes on in.

    Raises `WrongState` when there is none: the merge came with an import.
    """
    item = source.item
    for fact in reversed(facts_of(source.session, item.kind, item.id)):
        if fact.after.get("merged_into") == item.merged_into:
            return fact
    into = followed(source.session, item).ref
    raise WrongState(
        f"{item.ref} came here merged into {into}; how it was before, this desk does not know",
        f"Go on in a new one that follows up: desk do {into} follow-up",
    )


def _give_customer_back(target: Change, source: Item) -> None:
    """Let the target have no customer again if the merge gave it the one it still has."""
    item = target.item
    told = [f for f in facts_of(target.session, item.kind, item.id) if "customer" in f.after]
    links = told[-1].after.get("links") if told else None
    if isinstance(links, dict) and links.get(str(source.id)) == "merged":
        target.set(customer=told[-1].before.get("customer"))
        retarget(target)

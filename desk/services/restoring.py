"""How each thing that an entry of the journal tells of is looked at and put back.

Fields of an item need nothing: they are columns. What stands in tables of its own has a
`Restorer` here, under the name it has among the entry's values.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from desk.errors import ChangedMeanwhile
from desk.models.clocks import KeptClock, all_clocks_of, kept_clock, latest
from desk.models.names import names
from desk.models.store import Session
from desk.rules.facts import field_word, in_words
from desk.rules.notice_facts import TOLD as NOTICES
from desk.services.beside import (
    links_are_as,
    promises_are_as,
    put_links,
    put_promises,
    told_again,
)
from desk.services.changes import Change
from desk.services.followers import followers_are_as, put_followers
from desk.services.items import Item
from desk.services.notices_kept import notices_are_as, put_notices
from desk.services.steps_kept import (
    STEPS,
    VIOLATIONS,
    put_steps,
    put_violations,
    steps_are_as,
    violations_are_as,
)
from desk.services.task_ends import open_mandatory
from desk.services.task_pairs import put_tasks, tasks_again, tasks_are_as
from desk.services.telling import clock_line

Values = Mapping[str, object]
"""What an entry tells of one thing, by what tells its parts from each other."""


class Restorer(NamedTuple):
    """One thing that is kept beside an item."""

    is_as: Callable[[Session, Item, Values, Values], bool]
    """Whether it still is as an entry left it, told what it was before and after."""
    put: Callable[[Change, Values, Values], None]
    """Have a change make it what it was before an entry."""


def differing(session: Session, item: Item, before: Values, after: Values) -> list[str]:
    """The things that are not any more as an entry left them."""
    found = []
    for name, value in after.items():
        if name in RESTORERS:
            parts = _mapping(before.get(name)), _mapping(value)
            is_as = RESTORERS[name].is_as(session, item, *parts)
        else:
            is_as = name not in Item._fields or getattr(item, name) == value
        found += [] if is_as else [name]
    return found


def put_back(change: Change, before: Values, after: Values) -> None:
    """Have a change make everything what it was before an entry, which left it as `after`."""
    change.set(**{name: value for name, value in before.items() if name in Item._fields})
    for name, restorer in RESTORERS.items():
        if name in before:
            restorer.put(change, _mapping(before[name]), _mapping(after.get(name)))


def end_whole(change: Change) -> None:
    """See that an item which has ended, or ends again, waits for nothing any more.

    Somebody may have promised something or put it aside since. Raises `ChangedMeanwhile`.
    """
    item = change.item
    if not item.has_ended:
        return
    if change.clocks.goings():
        raise ChangedMeanwhile(
            f"{item.ref} would have ended with a promise still open",
            f"Keep the promise first, or end it anew: desk do {item.ref} complete",
        )
    if open_mandatory(change.session, item):
        raise ChangedMeanwhile(
            f"{item.ref} would have ended with a mandatory task still open",
            f"End its tasks first: desk show {item.ref}",
        )
    if item.snoozed_until > change.now:
        raise ChangedMeanwhile(
            f"{item.ref} would have ended while it is put aside",
            f"Wake it first, or end it anew: desk do {item.ref} complete",
        )
    change.set(snoozed_until=0)


def put_back_lines(change: Change, before: Values, after: Values) -> list[str]:
    """What is as it was before an entry, which left it as `after`, in words."""
    named = names(change.session, change.actor.zone)
    fields: dict[str, str] = {}
    for name, value in before.items():
        if name in Item._fields:
            fields.setdefault(field_word(name), in_words(name, value, named))
    lines = [f"Put back: {', '.join(f'{name} {value}' for name, value in fields.items())}."]
    clocks = change.clocks.goings() if "clocks" in before else []
    told = [clock_line(clock, change.actor.zone, change.now) for clock in clocks]
    again = told_again(change.session, before, after) + tasks_again(change, before, after, named)
    return (lines if fields else []) + again + told


def _clocks_are_as(session: Session, item: Item, _: Values, left: Values) -> bool:
    present = {clock.key: clock for clock in all_clocks_of(session, item.id)}
    newest = {slot: clock.key for slot, clock in latest(present.values()).items()}
    for key, row in left.items():
        clock = present.get(key)
        if row is None and clock is None:
            continue
        if row is None or clock is None or not _is_same(clock, row):
            return False
        if newest[clock.slot] not in left:
            return False
    return True


def _is_same(clock: KeptClock, row: object) -> bool:
    """Whether a clock is as it was kept, but for when it is due: calendars may change."""
    assert isinstance(row, list)
    return clock._replace(due=None) == kept_clock((None, *row))._replace(due=None)


def _put_clocks(change: Change, before: Values, _: Values) -> None:
    change.clocks.restore(before)


def _mapping(value: object) -> Values:
    return value if isinstance(value, Mapping) else {}


RESTORERS: dict[str, Restorer] = {
    "clocks": Restorer(_clocks_are_as, _put_clocks),
    "links": Restorer(links_are_as, put_links),
    "promises": Restorer(promises_are_as, put_promises),
    "tasks": Restorer(tasks_are_as, put_tasks),
    "followers": Restorer(followers_are_as, put_followers),
    STEPS: Restorer(steps_are_as, put_steps),
    VIOLATIONS: Restorer(violations_are_as, put_violations),
    NOTICES: Restorer(notices_are_as, put_notices),
}
"""Everything that is kept beside an item and told in the journal."""

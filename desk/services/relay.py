"""The feed of events is laid in the outbox for the hooks that want them, and hooks are tried.

A hook's place in the feed moves in the transaction that lays the events up to there, so each is
laid once. What waits for a hook has a limit: one that is away for long is served on when it is
back, from where it was left, however much has happened since.
"""

from collections.abc import Callable, Sequence
from secrets import token_hex
from typing import NamedTuple, Unpack

from desk.clock import Clock
from desk.errors import BadFilter, NotFound, WrongState
from desk.models.feed import (
    Fed,
    Stretch,
    Whole,
    begin_at,
    cursors,
    drop_cursor,
    entries_after,
    event_id,
    identity,
    put_cursor,
    references,
    whole,
)
from desk.models.hooks import (
    LaidEvent,
    cancel_all,
    forget_old,
    hooks_of,
    lay_events,
    let_all_go,
    waiting,
)
from desk.models.store import Session, Store
from desk.rows.work import Outcome
from desk.rules.actions import find
from desk.rules.events import TEST, TOLD, line_of, type_of
from desk.rules.hooks import Hook, Hooks
from desk.rules.instants import DAY, rfc3339
from desk.rules.permissions import Actor, require
from desk.rules.vocabulary import WORK_KINDS, Reference
from desk.services.journal import Entry, record
from desk.services.use_cases import How

Passing = Callable[[Session, str, Sequence[int], int], set[int]]
"""Those of some items that a filter lets through. Raises `BadFilter`."""

_MOST_WAITING = 1000
"""So many events lie in the outbox for a hook; those after them stay in the feed till then."""
_KEPT_SECONDS = 30 * DAY
"""So long the outbox shows what a hook has heard."""
_AT_ONCE = 500
"""So many entries are worked through in one transaction."""
_MOST_FORGOTTEN = 1000
"""So much is taken away at once: as much as can have been laid since the last time."""
_TAKEN_AWAY = "The hook was taken away"


class Relay:
    """Lays events out for hooks; any number of them may, side by side."""

    def __init__(self, store: Store, clock: Clock, passing: Passing) -> None:
        self._store = store
        self._clock = clock
        self._passing = passing

    def run(self, limit: int = 500) -> int:
        """Serve each hook so many entries of the journal at most; how many events were laid."""
        laid, before = 0, None
        for _ in range(-(-limit // _AT_ONCE)):
            with self._store.reading() as session:
                served = cursors(session)
                if served == before or _is_served(hooks_of(session), served, whole(session)):
                    break
            laid, before = laid + self._some(min(limit, _AT_ONCE)), served
        return laid

    def _some(self, limit: int) -> int:
        """Serve each hook some entries, in one transaction that keeps others from writing."""
        now = self._clock.now()
        with self._store.writing() as session:
            served = cursors(session, locked=True)
            hooks = hooks_of(session)
            for name in served:
                if hooks.named(name) is None:
                    cancel_all(session, name, _TAKEN_AWAY, now)
                    drop_cursor(session, name)
            upto = whole(session)
            feed = _Feed(session, upto, limit)
            return sum(self._serve(feed, hook, served.get(hook.name), now) for hook in hooks.ready)

    def test(self, actor: Actor, name: str, **how: Unpack[How]) -> Outcome:
        """Lay an event for a hook that tells nothing, to see whether it arrives."""
        _require(actor, "test")
        now = self._clock.now()
        with self._store.writing(dry_run=how.get("dry_run", False)) as session:
            hook = _found(session, name)
            if not hook.is_ready:
                lacking = ", ".join(hook.lacking)
                raise WrongState(
                    f"The hook {hook.name} is not settled: it has no {lacking}",
                    f"Set it: desk settings set hook.{hook.name}.{hook.lacking[0]} …",
                )
            id_ = f"{identity(session)}-test-{token_hex(4)}"
            told = {"seq": 0, "id": id_, "at": rfc3339(now), "type": TEST, "ref": None}
            text = line_of({**told, "actor": actor.name, "changes": {}})
            number = lay_events(session, hook.name, [LaidEvent(id_, TEST, None, text)], now)
            seq = self._note(session, actor, "test", hook)
        ref = str(Reference("notice", number))
        effect = f"It goes to {hook.name} as soon as it can."
        return Outcome(ref, "test", "initial", 1, seq, undo=False, effects=(effect,))

    def retry(self, actor: Actor, name: str, **how: Unpack[How]) -> Outcome:
        """Have everything that did not reach a hook tried again now."""
        _require(actor, "retry")
        with self._store.writing(dry_run=how.get("dry_run", False)) as session:
            hook = _found(session, name)
            count = let_all_go(session, hook.name, self._clock.now())
            if not count:
                raise WrongState(
                    f"Nothing failed that was to go to {hook.name}", "Look: desk hooks"
                )
            seq = self._note(session, actor, "retry", hook)
        effect = f"{count} event{'' if count == 1 else 's'} to be tried again."
        return Outcome(hook.name, "retry", "", 1, seq, undo=False, effects=(effect,))

    def _serve(self, feed: "_Feed", hook: Hook, since: int | None, now: int) -> int:
        """Lay what a hook was not served yet; a new one begins at the end of the feed."""
        session = feed.session
        if since is None:
            begin_at(session, hook.name, feed.upto.upto)
            return 0
        if waiting(session, hook.name, _MOST_WAITING) >= _MOST_WAITING:
            return 0
        part = feed.after(since)
        try:
            events = self._wanted(session, hook, part.entries, now)
        except BadFilter:  # it names somebody who is gone; the list of hooks says so
            return 0
        if events:
            lay_events(session, hook.name, events, now)
            forget_old(session, hook.name, now - _KEPT_SECONDS, _MOST_FORGOTTEN)
        if part.upto != since:
            put_cursor(session, hook.name, part.upto)
        return len(events)

    def _wanted(
        self, session: Session, hook: Hook, entries: Sequence[Fed], now: int
    ) -> list[LaidEvent]:
        told = [entry for entry in entries if entry.kind in TOLD]
        if hook.filter:
            items = {entry.number for entry in told if entry.kind in WORK_KINDS}
            passed = self._passing(session, hook.filter, [*items], now)
            told = [each for each in told if each.kind in WORK_KINDS and each.number in passed]
        refs = references(session, {(entry.kind, entry.number) for entry in told})
        store = identity(session)
        return [
            LaidEvent(
                event_id(store, entry.seq, entry.at),
                f"{type_of(entry.kind, entry.action)} {refs[entry.kind, entry.number]}",
                entry.seq,
            )
            for entry in told
            if (entry.kind, entry.number) in refs
        ]

    def _note(self, session: Session, actor: Actor, action: str, hook: Hook) -> int:
        entry = Entry(self._clock.now(), actor.id, action, "hook", 0, after={"hook": hook.name})
        return record(session, entry._replace(training=self._clock.training))


class _Feed(NamedTuple):
    """The feed as one pass sees it."""

    session: Session
    upto: Whole
    limit: int

    def after(self, since: int) -> Stretch:
        """The next entries after a number."""
        return entries_after(self.session, since, self.upto, self.limit)


def _is_served(hooks: Hooks, served: dict[str, int], feed: Whole) -> bool:
    """Whether nothing is to be done for any hook."""
    known = {hook.name for hook in hooks.hooks}
    return known.issuperset(served) and all(
        served.get(hook.name, -1) >= feed.upto for hook in hooks.ready
    )


def _require(actor: Actor, name: str) -> None:
    action = find(name, "hook")
    require(actor, action.permission, action.title[0].lower() + action.title[1:])


def _found(session: Session, name: str) -> Hook:
    hooks = hooks_of(session)
    hook = hooks.named(name)
    if hook is None:
        known = ", ".join(each.name for each in hooks.hooks) or "none"
        raise NotFound(f"There is no hook '{name}'", f"There are: {known}.")
    return hook

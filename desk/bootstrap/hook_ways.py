"""The ways to hooks: each is served by itself, so that one that is away keeps no other waiting."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from desk.bootstrap.ways import Way
from desk.models.hooks import MEDIUM, hooks_of
from desk.models.sending import Route
from desk.queries.events import Events

if TYPE_CHECKING:
    from desk.channels.base import Letter
    from desk.clock import Clock
    from desk.models.store import Store
    from desk.rules.hooks import Hook


def hook_ways(store: Store, clock: Clock, due: Iterable[str]) -> tuple[Way, ...]:
    """The ways to those of some hooks that are settled."""
    names = tuple(due)
    if not names:
        return ()
    with store.reading() as session:
        hooks = hooks_of(session)
    return tuple(_way(store, clock, hook) for hook in hooks.ready if hook.name in names)


def _way(store: Store, clock: Clock, hook: Hook) -> Way:
    from desk.channels.webhooks import LONGEST, Outside, WebhookChannel  # only where one is used

    events = Events(store)

    def body(letter: Letter) -> str:
        return events.letter(letter.ref, internal=hook.internal_notes)

    outside = Outside(body, clock.real_now)
    looked = WebhookChannel(hook, outside)
    return Way(
        Route((MEDIUM,), hook.name),
        LONGEST,
        "",
        looked.is_here,
        lambda only_here: WebhookChannel(hook, outside, only_here=only_here),
    )

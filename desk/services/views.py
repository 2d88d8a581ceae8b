"""Saved views: kept for oneself or shared; desk state, so nothing of it is in the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict, Unpack

from desk.clock import Clock
from desk.errors import BadValue, Duplicate, NotAllowed, NotFound
from desk.models.settings import settings
from desk.models.store import Session, Store
from desk.models.views import (
    SHARED,
    KeptView,
    drop_view,
    free_key,
    keep_view,
    put_last_view,
    views_of,
)
from desk.rows.work import Outcome
from desk.rules.filters import VIEWS, parse
from desk.rules.list_columns import parse_columns, written
from desk.rules.permissions import Actor, holds, require
from desk.rules.words import fold, tokens

if TYPE_CHECKING:
    from desk.services.use_cases import How

_LONGEST = 40
NO_KEY = "none"
"""What takes a view's key away."""


class Look(TypedDict, total=False):
    """What a view keeps; what is not given stays as it was."""

    filter: str
    sort: str
    columns: str
    key: str
    shared: str
    """yes or no."""
    rename: str
    """Another name for it."""


class SavedViews:
    """Use cases on saved views."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def save(self, actor: Actor, name: str, **given: Unpack[Look]) -> Outcome:
        """Keep a view under a name, or change the one of that name.

        A filter that does not parse raises `BadFilter`. A key that another view of the same owner
        has is taken from it.
        """
        require(actor, "work.read", "save views")
        with self._store.writing() as session:
            old = _found(session, actor, name, given.get("shared"))
            if old is None and "rename" in given:
                raise _missing(name)
            view = self._changed(session, old, actor, name, given)
            if SHARED in (view.owner, old.owner if old else None):
                require(actor, "view.share", "change shared views")
            effects: tuple[str, ...] = ()
            if view.place and (old is None or (old.owner, old.place) != (view.owner, view.place)):
                others = free_key(session, view.owner, view.place)
                effects = tuple(f"{other} has key {view.place} no more." for other in others)
            keep_view(session, view)
        return Outcome(view.name, "save", "", view.version, 0, undo=False, effects=effects)

    def remove(self, actor: Actor, name: str, **_: Unpack[How]) -> Outcome:
        """Take a view away: one's own of that name, else the shared one."""
        require(actor, "work.read", "remove views")
        with self._store.writing() as session:
            own, view = _found(session, actor, name, "no"), _found(session, actor, name, "yes")
            view = own or view
            if view is None:
                raise _missing(name)
            if view.owner == SHARED:
                require(actor, "view.share", "remove shared views")
            drop_view(session, view.id)
        return Outcome(view.name, "remove", "", view.version, 0, undo=False)

    def remember(self, actor: Actor, view: str) -> None:
        """Keep which view a person looked at last, so that the desk opens on it."""
        if actor.id is None:
            return
        with self._store.writing() as session:
            put_last_view(session, actor.id, view)

    def _changed(
        self, session: Session, old: KeptView | None, actor: Actor, name: str, given: Look
    ) -> KeptView:
        """The view as it is to be."""
        if actor.id is None:
            raise NotAllowed("The desk itself has no views", "Say who you are with --as NAME.")
        view = old or KeptView(0, actor.id, _named(name), "", "due", "", "", 0)
        filter_ = given.get("filter", view.filter)
        parse(filter_, settings(session)["zone"], self._clock.now())
        owner = {"yes": SHARED, "no": actor.id}.get(given.get("shared", ""), view.owner)
        new_name = _named(given["rename"]) if "rename" in given else view.name
        if old is None or (owner, fold(new_name)) != (old.owner, fold(old.name)):
            _refuse_taken(session, actor, owner, new_name)
        key = given.get("key", view.place)
        return KeptView(
            view.id,
            owner,
            new_name,
            filter_,
            given.get("sort", view.sort),
            written(parse_columns(given.get("columns", view.columns))),
            "" if key == NO_KEY else key,
            view.version + 1,
        )


def _missing(name: str) -> NotFound:
    return NotFound(f"There is no saved view '{name}'", "See them: desk views list")


def _found(session: Session, actor: Actor, name: str, shared: str | None) -> KeptView | None:
    """The view that is meant: the one of that sort if it was said, else one's own first.

    Who may not change the shared one gets one of his own beside it.
    """
    named = [view for view in views_of(session, actor.id or -1) if fold(view.name) == fold(name)]
    if shared is not None:
        wanted = [view for view in named if (view.owner == SHARED) == (shared == "yes")]
        own = [view for view in named if view.owner != SHARED]
        named = wanted or (own if shared == "yes" else [])
    elif not holds(actor, "view.share"):
        named = [view for view in named if view.owner != SHARED]
    return named[0] if named else None


def _refuse_taken(session: Session, actor: Actor, owner: int, name: str) -> None:
    views = views_of(session, actor.id or -1)
    if any(view.owner == owner and fold(view.name) == fold(name) for view in views):
        raise Duplicate(f"There is a view '{name}' already", "Choose another name.")


def _named(name: str) -> str:
    name = " ".join(name.split())
    if not tokens(name):
        raise BadValue("A view needs a name with letters or digits", "Write a name.")
    if len(name) > _LONGEST:
        raise BadValue(f"The name has {len(name)} characters", f"{_LONGEST} are the most.")
    if fold(name) in {fold(standing) for standing in VIEWS}:
        raise Duplicate(f"'{name}' is a view of the desk's own", "Choose another name.")
    return name

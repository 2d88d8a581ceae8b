"""The one place that puts the desk together: settings and a clock in, one `Desk` out.

What a command does not need is not imported: services and queries are made on first use.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Unpack

from desk import __version__
from desk.clock import Clock, training_clock
from desk.config import Settings, default_config, machine_zone, user_name
from desk.models.location import locate
from desk.models.opening import open_store
from desk.models.settings import settings as values_of
from desk.models.store import Store
from desk.rules.permissions import Actor

if TYPE_CHECKING:
    from pathlib import Path

    from desk.errors import DeskError
    from desk.queries.customers import Cards
    from desk.queries.exports import Exports
    from desk.queries.health import Health
    from desk.queries.people import Directory
    from desk.queries.pulse import Pulse
    from desk.queries.settings import KeptSettings
    from desk.queries.suggestions import Suggestions
    from desk.queries.trail import Trail
    from desk.queries.views import Views
    from desk.queries.work import Work
    from desk.rows.backups import Kept
    from desk.rows.work import Done, Outcome, Undone
    from desk.rules.values import Raw
    from desk.rules.vocabulary import Reference
    from desk.services.backups import Backups
    from desk.services.by_name import ByName
    from desk.services.calendars import Calendars
    from desk.services.customers import Customers
    from desk.services.demo import Demo
    from desk.services.drafts import Drafts
    from desk.services.imports import Imports
    from desk.services.interactions import Interactions
    from desk.services.people import People
    from desk.services.presence import Presence
    from desk.services.settings import StoreSettings
    from desk.services.settings_file import SettingsFile as SettingsFile
    from desk.services.undoing import Undoing
    from desk.services.use_cases import How
    from desk.services.views import SavedViews


class Desk:
    """The whole desk as a door holds it."""

    def __init__(self, settings: Settings, clock: Clock, store: Store) -> None:
        self.settings = settings
        self.clock = clock
        self._store = store
        with store.reading() as session:
            self._values = values_of(session)

    @property
    def store_name(self) -> str:
        """Where the store lies, without a password."""
        return self._store.location.shown

    @property
    def is_local(self) -> bool:
        """Whether the store is a file on this machine, near enough to be read in place."""
        return self._store.is_sqlite

    @property
    def barred(self) -> DeskError | None:
        """Why nothing is written any more: the store is read only, damaged or newer than this."""
        return self._store.barred

    @property
    def training(self) -> bool:
        """Whether the store was marked for training when it was opened: its work is made up."""
        return self._values.get("training") == "true"

    @property
    def zone(self) -> str:
        """The desk's own zone: it cuts days in filters."""
        return self._values["zone"]

    @cached_property
    def people(self) -> People:
        """Use cases on people and teams."""
        from desk.services.people import People

        return People(self._store, self.clock)

    @cached_property
    def customers(self) -> Customers:
        """Customers, as light as the queue needs them."""
        from desk.services.customers import Customers

        return Customers(self._store, self.clock)

    @cached_property
    def calendars(self) -> Calendars:
        """Opening hours and holidays."""
        from desk.services.calendars import Calendars

        return Calendars(self._store, self.clock)

    @cached_property
    def store_settings(self) -> StoreSettings:
        """What the store itself is told."""
        from desk.services.settings import StoreSettings

        return StoreSettings(self._store, self.clock, self.calendars)

    @cached_property
    def kept_settings(self) -> KeptSettings:
        """The settings that the store keeps."""
        from desk.queries.settings import KeptSettings

        return KeptSettings(self._store)

    @cached_property
    def interactions(self) -> Interactions:
        """Every use case on a contact."""
        from desk.services.interactions import Interactions

        return Interactions(self._store, self.clock)

    @cached_property
    def undoing(self) -> Undoing:
        """What was done, taken back."""
        from desk.services.undoing import Undoing

        return Undoing(self._store, self.clock)

    @cached_property
    def _by_name(self) -> ByName:
        from desk.services.by_name import ByName

        return ByName(self, self._store, self.clock)

    @cached_property
    def imports(self) -> Imports:
        """Records from files."""
        from desk.services.imports import Imports

        return Imports(self._store, self.clock)

    @cached_property
    def backups(self) -> Backups:
        """Everything as one file, and back."""
        from desk.queries.file_health import checks_of
        from desk.services.backups import Backups

        return Backups(self._store, self.clock, __version__, checks_of)

    @cached_property
    def exports(self) -> Exports:
        """Whole records on their way out."""
        from desk.queries.exports import Exports

        return Exports(self._store, self.clock)

    @cached_property
    def demo(self) -> Demo:
        """Made-up work for training."""
        from desk.services.demo import Demo

        return Demo(self._store, self.clock)

    @cached_property
    def drafts(self) -> Drafts:
        """Texts that were begun and not handed in."""
        from desk.services.drafts import Drafts

        return Drafts(self._store, self.clock)

    @cached_property
    def presence(self) -> Presence:
        """Who has which item open."""
        from desk.services.presence import Presence

        return Presence(self._store, self.clock)

    @cached_property
    def work(self) -> Work:
        """The work list."""
        from desk.queries.work import Work

        return Work(self._store, self.clock)

    @cached_property
    def trail(self) -> Trail:
        """One item in full."""
        from desk.queries.trail import Trail

        return Trail(self._store, self.clock)

    @cached_property
    def views(self) -> Views:
        """Saved views."""
        from desk.queries.views import Views

        return Views(self._store)

    @cached_property
    def suggestions(self) -> Suggestions:
        """What a filter's fields take, while one types."""
        from desk.queries.suggestions import Suggestions

        return Suggestions(self._store, self.clock)

    @cached_property
    def saved_views(self) -> SavedViews:
        """Use cases on saved views."""
        from desk.services.views import SavedViews

        return SavedViews(self._store, self.clock)

    @cached_property
    def cards(self) -> Cards:
        """Customers while typing, and beside an item."""
        from desk.queries.customers import Cards

        return Cards(self._store, self.clock)

    @cached_property
    def directory(self) -> Directory:
        """Who acts; people and teams as lists show them."""
        from desk.queries.people import Directory

        return Directory(self._store)

    @cached_property
    def pulse(self) -> Pulse:
        """What other desks change."""
        from desk.queries.pulse import Pulse

        return Pulse(self._store)

    @cached_property
    def health(self) -> Health:
        """Whether the store is sound."""
        from desk.queries.health import Health
        from desk.queries.surroundings import surroundings

        return Health(
            self._store, lambda: surroundings(self._store, self.settings, self.clock.now())
        )

    def do(
        self,
        actor: Actor,
        action: str,
        ref: Reference | str,
        values: Mapping[str, Raw],
        **how: Unpack[How],
    ) -> Outcome:
        """Run one use case by its name, with values as they were typed.

        `ref` is a reference, or for a use case that makes something new the kind alone. `expect`
        refuses when the object's version is another; `base` merges with what others changed since
        that version and raises `Collision` where both changed the same. With `dry_run` nothing is
        kept. A `draft` (its place and session) is dropped when what was typed there is kept.
        """
        from desk.services.by_name import Wanted

        return self._by_name.do(actor, Wanted(action, values), ref, **how)

    def do_each(
        self,
        actor: Actor,
        action: str,
        refs: Iterable[Reference | str],
        values: Mapping[str, Raw],
        **how: Unpack[How],
    ) -> Iterator[Done]:
        """Run one use case on several objects, each by itself: what came of each, as it comes.

        Raises once, before anything is done, what is wrong for all. They are undone as one.
        """
        from desk.services.by_name import Wanted

        return self._by_name.do_each(actor, Wanted(action, values), refs, **how)

    def undo(
        self, actor: Actor, ref: Reference | str | None = None, *, dry_run: bool = False
    ) -> Undone:
        """Take back what the actor did last: anywhere, or on one item. Raises why it cannot be."""
        return self.undoing.undo_last(actor, ref, dry_run=dry_run)

    def undoable(self, actor: Actor, ref: Reference | str | None = None) -> str:
        """What an undo would take back, in words: "Completed 40 items"; empty for nothing."""
        return self.undoing.undoable(actor, ref)

    def close(self) -> None:
        """Stop listening, and close the store's connections."""
        if "pulse" in self.__dict__:
            self.pulse.stop()
        self._store.close()


def build(settings: Settings, clock: Clock | None = None) -> Desk:
    """Open the store of the settings, making or updating it, and put the desk together."""
    if clock is None:
        clock = training_clock(settings.clock) if settings.clock else Clock()
    store = open_store(
        locate(settings.db), makes_folder=settings.is_default_db, version=__version__
    )
    try:
        desk = Desk(settings, clock, store)
        if "founded" not in desk._values:
            from desk.services.founding import found

            found(store, clock, user_name(), settings.zone or machine_zone())
            desk = Desk(settings, clock, store)
    except BaseException:
        store.close()
        raise
    return desk


def replace_damaged(settings: Settings, path: Path) -> Kept:
    """Put a backup where a store lies that cannot be opened; that one is set aside."""
    from desk.queries.file_health import checks_of
    from desk.services.backups import in_place_of_damaged

    return in_place_of_damaged(locate(settings.db), path, __version__, checks_of)


def guess_map(source: str, settings: Settings) -> str:
    """A first map for a file of records; needs no store."""
    from desk.services.import_sources import guess_map

    clock = training_clock(settings.clock) if settings.clock else Clock()
    return guess_map(source, clock.now())


def settings_file(settings: Settings) -> SettingsFile:
    """The operator's own settings; needs no store."""
    from desk.services.settings_file import SettingsFile as SettingsFile

    return SettingsFile(settings.config or str(default_config()))

"""The services of a desk, each made on first use."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from desk import __version__
from desk.bootstrap.people import PeopleWrites

if TYPE_CHECKING:
    from desk.services.alerts import Alerts
    from desk.services.backups import Backups
    from desk.services.calendars import Calendars
    from desk.services.customers import Customers
    from desk.services.demo import Demo
    from desk.services.drafts import Drafts
    from desk.services.followers import Followers
    from desk.services.imports import Imports
    from desk.services.interactions import Interactions
    from desk.services.plans import Plans
    from desk.services.presence import Presence
    from desk.services.problems import Problems
    from desk.services.settings import StoreSettings
    from desk.services.tasks import Tasks
    from desk.services.undoing import Undoing
    from desk.services.upkeep import Upkeep
    from desk.services.views import SavedViews


class Writes(PeopleWrites):
    """Use cases, by topic."""

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
    def interactions(self) -> Interactions:
        """Every use case on a contact."""
        from desk.services.interactions import Interactions

        return Interactions(self._store, self.clock)

    @cached_property
    def problems(self) -> Problems:
        """Every use case on a problem."""
        from desk.services.problems import Problems

        return Problems(self._store, self.clock)

    @cached_property
    def tasks(self) -> Tasks:
        """The steps of a problem's recovery."""
        from desk.services.tasks import Tasks

        return Tasks(self._store, self.clock)

    @cached_property
    def followers(self) -> Followers:
        """Who is told what happens to a problem."""
        from desk.services.followers import Followers

        return Followers(self._store, self.clock)

    @cached_property
    def plans(self) -> Plans:
        """Templates that lay several tasks at once."""
        from desk.services.plans import Plans

        return Plans(self._store, self.clock)

    @cached_property
    def upkeep(self) -> Upkeep:
        """What the desk does by itself when its time has come."""
        from desk.services.upkeep import Upkeep

        return Upkeep(self._store, self.clock)

    @cached_property
    def news(self) -> Alerts:
        """What people are told and have read."""
        from desk.services.alerts import Alerts

        return Alerts(self._store, self.clock)

    @cached_property
    def undoing(self) -> Undoing:
        """What was done, taken back."""
        from desk.services.undoing import Undoing

        return Undoing(self._store, self.clock)

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
    def saved_views(self) -> SavedViews:
        """Use cases on saved views."""
        from desk.services.views import SavedViews

        return SavedViews(self._store, self.clock)

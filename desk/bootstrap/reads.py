"""The queries of a desk, each made on first use."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from desk.bootstrap.ground import Ground

if TYPE_CHECKING:
    from desk.bootstrap.reporting import Reporting
    from desk.queries.agenda import Agendas
    from desk.queries.alerts import AlertList
    from desk.queries.board import Boards
    from desk.queries.customers import Cards
    from desk.queries.due import Due
    from desk.queries.exports import Exports
    from desk.queries.health import Health
    from desk.queries.hints import Hints
    from desk.queries.part_trail import PartTrail
    from desk.queries.people import Directory
    from desk.queries.preview import Previews
    from desk.queries.pulse import Pulse
    from desk.queries.settings import KeptSettings
    from desk.queries.suggestions import Suggestions
    from desk.queries.tasks import TaskList
    from desk.queries.trail import Trail
    from desk.queries.views import Views
    from desk.queries.work import Work


class Reads(Ground):
    """Reads, by topic."""

    @cached_property
    def kept_settings(self) -> KeptSettings:
        """The settings that the store keeps."""
        from desk.queries.settings import KeptSettings

        return KeptSettings(self._store)

    @cached_property
    def exports(self) -> Exports:
        """Whole records on their way out."""
        from desk.queries.exports import Exports

        return Exports(self._store, self.clock)

    @cached_property
    def work(self) -> Work:
        """The work list."""
        from desk.queries.work import Work

        return Work(self._store, self.clock)

    @cached_property
    def agenda(self) -> Agendas:
        """Tasks by day and person, with load against capacity."""
        from desk.queries.agenda import Agendas

        return Agendas(self._store, self.clock)

    @cached_property
    def board(self) -> Boards:
        """The board of problems."""
        from desk.queries.board import Boards

        return Boards(self._store, self.clock)

    @cached_property
    def previews(self) -> Previews:
        """As much of an item as is shown beside a list."""
        from desk.queries.preview import Previews

        return Previews(self._store, self.clock)

    @cached_property
    def part_trail(self) -> PartTrail:
        """What happened to one task or notice."""
        from desk.queries.part_trail import PartTrail

        return PartTrail(self._store)

    @cached_property
    def trail(self) -> Trail:
        """One item in full."""
        from desk.queries.trail import Trail

        return Trail(self._store, self.clock)

    @cached_property
    def task_list(self) -> TaskList:
        """The tasks of a problem, and plans."""
        from desk.queries.tasks import TaskList

        return TaskList(self._store, self.clock)

    @cached_property
    def reports(self) -> Reporting:
        """Reports, and the forms they are brought into."""
        from desk.bootstrap.reporting import Reporting
        from desk.queries.reports import Reports

        fonts = [each for each in self.settings.fonts.split(":") if each]
        return Reporting(Reports(self._store, self.clock), fonts)

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
    def cards(self) -> Cards:
        """Customers while typing, and beside an item."""
        from desk.queries.customers import Cards

        return Cards(self._store, self.clock)

    @cached_property
    def hints(self) -> Hints:
        """What a new problem may belong to."""
        from desk.queries.hints import Hints

        return Hints(self._store)

    @cached_property
    def alerts(self) -> AlertList:
        """What people are told."""
        from desk.queries.alerts import AlertList

        return AlertList(self._store, self.clock)

    @cached_property
    def due(self) -> Due:
        """Whether the time has come of anything that the desk does by itself."""
        from desk.queries.due import Due

        return Due(self._store, self.clock)

    @cached_property
    def directory(self) -> Directory:
        """Who acts; people and teams as lists show them."""
        from desk.queries.people import Directory

        return Directory(self._store, self.clock)

    @cached_property
    def pulse(self) -> Pulse:
        """What other desks change."""
        from desk.queries.pulse import Pulse

        return Pulse(self._store)

    @cached_property
    def health(self) -> Health:
        """Whether the store is sound."""
        from desk.queries.health import Health
        from desk.queries.jobs import JobHealth
        from desk.queries.outbox_health import OutboxState
        from desk.queries.surroundings import surroundings

        jobs = JobHealth(self._store, self.clock)
        outbox = OutboxState(self._store, self.clock)
        return Health(
            self._store,
            lambda: (
                *surroundings(self._store, self.settings, self.clock.now()),
                ("jobs", jobs.check),
                ("outbox", outbox.check),
            ),
        )

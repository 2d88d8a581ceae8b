"""What a desk does about time, each part made on first use."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from desk.bootstrap.ground import Ground

if TYPE_CHECKING:
    from desk.bootstrap.sending import Sending
    from desk.queries.escalations import Ladders
    from desk.queries.events import Events
    from desk.queries.hooks import HookList
    from desk.queries.jeopardy import Jeopardy
    from desk.queries.jobs import JobHealth
    from desk.queries.outbox import OutboxList
    from desk.queries.outbox_health import OutboxState
    from desk.queries.violations import ViolationList
    from desk.services.escalations import Escalations
    from desk.services.jobs import Jobs
    from desk.services.notices import Notices
    from desk.services.outbox_acts import OutboxActs
    from desk.services.relay import Relay
    from desk.services.tick import Tick
    from desk.services.violations import Violations


class Time(Ground):
    """Ticks, notices, escalations and what leaves the house."""

    @cached_property
    def tick(self) -> Tick:
        """The pass over clocks and alarms whose time has come."""
        from desk.services.tick import Tick

        return Tick(self._store, self.clock)

    @cached_property
    def jobs(self) -> Jobs:
        """Who does the work of time, and how it went."""
        from desk.services.jobs import Jobs

        return Jobs(self._store, self.clock)

    @cached_property
    def job_health(self) -> JobHealth:
        """How the jobs are."""
        from desk.queries.jobs import JobHealth

        return JobHealth(self._store, self.clock)

    @cached_property
    def escalations(self) -> Escalations:
        """Use cases on both ladders."""
        from desk.services.escalations import Escalations

        return Escalations(self._store, self.clock)

    @cached_property
    def violations(self) -> Violations:
        """Use cases on missed targets."""
        from desk.services.violations import Violations

        return Violations(self._store, self.clock)

    @cached_property
    def ladders(self) -> Ladders:
        """Whom an item may be escalated to."""
        from desk.queries.escalations import Ladders

        return Ladders(self._store)

    @cached_property
    def violation_list(self) -> ViolationList:
        """Missed targets that are followed up."""
        from desk.queries.violations import ViolationList

        return ViolationList(self._store, self.clock)

    @cached_property
    def notices(self) -> Notices:
        """Use cases on notices to customers."""
        from desk.services.notices import Notices

        return Notices(self._store, self.clock)

    @cached_property
    def outbox(self) -> OutboxActs:
        """Use cases on what waits to leave the house."""
        from desk.services.outbox_acts import OutboxActs

        return OutboxActs(self._store, self.clock)

    @cached_property
    def sending(self) -> Sending:
        """What leaves the house, by its outlets."""
        from desk.bootstrap.sending import Sending

        return Sending(self._store, self.clock, self.settings)

    @cached_property
    def jeopardy(self) -> Jeopardy:
        """What is late or will be, and what crossed a threshold."""
        from desk.queries.jeopardy import Jeopardy

        return Jeopardy(self._store, self.clock)

    @cached_property
    def outbox_list(self) -> OutboxList:
        """Notices, and what waits, failed and was delivered."""
        from desk.queries.outbox import OutboxList

        return OutboxList(self._store, self.clock)

    @cached_property
    def relay(self) -> Relay:
        """What lays events out for hooks, and use cases on hooks."""
        from desk.queries.hook_filters import passing
        from desk.services.relay import Relay

        return Relay(self._store, self.clock, passing)

    @cached_property
    def hook_list(self) -> HookList:
        """Hooks, and how it goes with each."""
        from desk.queries.hooks import HookList

        return HookList(self._store, self.clock)

    @cached_property
    def outbox_state(self) -> OutboxState:
        """How the outbox is."""
        from desk.queries.outbox_health import OutboxState

        return OutboxState(self._store, self.clock)

    @cached_property
    def events(self) -> Events:
        """The feed of everything that happens."""
        from desk.queries.events import Events

        return Events(self._store)

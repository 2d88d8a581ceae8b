"""The services on people of a desk, each made on first use."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from desk.bootstrap.ground import Ground

if TYPE_CHECKING:
    from desk.services.absences import Absences
    from desk.services.handovers import Handovers
    from desk.services.people import People
    from desk.services.returns import Returns
    from desk.services.teams import Teams


class PeopleWrites(Ground):
    """Use cases on people and teams, by topic."""

    @cached_property
    def people(self) -> People:
        """Use cases on people."""
        from desk.services.people import People

        return People(self._store, self.clock)

    @cached_property
    def teams(self) -> Teams:
        """Use cases on teams."""
        from desk.services.teams import Teams

        return Teams(self._store, self.clock)

    @cached_property
    def absences(self) -> Absences:
        """Who is absent, and until when."""
        from desk.services.absences import Absences

        return Absences(self._store, self.clock)

    @cached_property
    def handovers(self) -> Handovers:
        """All the open work of one person, handed over."""
        from desk.services.handovers import Handovers

        return Handovers(self._store, self.clock)

    @cached_property
    def returns(self) -> Returns:
        """Work that its owner left untouched."""
        from desk.services.returns import Returns

        return Returns(self._store, self.clock)

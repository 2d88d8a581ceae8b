"""Who acts; people and teams as lists show them.

Every desk and every command asks who acts: what lists need is imported with the first one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.config import user_name
from desk.errors import NotFound
from desk.models.people import actor_named, people_names
from desk.rules.permissions import Actor, require

if TYPE_CHECKING:
    from desk.clock import Clock
    from desk.models.store import Store
    from desk.rows.people import PersonRow, StaffRow, TeamRow


class Directory:
    """Reads of people and teams."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def actor(self, name: str = "") -> Actor:
        """The person of that name, or of the operating system's user, ready to act.

        Raises `NotFound`, naming those there are.
        """
        wanted = name.strip() or user_name()
        with self._store.reading() as session:
            found = actor_named(session, wanted)
            if found is not None:
                return found
            known = people_names(session)
        shown = ", ".join(known[:12]) + (" …" if len(known) > 12 else "")
        raise NotFound(
            f"Nobody at this desk is called '{wanted}'; known are {shown}",
            f"Say who you are with --as NAME, or let one of them run: desk people add '{wanted}'",
        )

    def people(self) -> tuple[PersonRow, ...]:
        """Everybody, by name."""
        from desk.queries.people_rows import people_rows

        with self._store.reading() as session:
            return people_rows(session, self._clock.now())

    def teams(self) -> tuple[TeamRow, ...]:
        """Every team, by name."""
        from desk.queries.people_rows import team_rows

        with self._store.reading() as session:
            return team_rows(session)

    def staff(self, actor: Actor) -> tuple[StaffRow, ...]:
        """Everybody with what they have to do and the time they have for it, by name."""
        from desk.queries.people_rows import staff_rows

        require(actor, "work.read", "look at who has room")
        with self._store.reading() as session:
            return staff_rows(session, self._clock.now())

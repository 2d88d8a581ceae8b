"""The first day of a store: its zone and its first person."""

from desk.clock import Clock
from desk.models.people import make_person
from desk.models.settings import is_first, put_setting
from desk.models.store import Store
from desk.rules.permissions import DESK, Actor
from desk.services.journal import Entry, record


def found(store: Store, clock: Clock, person: str, zone: str) -> None:
    """Give a fresh store its zone and its first person, who holds every right.

    Does nothing when another desk was first.
    """
    now = clock.now()
    with store.writing() as session:
        if not is_first(session, "founded", str(now)):
            return
        put_setting(session, "zone", zone)
        first = Actor(None, person, "administrator", zone)
        number = make_person(session, first, now)
        record(
            session,
            Entry(
                now,
                DESK.id,
                "add",
                "person",
                number,
                after={"name": person, "role": first.role, "zone": zone},
                why="first person of a fresh store",
                training=clock.training,
            ),
        )

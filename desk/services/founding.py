"""The first day of a store: its zone, its first person, the default hours and service levels."""

from desk.clock import Clock
from desk.models.people import make_person
from desk.models.policies import put_calendar, put_policies
from desk.models.settings import is_first, put_setting
from desk.models.store import Session, Store
from desk.rules.instants import zone_named
from desk.rules.permissions import DESK, Actor
from desk.rules.policies import DEFAULT_POLICIES, default_calendars
from desk.services.journal import Entry, record


def found(store: Store, clock: Clock, person: str, zone: str) -> None:
    """Give a fresh store what it needs to work; its first person holds every right.

    Does nothing when another desk was first.
    """
    now = clock.now()
    zone = zone_named(zone).key
    with store.writing() as session:
        if not is_first(session, "founded", str(now)):
            return
        put_setting(session, "zone", zone)
        first = Actor(None, person, "administrator", zone)
        number = make_person(session, first, now)
        after: dict[str, object] = {"name": person, "role": first.role, "zone": zone}
        _tell(session, clock, Entry(now, DESK.id, "add", "person", number, after=after))
        for name, spec in default_calendars(zone).items():
            number, _ = put_calendar(session, name, spec, [])
            after = {"name": name, "spec": spec}
            _tell(session, clock, Entry(now, DESK.id, "save", "calendar", number, after=after))
        put_policies(session, DEFAULT_POLICIES)


def _tell(session: Session, clock: Clock, entry: Entry) -> None:
    record(session, entry._replace(why="a fresh store", training=clock.training))

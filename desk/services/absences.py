"""Absences: when somebody does not work, told ahead or as it happens."""

from typing import TypedDict, Unpack

from desk.clock import Clock
from desk.errors import BadValue, NothingToDo
from desk.models.absences import KeptAbsence, absences, end_absence, put_absence
from desk.models.store import Session, Store
from desk.models.workers import burdens
from desk.rows.work import Outcome
from desk.rules.permissions import Actor, require
from desk.rules.times import near_moment
from desk.services.journal import Entry, record
from desk.services.people_named import person_called
from desk.services.use_cases import How


class Away(How, total=False):
    """What may be said of an absence, and how carefully."""

    starts: int
    """Now unless told."""
    why: str


class _Told(TypedDict):
    """An absence as the journal tells it."""

    starts: int
    ends: int
    why: str


class Absences:
    """Use cases on absences; everybody may tell their own."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def absent(self, actor: Actor, name: str, until: int, **away: Unpack[Away]) -> Outcome:
        """Write down that somebody is absent until then."""
        require(actor, "work.read", "tell an absence")
        now = self._clock.now()
        starts, why = away.get("starts", now), away.get("why", "").strip()
        if until <= max(starts, now):
            raise BadValue(
                "The absence ends before it begins or is over already",
                "Name a later time for until=.",
            )
        with self._store.writing(dry_run=away.get("dry_run", False)) as session:
            number, person = self._person(session, actor, name)
            put_absence(session, number, starts, until, why)
            told = _Told(starts=starts, ends=until, why=why)
            entry = Entry(now, actor.id, "absence", "person", number, after={"absence": told})
            seq = self._record(session, entry, away)
            effects = [_line(person.name, starts, until, actor.zone, now)]
            effects += _open_work(session, number, person.name, now)
        return Outcome(person.name, "absence", "", 1, seq, undo=False, effects=tuple(effects))

    def present(self, actor: Actor, name: str, **how: Unpack[How]) -> Outcome:
        """End the absence that goes on; where none does, the next one falls away."""
        require(actor, "work.read", "end an absence")
        now = self._clock.now()
        with self._store.writing(dry_run=how.get("dry_run", False)) as session:
            number, person = self._person(session, actor, name)
            known = absences(session, now, number)
            ending = [each for each in known if each.starts <= now] or known[:1]
            if not ending:
                raise NothingToDo(f"{person.name} is not absent", "There is nothing to end.")
            for absence in ending:
                end_absence(session, absence, now)
            before = {"absences": [_told(each) for each in ending]}
            entry = Entry(now, actor.id, "present", "person", number, before=before)
            seq = self._record(session, entry, how)
        is_back = ending[0].starts <= now
        said = "is there again" if is_back else "is not absent then any more"
        return Outcome(
            person.name, "present", "", 1, seq, undo=False, effects=(f"{person.name} {said}.",)
        )

    def _person(self, session: Session, actor: Actor, name: str) -> tuple[int, Actor]:
        number, person = person_called(session, name)
        if number != actor.id:
            require(actor, "absence.write", "tell the absence of others")
        return number, person

    def _record(self, session: Session, entry: Entry, how: How) -> int:
        entry = entry._replace(training=self._clock.training, group=how.get("group"))
        return record(session, entry)


def _told(absence: KeptAbsence) -> _Told:
    return _Told(starts=absence.starts, ends=absence.ends, why=absence.why)


def _line(name: str, starts: int, until: int, zone: str, now: int) -> str:
    begins = "" if starts <= now else f"from {near_moment(starts, zone, now)} "
    return f"{name} is absent {begins}until {near_moment(until, zone, now)}."


def _open_work(session: Session, person: int, name: str, now: int) -> list[str]:
    """What an absent person has open."""
    held = burdens(session, [person], now)[person]
    many = held.items + held.waiting + held.tasks
    if not many:
        return []
    return [f"{name} has {many} open item{'s' if many > 1 else ''} that others may have to take."]

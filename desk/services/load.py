"""Work given by load: to whoever of a team has the most room, one after the other."""

from typing import NamedTuple

from desk.errors import NothingToDo
from desk.models.absences import absences
from desk.models.base import NOBODY
from desk.models.store import Session
from desk.models.workers import lock_loads, team_terms, workers
from desk.rules.load import Choice, absent_until, least_loaded
from desk.rules.permissions import Actor
from desk.rules.times import moment
from desk.services.changes import Change


class Given(NamedTuple):
    """Who gets an item by load; nobody when nobody does."""

    owner: int = NOBODY
    why: str = ""
    lines: tuple[str, ...] = ()
    """What is to be told of it."""


def choice(session: Session, team: int | None, now: int, without: int = NOBODY) -> Choice | None:
    """Who has the most room, of a team or of everybody; None when nobody is there.

    Two desks that ask at once are told one after the other, each of the loads that the other left.
    """
    lock_loads(session)
    able = [each for each in workers(session, now, team) if each.id != without]
    return least_loaded(able, now)


def with_most_room(change: Change, team: int | None) -> str:
    """The name of who has the most room in a team, or of everybody; why is told.

    Raises `NothingToDo` when nobody is there.
    """
    found = choice(change.session, team, change.now)
    if found is None:
        where = f"of {team_terms(change.session)[team].name} " if team is not None else ""
        raise NothingToDo(
            f"Nobody {where}is there to take {change.item.ref}",
            "It stays where it is. Hand it to another team, or assign it by name.",
        )
    change.why = found.why
    change.effect(f"{found.why}.")
    return found.worker.name


def share_out(change: Change, without: int = NOBODY) -> bool:
    """Give the item to an owner at once where its team wants it so; whether somebody got it.

    `without` is who gave it away.
    """
    given = given_in(change.session, change.item.team, change.now, without)
    for line in given.lines:
        change.effect(line)
    if given.owner == NOBODY:
        return False
    change.set(owner=given.owner)
    change.why = given.why
    return True


def given_in(session: Session, team: int | None, now: int, without: int = NOBODY) -> Given:
    """Who gets what is new in a team: nobody where the team does not go by load."""
    terms = team_terms(session).get(team) if team is not None else None
    if terms is None or not terms.by_load:
        return Given()
    found = choice(session, terms.id, now, without)
    if found is None:
        return Given(lines=(f"Nobody of {terms.name} is there, so it stays with the team.",))
    lines = f"{found.why}.", f"{found.worker.name} has it now."
    return Given(found.worker.id, found.why, lines)


def tell_absence(change: Change, person: Actor) -> None:
    """Tell that somebody who gets work is absent, if they are."""
    known = absences(change.session, change.now, person.id)
    back = absent_until([(each.starts, each.ends) for each in known], change.now)
    if back is not None:
        until = moment(back, change.actor.zone, change.now)
        change.effect(f"{person.name} is absent until {until}.")

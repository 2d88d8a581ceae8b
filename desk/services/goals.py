"""Whom an escalation goes to: found by name, or the next on the ladder."""

from collections.abc import Sequence
from typing import NamedTuple

from desk.errors import BadValue, DeskError, MissingValue, NotFound, NothingToDo, WrongState
from desk.models.base import NOBODY
from desk.models.escalations import Step
from desk.models.ladder import members_of, next_teams, partners_of, read_ladder
from desk.models.names import names
from desk.models.people import actor_named, people_names, team_named, team_names
from desk.models.store import Session
from desk.rules.ladder import TOP
from desk.rules.nearness import nearest
from desk.rules.permissions import Actor, holds
from desk.rules.vocabulary import parse_reference, words
from desk.rules.words import fold
from desk.services.changes import Change
from desk.services.ladder import called
from desk.services.load import share_out, tell_absence

PARTNER = "partner:"
"""What stands before the name of a partner whom the problem does not name yet."""


class Goal(NamedTuple):
    """Whom a step goes to."""

    kept: dict[str, object]
    """As the step keeps it."""
    people: tuple[int, ...]
    """Who is told."""


def functional(change: Change, to: str) -> Goal:
    """Hand the problem to more expertise: a team, a person, or a partner. Raises why not.

    Without a name it is the team of the next level of support.
    """
    _refuse_reference(to)
    session = change.session
    if not to:
        to = _next_team(change)
    team = team_named(session, to)
    if team is not None:
        return _to_team(change, *team)
    person = actor_named(session, to) if fold(to) != "me" else change.actor
    if person is not None and person.id is not None:
        return _to_person(change, person)
    partner = _partner(change, to)
    if partner is not None:
        return _to_partner(change, partner)
    raise _nobody(session, to, [*team_names(session), *people_names(session)])


def hierarchic(change: Change, to: str, steps: Sequence[Step]) -> Goal:
    """Call in more authority: somebody by name, or the next above. Raises why not."""
    _refuse_reference(to)
    session, item = change.session, change.item
    ladder = read_ladder(session)
    line = ladder.line(item.owner, item.team)
    still = [step for step in steps if step.ended_at is None and step.type == "hierarchic"]
    there = {person for step in still for person in step.people}
    rung = 1 + max((step.rung for step in still), default=0)
    if to:
        person = _authority(change, to)
        if person in there:
            raise WrongState(
                f"{names(session)('owner', person)} is called in on {item.ref} already",
                "Name somebody else, or nobody for the next above.",
            )
        rung = line.index(person) + 1 if person in line else rung
        people: tuple[int, ...] = (person,)
    else:
        there |= {change.actor.id or NOBODY, item.owner}
        above = (ladder.step(item.owner, item.team, each) for each in range(rung, rung + TOP + 1))
        tried = next((each for each in enumerate(above, rung) if {*each[1]} - there), None)
        if tried is None:
            raise NothingToDo(
                f"Nobody is above who is not called in on {item.ref} already",
                "Name whom: to=PERSON. Who is above: desk people change NAME --manager NAME",
            )
        rung, people = tried[0], tuple(each for each in tried[1] if each not in there)
    _tell_away(change, people)
    return Goal({**called(people), "step": rung}, people)


def _to_team(change: Change, team: int, name: str) -> Goal:
    item = change.item
    if (item.team, item.owner) == (team, NOBODY):
        raise WrongState(f"{item.ref} waits in {name} already", "There is nothing to change.")
    gave = item.owner
    change.set(team=team, owner=NOBODY)
    if not share_out(change, without=gave):
        change.effect(f"{name} has it now, nobody in person.")
    owner = change.item.owner
    kept: dict[str, object] = {"team": team, **({"owner": owner} if owner else {})}
    return Goal(kept, tuple(members_of(change.session, team)))


def _to_person(change: Change, person: Actor) -> Goal:
    item, session = change.item, change.session
    if not holds(person, "work.handle"):
        raise BadValue(
            f"{person.name} is {words(person.role)} and works on no items", "Choose somebody else."
        )
    if item.owner == person.id:
        raise WrongState(f"{item.ref} is {person.name}'s already", "There is nothing to change.")
    assert person.id is not None
    change.set(owner=person.id)
    if item.team not in person.teams and person.teams:
        change.set(team=person.teams[0])
        change.effect(f"It is with {names(session)('team', person.teams[0])} now.")
    change.effect(f"{person.name} has it now.")
    tell_absence(change, person)
    kept: dict[str, object] = {"person": person.id}
    team = {"team": change.item.team} if change.item.team != item.team else {}
    return Goal({**kept, **team}, (person.id,))


def _to_partner(change: Change, name: str) -> Goal:
    if fold(change.item.partner) != fold(name):
        change.set(partner=name)
    change.effect(f"{name} is asked for help; owner and team stay, somebody has to tell them.")
    return Goal({"partner": name}, ())


def _next_team(change: Change) -> str:
    """The one team of the next level of support. Raises what to name instead."""
    session, item = change.session, change.item
    level, above = next_teams(session, item.team)
    if not above:
        raise NothingToDo(
            f"No team stands above that of {item.ref}",
            "Name whom it goes to: to=NAME. Levels of teams: desk people save-team NAME --level 2",
        )
    if len(above) > 1:
        raise MissingValue(
            f"Several teams are of level {level}: {', '.join(above)}", "Name one of them: to=NAME."
        )
    return above[0]


def _authority(change: Change, to: str) -> int:
    session, item = change.session, change.item
    found = change.actor if fold(to) == "me" else actor_named(session, to)
    if found is None or found.id is None:
        team = team_named(session, to)
        if team is None:
            raise _nobody(session, to, people_names(session))
        lead = read_ladder(session).leads.get(team[0])
        hint = f"Name its lead: to={names(session)('owner', lead)}." if lead else "Name a person."
        raise BadValue(f"{team[1]} is a team; authority is a person's", hint)
    if not holds(found, "work.read"):
        raise BadValue(
            f"{found.name} is {words(found.role)} and sees no items", "Choose somebody else."
        )
    if found.id == item.owner:
        raise WrongState(f"{item.ref} is {found.name}'s already", "Name somebody above.")
    return found.id


def _partner(change: Change, to: str) -> str | None:
    """The name of a partner: one whom the problem names, or one that is said to be one."""
    if fold(to).startswith(PARTNER):
        return " ".join(to[len(PARTNER) :].split()) or None
    known = partners_of(change.session, change.item.id)
    return next((name for name in known if fold(name) == fold(to)), None)


def _refuse_reference(to: str) -> None:
    """Raise `BadValue` for a reference: partners have no records yet."""
    try:
        ref = parse_reference(to)
    except DeskError:
        return
    if ref.kind in ("partner", "partnerInteraction"):
        raise BadValue(
            f"{ref} is no partner this desk knows: partners are known by name alone",
            f"Name the partner: to={PARTNER}NAME.",
        )
    raise BadValue(f"{ref} is {words(ref.kind)}, nobody who can help", "Name a team or a person.")


def _nobody(session: Session, to: str, known: list[str]) -> NotFound:
    near = nearest(to, known)
    step = f"Did you mean {near}?" if near else f"Known are: {', '.join(known[:12])}."
    return NotFound(
        f"Nobody here is called '{to}'", f"{step} A partner is named with: to={PARTNER}NAME."
    )


def _tell_away(change: Change, people: Sequence[int]) -> None:
    named = names(change.session)
    for person in people:
        tell_absence(change, Actor(person, named("owner", person), "", ""))

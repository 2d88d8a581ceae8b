"""People, teams and calendars as they are named by whoever changes them."""

from desk.errors import NotFound
from desk.models.people import actor_named, people_names, team_named, team_names
from desk.models.policies import calendar_names
from desk.models.store import Session
from desk.rules.nearness import nearest
from desk.rules.permissions import Actor
from desk.rules.words import fold

NONE = "none"
"""Takes away what stands there."""

_SHOWN = 12


def person_called(session: Session, name: str) -> tuple[int, Actor]:
    """Number and person of that name. Raises `NotFound`, naming who there is."""
    found = actor_named(session, name)
    if found is None or found.id is None:
        raise NotFound(
            f"Nobody at this desk is called '{name.strip()}'",
            _known("Known are", name, people_names(session)),
        )
    return found.id, found


def nobody_or_person(session: Session, name: str) -> int | None:
    """The number of the person of that name; None for `none`."""
    return None if fold(name) == NONE else person_called(session, name)[0]


def team_called(session: Session, name: str) -> tuple[int, str]:
    """Number and name of a team. Raises `NotFound`, naming those there are."""
    found = team_named(session, name)
    if found is None:
        known = _known("Teams", name, team_names(session))
        raise NotFound(f"There is no team '{name.strip()}'", known)
    return found


def calendar_called(session: Session, name: str) -> str:
    """The name of a calendar as it is kept; empty for `none`. Raises `NotFound`."""
    if fold(name) == NONE:
        return ""
    known = {fold(each): each for each in calendar_names(session)}
    if fold(name) not in known:
        raise NotFound(
            f"There is no calendar '{name.strip()}'",
            _known("Calendars", name, list(known.values())),
        )
    return known[fold(name)]


def _known(what: str, typed: str, names: list[str]) -> str:
    near = nearest(typed, names)
    shown = ", ".join(names[:_SHOWN]) + (" …" if len(names) > _SHOWN else "")
    return f"Did you mean {near}?" if near else f"{what}: {shown or 'none'}."

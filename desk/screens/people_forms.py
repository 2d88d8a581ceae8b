"""What each sheet on people asks, what stands in its fields, and what it does."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from desk.errors import NothingToDo
from desk.rows.people import HandedOver, PersonRow, TeamRow
from desk.rows.work import Done, Outcome
from desk.rules.actions_on_people import ROLES_OF_PEOPLE
from desk.rules.instants import duration
from desk.rules.permissions import PERMISSIONS
from desk.rules.times import full_moment
from desk.rules.values import Raw
from desk.rules.vocabulary import words
from desk.screens.base import Seat
from desk.widgets.matches import Option

NONE = "none"
_TEAMS = ","
_NOBODY, _HAS, _STAYS = "Nobody", " has it now", "stays, "
_NAMED = 4
"""Items that a line names."""


class Field(NamedTuple):
    """One field of a sheet."""

    name: str
    label: str
    begun: str = ""
    options: Sequence[Option] = ()
    """What can be picked; none for a line."""
    is_required: bool = False
    is_moment: bool = False
    is_text: bool = False
    """Whether it takes several lines."""
    hint: str = ""
    """What may stand there, said where nothing does."""


class Told(NamedTuple):
    """What a sheet did, or would do."""

    name: str
    """Of the person or team, as it is called now."""
    effects: tuple[str, ...] = ()
    handed: HandedOver | None = None
    reads: tuple[str, ...] = ()
    """How it reads then, for a matter that is made up."""


Run = Callable[[Mapping[str, str], bool], Told]
"""Does it with the values of the fields, or only tries."""


class Asked(NamedTuple):
    """A sheet on people."""

    title: str
    verb: str
    about: tuple[str, str]
    """By what its draft is kept: of whom, and what."""
    fields: Sequence[Field]
    run: Run
    said: str
    """What was done, in words, before the name."""
    is_checked: bool = False
    """Whether what is wrong is told while one types, not only when it is handed in."""
    is_shown: bool = False
    """Whether it shows how it reads from the beginning."""


class Known(NamedTuple):
    """What fields pick from."""

    people: Sequence[PersonRow]
    calendars: Sequence[str]


def person_form(seat: Seat, known: Known, row: PersonRow) -> Asked:
    """Change a person."""
    fields = (
        Field("name", "Name", row.name, is_required=True),
        _role(row.role),
        Field("team", "Teams", ", ".join(row.teams)),
        Field("manager", "Manager", row.manager or NONE, _others(known, row.name)),
        _hours(known, row.calendar),
        Field("zone", "Zone", row.zone),
    )

    def run(values: Mapping[str, str], dry_run: bool) -> Told:
        name, effects = _changed(seat, row, values, dry_run=dry_run)
        zone = values.get("zone", row.zone).strip()
        if zone != row.zone:
            given = {"name": row.name if dry_run else name, "zone": zone}
            seat.desk.do(seat.actor, "zone", "person", given, dry_run=dry_run)
            effects = (*effects, f"{name} reads and types times in {zone}.")
        if not effects:
            raise NothingToDo("Nothing is otherwise", "Change a field, or leave with esc.")
        return Told(name, effects)

    return Asked(f"Change {row.name}", "save", (row.name, "change"), fields, run, "Changed")


def new_person_form(seat: Seat, team: str) -> Asked:
    """Add a person."""
    fields = (
        Field("name", "Name", is_required=True),
        _role("agent"),
        Field("team", "Teams", team),
        Field("zone", "Zone", str(seat.actor.zone)),
    )

    def run(values: Mapping[str, str], dry_run: bool) -> Told:
        given: dict[str, Raw] = {**values, "team": _split(values.get("team", ""))}
        done = seat.desk.do(seat.actor, "add", "person", given, dry_run=dry_run)
        return Told(done.ref, _without_way_back(done))

    return Asked("Add a person", "add", ("somebody new", "add"), fields, run, "Added")


def team_form(seat: Seat, known: Known, row: TeamRow | None) -> Asked:
    """Change a team, or make one."""
    now = row or TeamRow(0, "", 0)
    after = duration(now.return_after) if now.return_after else "never"
    fields = (
        Field("name", "Team", now.name, is_required=True),
        Field("level", "Level", str(now.level)),
        Field("lead", "Lead", now.lead or NONE, _others(known, "")),
        _hours(known, now.calendar),
        Field("by_load", "By load", "yes" if now.by_load else "no", _YES_NO),
        Field("return_after", "Goes back", after),
    )

    def run(values: Mapping[str, str], dry_run: bool) -> Told:
        given = dict(values)
        if row is not None:
            given = {"name": row.name, "rename": values.get("name", row.name)} | {
                name: value for name, value in values.items() if name != "name"
            }
        done = seat.desk.do(seat.actor, "save", "team", given, dry_run=dry_run)
        return Told(done.ref, _without_way_back(done))

    title = f"Settings of {row.name}" if row else "New team"
    return Asked(title, "save", (now.name or "a new team", "save"), fields, run, "Saved")


def absence_form(seat: Seat, row: PersonRow) -> Asked:
    """Say when somebody is absent."""
    fields = (
        Field("until", "Until", is_required=True, is_moment=True),
        Field("from", "From", is_moment=True),
        Field("why", "Why"),
    )

    def run(values: Mapping[str, str], dry_run: bool) -> Told:
        given = {"name": row.name, **values}
        done = seat.desk.do(seat.actor, "absence", "person", given, dry_run=dry_run)
        return Told(done.ref, _without_way_back(done))

    title = f"{row.name} is absent"
    return Asked(title, "note it", (row.name, "absence"), fields, run, "Noted the absence of")


def hand_over_form(seat: Seat, known: Known, row: PersonRow) -> Asked:
    """Hand all the open work of a person over."""
    people = [each for each in known.people if "work.handle" in PERMISSIONS.get(each.role, ())]
    options = [
        Option("team", "the team of each", "whoever has room, where it goes by load"),
        *(Option(each.name, each.name) for each in people if each.id != row.id),
    ]
    fields = (Field("to", "Goes to", options=options, is_required=True),)

    def run(values: Mapping[str, str], dry_run: bool) -> Told:
        desk, actor = seat.desk, seat.actor
        handed = desk.handovers.hand_over(actor, values["to"], row.name, dry_run=dry_run)
        return Told(row.name, handed_lines(handed), handed)

    title = f"Hand over the work of {row.name}"
    return Asked(title, "hand over", (row.name, "sign-off"), fields, run, "Handed over the work of")


def handed_lines(handed: HandedOver) -> tuple[str, ...]:
    """How many go where, and how many stay."""
    if not handed.done:
        return handed.outcome.effects
    counted: dict[str, list[str]] = {}
    for each in handed.done:
        counted.setdefault(_where(each), []).append(each.ref)
    lines = [_counted(where, refs) for where, refs in counted.items()]
    return (*lines, *([f"and {handed.left:,} more"] if handed.left else ()))


def _where(done: Done) -> str:
    """Who gets a piece of work, or why nobody does."""
    if done.outcome is None:
        return f"{_STAYS}{done.error}"
    has = next((each for each in done.outcome.effects if _HAS in each), _NOBODY)
    if has.startswith(_NOBODY):
        return "nobody, for want of a team"
    return has.replace(_HAS, "", 1).removesuffix(".")


def _counted(where: str, refs: Sequence[str]) -> str:
    named = ", ".join(refs[:_NAMED])
    named += f" and {len(refs) - _NAMED:,} more" if len(refs) > _NAMED else ""
    if where.startswith(_STAYS):
        return f"{named}: {where}"
    return f"{named} {'goes' if len(refs) == 1 else 'go'} to {where}"


def moment_said(seat: Seat, at: int) -> str:
    """A moment in full, in the zone of who sits there."""
    return full_moment(at, seat.actor.zone)


_YES_NO = (Option("yes", "yes"), Option("no", "no"))


def _role(now: str) -> Field:
    options = [Option(role, words(role)) for role in ROLES_OF_PEOPLE]
    return Field("role", "Role", now, options, is_required=True)


def _others(known: Known, own: str) -> list[Option]:
    named = [Option(each.name, each.name, words(each.role)) for each in known.people]
    return [Option(NONE, "nobody"), *(each for each in named if each.key != own)]


def _hours(known: Known, now: str) -> Field:
    options = [Option(NONE, "the usual ones"), *(Option(name, name) for name in known.calendars)]
    return Field("calendar", "Hours", now or NONE, options)


def _split(typed: str) -> list[str]:
    return [part.strip() for part in typed.split(_TEAMS) if part.strip()]


def _changed(
    seat: Seat, row: PersonRow, values: Mapping[str, str], *, dry_run: bool
) -> tuple[str, tuple[str, ...]]:
    """Change what is otherwise of a person; the name and what comes of it."""
    teams = _split(values.get("team", ""))
    was = {"name": row.name, "role": row.role, "manager": row.manager or NONE}
    was |= {"calendar": row.calendar or NONE}
    given: dict[str, Raw] = {
        "rename" if name == "name" else name: values[name]
        for name, before in was.items()
        if values.get(name, before) != before
    }
    joined = [team for team in teams if team not in row.teams]
    left = [team for team in row.teams if team not in teams]
    given |= {"team": joined} if joined else {}
    given |= {"leave": left} if left else {}
    if not given:
        return row.name, ()
    done = seat.desk.do(
        seat.actor, "change", "person", {"name": row.name, **given}, dry_run=dry_run
    )
    return done.ref, (f"{done.ref} is changed.", *_without_way_back(done))


def _without_way_back(done: Outcome) -> tuple[str, ...]:
    """What comes of it: that none of this is taken back goes without saying."""
    return tuple(effect for effect in done.effects if effect != done.way_back)

"""Teams: their support level, lead, opening hours, and what they want done with work."""

from typing import Unpack

from desk.clock import Clock
from desk.errors import BadValue, Duplicate, NothingToDo
from desk.models.people import make_team, team_named
from desk.models.store import Session, Store
from desk.models.teams import put_team, team_values
from desk.rows.work import Outcome
from desk.rules.instants import parse_duration
from desk.rules.permissions import Actor, require
from desk.rules.person_names import checked_name
from desk.rules.times import span
from desk.services.journal import Entry, record
from desk.services.people_named import calendar_called, nobody_or_person
from desk.services.use_cases import How

HIGHEST_LEVEL = 9
"""The support levels a team may have: 1 to this."""

_NEVER = ("never", "none", "0")


class TeamValues(How, total=False):
    """What may be said of a team besides its name, and how carefully."""

    level: int
    lead: str
    """`none` for nobody."""
    calendar: str
    """`none` for the hours of the desk."""
    by_load: str
    """yes or no."""
    return_after: str
    """A length of working time, or `never`."""
    rename: str


class Teams:
    """Use cases on teams."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def save(self, actor: Actor, name: str, **values: Unpack[TeamValues]) -> Outcome:
        """Change a team, or make it when there is none of that name."""
        require(actor, "people.write", "change teams")
        with self._store.writing(dry_run=values.get("dry_run", False)) as session:
            found = team_named(session, name)
            wanted = _wanted(session, found[0] if found else None, values)
            team = found[0] if found else make_team(session, checked_name(name))
            before = team_values(session, team)
            version = put_team(session, team, wanted) if wanted else 1
            after = team_values(session, team)
            changed = [key for key in after if not found or before[key] != after[key]]
            if not changed:
                raise NothingToDo(
                    f"The team {before['name']} is like that already",
                    "Say what is to be otherwise.",
                )
            entry = Entry(self._clock.now(), actor.id, "save", "team", team)
            entry = entry._replace(
                before={key: before[key] for key in changed} if found else {},
                after={key: after[key] for key in changed},
                group=values.get("group"),
                training=self._clock.training,
            )
            seq = record(session, entry)
        effects = _effects(after, changed, is_new=found is None)
        return Outcome(str(after["name"]), "save", "", version, seq, undo=False, effects=effects)


def _wanted(session: Session, team: int | None, values: TeamValues) -> dict[str, object]:
    """The columns that are to be otherwise. Raises what cannot be taken."""
    wanted: dict[str, object] = {}
    if "level" in values:
        wanted["level"] = _level(values["level"])
    if "lead" in values:
        wanted["lead"] = nobody_or_person(session, values["lead"])
    if "calendar" in values:
        wanted["calendar"] = calendar_called(session, values["calendar"])
    if "by_load" in values:
        wanted["by_load"] = int(values["by_load"] == "yes")
    if "return_after" in values:
        wanted["return_after"] = _seconds(values["return_after"])
    if "rename" in values:
        wanted["name"] = checked_name(values["rename"])
        known = team_named(session, str(wanted["name"]))
        if known is not None and known[0] != team:
            raise Duplicate(f"There is a team '{known[1]}' already", "Choose another name.")
    return wanted


def _level(level: int) -> int:
    if not 1 <= level <= HIGHEST_LEVEL:
        raise BadValue(f"There is no support level {level}", f"Write 1 to {HIGHEST_LEVEL}.")
    return level


def _seconds(typed: str) -> int:
    if typed.strip().lower() in _NEVER:
        return 0
    seconds = parse_duration(typed)
    if seconds < 60:
        raise BadValue(
            f"'{typed}' is too short", "Write a length of working time like 4h, or never."
        )
    return seconds


def _effects(after: dict[str, object], changed: list[str], *, is_new: bool) -> tuple[str, ...]:
    lines = [f"The team {after['name']} is new."] if is_new else []
    if "by_load" in changed and after["by_load"]:
        lines.append("New work goes to whoever has the most room.")
    seconds = after["return_after"]
    if "return_after" in changed and isinstance(seconds, int) and seconds:
        lines.append(f"Work goes back to the team once its owner left it for {span(seconds)}.")
    return tuple(lines)

"""Tables of calendars and policies, and how they are read back."""

import json
from collections.abc import Mapping

from desk.models.base import AutoField, BigIntegerField, Table, TextField, peewee
from desk.models.store import Session
from desk.rules.calendars import DAYS
from desk.rules.policies import AT_ANY_HOUR
from desk.rules.policies import Policy as AgreedPolicy
from desk.rules.working_time import Calendar as OpeningHours
from desk.rules.working_time import parse_calendar


class Calendar(Table):
    """Opening hours, with the holidays worked out when it was saved."""

    id = AutoField()
    name = TextField()
    spec = TextField()
    holidays = TextField()
    version = BigIntegerField()


class Policy(Table):
    """A row of the agreed service levels; the first one that fits wins."""

    id = AutoField()
    place = BigIntegerField()
    name = TextField()
    conditions = TextField()
    targets = TextField()
    version = BigIntegerField()


_ALWAYS = {"tz": "UTC", "hours": {day: [["00:00", "24:00"]] for day in DAYS}}


def calendars(session: Session) -> dict[str, OpeningHours]:
    """Every calendar by its name, compiled; a second look at the same one costs nothing.

    The one of promises is among them, whatever anybody has saved.
    """
    rows = session.rows(Calendar.select(Calendar.name, Calendar.spec, Calendar.holidays))
    kept = {name: parse_calendar(whole_spec(spec, holidays)) for name, spec, holidays in rows}
    return kept | {AT_ANY_HOUR: parse_calendar(_ALWAYS)}


def policies(session: Session) -> tuple[AgreedPolicy, ...]:
    """The table of agreed service levels, in its order."""
    rows = session.rows(
        Policy.select(Policy.name, Policy.conditions, Policy.targets).order_by(Policy.place)
    )
    return tuple(
        AgreedPolicy(name, json.loads(conditions), json.loads(targets))
        for name, conditions, targets in rows
    )


def whole_spec(spec: str, holidays: str) -> dict[str, object]:
    """A calendar as it was written, with the holidays that were worked out for it added."""
    written: dict[str, object] = json.loads(spec)
    own = written.get("holidays") or []
    worked_out = json.loads(holidays)
    if isinstance(own, list) and worked_out:
        # The calendar's own entry for a date comes last, so its name stays.
        written["holidays"] = [*worked_out, *own]
    return written


def put_policies(session: Session, table: tuple[AgreedPolicy, ...], version: int = 1) -> None:
    """Write the table of a store that has none yet."""
    for place, policy in enumerate(table, 1):
        session.run(
            Policy.insert(
                place=place,
                name=policy.name,
                conditions=json.dumps(policy.conditions, ensure_ascii=False),
                targets=json.dumps(policy.targets),
                version=version,
            )
        )


def replace_policies(session: Session, table: tuple[AgreedPolicy, ...]) -> int:
    """Write the table in place of the one there is; its version."""
    highest = session.one(Policy.select(peewee.fn.MAX(Policy.version)))
    version = int((highest and highest[0]) or 0) + 1
    session.run(Policy.delete())
    put_policies(session, table, version)
    return version


def calendar_names(session: Session) -> list[str]:
    """The names of all calendars, in order."""
    return [
        name for (name,) in session.rows(Calendar.select(Calendar.name).order_by(Calendar.name))
    ]


def spec_of(session: Session, name: str) -> dict[str, object]:
    """The calendar of that name as it was written, without worked out holidays; empty for none."""
    found = session.one(Calendar.select(Calendar.spec).where(Calendar.name == name))
    return json.loads(found[0]) if found else {}


def put_calendar(
    session: Session,
    name: str,
    spec: Mapping[str, object],
    holidays: list[dict[str, str]],
) -> tuple[int, int]:
    """Write a calendar, in place of the one of that name; its number and version."""
    insert = Calendar.insert(
        name=name,
        spec=json.dumps(spec, ensure_ascii=False),
        holidays=json.dumps(holidays, ensure_ascii=False),
        version=1,
    ).on_conflict(
        conflict_target=[Calendar.name],
        preserve=[Calendar.spec, Calendar.holidays],
        update={Calendar.version: Calendar.version + 1},
    )
    (row,) = session.rows(insert.returning(Calendar.id, Calendar.version))
    return row[0], row[1]

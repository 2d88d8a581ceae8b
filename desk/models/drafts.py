"""The table of drafts: text that was typed and not handed in."""

import json
from collections.abc import Mapping

from desk.models.base import BigIntegerField, CompositeKey, Table, TextField
from desk.models.presence import present_sessions
from desk.models.store import Session
from desk.rows.drafts import DraftRow


class Draft(Table):
    """What one person typed at one place in one session; desks do not overwrite each other's."""

    person = BigIntegerField()
    place = TextField()
    session = TextField()
    fields = TextField()
    reason = TextField()
    updated = BigIntegerField()

    class Meta:
        primary_key = CompositeKey("person", "place", "session")


def put_draft(session: Session, person: int, row: DraftRow) -> None:
    """Write a draft down, in place of what the same session wrote there before."""
    fields = _json(row.fields)
    values = {Draft.fields: fields, Draft.reason: row.reason, Draft.updated: row.updated}
    session.run(
        Draft.insert(
            {Draft.person: person, Draft.place: row.place, Draft.session: row.session, **values}
        ).on_conflict(conflict_target=[Draft.person, Draft.place, Draft.session], update=values)
    )


def remove_draft(session: Session, person: int, place: str, of_session: str) -> None:
    """Take a draft away."""
    session.run(
        Draft.delete().where(
            (Draft.person == person) & (Draft.place == place) & (Draft.session == of_session)
        )
    )


def remove_taken_up(session: Session, person: int, row: DraftRow, now: int | None) -> None:
    """Take away a draft that went on elsewhere, if it still reads as it did then.

    With `now` only when its session has no item open any more.
    """
    same = (
        (Draft.person == person)
        & (Draft.place == row.place)
        & (Draft.session == row.session)
        & (Draft.fields == _json(row.fields))
    )
    if now is not None:
        same &= Draft.session.not_in(present_sessions(now))
    session.run(Draft.delete().where(same))


def drafts_of(session: Session, person: int, place: str | None = None) -> tuple[DraftRow, ...]:
    """The drafts of a person, the newest first; with `place` those of it alone."""
    query = Draft.select(
        Draft.place, Draft.session, Draft.fields, Draft.reason, Draft.updated
    ).where(Draft.person == person)
    if place is not None:
        query = query.where(Draft.place == place)
    found = session.rows(query.order_by(Draft.updated.desc(), Draft.place, Draft.session))
    return tuple(
        DraftRow(place, of_session, json.loads(fields), reason, updated)
        for place, of_session, fields, reason, updated in found
    )


def _json(fields: Mapping[str, str]) -> str:
    return json.dumps(dict(fields))

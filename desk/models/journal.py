"""Tables of the journal, and how an object's facts are read back."""

import json
from collections.abc import Mapping
from typing import NamedTuple

from desk.models.base import AutoField, BigIntegerField, Table, TextField, peewee
from desk.models.store import Session
from desk.rules.delivery_facts import ACTION as UNDELIVERED
from desk.rules.delivery_facts import REACHED
from desk.rules.time_facts import ACTIONS as BY_TIME

_OF_NO_VERSION = (*BY_TIME, UNDELIVERED, REACHED)
"""What tells of an item and changes nothing of it."""


class Journal(Table):
    """A fact: who did what to which object; never changed."""

    seq = AutoField()
    at = BigIntegerField()
    actor = BigIntegerField(null=True)
    action = TextField()
    kind = TextField()
    object = BigIntegerField()
    customer = BigIntegerField(null=True)
    partner = BigIntegerField(null=True)
    visibility = TextField()
    grp = TextField(null=True)
    why = TextField()
    training = BigIntegerField()


class JournalValue(Table):
    """What a fact changed; erasing a person empties these alone."""

    seq = BigIntegerField(primary_key=True)
    before = TextField()
    after = TextField()


class Written(NamedTuple):
    """A fact as the journal keeps it."""

    seq: int
    at: int
    actor: int | None
    action: str
    visibility: str
    why: str
    before: Mapping[str, object]
    after: Mapping[str, object]


def facts_of(session: Session, kind: str, object_: int, last: int | None = None) -> list[Written]:
    """The facts of an object, oldest first.

    With `last` only so many of the latest that changed it, each of which made a version of it.
    """
    of_it = (Journal.kind == kind) & (Journal.object == object_)
    if last is not None:
        of_it &= Journal.action.not_in(_OF_NO_VERSION)
    query = (
        Journal.select(
            Journal.seq,
            Journal.at,
            Journal.actor,
            Journal.action,
            Journal.visibility,
            Journal.why,
            JournalValue.before,
            JournalValue.after,
        )
        .join(JournalValue, peewee.JOIN.LEFT_OUTER, on=(JournalValue.seq == Journal.seq))
        .where(of_it)
        .order_by(Journal.seq.desc())
        .limit(last)
    )
    return [
        Written(
            seq,
            at,
            actor,
            action,
            visibility,
            why,
            json.loads(before or "{}"),
            json.loads(after or "{}"),
        )
        for seq, at, actor, action, visibility, why, before, after in reversed(session.rows(query))
    ]

"""The journal of facts: every business write ends in one entry, in its own transaction."""

import json
from collections.abc import Mapping, Sequence
from json.encoder import encode_basestring
from typing import NamedTuple

from desk.models.journal import Journal, JournalValue
from desk.models.listening import call_out
from desk.models.numbers import reserve
from desk.models.store import Session


class Entry(NamedTuple):
    """Who did what to which object, and what it changed."""

    at: int
    actor: int | None
    """The person's number; None for the desk itself."""
    action: str
    """The use case, as `rules.actions` spells it."""
    kind: str
    object_id: int
    """The object's id within its kind: of work the row's, else the table's own."""
    before: Mapping[str, object] = {}
    after: Mapping[str, object] = {}
    customer: int | None = None
    partner: int | None = None
    visibility: str = "internal"
    group: str | None = None
    """Shared by all entries of one bulk action or import."""
    why: str = ""
    training: bool = False
    """Whether it was written under a training clock."""


_JSON = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False)
_COLUMNS = (
    *("seq", "at", "actor", "action", "kind", "object", "customer", "partner", "visibility"),
    *("grp", "why", "training"),
)


def record(session: Session, entry: Entry) -> int:
    """Write an entry; its number. An entry that changed no field has no row of values."""
    seq = session.insert(
        Journal.insert(
            at=entry.at,
            actor=entry.actor,
            action=entry.action,
            kind=entry.kind,
            object=entry.object_id,
            customer=entry.customer,
            partner=entry.partner,
            visibility=entry.visibility,
            grp=entry.group,
            why=entry.why,
            training=int(entry.training),
        ).returning(Journal.seq)
    )
    if entry.before or entry.after:
        session.run(
            JournalValue.insert(seq=seq, before=spelt(entry.before), after=spelt(entry.after))
        )
    call_out(session)
    return seq


def record_all(session: Session, entries: Sequence[Entry]) -> Sequence[int]:
    """Write many entries in one go, in order; their numbers."""
    seqs = reserve(session, "journal", "seq", len(entries))
    session.insert_many(
        Journal,
        _COLUMNS,
        [
            (
                *(seq, entry.at, entry.actor, entry.action, entry.kind, entry.object_id),
                *(entry.customer, entry.partner, entry.visibility, entry.group, entry.why),
                int(entry.training),
            )
            for seq, entry in zip(seqs, entries, strict=True)
        ],
    )
    session.insert_many(
        JournalValue,
        ("seq", "before", "after"),
        [
            (seq, spelt(entry.before), spelt(entry.after))
            for seq, entry in zip(seqs, entries, strict=True)
            if entry.before or entry.after
        ],
    )
    if entries:
        call_out(session)
    return seqs


def spelt(values: Mapping[str, object]) -> str:
    """Changed fields as the journal keeps them.

    Most hold texts and whole numbers alone; those are put together here, which takes a third of
    the time that the encoder would, and an import has millions.
    """
    parts = []
    for name, value in values.items():
        if isinstance(value, str):
            told = encode_basestring(value)
        elif type(value) is int:
            told = str(value)
        elif value is None:
            told = "null"
        elif type(value) is dict:
            told = spelt(value)
        else:
            return _JSON.encode(values)
        parts.append(f"{encode_basestring(name)}:{told}")
    return f"{{{','.join(parts)}}}"

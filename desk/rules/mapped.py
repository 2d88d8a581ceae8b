"""One row of a file made into a record of the desk, as a map says."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from desk.errors import BadValue
from desk.rules import date_forms
from desk.rules.mapping import ANY, CHOICES, INSTANTS, JOINED_BY, ImportMap, word_of
from desk.rules.values import parse_tags
from desk.rules.vocabulary import PRIORITIES
from desk.rules.words import fold, storable

DONE = "completed"
NO_SUBJECT = "No subject"
LONGEST_SUBJECT = 300
"""Letters a subject takes over from a text when the file has no subject."""

LONGEST_KEY = 500
"""Letters of what tells records apart: an index takes no more."""


class Rejected(Exception):
    """A row that cannot be taken; says why."""


class Mapped(NamedTuple):
    """What a row of a file says of one interaction."""

    key: str
    digest: str
    """Changes when anything of the record does."""
    subject: str
    text: str
    state: str
    channel: str
    direction: str
    priority: int
    created: int
    answered: int | None
    updated: int | None
    closed: int | None
    due: int | None
    owner: str
    team: str
    customer: str
    contact: str
    tags: tuple[str, ...]
    reason: str
    outcome: str | None
    extra: Mapping[str, str]
    """Columns kept beside, by their names."""
    remarks: tuple[str, ...] = ()
    """What had to be set right, in words that are the same for each row it happens to."""


CLOSED_EARLY = "closed before it was created; taken as closed at its creation"
CLOSED_OPEN = "has a closing time though it is open; the time is kept beside"
ANSWERED_EARLY = "answered before it was created; taken as answered at its creation"
DUE_EARLY = "due before it was created; taken as due at its creation"
UNCLOSED = "closed without a closing time; its clocks do not count"


class Mapper:
    """Makes records of the rows of one file."""

    def __init__(self, mapping: ImportMap, header: Sequence[str]) -> None:
        self._map = mapping
        self._width = len(header)
        place = {column: number for number, column in enumerate(header)}
        self._key = [place[column] for column in mapping.key]
        self._fields = [
            (field, [place[column] for column in columns], JOINED_BY[field])
            for field, columns in mapping.fields.items()
        ]
        filled = {column for columns in mapping.fields.values() for column in columns}
        unkept = {*filled, *mapping.key, *mapping.drop} - set(mapping.keep)
        self._extra = [(name, number) for name, number in place.items() if name not in unkept]
        self._digits = [(place[name], length) for name, length in mapping.digits.items()]
        self._instant = date_forms.reader(mapping.forms, mapping.zone)
        self._kept_late = [
            (name, place[name]) for name in mapping.fields.get("closed", ()) if name in unkept
        ]
        self._words: dict[tuple[str, str], str] = {}
        self._seen: dict[str, int] = {}

    def read(self, cells: Sequence[str]) -> Mapped:
        """The record of one row. Raises `Rejected`."""
        row = self._cleaned(cells)
        said = dict(self._map.defaults)
        for field, places, joint in self._fields:
            text = (
                row[places[0]]
                if len(places) == 1
                else joint.join(row[place] for place in places if row[place])
            )
            if text:
                said[field] = text
        for field in _OF_WORDS:
            if field in said:
                said[field] = self._word(field, said[field])
        extra = {name: row[place] for name, place in self._extra if row[place]}
        key = self._key_of(row)
        return _record(key, said, self._instants(said), extra, self._closings(row))

    def key(self, cells: Sequence[str]) -> str:
        """What tells the row from others; empty when nothing does but the row itself."""
        if len(cells) != self._width:
            return ""
        return " ".join(storable(cells[place]).strip() for place in self._key).strip()

    def _cleaned(self, cells: Sequence[str]) -> list[str]:
        if len(cells) != self._width:
            raise Rejected(f"has {len(cells)} cells where the header has {self._width}")
        row = [storable(cell).strip() for cell in cells]
        if self._map.empty:
            row = ["" if cell in self._map.empty else cell for cell in row]
        for place, length in self._digits:
            if row[place].isdigit():
                row[place] = row[place].zfill(length)
        return row

    def _key_of(self, row: Sequence[str]) -> str:
        if self._key:
            key = " ".join(row[place] for place in self._key).strip()
            if not key:
                raise Rejected(f"has no {' '.join(self._map.key)}, which tells records apart")
            if len(key) > LONGEST_KEY:
                raise Rejected(f"has a key of {len(key)} letters; {LONGEST_KEY} are the most")
            return key
        # Without a key, equal rows are told apart by how often they came before.
        digest = hashlib.blake2b("\0".join(row).encode(), digest_size=12).hexdigest()
        self._seen[digest] = self._seen.get(digest, 0) + 1
        return f"{digest}-{self._seen[digest]}"

    def _instants(self, said: Mapping[str, str]) -> dict[str, int | None]:
        found: dict[str, int | None] = dict.fromkeys(INSTANTS)
        for field in INSTANTS:
            text = said.get(field)
            if text:
                found[field] = self._instant(text)
                if found[field] is None:
                    raise Rejected(f"{field} '{text[:60]}' fits no date form of the map")
        if found["created"] is None:
            raise Rejected("has no time at which it was created")
        return found

    def _word(self, field: str, text: str) -> str:
        """The desk's word for a value of the file; worked out once for each value."""
        known = self._words.get((field, text))
        if known is None:
            known = self._words[field, text] = self._looked_up(field, text)
        return known

    def _looked_up(self, field: str, text: str) -> str:
        table = self._map.values.get(field, {})
        folded = fold(text)
        if folded in table:
            return table[folded]
        if field in CHOICES or field == "priority":
            try:
                return word_of(self._map.name, field, text)
            except BadValue:
                pass
        elif ANY not in table:
            return text
        if ANY in table:
            return table[ANY]
        raise Rejected(f"{field} '{text[:60]}' is not in the map's [values.{field}]")

    def _closings(self, row: Sequence[str]) -> dict[str, str]:
        return {name: row[place] for name, place in self._kept_late if row[place]}


_OF_WORDS: tuple[str, ...] = (*CHOICES, "priority", "owner", "team", "reason")


def _record(
    key: str,
    said: Mapping[str, str],
    at: Mapping[str, int | None],
    extra: dict[str, str],
    closings: Mapping[str, str],
) -> Mapped:
    created = at["created"] or 0
    remarks: list[str] = []
    state, closed = _ending(said.get("state"), at["closed"], remarks)
    if CLOSED_OPEN in remarks:
        extra |= closings
    clamp = _Clamp(created, remarks)
    subject = said.get("subject") or said.get("text", "").partition("\n")[0][:LONGEST_SUBJECT]
    record = Mapped(
        key,
        "",
        subject.strip() or said.get("reason") or NO_SUBJECT,
        said.get("text", ""),
        state,
        said["channel"] or "other",
        said["direction"] or "inbound",
        int(said["priority"] or PRIORITIES[2]),
        created,
        clamp(at["answered"], ANSWERED_EARLY),
        at["updated"],
        clamp(closed, CLOSED_EARLY),
        clamp(at["due"], DUE_EARLY),
        said.get("owner", ""),
        said.get("team", ""),
        said.get("customer", ""),
        said.get("contact", ""),
        _tags(said.get("tags", "")),
        said.get("reason", ""),
        _outcome(said) if state == DONE else None,
        extra,
        tuple(remarks),
    )
    return record._replace(digest=_digest(record))


def _ending(state: str | None, closed: int | None, remarks: list[str]) -> tuple[str, int | None]:
    """The state and when it was closed; what contradicts the other is left out, and said."""
    state = state or (DONE if closed is not None else "open")
    if state == DONE and closed is None:
        remarks.append(UNCLOSED)
    if state != DONE and closed is not None:
        remarks.append(CLOSED_OPEN)
        closed = None
    return state, closed


class _Clamp:
    """Moves instants before the creation to the creation, and says so."""

    def __init__(self, created: int, remarks: list[str]) -> None:
        self._created = created
        self._remarks = remarks

    def __call__(self, at: int | None, remark: str) -> int | None:
        if at is None or at >= self._created:
            return at
        self._remarks.append(remark)
        return self._created


def _outcome(said: Mapping[str, str]) -> str:
    return said.get("outcome") or ("reached" if said["direction"] == "outbound" else "answered")


def _tags(text: str) -> tuple[str, ...]:
    if not text:
        return ()
    try:
        return parse_tags(text)
    except BadValue as error:
        raise Rejected(error.message) from error


def _digest(record: Mapped) -> str:
    """No cell holds a NUL, so the parts cannot run into each other."""
    parts = [str(value) for value in record[2:-2]]
    parts += [part for item in record.extra.items() for part in item]
    return hashlib.blake2b("\0".join(parts).encode(), digest_size=16).hexdigest()

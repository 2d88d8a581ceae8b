"""Maps of imports: which column of a file is which field of an interaction."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from desk.errors import BadValue
from desk.rules import date_forms
from desk.rules.nearness import nearest
from desk.rules.states import INTERACTION, SYNONYMS
from desk.rules.values import parse_priority
from desk.rules.vocabulary import (
    CHANNELS,
    DIRECTIONS,
    INBOUND_OUTCOMES,
    OUTBOUND_OUTCOMES,
)
from desk.rules.words import fold

JOINED_BY = {
    "subject": ": ",
    "text": "\n\n",
    "created": " ",
    "answered": " ",
    "updated": " ",
    "closed": " ",
    "due": " ",
    "channel": " ",
    "direction": " ",
    "state": " ",
    "priority": " ",
    "owner": " ",
    "team": " ",
    "customer": " ",
    "contact": ", ",
    "tags": " ",
    "reason": ": ",
    "outcome": " ",
}
"""Every field a map may fill, and what stands between the columns it is made of."""

INSTANTS = ("created", "answered", "updated", "closed", "due")
CHOICES: dict[str, tuple[str, ...]] = {
    "channel": CHANNELS,
    "direction": DIRECTIONS,
    "state": INTERACTION.states,
    "outcome": tuple(dict.fromkeys((*INBOUND_OUTCOMES, *OUTBOUND_OUTCOMES))),
}
"""Fields that take words of the desk alone; value tables turn the file's into these."""

ANY = "*"
"""In a value table: what every other value becomes."""

DEFAULTS = {"channel": "other", "direction": "inbound", "priority": "3"}
DEFAULT_FORMS = ("iso",)


class Shape(NamedTuple):
    """What maps of one kind of record say."""

    kind: str
    """interactions or problems."""
    joined_by: Mapping[str, str]
    """Every field a map may fill, and what stands between the columns it is made of."""
    instants: tuple[str, ...]
    defaults: Mapping[str, str]
    word_of: Callable[[str, str, str], str]
    """The desk's word for a map's name, a field and a value. Raises `BadValue`."""
    demanded: tuple[tuple[tuple[str, ...], str, str], ...]
    """Fields of which a column or a default has to be there, and what to say when none is."""


class ImportMap(NamedTuple):
    """A map as it was read and checked."""

    name: str
    source: str
    """Under which name the keys of its records are remembered."""
    fields: Mapping[str, tuple[str, ...]]
    """Field and the columns it is made of."""
    key: tuple[str, ...] = ()
    """The columns that tell records apart; without any, the whole row does."""
    zone: str = "UTC"
    forms: tuple[str, ...] = DEFAULT_FORMS
    """Forms of dates, in the order in which they are tried."""
    values: Mapping[str, Mapping[str, str]] = {}
    """Per field: what a value of the file, folded, becomes."""
    defaults: Mapping[str, str] = DEFAULTS
    """Per field: what stands where the file has nothing."""
    keep: tuple[str, ...] = ()
    """Columns that fill a field and are kept beside it as well."""
    drop: tuple[str, ...] = ()
    """Columns that are left out."""
    empty: frozenset[str] = frozenset()
    """Values that say nothing: `?`, `N/A`."""
    digits: Mapping[str, int] = {}
    """Columns of digits that lost zeros at their head, and how long they were."""
    kind: str = "interactions"

    def columns(self) -> list[str]:
        """Every column the map names and a file has to have."""
        used = [*self.key, *(name for names in self.fields.values() for name in names)]
        return list(dict.fromkeys([*used, *self.keep, *self.digits]))


_KEYS = (
    *("as", "source", "key", "zone", "dates", "fields", "values", "defaults"),
    *("keep", "drop", "empty", "digits"),
)


def parse_map(name: str, tables: Mapping[str, object], shape: Shape | None = None) -> ImportMap:
    """Read a map from the tables of its TOML. Raises `BadValue` naming what is wrong with it."""
    shape = shape or INTERACTIONS
    known = shape.joined_by
    _known(name, tables, _KEYS, "keys")
    fields = {
        field: _names(name, f"fields.{field}", columns)
        for field, columns in _table(name, tables, "fields").items()
    }
    _known(name, fields, known, "fields")
    zone = str(tables.get("zone", "UTC"))
    forms = _names(name, "dates", tables.get("dates", list(DEFAULT_FORMS)))
    defaults = {field: str(value) for field, value in _table(name, tables, "defaults").items()}
    _known(name, defaults, known, "fields")
    for demanded, reason, next_step in shape.demanded:
        if not any(fields.get(field) or defaults.get(field) for field in demanded):
            raise BadValue(f"The map {name} {reason}", next_step)
    _check_defaults(name, defaults, shape, forms, zone)
    return ImportMap(
        name,
        str(tables.get("source", name)),
        fields,
        _names(name, "key", tables.get("key", [])),
        zone,
        forms,
        _values(name, tables, shape),
        {**shape.defaults, **{f: shape.word_of(name, f, value) for f, value in defaults.items()}},
        _names(name, "keep", tables.get("keep", [])),
        _names(name, "drop", tables.get("drop", [])),
        frozenset(_names(name, "empty", tables.get("empty", []))),
        _digits(name, tables),
        shape.kind,
    )


def _check_defaults(
    name: str, defaults: Mapping[str, str], shape: Shape, forms: tuple[str, ...], zone: str
) -> None:
    read = date_forms.reader(forms, zone)
    for field in shape.instants:
        if field in defaults and read(defaults[field]) is None:
            raise BadValue(
                f"In the map {name} the default of {field} fits none of its date forms",
                f"Write it like one of: {', '.join(forms)}.",
            )


def missing(mapping: ImportMap, header: Iterable[str]) -> list[str]:
    """The columns a map names and a file lacks."""
    there = set(header)
    return [column for column in mapping.columns() if column not in there]


def require_columns(mapping: ImportMap, header: Iterable[str]) -> None:
    """Raise `BadValue`, naming the columns a file lacks and the nearest it has."""
    there = list(header)
    lacking = missing(mapping, there)
    if not lacking:
        return
    raise BadValue(
        f"The file has no column {drift(lacking, mapping, there)}, "
        f"which the map {mapping.name} names",
        f"Set the map right, or the file. Its columns: {', '.join(there)}. Nothing was written.",
    )


def drift(lacking: Iterable[str], mapping: ImportMap, header: Iterable[str]) -> str:
    """The columns that a file lacks, each with the nearest one it has instead."""
    used = set(mapping.columns())
    free = [column for column in header if column not in used]
    told = []
    for column in lacking:
        near = nearest(column, free) or _inside(column, free)
        told.append(f"'{column}' (now '{near}'?)" if near else f"'{column}'")
    return ", ".join(told)


def _inside(column: str, free: Iterable[str]) -> str | None:
    """The one column that has all the words of this one, or the other way round."""
    words = set(fold(column).split())
    named = {each: set(fold(each).split()) for each in free}
    near = [each for each, found in named.items() if words <= found or found <= words]
    return near[0] if len(near) == 1 else None


def word_of(name: str, field: str, value: str) -> str:
    """A word of the desk for a field that takes only such. Raises `BadValue` for any other."""
    if field == "priority":
        return str(parse_priority(value))
    if field not in CHOICES:
        return value
    wanted = SYNONYMS.get(fold(value), fold(value)) if field == "state" else fold(value)
    for choice in CHOICES[field]:
        if fold(choice) == fold(wanted):
            return choice
    raise BadValue(
        f"The map {name} makes {field} '{value}', which the desk does not have",
        f"Write one of: {', '.join(CHOICES[field])}.",
    )


INTERACTIONS = Shape(
    "interactions",
    JOINED_BY,
    INSTANTS,
    DEFAULTS,
    word_of,
    (
        (
            ("subject", "text"),
            "names neither subject nor text",
            'Write under [fields]: subject = "…", the column that says what it is about.',
        ),
        (
            ("created",),
            "does not say which column is created",
            'Write under [fields]: created = "…", the column with the time it came in.',
        ),
    ),
)
"""Maps of files with one interaction in each row."""


def _values(name: str, tables: Mapping[str, object], shape: Shape) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for field in _table(name, tables, "values"):
        table = _table(name, _table(name, tables, "values"), field)
        found[field] = {
            fold(said): shape.word_of(name, field, str(value)) if value != "" else ""
            for said, value in table.items()
        }
    _known(name, found, shape.joined_by, "fields")
    return found


def _digits(name: str, tables: Mapping[str, object]) -> dict[str, int]:
    table = _table(name, tables, "digits")
    for column, length in table.items():
        if not isinstance(length, int) or not 1 <= length <= 40:
            raise BadValue(
                f"The map {name} gives '{column}' no number of digits", "Write one from 1 to 40."
            )
    return {column: int(str(length)) for column, length in table.items()}


def _table(name: str, tables: Mapping[str, object], key: str) -> Mapping[str, object]:
    table = tables.get(key, {})
    if not isinstance(table, Mapping):
        raise BadValue(f"In the map {name} '{key}' is no table", f"Write [{key}] and its lines.")
    return table


def _names(name: str, key: str, value: object) -> tuple[str, ...]:
    names = [value] if isinstance(value, str) else value
    if not isinstance(names, list) or not all(isinstance(each, str) and each for each in names):
        raise BadValue(
            f"In the map {name} '{key}' is no text", f'Write {key} = "…", or several in [ ].'
        )
    return tuple(names)


def _known(name: str, given: Iterable[str], known: Iterable[str], what: str) -> None:
    there = list(known)
    for word in given:
        if word not in there:
            near = nearest(word, there)
            hint = f"Did you mean {near}? " if near else ""
            raise BadValue(
                f"The map {name} has '{word}', which is none of its {what}",
                f"{hint}It takes: {', '.join(there)}.",
            )

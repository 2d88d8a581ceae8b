"""Rows of a file of problems, read as events; the events of one key are one case."""

import hashlib
from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import NamedTuple

from desk.errors import BadValue
from desk.rules import date_forms
from desk.rules.event_log_map import EACH_ROW, JOINED_BY, PROBLEMS, Standing, is_log, standings
from desk.rules.mapped import LONGEST_KEY, Rejected
from desk.rules.mapping import ANY, ImportMap
from desk.rules.words import fold, storable


class Event(NamedTuple):
    """What one row says of how its problem stood at an instant; empty where it says nothing."""

    at: int
    line: int
    """Where it stands in the file."""
    raw: str
    """What the row says in every column that an event is made of."""
    standings: tuple[Standing, ...] = ()
    """The states the row may mean, in the order of choice; none when it names no state."""
    owner: str = ""
    team: str = ""
    impact: str = ""
    urgency: str = ""
    priority: str = ""
    category: str = ""
    service: str = ""
    place: str = ""
    partner: str = ""


def _whole(cells: Sequence[str]) -> str:
    """What tells a row apart that has no key: all of it."""
    return hashlib.blake2b("\0".join(cells).encode("utf-8", "replace"), digest_size=12).hexdigest()


_Says = tuple[tuple[Standing, ...], *tuple[str, ...]]
"""The fields of an event behind its digest."""

_WORDED = ("state", "impact", "urgency", "priority")
"""Fields of which the desk takes certain words alone."""


class LogMapper:
    """Reads the rows of one file of problems."""

    def __init__(self, mapping: ImportMap, header: Sequence[str]) -> None:
        self.map = mapping
        self.width = len(header)
        self.place = {column: number for number, column in enumerate(header)}
        self.instant = date_forms.reader(mapping.forms, mapping.zone)
        self._key = [self.place[column] for column in mapping.key]
        if is_log(mapping) and not self._key:
            raise BadValue(
                f"The map {mapping.name} does not say which rows are one case",
                'Write key = "…", the column that has the number of the case.',
            )
        self._at = "at" if is_log(mapping) else "created"
        at = mapping.fields.get(self._at, ())
        self._alone = self.place[at[0]] if len(at) == 1 else None
        """Where its time stands, if one column has it."""
        self._standing = self._each_row()
        self._columns = self._read_from()
        self._words: dict[tuple[str, str], str] = {}

    def key(self, cells: Sequence[str]) -> str:
        """What tells the case of a row from others, or all of the row; empty when nothing does."""
        if len(cells) != self.width:
            return ""
        if not self._key:
            return _whole(cells)
        if len(self._key) == 1:
            key = cells[self._key[0]].strip()
            return key if key.isalnum() else storable(key)
        return " ".join(storable(cells[place]).strip() for place in self._key).strip()

    def read(self, line: int, key: str, cells: Sequence[str]) -> Event:
        """The event of a row; `key` is that of the row. Raises `Rejected`."""
        if len(cells) != self.width:
            raise Rejected(f"has {len(cells)} cells where the header has {self.width}")
        if not key:
            raise Rejected(f"has no {' '.join(self.map.key) or 'key'}, which tells cases apart")
        if len(key) > LONGEST_KEY:
            raise Rejected(f"has a key of {len(key)} letters; {LONGEST_KEY} are the most")
        at = self._when_it_was(cells)
        if at is None:
            raise Rejected(f"has no time in '{self._at}'")
        raw = "\0".join(self._columns(cells))
        return Event(at, line, raw, *self._standing(cells))

    def _when_it_was(self, cells: Sequence[str]) -> int | None:
        """The time of a row; most are plain, so that is tried first."""
        if self._alone is not None and cells[self._alone] not in self.map.empty:
            at = self.instant(cells[self._alone])
            if at is not None:
                return at
        return self.when(self._at, cells)

    def when(self, field: str, cells: Sequence[str]) -> int | None:
        """The instant of a field; None where the row has none. Raises `Rejected`."""
        text = self.text(field, cells)
        if not text:
            return None
        at = self.instant(text)
        if at is None:
            raise Rejected(f"{field} '{text[:60]}' fits no date form of the map")
        return at

    def text(self, field: str, cells: Sequence[str]) -> str:
        """What a row says in a field: its columns joined, or the map's default."""
        columns = self.map.fields.get(field)
        if not columns:
            return self.map.defaults.get(field, "")
        if len(columns) == 1:
            said = self.cell(cells[self.place[columns[0]]])
        else:
            parts = (self.cell(cells[self.place[column]]) for column in columns)
            said = JOINED_BY[field].join(part for part in parts if part)
        return said or self.map.defaults.get(field, "")

    def cell(self, raw: str) -> str:
        """A cell as it can be kept; empty when the map says that it says nothing."""
        said = storable(raw).strip()
        return "" if said in self.map.empty else said

    def word(self, field: str, text: str) -> str:
        """The desk's word for a value of the file. Raises `Rejected` where it needs one."""
        known = self._words.get((field, text))
        if known is None:
            known = self._words[field, text] = self._looked_up(field, text)
        return known

    def _looked_up(self, field: str, text: str) -> str:
        table = self.map.values.get(field, {})
        folded = fold(text)
        if not text or folded in table:
            return table.get(folded, "")
        if field in _WORDED or field == "channel":
            try:
                return PROBLEMS.word_of(self.map.name, field, text)
            except BadValue:
                pass
        elif ANY not in table:
            return text
        if ANY in table:
            return table[ANY]
        raise Rejected(f"{field} '{text[:60]}' is not in the map's [values.{field}]")

    def _each_row(self) -> Callable[[Sequence[str]], _Says]:
        """What reads the fields of each row; what cells come to is worked out once."""
        names = [column for field in EACH_ROW for column in self.map.fields.get(field, ())]
        pick = _picker([self.place[column] for column in dict.fromkeys(names)])
        known: dict[tuple[str, ...], _Says] = {}

        def read(cells: Sequence[str]) -> _Says:
            raw = pick(cells)
            said = known.get(raw)
            if said is None:
                if len(known) > _REMEMBERED:
                    known.clear()
                state, *rest = (self.word(name, self.text(name, cells)) for name in EACH_ROW)
                said = known[raw] = (standings(state), *rest)
            return said

        return read

    def _read_from(self) -> Callable[[Sequence[str]], tuple[str, ...]]:
        """What picks the cells that an event is made of."""
        names = [
            column
            for field in ("at", "created", *EACH_ROW)
            if field != "created" or not is_log(self.map)
            for column in self.map.fields.get(field, ())
        ]
        return _picker([self.place[column] for column in dict.fromkeys(names)])


def _picker(places: Sequence[int]) -> Callable[[Sequence[str]], tuple[str, ...]]:
    """What picks the cells of these places; always a tuple, as one alone would not be."""
    if len(places) < 2:
        return lambda cells: tuple(cells[place] for place in places)
    return itemgetter(*places)


_REMEMBERED = 20_000
"""What rows say is remembered so often; a column of texts must not fill the memory."""

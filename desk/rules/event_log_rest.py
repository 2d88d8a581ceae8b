"""What the last row of a case says of it as a whole."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from desk.errors import BadValue
from desk.rules.event_log import LogMapper
from desk.rules.event_log_map import is_log
from desk.rules.mapped import Rejected
from desk.rules.values import parse_tags

LEFT_OUT = "have a value in their last row that cannot be read; it is left out"

OF_THE_LAST = (
    *("subject", "text", "channel", "customer", "contact", "tags", "cause", "code"),
    "resolution",
)
"""Fields that a case has once: its last row says them."""

_SAYS_NOTHING = dict.fromkeys(OF_THE_LAST, "")
_WHENS = ("created", "resolved", "closed")


class Rest(NamedTuple):
    """What the last row of a case says of it as a whole."""

    said: Mapping[str, str]
    """Each of `OF_THE_LAST`, empty where the row says nothing."""
    created: int | None
    resolved: int | None
    closed: int | None
    extra: Mapping[str, str]
    """Columns kept beside, by their names."""
    tags: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    """What could not be read and was left out."""


class RestMapper:
    """Reads what stands in the last row of a case."""

    def __init__(self, rows: LogMapper) -> None:
        self._rows = rows
        mapping = rows.map
        self._said = [f for f in OF_THE_LAST if f in mapping.fields or f in mapping.defaults]
        filled = {column for columns in mapping.fields.values() for column in columns}
        unkept = {*filled, *mapping.key, *mapping.drop} - set(mapping.keep)
        self._extra = [(name, place) for name, place in rows.place.items() if name not in unkept]

    def read(self, cells: Sequence[str]) -> Rest:
        """All of it. Of a log nothing is turned away here: its events are read already.

        Raises `Rejected` for a row that is a whole problem.
        """
        rows = self._rows
        faults: list[str] = []
        said = dict(_SAYS_NOTHING)
        for field in self._said:
            said[field] = self._tried(field, cells, faults)
        created, resolved, closed = (self._when(field, cells, faults) for field in _WHENS)
        extra = {name: value for name, place in self._extra if (value := rows.cell(cells[place]))}
        tags = self._tags(said["tags"], faults)
        if faults and not is_log(rows.map):
            raise Rejected(faults[0])
        left_out = (LEFT_OUT,) if faults else ()
        return Rest(said, created, resolved, closed, extra, tags, left_out)

    def _tried(self, field: str, cells: Sequence[str], faults: list[str]) -> str:
        try:
            return self._rows.word(field, self._rows.text(field, cells))
        except Rejected as fault:
            faults.append(str(fault))
            return self._rows.map.defaults.get(field, "")

    def _when(self, field: str, cells: Sequence[str], faults: list[str]) -> int | None:
        try:
            return self._rows.when(field, cells)
        except Rejected as fault:
            faults.append(str(fault))
            return None

    def _tags(self, text: str, faults: list[str]) -> tuple[str, ...]:
        try:
            return parse_tags(text) if text else ()
        except BadValue as error:
            faults.append(error.message)
            return ()

"""A first map for an event log: many rows for each case, and a state that changes on the way."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from desk.rules.guess import text
from desk.rules.guess_columns import Column, Dates, dates_of, look_at
from desk.rules.guess_log_words import NAMES, TIMES, fitness, state_for, word_for
from desk.rules.guess_words import SAYS_NOTHING
from desk.rules.plain_text import plain

_LEAST_ROWS = 1.5
"""Rows that a case has at least, on average."""
_MOST_WORDS = 60
"""Different values up to which columns may be a state."""


class _Log(NamedTuple):
    """What the rows show of a log."""

    columns: Mapping[str, Column]
    dates: Mapping[str, Dates]
    moves: Mapping[str, float]
    """How many of the cases with several rows have several values in a column, as a share."""
    key: str


def guess_log(
    file: str, names: Sequence[str], rows: Sequence[Sequence[str]], doubts: Sequence[str] = ()
) -> str | None:
    """The map in TOML; None for a file that is no event log.

    `doubts` are those that reading the file brought up.
    """
    columns = {column.name: column for column in look_at(names, rows)}
    dates = {name: held for name, column in columns.items() if (held := dates_of(column))}
    for key in _keys(columns, dates):
        log = _Log(columns, dates, _moves(names, rows, key), key)
        at, state = _at(log), _state(log)
        if at and state:
            return "\n".join(_written(file, log, _fields(log, at, state), (rows, doubts))) + "\n"
    return None


def _keys(columns: Mapping[str, Column], dates: Mapping[str, Dates]) -> list[str]:
    """Columns that may tell cases apart, the likeliest first."""
    likely = [
        (-fitness("key", name), name)
        for name, column in columns.items()
        if fitness("key", name)
        and name not in dates
        and column.filled == column.total
        and column.total >= _LEAST_ROWS * len(column.values) > 0
    ]
    return [name for _, name in sorted(likely)]


def _moves(names: Sequence[str], rows: Sequence[Sequence[str]], key: str) -> dict[str, float]:
    place = names.index(key)
    cases: dict[str, list[Sequence[str]]] = {}
    for row in rows:
        if len(row) == len(names):
            cases.setdefault(row[place], []).append(row)
    several = [found for found in cases.values() if len(found) > 1]
    return {
        name: sum(len({row[number] for row in found}) > 1 for found in several)
        / max(1, len(several))
        for number, name in enumerate(names)
    }


def _at(log: _Log) -> str:
    """The column of times that moves with the rows of a case."""
    moving = [name for name in log.dates if log.moves[name] > 0.5]
    return max(moving, key=lambda name: len(log.columns[name].values), default="")


def _state(log: _Log) -> list[str]:
    """The columns that together say how a case stands."""
    likely = sorted(
        (-fitness("state", name), place, name)
        for place, (name, column) in enumerate(log.columns.items())
        if fitness("state", name)
        and name not in log.dates
        and log.moves[name] > 0.5
        and len(column.values) <= _MOST_WORDS
    )
    return [name for _, _, name in likely[:2]]


def _fields(log: _Log, at: str, state: list[str]) -> dict[str, list[str]]:
    """Field and columns, each column in one place."""
    fields = {"at": [at], "state": state}
    taken = {at, log.key, *state}
    chances = sorted(
        (-fitness(field, name), place, field, name)
        for place, field in enumerate(NAMES)
        for name in log.columns
        if fitness(field, name) and _may_be(field, name, log)
    )
    for _, _, field, name in chances:
        if field not in fields and name not in taken:
            fields[field] = [name]
            taken.add(name)
    if "subject" not in fields:
        told = [name for field in ("category", "service") for name in fields.get(field, [])]
        fields["subject"] = told[:1] or [log.key]
    return fields


def _may_be(field: str, name: str, log: _Log) -> bool:
    if field in TIMES:
        return name in log.dates
    return name not in log.dates and bool(log.columns[name].filled)


def _written(
    file: str,
    log: _Log,
    fields: Mapping[str, Sequence[str]],
    read: tuple[Sequence[Sequence[str]], Sequence[str]],
) -> Iterator[str]:
    rows, doubts = read
    shown, cases = plain(file), len(log.columns[log.key].values)
    yield f"# A first map for {shown}. Read it, set right what is marked with ?, and try it:"
    yield f"#   desk import {shown} --map THIS.toml --dry-run"
    yield from (f"# ? {plain(doubt)}" for doubt in doubts)
    yield f"# It is an event log: {len(rows)} rows of {cases} cases, each of which is a problem."
    yield 'as = "problems"'
    yield f"source = {text(file.partition('.')[0])}  # under which name its keys are remembered"
    yield f"key = {text(log.key)}"
    yield f"keep = [{text(log.key)}]  # also kept beside, so that a filter finds it"
    yield 'zone = "UTC"  # ? of times without an offset; an IANA name like Europe/Berlin'
    yield from _dates(log, fields)
    empty = [each for each in SAYS_NOTHING if any(c.values[each] for c in log.columns.values())]
    if empty:
        yield f"empty = [{', '.join(map(text, empty))}]  # values that say nothing"
    yield ""
    yield "[fields]"
    for field, names in fields.items():
        listed = ", ".join(map(text, names))
        yield f"{field} = {listed if len(names) == 1 else f'[{listed}]'}"
    yield from _states(log, fields["state"], rows)
    for field in ("impact", "urgency", "priority", "channel"):
        if field in fields:
            yield from _values(field, log.columns[fields[field][0]], empty)


def _dates(log: _Log, fields: Mapping[str, Sequence[str]]) -> Iterator[str]:
    forms: dict[str, None] = {}
    for field in TIMES:
        for name in fields.get(field, ()):
            held = log.dates[name]
            forms.update(dict.fromkeys(form for form, _, _ in held.forms))
            if held.is_ambiguous:
                yield f"# ? {plain(name)}: nothing tells day from month; if they are the other"
                yield "#   way round, swap %d and %m"
    yield f"dates = [{', '.join(map(text, forms))}]  # tried in this order"


def _states(log: _Log, names: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Each state of the file and what it seems to be here."""
    places = [[*log.columns].index(name) for name in names]
    found: dict[str, int] = {}
    for row in rows:
        if len(row) == len(log.columns):
            said = " ".join(row[place].strip() for place in places if row[place].strip())
            found[said] = found.get(said, 0) + 1
    yield ""
    yield "# A state may say whom it waits for (pending customer, partner or internal), what it is"
    yield "# held for, or two of which the first that the table of states allows is meant."
    yield "[values.state]"
    for said, count in sorted(found.items(), key=lambda each: -each[1]):
        if said:
            word, is_known = state_for(said)
            doubt = "" if is_known else f"  # ? not a word the desk knows; {count} rows"
            yield f"{text(said)} = {text(word)}{doubt}"


def _values(field: str, column: Column, empty: Sequence[str]) -> Iterator[str]:
    yield ""
    yield f"[values.{field}]"
    for value, count in column.values.most_common(_MOST_WORDS):
        if value not in empty:
            word, is_known = word_for(field, value)
            doubt = "" if is_known else f"  # ? not a word the desk knows; {count} rows"
            yield f"{text(value)} = {text(word)}{doubt}"

"""A first map for a file nobody has described, with its doubts as comments."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from desk.rules.guess_columns import (
    Column,
    Dates,
    dates_of,
    has_time,
    is_date,
    look_at,
    time_of,
)
from desk.rules.guess_words import (
    NAMES,
    SAYS_NOTHING,
    fitness,
    names_a_place,
    names_a_sender,
    word_for,
)
from desk.rules.mapping import CHOICES, INSTANTS
from desk.rules.plain_text import plain

_OF_WORDS = (*CHOICES, "priority")
_A_SENTENCE = 12
"""Letters from which values of their own are rather texts than keys."""
_MOST_WORDS = 40
"""Different values up to which a column may be a choice."""


class _Found(NamedTuple):
    """What a file seems to hold."""

    columns: dict[str, Column]
    fields: dict[str, str]
    """Field and the column that fits it best."""
    dates: dict[str, Dates]
    times: dict[str, str]
    """Columns of times of day, and their form."""


def guess(
    file: str,
    names: Sequence[str],
    rows: Sequence[Sequence[str]],
    today: str,
    doubts: Sequence[str] = (),
) -> str:
    """The map in TOML. `today` is the day of creation where no column holds dates.

    `doubts` are those that reading the file brought up.
    """
    found = _looked(names, rows)
    head, *lines = _written(file, found, today)
    told = [f"# ? {plain(doubt)}" for doubt in doubts]
    return "\n".join([head, lines[0], *told, *lines[1:]]) + "\n"


def _looked(names: Sequence[str], rows: Sequence[Sequence[str]]) -> _Found:
    columns = look_at(names, rows)
    dates = {column.name: held for column in columns if (held := dates_of(column))}
    times = {column.name: form for column in columns if (form := time_of(column))}
    found = _Found({column.name: column for column in columns}, {}, dates, times)
    chances = sorted(
        (
            (-fitness(field, column.name), place, field, column.name)
            for place, field in enumerate(NAMES)
            for column in columns
            if fitness(field, column.name) and _may_be(field, column, found)
        )
    )
    for _, _, field, name in chances:
        if field not in found.fields and name not in found.fields.values():
            found.fields[field] = name
    _fill_gaps(found)
    return found


def _may_be(field: str, column: Column, found: _Found) -> bool:
    if field in INSTANTS:
        return column.name in found.dates
    if column.name in found.dates or column.name in found.times or not column.filled:
        return False
    if field in _OF_WORDS:
        is_short = len(column.values) <= _MOST_WORDS
        return is_short and any(word_for(field, value)[1] for value in column.values)
    if field == "key":
        return column.filled == column.total
    if field == "contact" and not names_a_sender(column.name):
        return column.reaches_people
    if field == "owner" and names_a_place(column.name):
        return False
    return len(column.values) > 1 or column.total < 2


def _fill_gaps(found: _Found) -> None:
    """What no name gave away: the first dates, a column of its own values, the longest text."""
    taken = set(found.fields.values())
    free = [
        column
        for name, column in found.columns.items()
        if name not in taken and name not in found.dates and name not in found.times
    ]
    if "created" not in found.fields and (left := [n for n in found.dates if n not in taken]):
        found.fields["created"] = left[0]
    if not {"subject", "text"} & set(found.fields):
        unlike = [column for column in free if not column.is_unique or column.length > _A_SENTENCE]
        longest = max(unlike or free or found.columns.values(), key=lambda column: column.length)
        found.fields["subject"] = longest.name
    unique = [column for column in free if column.is_unique]
    left_over = [column for column in unique if column.name not in found.fields.values()]
    if "key" not in found.fields and left_over:
        found.fields["key"] = min(left_over, key=lambda column: column.length).name


def _written(file: str, found: _Found, today: str) -> Iterator[str]:
    shown = plain(file)
    yield f"# A first map for {shown}. Read it, set right what is marked with ?, and try it:"
    yield f"#   desk import {shown} --map THIS.toml --dry-run"
    yield from _header(found)
    yield ""
    yield f"source = {text(file.partition('.')[0])}  # under which name its keys are remembered"
    yield from _key(found)
    yield 'zone = "UTC"  # ? the file names no zone; an IANA name like Europe/Berlin'
    yield from _dates(found)
    yield from _empty(found)
    yield ""
    yield "[fields]"
    for field in NAMES:
        if field != "key" and field in found.fields:
            yield from _field(field, found)
    if "subject" not in found.fields:
        yield "# ? no column is a subject: the first line of the text becomes it"
    yield from _defaults(found, today)
    for field in _OF_WORDS:
        if field in found.fields:
            yield from _values(field, found.columns[found.fields[field]])
    yield from _digits(found)
    yield from _beside(found)


def _header(found: _Found) -> Iterator[str]:
    """Whether the first row may be a record: names of columns are no numbers and no dates."""
    odd = [name for name in found.columns if name.isdigit() or is_date(name)]
    if odd:
        named = ", ".join(plain(name) for name in odd)
        yield f"# ? the first row looks like a record, not like names of columns: {named};"
        yield "#   if so, put a row of names above it"
    twice = [name for name in found.columns if _is_copy(name, found)]
    if twice:
        named = ", ".join(plain(name) for name in twice)
        yield f"# ? several columns have one name; the later ones are called: {named}"


def _is_copy(name: str, found: _Found) -> bool:
    """Whether a column got a number because another one had its name."""
    first, _, number = name.rpartition(" ")
    return number.isdigit() and first in found.columns


def _key(found: _Found) -> Iterator[str]:
    name = found.fields.get("key")
    if name is None:
        yield "# ? no column tells records apart; without a key the whole row does"
        return
    column = found.columns[name]
    if not column.is_unique:
        twice = column.total - len(column.values)
        yield f"# ? {plain(name)} is not unique: {twice} rows repeat an earlier one and update it"
    yield f"key = {text(name)}"
    yield f"keep = [{text(name)}]  # also kept beside, so that a filter finds it"


def _dates(found: _Found) -> Iterator[str]:
    forms: dict[str, None] = {}
    for field in INSTANTS:
        name = found.fields.get(field)
        if name is None:
            continue
        held = found.dates[name]
        time = _time_beside(field, found)
        forms.update(
            dict.fromkeys(
                f"{each} {found.times[time]}" if time else each
                for each, _, _ in _spelt_out(held, with_time=bool(time))
            )
        )
        yield from _doubts(name, held)
    listed = ", ".join(text(each) for each in forms or {"iso": None})
    yield f"dates = [{listed}]  # tried in this order"


def _empty(found: _Found) -> Iterator[str]:
    """Values that say nothing, where they say so more than once."""
    odd = {
        value: sum(column.values[value] for column in found.columns.values())
        for value in SAYS_NOTHING
    }
    if any(count > 1 for count in odd.values()):
        listed = ", ".join(text(value) for value, count in odd.items() if count > 1)
        yield f"empty = [{listed}]  # values that say nothing"


def _spelt_out(held: Dates, *, with_time: bool) -> Sequence[tuple[str, int, str]]:
    """The forms; `iso` as a day where a time of another column follows."""
    return [
        ("%Y-%m-%d" if with_time and each == "iso" else each, count, example)
        for each, count, example in held.forms
    ]


def _doubts(name: str, held: Dates) -> Iterator[str]:
    if len(held.forms) > 1:
        mixed = ", ".join(
            f"{count} rows like {plain(example)} ({each})" for each, count, example in held.forms
        )
        yield f"# ? {plain(name)} mixes {len(held.forms)} forms: {mixed}"
    if held.is_ambiguous:
        _, _, example = held.forms[0]
        yield f"# ? {plain(name)}: nothing tells day from month in values like {plain(example)};"
        yield "#   if they are the other way round, swap %d and %m"
    if held.unread:
        yield f"# ? {plain(name)}: {held.unread} rows hold no date and will be rejected"


def _time_beside(field: str, found: _Found) -> str | None:
    """The column of times that goes with the dates of the creation."""
    held = found.dates[found.fields[field]]
    is_day = all(not has_time(each) or len(example) <= 10 for each, _, example in held.forms)
    return next(iter(found.times), None) if field == "created" and is_day else None


def _field(field: str, found: _Found) -> Iterator[str]:
    name = found.fields[field]
    time = _time_beside(field, found) if field == "created" else None
    if time:
        yield f"{field} = [{text(name)}, {text(time)}]"
    else:
        yield f"{field} = {text(name)}"


def _defaults(found: _Found, today: str) -> Iterator[str]:
    yield ""
    yield "[defaults]"
    if "created" not in found.fields:
        yield "# ? no column holds dates; every record is of this day"
        yield f"created = {text(today)}"
    if "channel" not in found.fields:
        yield 'channel = "other"  # ? no column says how they came in'
    if "direction" not in found.fields:
        yield 'direction = "inbound"'


def _values(field: str, column: Column) -> Iterator[str]:
    yield ""
    yield f"[values.{field}]"
    for value, count in column.values.most_common():
        word, is_known = word_for(field, value)
        doubt = "" if is_known else f"  # ? not a word the desk knows; {count} rows"
        yield f"{text(value)} = {text(word)}{doubt}"


def _digits(found: _Found) -> Iterator[str]:
    """Codes that lost zeros at their head in a spreadsheet."""
    lines = []
    for name, column in found.columns.items():
        is_code = any(word in name.lower() for word in ("zip", "postal", "postcode"))
        lengths = {len(value) for value in column.values if value.isdigit()}
        if is_code and len(lengths) > 1:
            lines.append(f"{text(name)} = {max(lengths)}  # ? shorter ones lost zeros")
    if lines:
        yield from ("", "[digits]", *lines)


def _beside(found: _Found) -> Iterator[str]:
    used = {*found.fields.values()}
    rest = [plain(name) for name in found.columns if name not in used]
    if rest:
        yield ""
        yield f"# Kept beside as x.NAME: {', '.join(rest)}"
        yield '# To leave one out, write above [fields]: drop = ["NAME"]'


def text(value: str) -> str:
    """A text as TOML writes it, with nothing in it that a terminal would obey."""
    return '"' + "".join(map(_letter, value)) + '"'


def _letter(letter: str) -> str:
    if letter in '"\\':
        return "\\" + letter
    if letter.isprintable():
        return letter
    code = ord(letter)
    return f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"

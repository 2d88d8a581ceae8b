"""Values of settings as people type them in fields, and as TOML holds them."""

from collections.abc import Mapping

from desk.errors import BadValue
from desk.rules.settings_shape import HOURS, NUMBER, ROWS, TEXT, WORDS, YES_NO, Key, Value


def typed(key: Key, value: Value) -> str:
    """A value as it is typed; empty for nothing."""
    if value is None or value == key.cleared:
        return ""
    if key.kind == YES_NO:
        return "yes" if value else "no"
    if key.kind == HOURS and isinstance(value, list | tuple):
        return ", ".join(f"{begin}-{end}" for begin, end in value)
    if key.kind == ROWS and isinstance(value, list | tuple):
        return " / ".join(" ".join(map(str, row)) for row in value)
    if isinstance(value, list | tuple) and key.kind == WORDS:
        return ", ".join(map(str, value))
    return str(value)


def read(key: Key, text: str) -> Value:
    """What was typed, as TOML holds it; None for nothing. Raises `BadValue`."""
    said = text.strip()
    if not said:
        return key.cleared or ([] if key.kind == WORDS else None)
    if key.kind == YES_NO:
        return said == "yes"
    if key.kind == NUMBER:
        return int(said) if said.isascii() and said.lstrip("-").isdigit() else said
    if key.kind == WORDS:
        return [_plain_number(part.strip()) for part in said.split(",") if part.strip()]
    if key.kind == HOURS:
        return [_window(key, part) for part in said.split(",") if part.strip()]
    if key.kind == ROWS:
        return [[_plain_number(each) for each in row.split()] for row in said.split("/")]
    return text if key.kind == TEXT else said


def nested(values: Mapping[str, Value]) -> dict[str, object]:
    """Values by names with dots, as tables in tables; what is None is left out."""
    found: dict[str, object] = {}
    for name, value in values.items():
        if value is None:
            continue
        holder = found
        *above, last = name.split(".")
        for each in above:
            inner = holder.setdefault(each, {})
            assert isinstance(inner, dict)
            holder = inner
        holder[last] = value
    return found


def found_in(table: Mapping[str, object], name: str) -> Value:
    """The value of that name in a table; None when it is not there."""
    holder: object = table
    for part in name.split("."):
        holder = holder.get(part) if isinstance(holder, Mapping) else None
    return holder


def _window(key: Key, part: str) -> list[str]:
    begin, dash, end = part.strip().partition("-")
    if not dash:
        raise BadValue(
            f"{key.label}: '{part.strip()[:20]}' is no span of hours",
            "Write it like 09:00-12:00, 13:00-17:00.",
        )
    return [begin.strip(), end.strip()]


def _plain_number(word: str) -> object:
    return int(word) if word.isascii() and word.isdigit() else word

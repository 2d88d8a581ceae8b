"""Where in the settings a fault lies, and values of TOML as they are kept."""

import re
from collections.abc import Mapping
from datetime import date, time

from desk.errors import BadValue, DeskError


def plain(value: object) -> object:
    """A value of TOML as JSON holds it: its dates and times are texts there."""
    if isinstance(value, Mapping):
        return {str(name): plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return value.isoformat()[:10] if isinstance(value, date) else value


def key_named(message: str, where: str, table: object) -> str:
    """The key of the table that a message names, below `where`; else `where` itself."""
    words = set(re.findall(r"[\w.]*\w", message.replace("time zone", "tz")))
    found = [key for key in _keys(table) if key in words or key.rpartition(".")[2] in words]
    return f"{where}.{max(found, key=len)}" if found else where


def _keys(table: object, prefix: str = "") -> list[str]:
    if not isinstance(table, Mapping):
        return []
    found: list[str] = []
    for name, value in table.items():
        found += [f"{prefix}{name}", *_keys(value, f"{prefix}{name}.")]
    return found


def at_place(place: str, error: DeskError) -> BadValue:
    """The fault with the place where it lies before it."""
    return BadValue(f"{place}: {error.message}", error.next_step)

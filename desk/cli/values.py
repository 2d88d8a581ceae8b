"""Values of an action as a command line gives them: `name=value`, `name=@FILE`, `name=-`."""

import sys
from collections.abc import Iterable
from pathlib import Path

from desk.errors import BadValue, Unreachable, WrongUse
from desk.rules.instants import parse_instant
from desk.rules.values import Raw

_LARGEST = 10_000_000
"""Bytes of a text; more than that was hardly meant."""


def read(words: Iterable[str]) -> dict[str, Raw]:
    """The named values, with files and stdin read; a `tag` may be given several times.

    Raises `WrongUse` for a word without a name.
    """
    values: dict[str, Raw] = {}
    tags: list[str] = []
    for word in words:
        name, sign, value = word.partition("=")
        if not sign or not name:
            raise WrongUse(
                f"'{word}' is not of the form name=value",
                "Write each value as name=value, quoted as one word.",
            )
        if name == "tag":
            tags.append(value)
            continue
        if name in values:
            raise WrongUse(f"'{name}' is given twice", "Give each value once.")
        values[name] = read_value(name, value)
    return values | {"tag": tags} if tags else values


def instant(option: str, text: str, zone: str, now: int) -> int:
    """The instant that an option names. Raises `WrongUse`."""
    try:
        return parse_instant(text, zone, now)
    except BadValue as error:
        raise WrongUse(f"{option}: {error.message}", error.next_step) from error


def read_value(name: str, value: str) -> str:
    """The value itself, or what its file (`@FILE`) or stdin (`-`) holds."""
    if value == "-":
        return _decoded(name, "stdin", sys.stdin.buffer.read(_LARGEST + 1))
    if not value.startswith("@") or len(value) == 1:
        return value
    path = Path(value[1:]).expanduser()
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise Unreachable(
            f"{name}: the file {path} cannot be read: {reason}",
            f"@ means a file. A text that begins with @ goes in by stdin: {name}=-",
        ) from error
    return _decoded(name, str(path), content)


def _decoded(name: str, source: str, content: bytes) -> str:
    if len(content) > _LARGEST:
        raise BadValue(f"{name}: {source} holds more than 10 MB", "Give a shorter text.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadValue(f"{name}: {source} is not UTF-8 text", "Save it as UTF-8.") from error
    return text.replace("\r\n", "\n").removesuffix("\n")

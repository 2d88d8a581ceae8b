"""Where a secret is found: settings hold the place, never the secret."""

from typing import NamedTuple

from desk.errors import BadValue

WAYS = ("env", "file", "command")
"""A variable of the environment, a file for nobody else to read, a command that prints it."""

_NEXT = 'Say where it is found: "env:NAME", "file:PATH" (mode 0600) or "command:…".'


class SecretPlace(NamedTuple):
    """Where a secret is found."""

    way: str
    """One of `WAYS`."""
    name: str

    def __str__(self) -> str:
        return f"{self.way}:{self.name}"


def secret_place(text: object, what: str) -> SecretPlace:
    """Read `env:NAME`, `file:PATH` or `command:…`. Raises `BadValue` without telling the text.

    Somebody may have written the secret itself, which must not stand in an error.
    """
    way, colon, name = text.partition(":") if isinstance(text, str) else ("", "", "")
    if way not in WAYS or not colon or not name.strip():
        raise BadValue(f"{what} is no place of a secret", _NEXT)
    if any(ord(letter) < 0x20 or ord(letter) == 0x7F for letter in name):
        raise BadValue(f"{what} holds a control character", _NEXT)
    return SecretPlace(way, name.strip())

"""Where a store lies, and how that is told without telling its password."""

import re
from pathlib import Path
from typing import NamedTuple

from desk.errors import BadValue

_SCHEME = re.compile(r"^[A-Za-z][A-Za-z0-9+.-]*:(?=//)")
_PASSWORD = re.compile(r"(?<=://)([^:/?#@]*):(.*)@(?=[^@]*$)")
_PASSWORD_OPTION = re.compile(r"(?i)([?&](?:ssl)?password=)([^&#]*)")
_HIDDEN = "***"


class Location(NamedTuple):
    """Where a store lies."""

    engine: str
    """sqlite or postgresql."""
    target: str
    """The file's path, or the whole URL of the server, its password included."""

    @property
    def shown(self) -> str:
        """The place as messages name it: without a password."""
        if self.engine == "sqlite":
            return self.target
        hidden = _PASSWORD.sub(rf"\1:{_HIDDEN}@", self.target)
        return _PASSWORD_OPTION.sub(rf"\1{_HIDDEN}", hidden)

    def masked(self, text: str) -> str:
        """A sentence of the engine with every password of this place taken out."""
        if self.engine == "sqlite":
            return text
        found = _PASSWORD.search(self.target)
        secrets = [found[2]] if found else []
        secrets += [secret for _, secret in _PASSWORD_OPTION.findall(self.target)]
        for secret in filter(None, secrets):
            text = text.replace(secret, _HIDDEN)
        # A password with an @ of its own is cut there by the driver, which then takes its end for
        # a part of the host's name.
        for end in found[2].split("@")[1:] if found else ():
            text = text.replace(f"{end}@", f"{_HIDDEN}@")
        return text


def locate(url: str) -> Location:
    """Read a store's URL: a path, `sqlite:///path` or `postgresql://…`. Raises `BadValue`."""
    if url.startswith(("postgresql://", "postgres://")):
        return Location("postgresql", url.replace("postgres://", "postgresql://", 1))
    path = url.removeprefix("sqlite:///")
    other = _SCHEME.match(path)
    if other or not path.strip() or path == ":memory:" or "\0" in path:
        shown = f"{other[0]}//…" if other else url
        raise BadValue(
            f"'{shown}' is no place for a store",
            "Write a path, sqlite:///PATH or postgresql://USER@HOST/NAME.",
        )
    place = Path(path).expanduser()
    if path != url and not place.parent.is_dir() and Path("/", path).parent.is_dir():
        # Three slashes lead to a path below the working folder, four to a whole one; who writes
        # three before a whole path means it all the same.
        place = Path("/", path)
    return Location("sqlite", str(place.absolute()))

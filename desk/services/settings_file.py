"""The operator's own settings: the configuration file, written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desk.config import KEYS, OF_KEYS, Settings, check, flat_of, line_of, tables_of, value_of
from desk.errors import BadValue, Unreachable
from desk.models.location import locate
from desk.rules.words import storable

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

OF_NEW_STORES = "desk.zone"
"""What the file says of stores that are not there yet."""


class SettingsFile:
    """One configuration file; nobody's comments are lost when a value in it changes."""

    def __init__(self, path: str) -> None:
        self.path = Path(path)

    def text(self) -> str:
        """What stands in it; empty when there is none."""
        try:
            return self.path.read_text(encoding="utf-8-sig")
        except FileNotFoundError:
            return ""
        except (OSError, UnicodeDecodeError) as error:
            raise Unreachable(
                f"The configuration file {self.path} cannot be read: {error}",
                "Name another with --config FILE.",
            ) from error

    def values(self) -> dict[str, object]:
        """Every setting of the operator: what the file says, else the default."""
        defaults = Settings()
        found = {key: value_of(defaults, key) for key in KEYS if key != OF_NEW_STORES}
        text = self.text()
        said = flat_of(tables_of(text, f"The configuration file {self.path}"))
        for key, value in said.items():
            check(key, value, f"{self.path}, line {line_of(text, key)}")
        return found | {key: value for key, value in said.items() if key != OF_NEW_STORES}

    def shown(self, name: str, value: object) -> object:
        """A setting as it may be told: a password is not."""
        return locate(value).shown if name == "db" and isinstance(value, str) and value else value

    def write(self, changes: Mapping[str, object]) -> None:
        """Change those values; None takes a setting out, so that its default holds again.

        The new file takes the place of the old one in one step.
        """
        if not changes:
            return
        import tomlkit

        document = tomlkit.parse(self.text())
        for name, value in changes.items():
            if isinstance(value, str) and value != storable(value):
                raise BadValue(f"{name}: '{value}' is not UTF-8", "A page of TOML holds UTF-8.")
            _put(document, name, value)
        self._lay_in_place(tomlkit.dumps(document))

    def _lay_in_place(self, text: str) -> None:
        target = Path(os.path.realpath(self.path))  # a link stays one
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            mode = target.stat().st_mode & 0o777 if target.exists() else 0o600
            if target.exists() and not (mode & 0o222 and os.access(target, os.W_OK)):
                raise PermissionError(0, "it is read-only")
            _swap(target, text, mode)
        except OSError as error:
            raise Unreachable(
                f"The configuration file {self.path} cannot be written: {error.strerror}",
                "Make it writable, or name another with --config FILE.",
            ) from error


def _swap(target: Path, text: str, mode: int) -> None:
    """Write beside the file and move over it, so that whoever reads sees the one or the other."""
    handle, beside = tempfile.mkstemp(prefix=".desk-", dir=target.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(beside).chmod(mode)
        Path(beside).replace(target)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise


def _put(document: TOMLDocument, name: str, value: object) -> None:
    """Set, or take out, a value where it stands, however its dots are written."""
    holder, key = _holder(document, name)
    if value is not None:
        holder[key] = value
    elif key in holder:
        del holder[key]


def _holder(document: TOMLDocument, name: str) -> tuple[Any, str]:
    """The table that holds a setting, made when there is none, and the setting's name in it."""
    import tomlkit

    if "." not in name:
        return document, name
    table, _, key = name.partition(".")
    holder: Any = document.setdefault(table, tomlkit.table())
    while key not in holder and "." in key and key.partition(".")[0] in holder:
        inner, _, rest = key.partition(".")
        if name.startswith(OF_KEYS) and not isinstance(holder[inner], Mapping):
            break
        holder, key = holder[inner], rest
    return holder, key

"""What the user set: options before the environment before the configuration file before defaults.

Read at every start, so it costs next to nothing: a TOML reader is imported only for a file.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from desk.errors import BadValue, Unreachable

THEMES = ("dark", "light", "dark-safe", "light-safe", "terminal")
"""Ours on dark and light ground, both for eyes that see fewer colours, and the terminal's own."""

DATES = ("short", "iso")
"""How days are written: `Thu 19 Nov` or `2026-11-19`."""

TIMES = ("24h", "12h")
"""How times of day are written: `14:24` or `2:24pm`."""

BELLS = ("off", "breached", "all")
"""What rings the terminal's bell: nothing, a target that is missed, all that is announced."""

CURSORS = ("row", "short")
"""How the cursor shows in lists: the whole row tinted, or its first cells."""


class Options(NamedTuple):
    """The global options of the command line; None where one was not given."""

    db: str | None = None
    config: str | None = None
    as_name: str | None = None
    ascii: bool | None = None


class Settings(NamedTuple):
    """Everything the desk lets a user choose."""

    db: str = ""
    """The store's URL: a path, `sqlite:///…` or `postgresql://…`."""
    is_default_db: bool = True
    """Whether nobody chose the store, so its folder is made when it is missing."""
    as_name: str = ""
    """Who acts; empty means the user of the operating system."""
    zone: str = ""
    """IANA name of the desk's zone, which a fresh store takes over; empty means the machine's."""
    clock: str = ""
    """A training clock (`DESK_CLOCK`); empty means the machine's."""
    ascii: bool = False
    """Whether signs and lines are drawn with ASCII alone."""
    color: bool = True
    """False when NO_COLOR is set."""
    theme: str = "dark"
    """One of `THEMES`."""
    cursor: str = "row"
    """One of `CURSORS`."""
    bell: str = "off"
    """One of `BELLS`."""
    dates: str = "short"
    """One of `DATES`."""
    times: str = "24h"
    """One of `TIMES`."""
    fonts: str = ""
    """Files and folders of fonts in which reports look first, parted by colons."""
    keys: Mapping[str, str] = {}
    """Other keys than the desk's own: the id of a binding, and its keys parted by commas."""
    config: str = ""
    """The configuration file that was read; empty when there is none."""


class _Key(NamedTuple):
    """One key the configuration file may hold."""

    field: str
    type: type
    choices: tuple[str, ...] = ()


_KEYS: dict[str, _Key] = {
    "db": _Key("db", str),
    "as": _Key("as_name", str),
    "desk.zone": _Key("zone", str),
    "looks.theme": _Key("theme", str, THEMES),
    "looks.cursor": _Key("cursor", str, CURSORS),
    "looks.ascii": _Key("ascii", bool),
    "looks.bell": _Key("bell", str, BELLS),
    "looks.dates": _Key("dates", str, DATES),
    "looks.times": _Key("times", str, TIMES),
    "report.fonts": _Key("fonts", str),
}

KEYS: tuple[str, ...] = tuple(_KEYS)
"""The keys of the configuration file, `table.key`; besides these it holds `keys.ID`."""

OF_KEYS = "keys."
"""What the name of a setting begins with that gives a binding other keys."""

_ONCE = {("looks.bell", "True"): "all", ("looks.bell", "False"): "off"}
"""Values as they were spelt once, and as they are now."""
_TYPE_WORDS = {str: "a text in quotes", bool: "true or false"}


def load(options: Options = Options(), environ: Mapping[str, str] = os.environ) -> Settings:  # noqa: B008
    """The settings in force. Raises `BadValue` for a wrong file, naming the line and the key."""
    path, was_chosen = _config_path(options, environ)
    chosen = _read(path) if was_chosen or path.is_file() else {}
    read = str(path) if chosen or was_chosen else ""
    chosen |= {
        "clock": environ.get("DESK_CLOCK", ""),
        "color": not environ.get("NO_COLOR"),
        "config": read,
    }
    if environ.get("DESK_DB"):
        chosen["db"] = environ["DESK_DB"]
    chosen |= {
        field: value
        for field, value in (
            ("db", options.db),
            ("as_name", options.as_name),
            ("ascii", options.ascii),
        )
        if value is not None
    }
    if not chosen.get("db"):
        chosen |= {"db": str(default_store(environ)), "is_default_db": True}
    else:
        chosen["is_default_db"] = False
    return Settings(**chosen)  # type: ignore[arg-type]


def default_store(environ: Mapping[str, str] = os.environ) -> Path:
    """Where the user's own store lies when nothing else is said (XDG)."""
    return _xdg(environ, "XDG_DATA_HOME", ".local/share") / "desk" / "desk.db"


def machine_zone(environ: Mapping[str, str] = os.environ) -> str:
    """The IANA name of the machine's zone, UTC when it does not tell."""
    named = environ.get("TZ", "").lstrip(":")
    if not named:
        try:
            named = os.readlink("/etc/localtime").rpartition("zoneinfo/")[2]
        except OSError:
            named = ""
    return named if named and _is_zone(named) else "UTC"


def _config_path(options: Options, environ: Mapping[str, str]) -> tuple[Path, bool]:
    named = options.config or environ.get("DESK_CONFIG", "")
    if named:
        return Path(named).expanduser().absolute(), True
    return default_config(environ), False


def default_config(environ: Mapping[str, str] = os.environ) -> Path:
    """Where the user's own configuration file lies when nothing else is said (XDG)."""
    return _xdg(environ, "XDG_CONFIG_HOME", ".config") / "desk" / "config.toml"


def _xdg(environ: Mapping[str, str], name: str, fallback: str) -> Path:
    """A base folder by the XDG rules: a relative path does not count."""
    chosen = Path(environ.get(name, ""))
    if chosen.is_absolute():
        return chosen
    home = environ.get("HOME", "")
    return (Path(home) if home else Path.home()) / fallback


def tables_of(text: str, what: str) -> dict[str, object]:
    """What a text of TOML holds. Raises `BadValue`, naming what the text is."""
    import tomllib

    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # numbers without end, brackets without end
        reason = "it is nested too deep" if isinstance(error, RecursionError) else error
        raise BadValue(f"{what} is not TOML: {reason}", "Correct that line.") from error


def _read(path: Path) -> dict[str, object]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise Unreachable(
            f"The configuration file {path} cannot be read: {error.strerror}",
            "Name another with --config FILE.",
        ) from error
    except UnicodeDecodeError as error:
        raise BadValue(
            f"The configuration file {path} is not UTF-8", "Save it as UTF-8."
        ) from error
    tables = tables_of(text, f"The configuration file {path}")
    flat = flat_of(tables)
    for key, value in flat.items():
        check(key, value, f"{path}, line {line_of(text, key)}")
    named: dict[str, object] = {_KEYS[key].field: flat[key] for key in flat if key in _KEYS}
    keys = {key.removeprefix(OF_KEYS): flat[key] for key in flat if key.startswith(OF_KEYS)}
    return {**named, "keys": keys} if keys else named


def value_of(settings: Settings, key: str) -> object:
    """What one of `KEYS` is set to."""
    return getattr(settings, _KEYS[key].field)


def type_of(key: str) -> type:
    """The type of the values that a key of the configuration file takes."""
    return _KEYS[key].type if key in _KEYS else str


def choices_of(key: str) -> tuple[str, ...]:
    """The values a key may have; empty when they cannot be listed."""
    return _KEYS[key].choices


def flat_of(tables: Mapping[str, object], prefix: str = "") -> dict[str, object]:
    """Tables in tables as one, their names joined by dots."""
    found: dict[str, object] = {}
    for name, value in tables.items():
        key = prefix + name
        now = _ONCE.get((key, repr(value)), value)
        found |= flat_of(value, f"{key}.") if isinstance(value, dict) else {key: now}
    return found


def check(key: str, value: object, place: str) -> None:
    """Raise `BadValue`, naming the place, unless the configuration file may say that."""
    known = _Key("keys", str) if key.startswith(OF_KEYS) else _KEYS.get(key)
    if known is None:
        from difflib import get_close_matches

        near = get_close_matches(key, KEYS, 1, 0.5)
        raise BadValue(
            f"{place}: there is no setting '{key}'",
            f"Did you mean {near[0]}?" if near else f"Settings: {', '.join(KEYS)}.",
        )
    if not isinstance(value, known.type):
        kind = _TYPE_WORDS[known.type]
        raise BadValue(f"{place}: '{key}' must be {kind}", f"Write {kind}.")
    if known.choices and value not in known.choices:
        choices = ", ".join(known.choices)
        raise BadValue(f"{place}: '{key}' is '{value}'", f"Write one of: {choices}.")
    if key == "desk.zone" and not _is_zone(str(value)):
        raise BadValue(
            f"{place}: '{value}' is no time zone", "Write an IANA name like Europe/Berlin."
        )


def _is_zone(name: str) -> bool:
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(name)
    except (OSError, ValueError, LookupError):
        return False
    return True


def line_of(text: str, key: str) -> int:
    """The line of a TOML text that a key stands on; the nearest one around it that is found.

    A row of a list of tables has its number for a name: `policy.2.calendar`.
    """
    import re

    parts = re.compile(r"""\"[^"]*\"|'[^']*'|[^.\s"']+""")
    rows: dict[str, int] = {}
    within, place, depth = "", 1, 0
    for number, line in enumerate(text.splitlines(), 1):
        found = re.match(r"\s*(\[\[?)\s*([^]]+?)\s*\]\]?\s*(?:#|$)", line)
        written = found[2] if found else line.partition("=")[0] if "=" in line else ""
        name = ".".join(part.strip("\"'") for part in parts.findall(written))
        if found and found[1] == "[[":
            rows[name] = rows.get(name, 0) + 1
            name = f"{name}.{rows[name]}"
        if found:
            within = name
        elif within:
            name = f"{within}.{name}"
        if written.strip() and len(name) > depth and f"{key}.".startswith(f"{name}."):
            place, depth = number, len(name)
    return place


def place_of(settings: Settings, binding: str) -> str:
    """Where the configuration file gives a binding its keys."""
    text = Path(settings.config).read_text(encoding="utf-8-sig")
    return f"{settings.config}, line {line_of(text, OF_KEYS + binding)}"


def user_name() -> str:
    """The name of the operating system's user who runs this process."""
    import pwd

    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return os.environ.get("USER") or f"user{os.getuid()}"

"""The log of faults: what went wrong inside, without anybody's text in it."""

import os
import traceback
from pathlib import Path

from desk.clock import Clock
from desk.rules.instants import rfc3339
from desk.rules.plain_text import plain

_LARGEST = 500_000
"""Bytes after which the log begins anew beside its predecessor."""


def path() -> Path:
    """Where the log is."""
    state = os.environ.get("XDG_STATE_HOME") or ""
    folder = Path(state) if state.startswith("/") else Path("~/.local/state").expanduser()
    return folder / "desk" / "desk.log"


def keep(error: BaseException) -> Path | None:
    """Write down where a fault arose; the log's place, or None when it cannot be written.

    The fault's own words are left out: they may quote a customer's text or a password.
    """
    try:
        place = path()
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if place.exists() and place.stat().st_size > _LARGEST:
            place.replace(place.with_suffix(".log.1"))
        handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with open(handle, "w", encoding="utf-8") as log:
            log.writelines(f"{plain(line)}\n" for line in _lines(error))
    except (OSError, RuntimeError):  # RuntimeError: a user without a home
        return None
    return place


def _lines(error: BaseException) -> list[str]:
    lines = [f"{rfc3339(Clock().now())} {type(error).__name__}"]
    for frame in traceback.extract_tb(error.__traceback__):
        lines.append(f"  {frame.filename}:{frame.lineno} {frame.name}")
    return lines

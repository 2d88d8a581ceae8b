"""Which process holds a SQLite file's write lock, where the machine can tell."""

import os
from pathlib import Path

_LOCKS = Path("/proc/locks")
_WRITE_LOCK = 120
"""The byte of the shared-memory file that a writer locks; so SQLite's file format says."""


def holder(path: Path) -> str:
    """The process that writes to the file right now, as people name one; empty when unknown.

    The lock is looked up and not asked for: closing a file of ours would let go of our own locks.
    """
    try:
        inode = path.with_name(f"{path.name}-shm").stat().st_ino
        lines = _LOCKS.read_text(encoding="ascii").splitlines()
    except (OSError, UnicodeError):
        return ""
    for line in lines:
        _, _, _, mode, process, place, first, last, *_ = [*line.split(), "", ""]
        if mode != "WRITE" or place.rpartition(":")[2] != str(inode) or process == str(os.getpid()):
            continue
        if int(first) <= _WRITE_LOCK and (last == "EOF" or int(last) >= _WRITE_LOCK):
            return _named(process)
    return ""


def _named(process: str) -> str:
    try:
        name = Path("/proc", process, "comm").read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""
    return f"{name} (number {process})"

"""A fresh SQLite store: made whole beside its place, then put there in one step."""

import os
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from desk.errors import StoreDamaged

_BESIDE = ("", "-wal", "-shm", "-journal")


def make(path: Path, fill: Callable[[Path], object]) -> None:
    """Let `fill` make a store under a passing name, and give it its own when it is whole.

    So there is no moment at which a desk that is killed leaves half a store, or an empty file.
    Does nothing when another desk was first.
    """
    for left in path.parent.glob(f"{path.name}.*.part"):
        if _is_left(left.name.removeprefix(f"{path.name}.")):
            _remove(left)
    unfinished = path.with_name(f"{path.name}.{os.getpid()}-{threading.get_ident()}.part")
    try:
        close_to_others(unfinished)
        fill(unfinished)
        _put(unfinished, path)
    finally:
        _remove(unfinished)


def close_to_others(path: Path) -> None:
    """Make an empty file that its owner alone may open; SQLite gives its log the same mode.

    Where that is not possible, SQLite says why when it makes the file itself.
    """
    with suppress(OSError):
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600))


def refuse_remains(path: Path) -> None:
    """Raise `StoreDamaged` where a store has been: what is left of it is not written over."""
    log = path.with_name(f"{path.name}-wal")
    if path.exists():
        raise StoreDamaged(
            f"{path} is an empty file; it was left as it is",
            "If a store was there, put its last backup in its place; else delete it and try again.",
        )
    with suppress(FileNotFoundError):
        if log.stat().st_size:
            raise StoreDamaged(
                f"The log {log.name} lies in {path.parent} without its store; it was left as it is",
                "Put the store back beside it, or move the log away for a fresh start.",
            )


def _put(unfinished: Path, path: Path) -> None:
    """A link is refused where something is; only where there are no links it is looked for."""
    try:
        os.link(unfinished, path)
    except FileExistsError:
        return
    except OSError:
        if not path.exists():
            unfinished.rename(path)


def _is_left(name: str) -> bool:
    """Whether who began it has ended: it was killed."""
    process = name.partition("-")[0]
    if not process.isdecimal():
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except OSError:
        pass
    return False


def _remove(unfinished: Path) -> None:
    for ending in _BESIDE:
        with suppress(OSError):
            unfinished.with_name(unfinished.name + ending).unlink(missing_ok=True)

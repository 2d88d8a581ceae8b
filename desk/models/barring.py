"""Why nothing is written to a store from some moment on: it may not be, or it is damaged."""

import os
from pathlib import Path

from desk.errors import DeskError, StoreDamaged, StoreFull
from desk.models.location import Location


def read_only(location: Location, why: str) -> DeskError:
    """For a store that was opened to read because it may not be written."""
    return StoreFull(
        f"The store {location.shown} is read only: {why}",
        "Reading goes on. To write, set the rights right and open the desk anew.",
    )


def damaged(location: Location) -> DeskError:
    """For a store in which damage was met: what is written now could make it worse."""
    return StoreDamaged(
        f"The store {location.shown} was found damaged; nothing more is written to it",
        "Save what can still be read with desk export, then put the last backup in its place.",
    )


def again(barred: DeskError) -> DeskError:
    """The same refusal once more: an exception that is raised twice drags its first way along."""
    return type(barred)(barred.message, barred.next_step)


def unwritable(path: Path) -> str:
    """Why a file cannot be written as SQLite does it; empty when it can."""
    if not os.access(path, os.W_OK):
        return "its file may not be written"
    if os.access(path.parent, os.W_OK):
        return ""
    beside = [path.with_name(path.name + ending) for ending in ("-wal", "-shm")]
    if all(os.access(file, os.W_OK) for file in beside):
        return ""
    return f"nothing can be written beside it, in {path.parent}"

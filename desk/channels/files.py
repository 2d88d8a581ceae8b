"""Files of the user's that the desk writes: whole or not at all, and for nobody else to read."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from desk.errors import DeskError, Duplicate, StoreFull, Unreachable


@contextmanager
def whole(path: Path, *, replace: bool = False) -> Iterator[BinaryIO]:
    """A file to write to, which gets its name when what is written is whole.

    Raises `Duplicate` for one that is there and may not be replaced, `StoreFull` and `Unreachable`.
    """
    if path.is_dir():
        raise Unreachable(f"{path} is a folder", "Name a file.")
    if path.exists() and not path.is_file():  # a pipe or a device has no other in its place
        with _refusing(path), path.open("wb") as file:
            yield file
        return
    if path.exists() and not replace:
        raise Duplicate(
            f"There is a file {path} already", "Name another, or replace it with --yes."
        )
    with _making(path.with_name(f"{path.name}.part"), path) as file:
        yield file


@contextmanager
def _making(unfinished: Path, path: Path) -> Iterator[BinaryIO]:
    """The file under its name for the meantime, gone if it fails."""
    with _refusing(path):
        unfinished.unlink(missing_ok=True)
        number = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with open(number, "wb") as file:
                yield file
            unfinished.replace(path)
        except BaseException:
            unfinished.unlink(missing_ok=True)
            raise


@contextmanager
def _refusing(path: Path) -> Iterator[None]:
    """Say what keeps the file from being written."""
    try:
        yield
    except DeskError:
        raise
    except OSError as error:
        raise _refusal(path, error) from error


def _refusal(path: Path, error: OSError) -> DeskError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return StoreFull(f"There is no space left for {path}", "Make room, or name another place.")
    return Unreachable(f"{path} cannot be written: {error.strerror}", "Name another file.")

"""Files are written whole or not at all."""

import errno
import os
from pathlib import Path

import pytest

from desk.channels.files import whole
from desk.errors import Duplicate, StoreFull, Unreachable


def put(path: Path, data: bytes, *, replace: bool = False) -> None:
    """Write a file."""
    with whole(path, replace=replace) as file:
        file.write(data)


def test_a_file_is_for_nobody_else(tmp_path: Path) -> None:
    path = tmp_path / "P-1.pdf"
    put(path, b"one")
    assert path.read_bytes() == b"one"
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_file_is_replaced_only_knowingly(tmp_path: Path) -> None:
    path = tmp_path / "P-1.pdf"
    put(path, b"one")
    with pytest.raises(Duplicate, match="a file"):
        put(path, b"two")
    assert path.read_bytes() == b"one"
    put(path, b"two", replace=True)
    assert path.read_bytes() == b"two"


def test_what_fails_leaves_nothing(tmp_path: Path) -> None:
    def fail() -> None:
        with whole(tmp_path / "P-1.pdf") as file:
            file.write(b"half")
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.raises(StoreFull, match="no space"):
        fail()
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize("name", [".", "no/such/folder.pdf"])
def test_a_place_where_nothing_can_be_written(tmp_path: Path, name: str) -> None:
    with pytest.raises(Unreachable):
        put(tmp_path / name, b"one")


def test_a_pipe_is_written_to_as_it_is(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        put(pipe, b"one")
        assert os.read(reader, 10) == b"one"
    finally:
        os.close(reader)

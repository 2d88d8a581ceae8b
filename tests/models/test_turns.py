"""Who waits for a file gets it as long as others get on with it, and is told when they do not."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from desk.errors import StoreLocked
from desk.models import turns as turns_of_desk
from desk.models.location import Location
from desk.models.store import Store, connect
from tests.stores import Places


@pytest.fixture
def file(file_places: Places, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """A store of one file, whose connections wait but a moment at a time."""
    monkeypatch.setattr("desk.models.store.SPELL_SECONDS", 0.05)
    url = file_places.founded()
    store = connect(Location("sqlite", url), 4)
    yield store
    store.close()
    file_places.remove(url)


def _write(file: Store) -> None:
    with file.writing() as session:
        session.sql("UPDATE setting SET value = value")


@pytest.fixture
def other(file: Store) -> Iterator[sqlite3.Connection]:
    """Another who writes to it, and holds it."""
    with closing(sqlite3.connect(file.location.target, isolation_level=None)) as made:
        made.execute("CREATE TABLE turn (number)")
        _hold(made)
        yield made


def _hold(other: sqlite3.Connection) -> None:
    other.execute("BEGIN IMMEDIATE")
    other.execute("INSERT INTO turn VALUES (1)")


class Passing:
    """Lets the other get on between two spells of waiting: each time it is first again."""

    def __init__(self, other: sqlite3.Connection, turns: int) -> None:
        self._other = other
        self.left = turns
        self._look = turns_of_desk._commits

    def __call__(self, database: object) -> int:
        """What is looked at after a spell."""
        self.left -= 1
        self._other.execute("COMMIT")
        if self.left:
            _hold(self._other)
        return self._look(database)


def test_a_file_that_others_get_on_with_is_waited_for(
    file: Store, other: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    passing = Passing(other, 5)
    monkeypatch.setattr(turns_of_desk, "_commits", passing)
    _write(file)
    assert passing.left == 0


def test_a_file_that_others_never_leave_is_given_up(
    file: Store, other: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    passing = Passing(other, 1000)
    monkeypatch.setattr(turns_of_desk, "_commits", passing)
    with pytest.raises(StoreLocked):
        _write(file)
    assert passing.left > 900


def test_a_file_that_one_holds_is_told_to_be_locked(file: Store, other: sqlite3.Connection) -> None:
    with pytest.raises(StoreLocked, match="locked by another process"):
        _write(file)
    other.execute("ROLLBACK")
    _write(file)

"""Who waits for a file that others write to gets it."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing

import pytest

from desk.models.location import Location
from desk.models.store import Store, connect
from tests.stores import Places


@pytest.fixture
def file(file_places: Places) -> Iterator[Store]:
    """A store of one file."""
    url = file_places.founded()
    store = connect(Location("sqlite", url), 4)
    yield store
    store.close()
    file_places.remove(url)


def test_who_waits_begins_when_the_other_lets_go(file: Store) -> None:
    with closing(sqlite3.connect(file.location.target, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        letting_go = threading.Timer(0.05, other.commit)
        letting_go.start()
        with file.writing() as session:
            session.sql("UPDATE setting SET value = value")
        letting_go.join()


def test_other_statements_keep_their_patience(file: Store) -> None:
    with file.writing() as session:
        ((patience,),) = session.sql("PRAGMA busy_timeout")
    assert patience == 5000

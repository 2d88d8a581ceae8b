"""Faults of files, servers and URLs, told in the desk's own words and without passwords."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from desk.bootstrap import build
from desk.clock import FixedClock
from desk.errors import BadValue, Crossed, StoreDamaged, StoreFull, StoreLocked, Unreachable
from desk.models.base import peewee
from desk.models.faults import as_desk_error
from desk.models.location import Location, locate
from tests.stores import NOW, settings_for


@pytest.mark.parametrize("damage", [b"\xff" * 400, b"\0" * 400], ids=["ones", "noughts"])
def test_a_damaged_file_is_told_and_never_a_traceback(tmp_path: Path, damage: bytes) -> None:
    file = tmp_path / "desk.db"
    desk = build(settings_for(str(file)), FixedClock(NOW))
    desk.demo.fill(desk.directory.actor(), 300)
    desk.close()
    whole = file.read_bytes()
    told = 0
    for place in range(4096, len(whole), 4096 * 9):
        file.write_bytes(whole[:place] + damage + whole[place + len(damage) :])
        try:
            desk = build(settings_for(str(file)), FixedClock(NOW))
        except StoreDamaged:
            told += 1
            continue
        told += any(not row.ok for row in desk.health.checks())
        desk.close()
    assert told > 10


def test_a_file_that_may_not_be_written_is_told(tmp_path: Path) -> None:
    file = tmp_path / "desk.db"
    build(settings_for(str(file)), FixedClock(NOW)).close()
    with (
        closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection,
        pytest.raises(sqlite3.OperationalError) as fault,
    ):
        connection.execute("CREATE TABLE note (id INTEGER)")
    error = as_desk_error(fault.value, locate(str(file)))
    assert isinstance(error, StoreFull)


@pytest.mark.parametrize(
    ("said", "family"),
    [
        ("database is locked", StoreLocked),
        ("canceling statement due to lock timeout", StoreLocked),
        ("deadlock detected", Crossed),
        ("database or disk is full", StoreFull),
        ("could not extend file: No space left on device", StoreFull),
        ("attempt to write a readonly database", StoreFull),
        ("disk I/O error", StoreDamaged),
        ("database disk image is malformed", StoreDamaged),
        ("file is not a database", StoreDamaged),
        ("unable to open database file", Unreachable),
        ("server closed the connection unexpectedly", Unreachable),
        ('FATAL:  database "nodb" does not exist', Unreachable),
        ('invalid integer value "port" for connection option "port"', Unreachable),
        ("no such table: work", StoreDamaged),
        ('connection failed: password authentication failed for user "ana"', Unreachable),
        ("something nobody foresaw", StoreDamaged),
    ],
)
def test_faults_of_engines_are_told_in_the_desks_words(said: str, family: type) -> None:
    error = as_desk_error(peewee.OperationalError(said), Location("sqlite", "/data/desk.db"))
    assert type(error) is family
    assert error.next_step


def test_a_password_is_never_told(tmp_path: Path) -> None:
    location = locate("postgresql://ana:s3cr%40t@db.example:5433/desk?sslpassword=hush")
    assert location.shown == "postgresql://ana:***@db.example:5433/desk?sslpassword=***"
    fault = peewee.OperationalError(f"connection to {location.target} failed: s3cr%40t")
    told = as_desk_error(fault, location)
    assert "s3cr" not in told.message + told.next_step
    assert "hush" not in told.message + told.next_step


def test_the_end_of_a_password_is_not_told_as_a_host() -> None:
    """A driver reads the user's part up to the first @; what comes after it is a host to it."""
    location = locate("postgresql://ana:s3@cret@db.example/desk")
    fault = peewee.OperationalError("failed to resolve host 'cret@db.example': unknown")
    told = as_desk_error(fault, location)
    assert isinstance(told, Unreachable)
    assert "cret" not in told.message
    assert "%40" in told.next_step


def test_a_server_that_is_not_there_is_told_without_the_password() -> None:
    with pytest.raises(Unreachable) as refused:
        build(settings_for("postgresql://ana:hush@127.0.0.1:1/desk?connect_timeout=2"))
    assert "hush" not in str(refused.value)
    assert "ana:***@127.0.0.1" in str(refused.value)


@pytest.mark.parametrize("url", ["mysql://host/x", "", "  ", ":memory:", "a\0b", "sqlite:///"])
def test_what_is_no_place_is_refused(url: str) -> None:
    with pytest.raises(BadValue, match="no place for a store"):
        locate(url)


@pytest.mark.parametrize(
    ("url", "target"),
    [("sqlite:////data/x.db", "/data/x.db"), ("/data/x.db", "/data/x.db")],
)
def test_a_path_is_written_with_and_without_its_scheme(url: str, target: str) -> None:
    assert locate(url) == Location("sqlite", target)


def test_a_whole_path_behind_three_slashes_is_meant_as_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As long as no folder below the working one is called so."""
    monkeypatch.chdir(tmp_path)
    whole = f"{tmp_path}/desk.db"
    assert locate(f"sqlite://{whole}").target == whole
    assert locate(f"sqlite:///{whole}").target == whole
    assert locate("sqlite:///desk.db").target == whole
    Path(tmp_path, *tmp_path.parts[1:]).mkdir(parents=True)
    assert locate(f"sqlite://{whole}").target == f"{tmp_path}{whole}"

"""Opening a store: fresh, older, newer, foreign, by many at once, broken off in the middle."""

import signal
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from desk.bootstrap import build
from desk.clock import FixedClock
from desk.errors import DeskError, StoreDamaged, StoreNewer, Unreachable
from desk.models import migrations, opening
from desk.models.location import locate
from desk.models.migrations import LATEST, sqlite
from desk.models.opening import open_store
from desk.models.store import Store
from tests.forked import run, start
from tests.stores import NOW, settings_for


def opened(url: str) -> Store:
    """The store at that place, opened and connected once."""
    return open_store(locate(url), makes_folder=False, version="1.2.3")


def bytes_beside(path: Path) -> dict[str, bytes]:
    """Every file in the folder with its bytes."""
    return {each.name: each.read_bytes() for each in path.parent.iterdir()}


def test_a_fresh_place_becomes_a_store(store_url: str) -> None:
    desk = build(settings_for(store_url), FixedClock(NOW))
    desk.close()
    again = build(settings_for(store_url), FixedClock(NOW))
    assert {row.check: row.message for row in again.health.checks() if not row.ok} == {}
    again.close()


def test_twenty_processes_open_a_fresh_store_at_once(store_url: str) -> None:
    running = [start("tests.models.opener", store_url) for _ in range(20)]
    ended = [(process.communicate(timeout=120), process.returncode) for process in running]
    assert [error for (_, error), code in ended if code] == []
    assert len({name for (name, _), _ in ended}) == 1
    desk = build(settings_for(store_url), FixedClock(NOW))
    assert len(desk.directory.people()) == 1
    desk.close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where a SQLite store is to lie, in a folder of its own."""
    return tmp_path / "desk.db"


def test_a_file_of_no_bytes_is_no_fresh_store(file: Path) -> None:
    """A store may have been there: a desk that begins anew in its place would hide the loss."""
    file.touch()
    with pytest.raises(StoreDamaged, match="empty file"):
        opened(str(file))
    assert bytes_beside(file) == {file.name: b""}


def test_a_log_without_its_store_is_left_alone(file: Path) -> None:
    log = file.with_name(f"{file.name}-wal")
    log.write_bytes(b"7" * 5000)
    with pytest.raises(StoreDamaged, match="without its store"):
        opened(str(file))
    assert bytes_beside(file) == {log.name: b"7" * 5000}


def test_a_fresh_store_leaves_nothing_beside_it(file: Path) -> None:
    opened(str(file)).close()
    assert [*bytes_beside(file)] == [file.name]


@pytest.mark.parametrize(
    "content", [b"Dear diary", b"SQLite format 3\0", b"\0" * 5000, b"%PDF-1.7\n" * 100]
)
def test_a_file_that_is_something_else_is_left_alone(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    with pytest.raises(StoreDamaged, match="not a desk store"):
        opened(str(file))
    assert bytes_beside(file) == {file.name: content}


def test_another_programs_database_is_left_alone(file: Path) -> None:
    with closing(sqlite3.connect(file)) as other:
        other.execute("CREATE TABLE note (id INTEGER PRIMARY KEY)")
    before = bytes_beside(file)
    with pytest.raises(StoreDamaged, match="not a desk store"):
        opened(str(file))
    assert bytes_beside(file) == before


def test_a_newer_store_is_refused_untouched_with_both_versions(file: Path) -> None:
    opened(str(file)).close()
    with closing(sqlite3.connect(file, isolation_level=None)) as newer:
        newer.execute("UPDATE setting SET value = '9.8.7' WHERE name = 'written_by'")
        newer.execute(f"PRAGMA user_version = {LATEST + 1}")
    before = bytes_beside(file)
    with pytest.raises(StoreNewer) as refused:
        opened(str(file))
    for part in ("9.8.7", f"scheme {LATEST + 1}", "1.2.3", f"scheme {LATEST}"):
        assert part in refused.value.message
    assert bytes_beside(file) == before


def test_a_newer_store_whose_header_is_still_in_the_log_is_refused(file: Path) -> None:
    opened(str(file)).close()
    reader = sqlite3.connect(file)
    reader.execute("PRAGMA user_version").fetchall()
    with closing(sqlite3.connect(file, isolation_level=None)) as newer:
        newer.execute(f"PRAGMA user_version = {LATEST + 1}")
        before = file.read_bytes()
        with pytest.raises(StoreNewer):
            opened(str(file))
        assert file.read_bytes() == before
    reader.close()


def test_a_newer_store_on_a_server_is_refused(server_url: str) -> None:
    store = opened(server_url)
    with store.writing() as session:
        session.sql("UPDATE setting SET value = %s WHERE name = 'scheme'", (str(LATEST + 1),))
    store.close()
    with pytest.raises(StoreNewer, match=f"scheme {LATEST + 1}"):
        opened(server_url)


def test_a_server_with_tables_of_something_else_is_left_alone(server_url: str) -> None:
    import psycopg

    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute("CREATE TABLE note (id int)")
    with pytest.raises(StoreDamaged, match="not a desk store"):
        opened(server_url)


def test_an_open_desk_stops_writing_when_a_newer_one_takes_over(store_url: str) -> None:
    store = opened(store_url)
    with store.migrating() as session:
        if session.is_sqlite:
            session.sql(f"PRAGMA user_version = {LATEST + 1}")
        else:
            session.sql("UPDATE setting SET value = %s WHERE name = 'scheme'", (str(LATEST + 1),))
    with pytest.raises(StoreNewer, match="newer desk"), store.writing():
        pass
    with store.reading() as session:
        assert session.sql("SELECT 1") == [(1,)]
    store.close()


def test_only_the_default_folder_is_made(tmp_path: Path) -> None:
    inside = tmp_path / "new" / "folder" / "desk.db"
    with pytest.raises(Unreachable, match="no folder"):
        opened(str(inside))
    assert not inside.parent.exists()
    open_store(locate(str(inside)), makes_folder=True, version="1").close()
    assert inside.exists()
    assert inside.parent.stat().st_mode & 0o077 == 0


def test_a_fresh_store_is_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    store = opened(str(path))
    with store.writing() as session:
        session.sql("UPDATE setting SET value = value")
        modes = {each.name: each.stat().st_mode & 0o777 for each in tmp_path.iterdir()}
    store.close()
    assert modes == dict.fromkeys(("desk.db", "desk.db-wal", "desk.db-shm"), 0o600)


def test_a_folder_is_no_store(tmp_path: Path) -> None:
    with pytest.raises(StoreDamaged, match="is no file"):
        opened(str(tmp_path))


def further_step(monkeypatch: pytest.MonkeyPatch, statements: list[str]) -> None:
    """Let the desk have one more step of the scheme."""

    def apply(number: int, run: Callable[[str], object], dialect: object) -> None:
        if number <= LATEST:
            real(number, run, dialect)  # type: ignore[arg-type]
        for statement in statements if number > LATEST else []:
            run(statement)

    real = migrations.apply
    from desk.models.migrations import found, postgresql

    for module in (migrations, sqlite, postgresql, found, opening):
        monkeypatch.setattr(module, "LATEST", LATEST + 1)
    for module in (sqlite, postgresql):
        monkeypatch.setattr(module, "apply", apply)


def test_an_older_store_is_copied_then_moved_on(
    store_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(settings_for(store_url), FixedClock(NOW)).close()
    further_step(monkeypatch, ["CREATE TABLE later (id INTEGER PRIMARY KEY)"])
    store = opened(store_url)
    with store.reading() as session:
        assert session.sql("SELECT count(*) FROM later") == [(0,)]
    store.close()
    if store.is_sqlite:
        path = Path(store_url)
        copy = path.with_name(f"{path.stem}.before-{LATEST + 1}.db")
        assert copy.stat().st_mode & 0o777 == 0o600
        with closing(sqlite3.connect(copy)) as before:
            assert before.execute("PRAGMA user_version").fetchall() == [(LATEST,)]
            assert before.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert before.execute("SELECT count(*) FROM person").fetchall() == [(1,)]


def test_a_step_that_fails_leaves_the_store_as_it_was(
    store_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(settings_for(store_url), FixedClock(NOW)).close()
    with monkeypatch.context() as patched:
        further_step(patched, ["CREATE TABLE later (id INTEGER PRIMARY KEY)", "SELECT nonsense"])
        with pytest.raises(DeskError):
            opened(store_url)
    desk = build(settings_for(store_url), FixedClock(NOW))
    assert len(desk.directory.people()) == 1
    desk.close()
    store = opened(store_url)
    with pytest.raises(DeskError, match="later"), store.reading() as session:
        session.sql("SELECT count(*) FROM later")
    store.close()


@pytest.mark.parametrize("statement", [1, 9, 30])
def test_a_desk_killed_while_it_makes_the_scheme_leaves_nothing_half(
    store_url: str, statement: int
) -> None:
    ended = run("tests.faults.updating", store_url, str(statement))
    assert ended.returncode == -signal.SIGKILL, ended.stderr
    desk = build(settings_for(store_url), FixedClock(NOW))
    assert {row.check: row.message for row in desk.health.checks() if not row.ok} == {}
    desk.close()

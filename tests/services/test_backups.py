"""Everything as one file and back: whole while others write, on either engine, never half."""

import os
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from desk.bootstrap import Desk, build, replace_damaged
from desk.clock import FixedClock
from desk.errors import (
    BadValue,
    DeskError,
    Duplicate,
    NotAllowed,
    NotFound,
    StoreDamaged,
    StoreNewer,
)
from desk.models.backups import connect
from desk.models.file_shape import shapes
from desk.queries.file_health import checks_of
from desk.rules.permissions import Actor
from tests.stores import NOW, Hire, Places, settings_for

CONTACT = {"channel": "email", "subject": "Bill", "direction": "inbound", "text": "Zahl\u0142em"}


def fill(desk: Desk, actor: Actor) -> None:
    """A bit of everything."""
    desk.people.add(actor, "Mia", "agent", "Field")
    desk.do(actor, "create", "customer", {"name": "Ana", "email": "ana@example.org"})
    for _ in range(3):
        desk.do(actor, "log", "interaction", {**CONTACT, "customer": "C-1"})
    desk.do(actor, "assign", "I-1", {"to": "Mia"})
    desk.do(actor, "reply", "I-1", {"text": "On its way"})
    desk.do(actor, "await", "I-2", {"question": "Which?", "due": "+2h"})
    desk.do(actor, "complete", "I-3", {"outcome": "answered"})


def content(desk: Desk, folder: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, as a backup holds it."""
    path = folder / "content.db"
    desk.backups.back_up(desk.directory.actor(), path, force=True)
    with closing(sqlite3.connect(path)) as file:
        return {
            shape.name: sorted(
                file.execute(f'SELECT {", ".join(shape.columns)} FROM "{shape.name}"').fetchall(),
                key=repr,
            )
            for shape in shapes(file)
            if shape.name != "setting"
        }


@pytest.fixture(params=["sqlite", "postgresql"])
def other_places(request: pytest.FixtureRequest) -> Places:
    """Where the other desk's store is made, on each engine."""
    kind = "file_places" if request.param == "sqlite" else "server_places"
    made = request.getfixturevalue(kind)
    assert isinstance(made, Places)
    return made


@pytest.fixture
def other(other_places: Places) -> Iterator[Desk]:
    """Another desk, on a store where nothing is yet."""
    url = other_places.founded()
    made = build(settings_for(url), FixedClock(NOW + 500))
    yield made
    made.close()
    other_places.remove(url)


def test_a_backup_restores_on_either_engine(
    desk: Desk, me: Actor, other: Desk, tmp_path: Path
) -> None:
    """Row by row the same, sound, and numbers go on after the last one."""
    fill(desk, me)
    path = tmp_path / "all.db"
    kept = desk.backups.back_up(me, path)
    assert (kept.counts["work"], kept.size, kept.faults) == (3, path.stat().st_size, ())
    back = other.backups.restore(other.directory.actor(), path)
    assert back.counts["work"] == 3
    assert content(other, tmp_path) == content(desk, tmp_path)
    assert [row.check for row in other.health.checks() if not row.ok] == []
    again = build(other.settings, FixedClock(NOW + 600))
    with closing(again):
        actor = again.directory.actor()
        assert again.do(actor, "log", "interaction", CONTACT).ref == "I-4"
        assert again.do(actor, "note", "I-1", {"text": "later"}).version == 4


def test_a_backup_is_for_its_owner_and_one_file(desk: Desk, me: Actor, tmp_path: Path) -> None:
    path = tmp_path / "all.db"
    desk.backups.back_up(me, path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert os.listdir(tmp_path) == ["all.db"]
    assert [row for row in checks_of(path) if not row.ok] == []


def test_a_file_that_is_there_stays(desk: Desk, me: Actor, tmp_path: Path) -> None:
    path = tmp_path / "all.db"
    path.write_text("mine")
    with pytest.raises(Duplicate, match="already"):
        desk.backups.back_up(me, path)
    assert path.read_text() == "mine"
    desk.backups.back_up(me, path, force=True)
    assert path.read_bytes().startswith(b"SQLite format 3")


def test_a_link_is_replaced_and_not_followed(desk: Desk, me: Actor, tmp_path: Path) -> None:
    (tmp_path / "theirs").write_text("theirs")
    path = tmp_path / "all.db"
    path.symlink_to(tmp_path / "theirs")
    with pytest.raises(Duplicate):
        desk.backups.back_up(me, path)
    desk.backups.back_up(me, path, force=True)
    assert (tmp_path / "theirs").read_text() == "theirs"
    assert not path.is_symlink()


def test_a_store_that_holds_work_is_not_overwritten(
    desk: Desk, me: Actor, other: Desk, tmp_path: Path
) -> None:
    fill(desk, me)
    path = tmp_path / "all.db"
    desk.backups.back_up(me, path)
    actor = other.directory.actor()
    other.do(actor, "log", "interaction", {**CONTACT, "subject": "Own"})
    before = content(other, tmp_path)
    with pytest.raises(Duplicate, match="holds work"):
        other.backups.restore(actor, path)
    assert content(other, tmp_path) == before
    kept = other.backups.restore(actor, path, force=True)
    assert content(other, tmp_path) == content(desk, tmp_path)
    if kept.aside:
        with closing(connect(Path(kept.aside), "ro")) as aside:
            assert aside.execute("SELECT subject FROM work").fetchall() == [("Own",)]


def test_what_is_no_backup_is_refused(desk: Desk, me: Actor, tmp_path: Path) -> None:
    fill(desk, me)
    before = content(desk, tmp_path)
    good = tmp_path / "good.db"
    desk.backups.back_up(me, good)
    whole = good.read_bytes()
    for name, made, error in _spoiled(tmp_path, whole):
        with pytest.raises(error):
            desk.backups.restore(me, made, force=True)
        assert content(desk, tmp_path) == before, name


def _spoiled(folder: Path, whole: bytes) -> Iterator[tuple[str, Path, type[DeskError]]]:
    path = folder / "spoiled.db"
    yield "none", folder / "none.db", NotFound
    cut, hole = whole[: len(whole) // 2], bytearray(whole)
    hole[8192:40960] = bytes(32768)
    for name, content in (("empty", b""), ("text", b"hello" * 99), ("cut", cut), ("hole", hole)):
        path.write_bytes(content)
        yield name, path, StoreDamaged
    path.write_bytes(whole)
    with closing(sqlite3.connect(path)) as file:
        file.execute("PRAGMA user_version = 99")
    yield "newer", path, StoreNewer


def test_a_newer_backup_names_both_versions(desk: Desk, me: Actor, tmp_path: Path) -> None:
    path = tmp_path / "all.db"
    desk.backups.back_up(me, path)
    with closing(sqlite3.connect(path)) as file, file:
        file.execute("PRAGMA user_version = 99")
        file.execute("UPDATE setting SET value = '7.1' WHERE name = 'written_by'")
    digest = path.read_bytes()
    with pytest.raises(StoreNewer, match=r"desk 7\.1 \(scheme 99\)"):
        desk.backups.restore(me, path)
    assert path.read_bytes() == digest


def test_a_backup_that_contradicts_itself_needs_force(
    desk: Desk, me: Actor, other: Desk, tmp_path: Path
) -> None:
    fill(desk, me)
    path = tmp_path / "all.db"
    desk.backups.back_up(me, path)
    with closing(sqlite3.connect(path)) as file, file:
        file.execute("UPDATE work SET owner = 77 WHERE number = 1")
    actor = other.directory.actor()
    with pytest.raises(StoreDamaged, match="belong to somebody who is not here"):
        other.backups.restore(actor, path)
    assert other.backups.restore(actor, path, force=True).faults[0].check == "owners"


def test_only_administrators_may(desk: Desk, hire: Hire, tmp_path: Path) -> None:
    lead = hire("Lea", role="manager")
    for run in (desk.backups.back_up, desk.backups.restore):
        with pytest.raises(NotAllowed):
            run(lead, tmp_path / "all.db")
    assert os.listdir(tmp_path) == []


def test_backups_under_load_are_whole(desk: Desk, me: Actor, tmp_path: Path) -> None:
    """Each copy is one moment: what it holds of the items fits, whatever is written meanwhile."""
    desk.do(me, "log", "interaction", CONTACT)
    with _Others(desk.settings.db):
        sizes = []
        for number in range(4):
            path = tmp_path / f"{number}.db"
            kept = desk.backups.back_up(me, path)
            assert kept.faults == ()
            sizes.append(kept.counts["journal"])
    assert sizes == sorted(sizes)
    assert sizes[-1] > sizes[0]


class _Others:
    """Other desks at work in threads of their own."""

    def __init__(self, url: str) -> None:
        self._stopped = threading.Event()
        self._threads = [threading.Thread(target=self._work, args=(url,)) for _ in range(2)]

    def __enter__(self) -> None:
        for thread in self._threads:
            thread.start()

    def __exit__(self, *_: object) -> None:
        self._stopped.set()
        for thread in self._threads:
            thread.join()

    def _work(self, url: str) -> None:
        with closing(build(settings_for(url), FixedClock(NOW))) as desk:
            actor = desk.directory.actor()
            while not self._stopped.is_set():
                made = desk.do(actor, "log", "interaction", CONTACT)
                desk.do(actor, "claim", made.ref, {})
                desk.do(actor, "note", made.ref, {"text": "under way"})


def test_a_store_that_does_not_open_is_set_aside(
    file_places: Places, tmp_path: Path, make_backup: Callable[[], Path]
) -> None:
    path = tmp_path / "desk.db"
    path.write_bytes(b"\0" * 9000)
    kept = replace_damaged(settings_for(str(path)), make_backup())
    assert (tmp_path / "desk.before-restore.db").read_bytes() == b"\0" * 9000
    assert kept.aside == str(tmp_path / "desk.before-restore.db")
    with closing(build(settings_for(str(path)), FixedClock(NOW))) as desk:
        assert [row.ref for row in desk.work.rows(desk.directory.actor(), [1]).values()] == ["I-1"]


@pytest.fixture
def make_backup(file_places: Places, tmp_path: Path) -> Callable[[], Path]:
    """Makes a backup of a store with some work."""

    def make() -> Path:
        url = file_places.founded()
        with closing(build(settings_for(url), FixedClock(NOW))) as desk:
            fill(desk, desk.directory.actor())
            desk.backups.back_up(desk.directory.actor(), tmp_path / "all.db")
        return tmp_path / "all.db"

    return make


def test_the_store_itself_is_no_backup_of_itself(file_places: Places) -> None:
    url = file_places.founded()
    with closing(build(settings_for(url), FixedClock(NOW))) as desk:
        for run in (desk.backups.back_up, desk.backups.restore):
            with pytest.raises(BadValue, match="the store itself"):
                run(desk.directory.actor(), Path(url), force=True)


def test_an_older_backup_is_brought_up_to_date(
    desk: Desk, me: Actor, other: Desk, tmp_path: Path
) -> None:
    """On a copy: the backup itself stays as it was."""
    path = tmp_path / "old.db"
    _old_store(path)
    before = path.read_bytes()
    kept = other.backups.restore(other.directory.actor(), path)
    assert kept.counts["person"] == 0
    assert path.read_bytes() == before
    assert os.listdir(tmp_path) == ["old.db"]


def _old_store(path: Path) -> None:
    """A store of the first scheme."""
    from desk.models.migrations import APPLICATION_ID, apply
    from desk.models.migrations.dialect import SQLITE

    with closing(sqlite3.connect(path)) as file, file:
        apply(1, file.execute, SQLITE)
        file.execute("INSERT INTO setting (name, value) VALUES ('zone', 'UTC')")
        file.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        file.execute("PRAGMA user_version = 1")

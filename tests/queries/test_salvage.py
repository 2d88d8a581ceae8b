"""Good rows come out of a damaged file, and what does not is counted."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from desk.bootstrap import build
from desk.clock import FixedClock
from desk.rows.exports import Losses
from desk.rows.work import Listing
from desk.rules.exported import Exported
from desk.rules.filters import parse
from tests.stores import NOW, Places, settings_for

SIZE, PROBLEMS = 400, 100


@pytest.fixture(scope="module")
def sound(file_places: Places) -> Iterator[bytes]:
    """The bytes of a store with some work in it."""
    url = file_places.founded()
    with closing(build(settings_for(url), FixedClock(NOW))) as desk:
        desk.demo.fill(desk.directory.actor(), SIZE - PROBLEMS, problems=PROBLEMS)
    with closing(sqlite3.connect(url)) as file:
        file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    yield Path(url).read_bytes()
    file_places.remove(url)


def spoiled(path: Path, table: str, *, root: bool) -> None:
    """Write over the root of a table, or over its last page."""
    with closing(sqlite3.connect(path)) as file:
        query = "SELECT pageno FROM dbstat WHERE name = ? ORDER BY path"
        try:
            pages = [page for (page,) in file.execute(query, (table,))]
        except sqlite3.OperationalError:
            pytest.skip("this SQLite does not tell which page is whose")
    with path.open("r+b") as raw:
        raw.seek(((pages[0] if root else pages[-1]) - 1) * 4096)
        raw.write(b"\xa5" * 300)


def exported(path: Path, text: str = "") -> tuple[list[Exported], Losses]:
    """What comes out of the file, and what does not."""
    losses = Losses()
    with closing(build(settings_for(str(path)), FixedClock(NOW))) as desk:
        listing = Listing(parse(text, "UTC", NOW), "oldest")
        return list(desk.exports.stream(desk.directory.actor(), listing, losses)), losses


@pytest.mark.parametrize(
    "table", ["message", "clock", "customer", "detail", "ticket", "task", "journal"]
)
@pytest.mark.parametrize("root", [True, False])
def test_what_hangs_on_a_record_may_be_lost_and_the_record_is_not(
    sound: bytes, tmp_path: Path, table: str, root: bool
) -> None:
    path = tmp_path / "desk.db"
    path.write_bytes(sound)
    whole, _ = exported(path)
    spoiled(path, table, root=root)
    found, losses = exported(path)
    assert sorted(each.ref for each in found) == sorted(each.ref for each in whole)
    assert losses.records == 0
    assert (losses.parts > 0) is (table != "journal")
    assert sum(each in whole for each in found) >= SIZE - losses.parts


def test_records_that_cannot_be_read_are_counted(sound: bytes, tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    path.write_bytes(sound)
    whole, _ = exported(path)
    spoiled(path, "work", root=False)
    found, losses = exported(path)
    assert 0 < losses.records < SIZE
    assert len(found) == SIZE - losses.records
    assert set(found_refs(found)) < set(found_refs(whole))


def test_a_filter_holds_in_a_damaged_file_too(sound: bytes, tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    path.write_bytes(sound)
    for text in ("is:closed channel:email", "owner:none", "created<9d -tag:vip"):
        whole = found_refs(exported(path, text)[0])
        copy = tmp_path / "copy.db"
        copy.write_bytes(sound)
        spoiled(copy, "message", root=True)
        found = found_refs(exported(copy, text)[0])
        assert whole
        assert sorted(found) == sorted(whole)


def found_refs(records: list[Exported]) -> list[str]:
    """Their references."""
    return [each.ref for each in records]

"""Files that are damaged, cut off, mixed up or empty: told, and never written to again."""

import hashlib
import os
import random
import shutil
from pathlib import Path

import pytest

from desk.bootstrap import Desk, build
from desk.clock import FixedClock
from desk.errors import DeskError, StoreDamaged
from desk.rows.work import Listing
from desk.rules.filters import parse
from tests.faults.conftest import run
from tests.stores import NOW, settings_for

EVERY = 1 if os.environ.get("DESK_TEST_FAULTS") == "all" else 23
"""Every how many pages one is damaged."""

PAGE = 4096


@pytest.fixture(scope="module")
def filled(founded: Path) -> Path:
    """A store of three hundred items, at rest; not to be written to."""
    path = founded.with_name("filled.db")
    shutil.copyfile(founded, path)
    desk = build(settings_for(str(path)), FixedClock(NOW))
    desk.demo.fill(desk.directory.actor(), 300)
    desk.close()
    return path


def digests(folder: Path) -> dict[str, str]:
    """What tells whether any file in a folder was written to; shared memory is no file."""
    return {
        each.name: hashlib.sha256(each.read_bytes()).hexdigest()
        for each in folder.iterdir()
        if not each.name.endswith("-shm") and each.stat().st_size
    }


def use(desk: Desk) -> None:
    """Look at everything, then write."""
    me = desk.directory.actor()
    everything = Listing(parse("", desk.zone, NOW), "due")
    refs = [row.ref for row in desk.work.stream(me, everything)]
    for ref in refs[::10]:
        desk.trail.item(me, ref)
    wrong = [row for row in desk.health.checks() if not row.ok]
    if wrong:
        raise StoreDamaged(wrong[0].message, wrong[0].next_step)
    desk.do(me, "tag", refs[0], {"name": "seen"})


def meet(path: Path) -> tuple[DeskError | None, bool]:
    """Open and use a store: what was told, and whether the desk writes to it after that."""
    try:
        desk = build(settings_for(str(path)), FixedClock(NOW))
    except DeskError as error:
        return error, False
    told: DeskError | None = None
    try:
        use(desk)
    except DeskError as error:
        told = error
    writes = desk.barred is None
    if not writes:
        before = digests(path.parent)
        with pytest.raises(DeskError):
            desk.people.add(desk.directory.actor(), "Zoe", "agent", "")
        assert digests(path.parent) == before
    desk.close()
    return told, writes


@pytest.mark.parametrize("at", ["head", "anywhere"])
def test_a_page_of_rubbish_is_told_or_lies_where_the_engine_keeps_no_sum(
    filled: Path, tmp_path: Path, at: str
) -> None:
    """SQLite sums up no page: letters changed inside a text are texts like any other."""
    whole = filled.read_bytes()
    noise = random.Random(1)
    told = 0
    pages = range(0, len(whole) // PAGE, EVERY)
    for page in pages:
        path = tmp_path / f"{page}" / "desk.db"
        path.parent.mkdir()
        place = page * PAGE + (0 if at == "head" else noise.randrange(PAGE - 300))
        path.write_bytes(whole[:place] + noise.randbytes(300) + whole[place + 300 :])
        error, _ = meet(path)
        told += error is not None
        assert error is None or error.next_step
    assert told >= len(pages) * (0.8 if at == "head" else 0.3)


def test_a_file_cut_off_anywhere_is_told_and_not_touched(filled: Path, tmp_path: Path) -> None:
    whole = filled.read_bytes()
    for page in range(1, len(whole) // PAGE, EVERY):
        path = tmp_path / f"{page}" / "desk.db"
        path.parent.mkdir()
        path.write_bytes(whole[: page * PAGE])
        before = digests(path.parent)
        error, _ = meet(path)
        assert isinstance(error, StoreDamaged), page
        assert digests(path.parent) == before


def test_the_log_of_another_store_is_known_and_neither_is_touched(
    filled: Path, founded: Path, tmp_path: Path
) -> None:
    """A mark in every store is in its log too; founded apart, no two stores share one."""
    apart = tmp_path / "apart.db"
    other = build(settings_for(str(apart)), FixedClock(NOW))
    other.demo.fill(other.directory.actor(), 5)
    mixed = tmp_path / "mixed"
    mixed.mkdir()
    shutil.copyfile(filled, mixed / "desk.db")
    shutil.copyfile(f"{apart}-wal", mixed / "desk.db-wal")
    other.close()
    before = digests(mixed)
    with pytest.raises(StoreDamaged, match="belongs to another store") as told:
        build(settings_for(str(mixed / "desk.db")), FixedClock(NOW))
    assert "away" in told.value.next_step
    assert digests(mixed) == before


def test_its_own_log_is_taken_for_its_own(filled: Path, tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    shutil.copyfile(filled, path)
    writer = build(settings_for(str(path)), FixedClock(NOW))
    writer.people.add(writer.directory.actor(), "Zoe", "agent", "")
    assert Path(f"{path}-wal").stat().st_size
    reader = build(settings_for(str(path)), FixedClock(NOW))
    assert len(reader.directory.people()) == len(writer.directory.people())
    reader.close()
    writer.close()


@pytest.mark.parametrize("content", [b"", b"Dear diary", b"\0" * 9000, bytes(range(256)) * 40])
def test_a_file_that_is_no_store_is_told_and_left(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "desk.db"
    path.write_bytes(content)
    ended = run("desk", "--db", path, "list")
    assert ended.returncode == 1
    assert "left as it is" in ended.stderr or "left as it was" in ended.stderr
    assert path.read_bytes() == content
    assert [each.name for each in tmp_path.iterdir()] == ["desk.db"]


def test_a_damaged_store_still_gives_its_good_rows(filled: Path, tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    whole = bytearray(filled.read_bytes())
    for page in range(60, len(whole) // PAGE, 40):
        whole[page * PAGE : page * PAGE + 300] = b"\xff" * 300
    path.write_bytes(whole)
    before = digests(tmp_path)
    out = tmp_path.with_name(f"{tmp_path.name}-saved.jsonl")
    ended = run("desk", "--db", path, "export", "-o", out)
    assert "Traceback" not in ended.stderr
    assert len(out.read_text(encoding="utf-8").splitlines()) > 100, ended.stderr
    assert digests(tmp_path) == before

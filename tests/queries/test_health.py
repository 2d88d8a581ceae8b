"""`desk doctor`: a sound store passes, and each fault is found and named."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from desk.bootstrap import Desk, build
from desk.clock import FixedClock
from desk.rows.health import CheckRow
from tests.stores import NOW, Fill, settings_for


def faults(desk: Desk) -> dict[str, CheckRow]:
    """What is wrong, by check."""
    return {row.check: row for row in desk.health.checks() if not row.ok}


def work(desk: Desk) -> None:
    """Put items that were worked on and items that wait into a store."""
    desk.demo.fill(desk.directory.actor(), 40)


@pytest.fixture
def filling() -> Fill:
    """What every desk here begins with."""
    return work


@pytest.fixture
def worked(desk: Desk) -> Desk:
    """A desk with items that were worked on, and items that wait."""
    return desk


def test_every_check_says_what_it_looked_at(worked: Desk) -> None:
    rows = list(worked.health.checks())
    assert [row.check for row in rows if not row.ok] == []
    assert all(row.message for row in rows)
    assert len({row.check for row in rows}) == len(rows)
    assert all(len(row.check) <= 14 for row in rows)


FIRST = "(SELECT recency FROM work WHERE id = (SELECT min(id) FROM work))"
ENDED = "(SELECT min(id) FROM work WHERE due_key = 6000000000000)"
OPEN = "(SELECT min(id) FROM work WHERE due_key < 4000000000000)"


@pytest.mark.parametrize(
    ("check", "damage"),
    [
        ("numbers", "UPDATE counter SET last = 3 WHERE kind = 'interaction'"),
        ("details", f"DELETE FROM detail WHERE id = {OPEN}"),
        ("states", f"UPDATE work SET state = 'lost' WHERE id = {OPEN}"),
        ("states", f"UPDATE work SET state = 'completed' WHERE id = {OPEN}"),
        ("places", f"UPDATE work SET due_key = due_key + 1 WHERE id = {OPEN}"),
        ("places", f"UPDATE work SET watch_at = breached_at + 1 WHERE id = {OPEN}"),
        ("owners", f"UPDATE work SET owner = 999 WHERE id = {OPEN}"),
        ("tags", f"UPDATE work SET tags = 'billing' WHERE id = {OPEN}"),
        ("tags", f"UPDATE work SET tags = '|a||b|' WHERE id = {OPEN}"),
        ("journal", f"UPDATE journal SET object = 999 WHERE object = {OPEN} AND kind <> 'person'"),
        ("messages", f"UPDATE message SET item = item + 1 WHERE item = {OPEN}"),
        (
            "search",
            f"DELETE FROM search WHERE recency = (SELECT recency FROM work WHERE id = {OPEN})",
        ),
        ("search", "INSERT INTO search (recency, body) VALUES (7, 'nobody')"),
        ("merges", f"UPDATE detail SET merged_into = {ENDED} WHERE id = {OPEN}"),
        ("merges", f"UPDATE detail SET merged_into = id WHERE id = {ENDED}"),
        ("links", "INSERT INTO link (item, relation, other) VALUES (1, 'lost', 2)"),
        ("links", "INSERT INTO link (item, relation, other) VALUES (2, 'causedBy', 2)"),
        (
            "links",
            "INSERT INTO link (item, relation, other)"
            " VALUES (1, 'causedBy', 2), (2, 'causedBy', 1)",
        ),
        ("promises", "INSERT INTO promise (item, number, text, made) VALUES (1, 1, 'call', 1)"),
        (
            "promises",
            "UPDATE clock SET name = 'promise' WHERE id = (SELECT min(id) FROM clock)",
        ),
        ("snoozes", f"UPDATE work SET snoozed_until = 1 WHERE id = {ENDED}"),
        ("policies", "DELETE FROM calendar WHERE name = 'office'"),
        ("clocks", f"UPDATE clock SET due = due + 60 WHERE item = {OPEN} AND state = 'running'"),
        ("clocks", f"UPDATE clock SET target = target + 60 WHERE item = {OPEN}"),
        ("clocks", f"UPDATE clock SET told = 0, next_at = NULL WHERE item = {OPEN}"),
        ("clocks", f"UPDATE clock SET told = 0, next_at = due + 9 WHERE item = {OPEN}"),
        ("looks", f"UPDATE clock SET next_at = 0 WHERE item = {ENDED}"),
        ("alarms", f"INSERT INTO alarm VALUES ({ENDED}, 'answer', 1, 50, 1)"),
        ("crossings", f"INSERT INTO crossing VALUES (999, {OPEN}, 'x', 1, 50, 'watch', 1, 1, '')"),
    ],
)
def test_what_breaks_a_rule_is_found_and_named(worked: Desk, check: str, damage: str) -> None:
    with worked._store.writing() as session:
        session.sql(damage)
    found = faults(worked)
    assert check in found
    assert found[check].count >= 1
    assert found[check].next_step


def test_the_offenders_are_named_by_reference(worked: Desk) -> None:
    with worked._store.writing() as session:
        session.sql("UPDATE work SET owner = 999 WHERE number <= 7")
    row = faults(worked)["owners"]
    assert row.count == 7
    assert "I-1, I-2, I-3, I-4, I-5, …" in row.message


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A SQLite store with work in it, closed."""
    path = tmp_path / "desk.db"
    desk = build(settings_for(str(path)), FixedClock(NOW))
    desk.demo.fill(desk.directory.actor(), 40)
    desk.close()
    return path


def checked(file: Path) -> dict[str, CheckRow]:
    """What is wrong with a file."""
    desk = build(settings_for(str(file)), FixedClock(NOW))
    try:
        return faults(desk)
    finally:
        desk.close()


def test_rows_that_refer_to_nothing_are_found(file: Path) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("UPDATE clock SET item = 999 WHERE id = 1")
    assert "clock" in checked(file)["references"].message


def test_an_index_that_does_not_fit_is_found_and_says_how_to_rebuild(file: Path) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("DROP TRIGGER search_changed")
        connection.execute("UPDATE search SET body = 'other words'")
    row = checked(file)["index"]
    assert "rebuild" in row.next_step


def test_a_copy_that_was_broken_off_is_found(file: Path) -> None:
    part = file.with_name("desk.db.before-2.db.part")
    part.touch()
    assert part.name in checked(file)["leftovers"].message


def test_copies_from_before_an_update_are_told_but_are_no_fault(file: Path) -> None:
    file.with_name("desk.before-2.db").touch()
    desk = build(settings_for(str(file)), FixedClock(NOW))
    (row,) = [row for row in desk.health.checks() if row.check == "leftovers"]
    desk.close()
    assert row.ok
    assert "desk.before-2.db" in row.message


def test_looking_changes_nothing(worked: Desk) -> None:
    def journal() -> list[tuple[object, ...]]:
        with worked._store.reading() as session:
            return session.sql("SELECT max(seq), count(*) FROM journal")

    before = journal()
    list(worked.health.checks())
    assert journal() == before

"""An update that is broken off at any statement: the old scheme or the new one, never between."""

import signal
import sqlite3
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from desk.bootstrap import build
from desk.clock import FixedClock
from desk.models.migrations import APPLICATION_ID, LATEST
from desk.models.migrations.dialect import POSTGRESQL, SQLITE, Dialect
from desk.models.migrations.m0001_first import statements as of_the_first
from desk.models.migrations.m0002_depth import statements as of_the_second
from desk.models.migrations.m0003_problems import statements as of_the_third
from tests.forked import run
from tests.stores import NOW, settings_for

ROWS = (
    "INSERT INTO setting (name, value) VALUES ('written_by', '0.1'), ('zone', 'UTC')",
    "INSERT INTO counter (kind, last) VALUES ('interaction', 1)",
    "INSERT INTO person (name, name_key, role, zone, created)"
    " VALUES ('Mia', 'mia', 'administrator', 'UTC', 1)",
    "INSERT INTO work (kind, number, subject, state, priority, channel, direction, created,"
    " updated, due_key, watch_at, warning_at, jeopardy_at, breached_at, overdue2_at, overdue3_at,"
    " recency) VALUES ('interaction', 1, 'No signal', 'open', 3, 'web', 'inbound', 1, 1,"
    " 5000000000000, 9000000000000, 9000000000000, 9000000000000, 9000000000000, 9000000000000,"
    " 9000000000000, 16777217)",
    "INSERT INTO interaction (id) VALUES (1)",
    "INSERT INTO journal (at, actor, action, kind, object, visibility)"
    " VALUES (1, 1, 'log', 'interaction', 1, 'customer')",
    "INSERT INTO message (item, seq, at, direction, channel, visibility, author, address, text)"
    " VALUES (1, 1, 1, 'in', 'web', 'customer', 'Nadia', '', 'It went off at noon')",
    "INSERT INTO search (recency, body) VALUES (16777217, 'no signal')",
    "INSERT INTO setting (name, value) VALUES ('founded', '1')",
)
"""What a desk of the first scheme left behind."""

LATER_ROWS = (
    "INSERT INTO work (kind, number, subject, state, priority, channel, direction, created,"
    " updated, due_key, watch_at, warning_at, jeopardy_at, breached_at, overdue2_at, overdue3_at,"
    " recency, closed) VALUES ('interaction', 2, 'Again', 'completed', 3, 'web', 'inbound', 1, 1,"
    " 6000000000000, 9000000000000, 9000000000000, 9000000000000, 9000000000000, 9000000000000,"
    " 9000000000000, 16777218, 1)",
    "UPDATE counter SET last = 2",
    "INSERT INTO interaction (id, outcome, merged_into) VALUES (2, 'merged', 1)",
    "INSERT INTO journal (at, actor, action, kind, object, visibility)"
    " VALUES (1, 1, 'log', 'interaction', 2, 'customer')",
    "INSERT INTO search (recency, body) VALUES (16777218, 'again')",
    "INSERT INTO link (item, relation, other) VALUES (1, 'relatesTo', 2)",
    "INSERT INTO team (name, name_key) VALUES ('Field', 'field')",
    "INSERT INTO membership (person, team) VALUES (1, 1)",
)
"""What a desk of the second one left beside."""

STEPS = {1: of_the_second, 2: of_the_third}
"""The statements that lead on from each scheme."""


def store_of(scheme: int, url: str, dialect: Dialect) -> None:
    """A store as a desk of an earlier scheme made it."""
    first_scheme(url, dialect)
    if scheme == 1:
        return
    words = [*of_the_second(dialect), *LATER_ROWS]
    if dialect is SQLITE:
        with closing(sqlite3.connect(url, isolation_level=None)) as made:
            for each in [*words, "PRAGMA user_version = 2"]:
                made.execute(each)
        return
    with psycopg.connect(url, autocommit=True) as made:
        for each in [*words, "UPDATE setting SET value = '2' WHERE name = 'scheme'"]:
            made.execute(each.encode())


def first_scheme(url: str, dialect: Dialect) -> None:
    """A store as a desk of the first scheme made it."""
    words = [*of_the_first(dialect), *ROWS]
    if dialect is SQLITE:
        with closing(sqlite3.connect(url, isolation_level=None)) as made:
            made.execute("PRAGMA journal_mode = wal")
            for each in [*words, f"PRAGMA application_id = {APPLICATION_ID}"]:
                made.execute(each)
            made.execute("PRAGMA user_version = 1")
        return
    with psycopg.connect(url, autocommit=True) as made:
        for each in words:
            made.execute(each.encode())
        made.execute("INSERT INTO setting (name, value) VALUES ('scheme', '1')")


def scheme_of(url: str, dialect: Dialect) -> tuple[int, list[object]]:
    """Its number and every table and index, by name."""
    if dialect is SQLITE:
        with closing(sqlite3.connect(url)) as found:
            ((number,),) = found.execute("PRAGMA user_version").fetchall()
            rows = found.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()
            return number, list(rows)
    with psycopg.connect(url) as found:
        number = found.execute("SELECT value FROM setting WHERE name = 'scheme'").fetchall()[0][0]
        rows = found.execute(
            "SELECT table_name, column_name FROM information_schema.columns"
            " WHERE table_schema = current_schema() ORDER BY 1, 2"
        ).fetchall()
        return int(number), list(rows)


def killed_at(url: str, statement: int) -> bool:
    """Update the store, killed before that statement; False when there are not so many."""
    ended = run("tests.faults.updating", url, str(statement))
    assert ended.returncode in (0, -signal.SIGKILL), ended.stderr
    return ended.returncode != 0


def assert_updated_whole(url: str) -> None:
    """A desk opens it, brings it up to date, and finds what was there."""
    desk = build(settings_for(url), FixedClock(NOW))
    me = desk.directory.actor("Mia")
    assert desk.work.find(me, "I-1").subject == "No signal"
    assert [row.check for row in desk.health.checks() if not row.ok] == []
    desk.close()


@pytest.mark.parametrize("scheme", STEPS)
@pytest.mark.parametrize("dialect", [SQLITE, POSTGRESQL], ids=["sqlite", "postgresql"])
def test_killed_at_each_statement_it_is_old_or_new(
    dialect: Dialect, scheme: int, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    is_file = dialect is SQLITE
    url = str(tmp_path / "desk.db") if is_file else request.getfixturevalue("server_url")
    store_of(scheme, url, dialect)
    old = scheme_of(url, dialect)
    kills = 0
    for statement in range(1, len(STEPS[scheme](dialect)) + 1):
        kills += killed_at(url, statement)
        assert scheme_of(url, dialect) == old, statement
        if is_file:
            with closing(sqlite3.connect(tmp_path / f"desk.before-{scheme + 1}.db")) as copy:
                assert copy.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
                subject = copy.execute("SELECT subject FROM work ORDER BY id").fetchone()
                assert subject == ("No signal",)
    assert kills == len(STEPS[scheme](dialect))
    assert_updated_whole(url)
    assert scheme_of(url, dialect)[0] == LATEST


def test_an_update_that_finds_no_room_leaves_the_old_scheme(
    small_disk: Path, tmp_path: Path
) -> None:
    store = small_disk / "desk.db"
    store_of(2, str(store), SQLITE)
    old = scheme_of(str(store), SQLITE)
    with (small_disk / "ballast").open("wb", buffering=0) as ballast:
        try:
            while ballast.write(b"\0" * 4096):
                pass
        except OSError:
            pass
    with pytest.raises(Exception, match="no space left|disk is full"):
        build(settings_for(str(store)), FixedClock(NOW))
    (small_disk / "ballast").unlink()
    assert scheme_of(str(store), SQLITE) == old
    for part in small_disk.glob("*.part"):
        part.unlink()
    desk = build(settings_for(str(store)), FixedClock(NOW))
    assert desk.work.find(desk.directory.actor("Mia"), "I-1").subject == "No signal"
    desk.close()


def test_an_older_desk_steps_back_to_reading_after_the_update(store_url: str) -> None:
    """The newer desk is played by its one trace: the number of the scheme."""
    desk = build(settings_for(store_url), FixedClock(NOW))
    me = desk.directory.actor()
    desk.people.add(me, "Zoe", "agent", "")
    with desk._store.migrating() as session:
        if session.is_sqlite:
            session.sql(f"PRAGMA user_version = {LATEST + 1}")
        else:
            session.sql("UPDATE setting SET value = %s WHERE name = 'scheme'", (str(LATEST + 1),))
    for _ in range(2):
        with pytest.raises(Exception, match="newer desk"):
            desk.people.add(me, "Olek", "agent", "")
    assert desk.barred is not None
    assert len(desk.directory.people()) == 2
    desk.close()

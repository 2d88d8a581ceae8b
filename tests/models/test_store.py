"""Sessions: all or nothing, one snapshot, faults in the desk's own words, text to the letter."""

import threading
from pathlib import Path
from queue import Queue

import psycopg
import pytest

from desk.bootstrap import Desk, build
from desk.clock import FixedClock
from desk.errors import DeskError, Duplicate, StoreFull, StoreLocked, Unreachable
from desk.models import store as stores
from desk.models.numbers import reserve
from desk.models.people import Team, make_team, team_named, team_names
from desk.models.settings import next_number, settings
from desk.models.store import Session
from desk.models.work import Work
from tests.stores import NOW, settings_for


class BrokenOff(Exception):
    """What a test breaks a transaction off with."""


def test_what_is_broken_off_is_not_there(desk: Desk) -> None:
    def broken_off() -> None:
        with desk._store.writing() as session:
            make_team(session, "Billing")
            raise BrokenOff

    with pytest.raises(BrokenOff):
        broken_off()
    with desk._store.reading() as session:
        assert team_names(session) == []


def test_a_dry_run_keeps_nothing_and_the_next_write_is_kept(desk: Desk) -> None:
    with desk._store.writing(dry_run=True) as session:
        make_team(session, "Billing")
        assert team_names(session) == ["Billing"]
    with desk._store.writing() as session:
        assert team_names(session) == []
        make_team(session, "Field")
    with desk._store.reading() as session:
        assert team_names(session) == ["Field"]


def test_reading_sees_one_moment(desk: Desk) -> None:
    written = threading.Event()

    def write() -> None:
        with desk._store.writing() as session:
            make_team(session, "Billing")
        written.set()

    with desk._store.reading() as session:
        assert team_names(session) == []
        writer = threading.Thread(target=write)
        writer.start()
        assert written.wait(10)
        assert team_names(session) == []
    writer.join()
    with desk._store.reading() as session:
        assert team_names(session) == ["Billing"]


def test_two_writers_take_turns(desk: Desk) -> None:
    def count_up(_: int) -> None:
        for _turn in range(20):
            with desk._store.writing() as session:
                next_number(session, "task")

    threads = [threading.Thread(target=count_up, args=(each,)) for each in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with desk._store.writing() as session:
        assert next_number(session, "task") == 81


def test_what_no_engine_holds_alike_becomes_a_mark(desk: Desk) -> None:
    with desk._store.writing() as session:
        make_team(session, "a\0b\ud800c")
        session.insert_many(Team, ("name", "name_key", "version"), [("\0\udfffé", "z", 1)])
    with desk._store.reading() as session:
        assert team_names(session) == ["a\ufffdb\ufffdc", "\ufffd\ufffdé"]


def test_any_other_text_is_kept_to_the_letter(desk: Desk) -> None:
    name = "\x1b[2J \u202e %s ? {x} 請求書 'quoted\" \\ \r\n\t \U0001f9d1\u200d\U0001f692"
    with desk._store.writing() as session:
        session.insert_many(Team, ("name", "name_key", "version"), [(name, "key", 1)])
    with desk._store.reading() as session:
        assert team_names(session) == [name]


def test_rows_are_streamed(desk: Desk) -> None:
    with desk._store.writing() as session:
        rows = [(f"team {number}", f"{number:05}", 1) for number in range(1200)]
        session.insert_many(Team, ("name", "name_key", "version"), rows)
    with desk._store.reading() as session:
        query = Team.select(Team.name).order_by(Team.name_key)
        assert [name for (name,) in session.stream(query, 100)] == [row[0] for row in rows]


def test_reserved_numbers_are_used_once(desk: Desk) -> None:
    with desk._store.writing() as session:
        first = make_team(session, "one")
        ahead = list(reserve(session, "team", "id", 3))
        session.insert_many(
            Team,
            ("id", "name", "name_key", "version"),
            [(number, f"{number}", f"{number}", 1) for number in ahead],
        )
        later = make_team(session, "last")
    assert sorted({first, *ahead, later}) == [first, *ahead, later]


def test_ids_are_never_used_again(desk: Desk) -> None:
    with desk._store.writing() as session:
        gone = make_team(session, "one")
        session.run(Team.delete().where(Team.id == gone))
        assert make_team(session, "two") > gone


def test_the_same_name_at_the_same_moment_is_a_duplicate(desk: Desk) -> None:
    with desk._store.writing() as session:
        make_team(session, "Billing")
    with pytest.raises(Duplicate), desk._store.writing() as session:
        make_team(session, "billing")


def test_a_lock_held_by_another_is_told(store_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stores, "_LOCK_WAIT_SECONDS", 1)
    monkeypatch.setattr(stores, "SPELL_SECONDS", 0.5)
    holder = build(settings_for(store_url), FixedClock(NOW))
    waiting = build(settings_for(store_url), FixedClock(NOW))
    with holder._store.writing() as held:
        next_number(held, "task")
        with pytest.raises(StoreLocked, match="locked by another"):
            write_number(waiting)
    write_number(waiting)
    holder.close()
    waiting.close()


def write_number(desk: Desk) -> None:
    """Take a number for a task."""
    with desk._store.writing() as session:
        next_number(session, "task")


def test_a_search_is_stopped_from_another_thread(desk: Desk) -> None:
    started = threading.Event()
    fault: list[Exception] = []
    slow = (
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000000) "
        "SELECT count(*) FROM n"
    )

    def search() -> None:
        try:
            with desk._store.reading() as session:
                session.sql("SELECT 1")
                started.set()
                session.sql(slow)
        except Unreachable as error:
            fault.append(error)

    thread = threading.Thread(target=search)
    thread.start()
    assert started.wait(10)
    while thread.is_alive():
        desk._store.interrupt(thread.ident or 0)
        thread.join(0.05)
    assert "stopped" in str(fault[0])
    with desk._store.reading() as session:
        assert settings(session)["zone"] == "UTC"


def test_a_server_that_drops_the_line_is_told_and_found_again(server_url: str) -> None:
    desk = build(settings_for(server_url), FixedClock(NOW))
    with pytest.raises(Unreachable), desk._store.writing() as session:
        session.sql("SELECT pg_terminate_backend(pg_backend_pid())")
    assert len(desk.directory.people()) == 1
    desk.close()


def test_a_line_dropped_while_nobody_spoke_is_not_even_noticed(server_url: str) -> None:
    desk = build(settings_for(server_url), FixedClock(NOW))
    with psycopg.connect(server_url, autocommit=True) as other:
        other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    assert len(desk.directory.people()) == 1
    write_number(desk)
    desk.close()


def test_a_full_disk_is_told_and_work_goes_on_after(tmp_path: Path) -> None:
    desk = build(settings_for(str(tmp_path / "desk.db")), FixedClock(NOW))
    with desk._store.reading() as session:
        ((pages,),) = session.sql("PRAGMA page_count")
        session.sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreFull, match="no space left"):
        desk.demo.fill(desk.directory.actor(), 200)
    with desk._store.reading() as session:
        session.sql("PRAGMA max_page_count = 1000000")
    assert [row.check for row in desk.health.checks() if not row.ok] == []
    desk.demo.fill(desk.directory.actor(), 20)
    desk.close()


def test_connections_of_threads_that_ended_are_closed(desk: Desk) -> None:
    for _ in range(5):
        thread = threading.Thread(target=write_number, args=(desk,))
        thread.start()
        thread.join()
    write_number(desk)
    assert len(desk._store._connections) <= 2


def test_insert_returns_the_number_and_counts_rows(desk: Desk) -> None:
    def numbers(session: Session) -> list[int]:
        return [number for (number,) in session.rows(Team.select(Team.id))]

    with desk._store.writing() as session:
        made = make_team(session, "Billing")
        assert numbers(session) == [made]
        assert session.run(Team.update(version=2).where(Team.id == made)) == 1
        assert session.run(Team.update(version=2).where(Team.id == -1)) == 0
        assert session.one(Work.select(Work.id)) is None
        assert team_named(session, "BILLING") == (made, "Billing")


def test_a_file_that_was_taken_away_is_missed_and_no_empty_one_made(tmp_path: Path) -> None:
    place = tmp_path / "desk.db"
    made = build(settings_for(str(place)), FixedClock(NOW))
    me = made.directory.actor()
    place.unlink()
    told: list[Exception] = []

    def elsewhere() -> None:
        try:
            made.people.add(me, "Ana", "agent", "")
        except Unreachable as error:
            told.append(error)

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()
    assert "is gone since it was opened" in str(told[0])
    assert not place.exists()
    made.close()


def test_a_store_is_closed_under_nobody(desk: Desk) -> None:
    """A count that goes on in another thread is stopped first, not robbed of its connection."""
    begun = threading.Event()
    told: Queue[DeskError] = Queue()
    endless = (
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 4000000000)"
        " SELECT count(*) FROM n"
    )

    def count() -> None:
        try:
            with desk._store.reading() as session:
                begun.set()
                session.sql(endless)
        except DeskError as error:
            told.put(error)

    threading.Thread(target=count, daemon=True).start()
    assert begun.wait(10)
    desk.close()
    assert told.get(timeout=10)

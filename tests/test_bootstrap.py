"""The desk put together: opened, founded, and its use cases run by name."""

import subprocess
import sys
from operator import attrgetter
from pathlib import Path

import pytest

from desk.bootstrap import Desk, build
from desk.clock import Clock, FixedClock
from desk.config import Settings
from desk.errors import (
    BadValue,
    ChangedMeanwhile,
    DeskError,
    MissingValue,
    NotAllowed,
    NotFound,
    UnknownAction,
)
from desk.models.policies import calendars, policies
from desk.rules.actions import ACTIONS
from desk.rules.permissions import Actor
from desk.rules.policies import DEFAULT_POLICIES
from desk.rules.vocabulary import Reference
from tests.stores import NOW, Hire, settings_for

CONTACT = {"direction": "inbound", "channel": "email", "subject": "Bill", "from": "a@b.example"}


NOT_NEEDED = (
    *("psycopg", "psycopg2", "pydantic", "textual", "rich", "apscheduler", "tomllib"),
    *("holidays", "icalendar", "desk.models.postgres", "desk.models.migrations.m0001_first"),
    *("desk.services.interactions", "desk.services.calendars", "desk.services.imports"),
)
OPENING = """
import sys
from desk.bootstrap import build
from desk.config import Settings

desk = build(Settings(db=sys.argv[1], is_default_db=False))
desk.directory.actor()
desk.close()
print([name for name in sys.argv[2:] if name in sys.modules])
"""


@pytest.fixture
def ref(desk: Desk, me: Actor) -> str:
    """The reference of a contact."""
    return desk.do(me, "log", "interaction", CONTACT).ref


def test_a_fresh_store_is_ready_to_work(desk: Desk) -> None:
    assert desk.zone == "UTC"
    assert not desk.training
    with desk._store.reading() as session:
        assert set(calendars(session)) == {"office", "round the clock", "at any hour"}
        assert policies(session) == DEFAULT_POLICIES


def test_the_default_hours_are_in_the_zone_of_the_settings(store_url: str) -> None:
    settings = settings_for(store_url)._replace(zone="Asia/Tokyo")
    desk = build(settings, FixedClock(NOW))
    assert (desk.zone, desk.directory.actor().zone) == ("Asia/Tokyo", "Asia/Tokyo")
    with desk._store.reading() as session:
        assert calendars(session)["office"].spec.zone == "Asia/Tokyo"
    desk.close()
    # Later settings do not move it.
    again = build(settings_for(store_url), FixedClock(NOW))
    assert again.zone == "Asia/Tokyo"
    again.close()


def test_the_store_is_named_without_its_password(desk: Desk) -> None:
    assert desk.is_local == (not desk.store_name.startswith("postgresql"))


def test_a_training_clock_comes_from_the_settings(tmp_path: Path) -> None:
    settings = settings_for(str(tmp_path / "desk.db"))
    with pytest.raises(BadValue, match="DESK_CLOCK"):
        build(settings._replace(clock="yesterday"))
    desk = build(settings._replace(clock="2031-01-01T00:00:00Z"))
    assert desk.clock.training
    assert desk.clock.now() // 86400 == 1_924_992_000 // 86400
    desk.close()
    plain = build(settings)
    assert type(plain.clock) is Clock
    assert not plain.clock.training
    plain.close()


def test_facts_under_a_training_clock_are_marked(tmp_path: Path) -> None:
    settings = settings_for(str(tmp_path / "desk.db"))._replace(clock="+2h")
    desk = build(settings)
    desk.people.add(desk.directory.actor(), "Ana")
    with desk._store.reading() as session:
        assert session.sql("SELECT DISTINCT training FROM journal") == [(1,)]
    desk.close()


def test_a_use_case_runs_by_name(desk: Desk, me: Actor, ref: str) -> None:
    done = desk.do(me, "claim", ref.lower(), {})
    assert (done.ref, done.action, done.version) == (ref, "claim", 2)
    noted = desk.do(me, "note", Reference("interaction", 1), {"text": "Seen."}, expect=2)
    assert noted.version == 3


def test_an_older_version_is_refused(desk: Desk, me: Actor, ref: str) -> None:
    desk.do(me, "claim", ref, {})
    with pytest.raises(ChangedMeanwhile):
        desk.do(me, "note", ref, {"text": "Seen."}, expect=1)


def test_a_dry_run_tells_and_keeps_nothing(desk: Desk, me: Actor, ref: str) -> None:
    told = desk.do(me, "claim", ref, {}, dry_run=True)
    assert told.effects
    assert desk.work.find(me, ref).owner is None
    made = desk.do(me, "log", "interaction", CONTACT, dry_run=True)
    with pytest.raises(NotFound):
        desk.work.find(me, made.ref)


@pytest.mark.parametrize(
    ("action", "on", "error"),
    [
        ("fly", "I-1", UnknownAction),
        ("claim", "P-1", NotFound),
        ("claim", "C-1", UnknownAction),
        ("claim", "interaction", UnknownAction),
        ("log", "I-1", UnknownAction),
        ("import", "interaction", UnknownAction),
        ("claim", "I-77", NotFound),
        ("claim", "eleven", BadValue),
        ("note", "I-1", MissingValue),
    ],
)
def test_what_cannot_be_run_is_refused(
    desk: Desk, ref: str, action: str, on: str, error: type[DeskError]
) -> None:
    assert ref == "I-1"
    with pytest.raises(error) as refused:
        desk.do(desk.directory.actor(), action, on, {})
    assert type(refused.value) is error
    assert refused.value.next_step


def test_rights_are_checked_when_run_by_name(desk: Desk, hire: Hire, ref: str) -> None:
    auditor = hire("Olga", "auditor")
    with pytest.raises(NotAllowed):
        desk.do(auditor, "claim", ref, {})


def test_times_are_read_in_the_zone_of_who_acts(desk: Desk, me: Actor, ref: str) -> None:
    tokyo = me._replace(zone="Asia/Tokyo")
    desk.do(tokyo, "await", ref, {"question": "Which meter?", "due": "2026-11-25 09:00"})
    with desk._store.reading() as session:
        assert session.sql("SELECT answer_due FROM detail") == [(NOW + 38 * 3600,)]


def test_every_use_case_by_name_has_a_method(desk: Desk) -> None:
    from desk.services.by_name import METHODS

    for method in METHODS.values():
        assert callable(attrgetter(method)(desk))
    assert {action.name for action in ACTIONS} - {name for _, name in METHODS} == {"import"}


def test_opening_the_desk_loads_nothing_it_does_not_need(tmp_path: Path) -> None:
    url = str(tmp_path / "desk.db")
    build(settings_for(url), FixedClock(NOW)).close()
    done = subprocess.run(
        [sys.executable, "-c", OPENING, url, *NOT_NEEDED],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout.strip(), done.stderr) == ("[]", "")


def test_a_store_that_cannot_be_founded_is_closed_again(tmp_path: Path) -> None:
    settings = Settings(db=str(tmp_path / "desk.db"), is_default_db=False, zone="Mars/Olympus")
    with pytest.raises(DeskError):
        build(settings, FixedClock(NOW))

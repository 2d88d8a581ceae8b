"""What a desk does before its queue can be used: what it imports, reads and paints."""

import json
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import TypedDict

import pytest

from desk.bootstrap import build
from desk.clock import Clock
from tests.house.source import ROOT
from tests.stores import settings_for

MOST_MODULES = 164
"""Modules of the desk that are loaded when the first preview is painted; each costs a start."""

LATER = (
    *("desk.queries.trail", "desk.queries.story", "desk.queries.alerts", "desk.queries.tickets"),
    *("desk.queries.violations", "desk.queries.escalations", "desk.queries.outbox"),
    *("desk.queries.customers", "desk.queries.relations", "desk.queries.people_rows"),
    *("desk.models.journal", "desk.models.outbox", "desk.models.workers", "desk.models.details"),
    *("desk.models.presence", "desk.models.violations", "desk.models.tasks", "desk.models.names"),
    *("desk.rules.facts", "desk.rules.plans", "desk.rules.late_notices", "desk.rules.load"),
    *("desk.widgets.timeline", "desk.widgets.clock_bar", "desk.widgets.task_list"),
    *("desk.widgets.summary_pane", "desk.widgets.news_list", "desk.screens.item", "desk.jobs"),
    *("desk.services", "desk.channels"),
)
"""What belongs to something that is opened, told or done later."""

FOREIGN = (
    *("apscheduler", "pydantic", "fpdf", "holidays", "icalendar", "psycopg", "tomllib"),
    *("smtplib", "http", "urllib.request", "csv", "pygments", "textual.widgets._text_area"),
)
"""What others wrote and the queue has no use for."""


class Opened(TypedDict):
    """What opening a desk took."""

    loaded: list[str]
    """What was imported when the first preview was painted."""
    paints: int
    """Paints of the whole screen."""
    readings: int
    """Readings of the list."""


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Opened:
    """What it took to open a desk with a problem in its queue, until it had nothing more to do."""
    path = tmp_path_factory.mktemp("start") / "desk.db"
    with closing(build(settings_for(str(path)), Clock())) as desk:
        values = {"subject": "Line dead", "contact": "a@example.net"}
        desk.do(desk.directory.actor(), "report", "problem", values)
    done = subprocess.run(
        [sys.executable, "-m", "tests.house.opened", str(path)],
        cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    told: Opened = json.loads(done.stdout)
    return told


def test_what_comes_later_is_imported_later(opened: Opened) -> None:
    inside = tuple(f"{name}." for name in LATER)
    loaded = opened["loaded"]
    assert not [name for name in loaded if name in LATER or name.startswith(inside)]


def test_a_start_imports_no_more_than_it_needs(opened: Opened) -> None:
    ours = [name for name in opened["loaded"] if name.partition(".")[0] == "desk"]
    assert len(ours) <= MOST_MODULES, sorted(ours)


def test_a_start_imports_nothing_large_of_others(opened: Opened) -> None:
    assert sorted(set(FOREIGN) & set(opened["loaded"])) == []


def test_the_list_is_read_once(opened: Opened) -> None:
    assert opened["readings"] == 1


def test_the_whole_screen_is_painted_once(opened: Opened) -> None:
    assert opened["paints"] == 1


def test_everything_named_is_there() -> None:
    names = [name for name in LATER if not _is_there(name)]
    assert not names


def _is_there(name: str) -> bool:
    place = Path(ROOT, *name.split("."))
    return place.is_dir() or place.with_suffix(".py").is_file()

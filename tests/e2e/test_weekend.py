"""A desk that opens after a weekend, in a real terminal, on each engine: one summary, true
times."""

import json
import subprocess
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest

from desk.bootstrap import Desk, build
from desk.clock import Clock, FixedClock
from tests.e2e.glass import DESK, Glass, plain_environ
from tests.house.source import ROOT
from tests.stores import NOW, Places, settings_for

PROBLEMS = 12
TARGET = 4 * 3600
"""Seconds in which a problem of the highest priority is to be resolved, by day and night."""
THRESHOLDS = (50, 75, 90, 100, 125, 150)
LATER = "+62h"


@pytest.fixture
def url(places: Places) -> Iterator[str]:
    """A store that everybody leaves on Friday: problems that run on meanwhile, begun just now."""
    made = places.founded()
    with closing(build(settings_for(made), Clock())) as desk:
        me = desk.directory.actor()
        values = {"subject": "Dark", "impact": "high", "urgency": "high"}
        for _ in range(PROBLEMS):
            desk.do(me, "claim", desk.do(me, "report", "problem", values).ref, {})
    yield made
    places.remove(made)


def test_after_a_weekend_there_is_one_summary_with_true_times(url: str) -> None:
    """The desk tells of all of it in one line; each crossing bears its own time, not the desk's."""
    with Glass((*DESK, "--db", url), environ={"DESK_CLOCK": LATER}) as desk:
        desk.wait_for("Queue", "Subject")
        desk.wait_for("While the desk was closed", f"{PROBLEMS} targets missed")
        desk.settle()
        assert desk.text.count("lists them") == 1, "one summary, no storm"
        desk.type("q")
        assert desk.ended() == 0
    began = dict(_rows(url, "SELECT id, created FROM work"))
    crossed = _rows(
        url,
        "SELECT item, threshold, at FROM crossing WHERE clock = 'resolution'"
        " AND level <> 'reminder' ORDER BY item, threshold",
    )
    wanted = [
        (item, percent, began[item] + TARGET * percent // 100)
        for item in sorted(began)
        for percent in THRESHOLDS
    ]
    assert crossed == wanted
    assert _ticked(url) == [], "nothing is left for the next who opens"


def _rows(url: str, text: str) -> list[tuple[Any, ...]]:
    desk: Desk = build(settings_for(url), FixedClock(NOW))
    with closing(desk), desk._store.reading() as session:
        return session.sql(text)


def _ticked(url: str) -> list[dict[str, Any]]:
    """What a pass at the same time finds to be crossed."""
    line = [*DESK, "--db", url, "tick", "--json"]
    environ = {**plain_environ(), "DESK_CLOCK": LATER}
    ended = subprocess.run(line, cwd=ROOT, env=environ, capture_output=True, text=True, check=True)
    found = [json.loads(each) for each in ended.stdout.splitlines()]
    return [each for each in found if each["clock"] == "resolution"]

"""What time brings to problems from event logs: they are looked after, and their logs go on."""

from pathlib import Path

import pytest

from desk.bootstrap import Desk
from desk.clock import FixedClock
from desk.rules.permissions import Actor
from tests.rules.event_logs import told
from tests.services.import_files import counts
from tests.services.log_files import Logs
from tests.stores import NOW

WAY = ("New ? One", "Work Ana One", "User Ana One")


@pytest.fixture
def logs(desk: Desk, me: Actor, tmp_path: Path) -> Logs:
    """Event logs to import into the desk of the test."""
    return Logs(desk, me, tmp_path)


def test_what_time_brought_is_nobodys_work(logs: Logs, clock: FixedClock) -> None:
    logs.take(told(*WAY[:2], case="K1"))
    logs.desk.tick.run()
    clock.advance(60 * 3600)
    assert {"remind", "cross", "escalate"} <= set(_actions(logs, "P-1"))
    done = logs.take(told(*WAY, "Work Ana Two", case="K1"))
    assert (counts(done), list(done.remarks)) == ((4, 0, 1, 0, 0), [])
    assert logs.item("P-1").work.owner == "Ana"
    assert [row.check for row in logs.desk.health.checks() if not row.ok] == []


def _actions(logs: Logs, ref: str) -> list[str]:
    logs.desk.tick.run()
    return [entry.action for entry in logs.item(ref).trail]


def test_what_is_open_is_looked_after_from_when_it_is_here(logs: Logs, clock: FixedClock) -> None:
    logs.take(
        told("New", case="K1"),
    )
    assert logs.desk.tick.run() == ()
    clock.advance(24 * 3600 - 1)
    assert "update" not in {each.clock for each in logs.desk.tick.run()}
    clock.advance(1)
    ticked = {each.clock: each.at - NOW for each in logs.desk.tick.run()}
    assert ticked["update"] == 24 * 3600
    assert "unowned" not in ticked, "that it lay about before is no news"

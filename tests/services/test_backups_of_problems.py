"""Problems, tasks, plans, teams and absences travel by backup between both engines."""

from contextlib import closing
from pathlib import Path

from desk.bootstrap import Desk, build
from desk.clock import FixedClock
from desk.rules.permissions import Actor
from tests.services.test_backups import content, other, other_places
from tests.stores import NOW

__all__ = ["other", "other_places"]


def test_all_of_a_problem_comes_back_on_either_engine(
    desk: Desk, me: Actor, other: Desk, tmp_path: Path
) -> None:
    desk.demo.fill(me, 20, problems=40)
    path = tmp_path / "all.db"
    kept = desk.backups.back_up(me, path)
    assert (kept.counts["ticket"], kept.faults) == (40, ())
    other.backups.restore(other.directory.actor(), path)
    there = content(other, tmp_path)
    assert there == content(desk, tmp_path)
    assert all(there[name] for name in ("ticket", "task", "plan", "absence", "team"))
    assert {row.check: row.message for row in other.health.checks() if not row.ok} == {}
    with closing(build(other.settings, FixedClock(NOW + 600))) as again:
        actor = again.directory.actor()
        made = again.do(actor, "report", "problem", {"subject": "Next"})
        assert made.ref == "P-41"
        again.do(actor, "plan", made.ref, {"template": "Line fault"})

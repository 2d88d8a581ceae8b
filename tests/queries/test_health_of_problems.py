"""What breaks a rule of problems, tasks or teams is found by `desk doctor` and named."""

import pytest

from desk.bootstrap import Desk
from desk.rows.health import CheckRow
from tests.stores import Fill


def work(desk: Desk) -> None:
    """Put problems in many states into a store."""
    desk.demo.fill(desk.directory.actor(), 20, problems=50)


@pytest.fixture
def filling() -> Fill:
    """What every desk here begins with."""
    return work


@pytest.fixture
def worked(desk: Desk) -> Desk:
    """A desk with problems in many states."""
    return desk


def faults(desk: Desk) -> dict[str, CheckRow]:
    """What is wrong, by check."""
    return {row.check: row for row in desk.health.checks() if not row.ok}


def test_every_check_looks_at_problems_and_finds_them_sound(worked: Desk) -> None:
    rows = {row.check: row for row in worked.health.checks()}
    assert {name for name, row in rows.items() if not row.ok} == set()
    assert rows["tickets"].count == 50
    assert rows["order"].count == rows["tasks"].count > 20
    assert rows["superiors"].count == 7


OPEN = "(SELECT min(id) FROM work WHERE kind = 'problem' AND state = 'inProgress')"
WAITING = "(SELECT min(id) FROM work WHERE kind = 'problem' AND state = 'pending')"
RESOLVED = "(SELECT min(id) FROM work WHERE kind = 'problem' AND state = 'resolved')"
PART = "(SELECT min(id) FROM ticket WHERE parent IS NOT NULL)"
MERGED = (
    "(SELECT min(work.id) FROM work JOIN detail ON detail.id = work.id"
    " WHERE kind = 'problem' AND merged_into IS NOT NULL)"
)
CONTACT = "(SELECT min(id) FROM work WHERE kind = 'interaction')"
TASK = "(SELECT min(id) FROM task WHERE due_key < 4000000000000)"
TRIPLE = "(SELECT min(item) FROM task WHERE place = 3)"


@pytest.mark.parametrize(
    ("check", "damage"),
    [
        ("tickets", f"DELETE FROM ticket WHERE id = {RESOLVED}"),
        ("tickets", f"UPDATE ticket SET pending_on = 'nobody' WHERE id = {OPEN}"),
        ("tickets", f"UPDATE ticket SET pending_on = NULL WHERE id = {WAITING}"),
        ("tickets", f"UPDATE ticket SET held_cause = 'rain' WHERE id = {OPEN}"),
        ("tickets", f"UPDATE ticket SET cancel_reason = 'whim' WHERE id = {OPEN}"),
        ("tickets", f"UPDATE ticket SET close_at = 5 WHERE id = {OPEN}"),
        ("tickets", f"UPDATE ticket SET assign_count = -1 WHERE id = {OPEN}"),
        ("tickets", f"UPDATE ticket SET escalation_level = 11 WHERE id = {OPEN}"),
        ("tickets", f"UPDATE ticket SET major = 2 WHERE id = {OPEN}"),
        (
            "tickets",
            "INSERT INTO ticket (id, impact, urgency)"
            f" SELECT {CONTACT}, 'high', 'high' FROM setting WHERE name = 'zone'",
        ),
        ("parents", f"UPDATE ticket SET parent = id WHERE id = {OPEN}"),
        ("parents", f"UPDATE ticket SET parent = {PART} WHERE major = 1"),
        ("parents", f"UPDATE ticket SET parent = {CONTACT} WHERE id = {OPEN}"),
        ("tasks", f"UPDATE task SET state = 'lost' WHERE id = {TASK}"),
        ("tasks", f"UPDATE task SET kind = 'lost' WHERE id = {TASK}"),
        ("tasks", f"UPDATE task SET due_key = due_key + 1 WHERE id = {TASK}"),
        ("tasks", f"UPDATE task SET state = 'done' WHERE id = {TASK}"),
        ("tasks", f"UPDATE task SET owner = 999 WHERE id = {TASK}"),
        ("tasks", f"UPDATE task SET item = {CONTACT} WHERE id = {TASK}"),
        ("tasks", f"UPDATE task SET begun_at = 9, ended_at = 8 WHERE id = {TASK}"),
        ("tasks", "UPDATE counter SET last = 1 WHERE kind = 'task'"),
        ("order", f"UPDATE task SET after = '[9]' WHERE item = {TRIPLE} AND place = 3"),
        ("order", f"UPDATE task SET after = '[3]' WHERE item = {TRIPLE} AND place = 1"),
        ("order", f"UPDATE task SET after = '[2]' WHERE item = {TRIPLE} AND place = 2"),
        ("superiors", "UPDATE team SET lead = 999 WHERE id = 1"),
        ("superiors", "UPDATE person SET manager = 999 WHERE id = 2"),
        ("numbers", "UPDATE counter SET last = 3 WHERE kind = 'problem'"),
        ("states", f"UPDATE work SET state = 'completed' WHERE id = {OPEN}"),
        ("states", f"UPDATE work SET state = 'resolved' WHERE id = {OPEN}"),
        ("states", f"UPDATE work SET closed = updated WHERE id = {RESOLVED}"),
        ("merges", f"UPDATE detail SET merged_into = {CONTACT} WHERE id = {MERGED}"),
        ("merges", f"UPDATE ticket SET cancel_reason = 'notOurs' WHERE id = {MERGED}"),
        ("details", f"DELETE FROM detail WHERE id = {OPEN}"),
        ("owners", f"UPDATE work SET owner = 999 WHERE id = {OPEN}"),
        ("clocks", f"UPDATE clock SET target = target + 60 WHERE item = {OPEN}"),
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
        session.sql("UPDATE task SET owner = 999 WHERE number = 4")
        session.sql("UPDATE work SET owner = 999 WHERE number = 3 AND kind = 'problem'")
        session.sql("UPDATE team SET lead = 999 WHERE name = 'Network'")
    found = faults(worked)
    assert "T-4" in found["tasks"].message
    assert "P-3" in found["owners"].message
    assert "team Network" in found["superiors"].message

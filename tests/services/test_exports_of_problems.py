"""Problems leave the desk and come back: tickets, tasks, parents, followers, clocks."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from desk.bootstrap import Desk, build
from desk.clock import FixedClock
from desk.models.brought import bring_followers
from desk.rules.exported import CSV_COLUMNS, Exported
from desk.rules.exporting import as_json
from desk.rules.permissions import Actor
from tests.services.test_exports import FORMATS, counts, export, take, to_file
from tests.stores import NOW, Fill, Hire, Places, settings_for

SIZE, PROBLEMS = 30, 60


@pytest.fixture
def empty(places: Places) -> Iterator[Desk]:
    """Another desk, on a store where nothing is yet, whose people know the same hours."""
    url = places.founded()
    made = build(settings_for(url), FixedClock(NOW + 500))
    yield made
    made.close()
    places.remove(url)


def fill(desk: Desk) -> None:
    """Put problems into a store, two of them with followers."""
    desk.demo.fill(desk.directory.actor(), SIZE, problems=PROBLEMS)
    with desk._store.writing() as session:
        followed = [id_ for (id_,) in session.sql("SELECT id FROM work WHERE kind = 'problem'")]
        bring_followers(session, [(2, followed[0]), (3, followed[0]), (2, followed[1])])


@pytest.fixture
def filling() -> Fill:
    """What every desk here begins with."""
    return fill


@pytest.fixture
def filled(desk: Desk, me: Actor) -> list[Exported]:
    """What an export of a store with problems tells."""
    return export(desk, me)


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_store_finds_nothing_new(
    form: str, desk: Desk, me: Actor, filled: list[Exported], tmp_path: Path
) -> None:
    done = take(desk, me, to_file(tmp_path, form, filled))
    assert counts(done) == (SIZE + PROBLEMS, 0, 0, SIZE + PROBLEMS, 0)
    assert export(desk, me) == filled


@pytest.mark.parametrize("form", FORMATS)
def test_an_empty_store_gets_the_same_problems(
    form: str, empty: Desk, filled: list[Exported], tmp_path: Path
) -> None:
    """With references, clocks and places; what is counted next comes after; again unchanged."""
    actor, total = empty.directory.actor(), SIZE + PROBLEMS
    path = to_file(tmp_path, form, filled)
    assert counts(take(empty, actor, path)) == (total, total, 0, 0, 0)
    assert export(empty, actor) == filled
    assert counts(take(empty, actor, path)) == (total, 0, 0, total, 0)
    assert {row.check: row.message for row in empty.health.checks() if not row.ok} == {}
    assert empty.do(actor, "report", "problem", {"subject": "Next"}).ref == f"P-{PROBLEMS + 1}"
    tasks = [int(task.ref[2:]) for record in filled for task in record.tasks]
    open_ = next(each.ref for each in filled if each.state == "acknowledged")
    made = empty.do(actor, "add-task", open_, {"name": "Look again"})
    assert made.created == f"T-{max(tasks) + 1}"


def test_an_export_has_something_of_everything(filled: list[Exported]) -> None:
    problems = [each for each in filled if each.kind == "problem"]
    assert len(problems) == PROBLEMS
    assert any(each.tasks for each in problems)
    assert any(each.followers for each in problems)
    assert any(each.merged_into for each in problems)
    assert sum(bool(each.ticket and each.ticket.parent) for each in problems) == 4
    assert any(relation == "reportedIn" for each in problems for relation, _ in each.links)
    assert {"impact", "urgency", "category", "cause", "tasks"} < set(CSV_COLUMNS)


def test_an_export_of_an_older_desk_still_comes_in(
    empty: Desk, filled: list[Exported], tmp_path: Path
) -> None:
    contacts = [as_json(each) for each in filled if each.kind == "interaction"]
    newer = ("ticket", "tasks", "followers")
    rows = [{k: v for k, v in each.items() if k not in newer} for each in contacts]
    for row in rows:
        row["links"] = []
    path = tmp_path / "old.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    done = take(empty, empty.directory.actor(), path)
    assert counts(done) == (SIZE, SIZE, 0, 0, 0)


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("ticket", (None, "problem without a ticket")),
        ("ticket.pending_on", ("nobody", "not one of: customer")),
        ("ticket.escalation_level", (11, "not 0 to 10")),
        ("ticket.parent", ("I-1", "cannot be")),
        ("tasks.0.state", ("gone", "not one of")),
        ("tasks.0.place", (2, "two tasks of one reference or one place")),
        ("tasks.0.after", ([9], "comes after a task that is not there")),
        ("tasks.0.after", ([2], "wait for each other")),
        ("tasks.0.ref", ("P-1", "none of a task")),
        ("state", ("pending", "has no pending_on")),
        ("kind", ("request", "cannot come in yet")),
    ],
)
def test_a_problem_that_cannot_be_is_rejected(
    empty: Desk, filled: list[Exported], tmp_path: Path, field: str, wrong: tuple[object, str]
) -> None:
    record = next(each for each in filled if each.tasks and each.state == "inProgress")
    row = json.loads(json.dumps(as_json(record)))
    inner = row
    *way, last = field.split(".")
    for step in way:
        inner = inner[int(step)] if step.isdigit() else inner[step]
    inner[last], said = wrong
    path = tmp_path / "out.jsonl"
    path.write_text(json.dumps(row) + "\n")
    done = take(empty, empty.directory.actor(), path)
    assert counts(done) == (1, 0, 0, 0, 1)
    assert done.first_reject is not None
    assert said in done.first_reject[1]


def test_a_task_whose_reference_is_taken_is_rejected(
    empty: Desk, filled: list[Exported], tmp_path: Path
) -> None:
    actor = empty.directory.actor()
    record = next(each for each in filled if each.tasks and each.state == "inProgress")
    other = record._replace(ref="P-900")
    done = take(empty, actor, to_file(tmp_path, "jsonl", [record, other]))
    assert counts(done) == (2, 1, 0, 0, 1)
    assert done.first_reject is not None
    assert "is another task here" in done.first_reject[1]


def test_who_may_not_add_people_leaves_tasks_to_nobody(
    empty: Desk, filled: list[Exported], hire: Hire, tmp_path: Path
) -> None:
    boss = empty.directory.actor()
    empty.people.add(boss, "Zoe", "manager", "")
    zoe = empty.directory.actor("Zoe")
    record = next(each for each in filled if any(task.owner == "Ana" for task in each.tasks))
    path = to_file(tmp_path, "jsonl", [record._replace(links=(), merged_into=None)])
    assert counts(take(empty, zoe, path))[1] == 1
    (kept,) = export(empty, boss)
    assert {task.owner for task in kept.tasks} <= {None, boss.name}
    assert counts(take(empty, zoe, path)) == (1, 0, 0, 1, 0)


def test_csv_begins_with_what_people_read(filled: list[Exported], tmp_path: Path) -> None:
    path = to_file(tmp_path, "csv", filled)
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["kind"] == "problem"]
    assert {row["impact"] for row in rows} >= {"high", "medium", "low"}
    assert all(row["urgency"] for row in rows)
    assert any(row["resolution"] for row in rows)

"""`desk agenda`, plans among the settings and tasks by their references, as scripts see them."""

from pathlib import Path

import pytest

from tests.cli.conftest import Call

PLAN = """[plan.outage]
category = "network"

[[plan.outage.steps]]
name = "Check the line"
due = "1h"
effort = "30m"

[[plan.outage.steps]]
name = "Visit"
kind = "fieldVisit"
due = "8h"
after = [1]
"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A page of settings with one plan."""
    path = tmp_path / "plan.toml"
    path.write_text(PLAN, encoding="utf-8")
    return path


def test_a_plan_is_kept_laid_and_looked_at(call: Call, page: Path) -> None:
    assert call("settings", "import", str(page)).code == 0
    assert call("settings", "import", str(page)).err.startswith("Nothing differs")
    ref = call("new", "problem", "subject=Line dead").out.strip()
    done = call("do", ref, "plan", "template=outage", "--json")
    assert done.records[0]["effects"][0].startswith("Task 1 Check the line: due ")
    (today, *_) = call("agenda", "--days", "1", "--json").records
    assert (today["person"], today["load_seconds"], today["capacity_seconds"]) == (None, 1800, None)
    task = today["tasks"][0]
    assert (task["ref"], task["kind"], task["problem"], task["state"]) == (
        *("T-1", "task", ref, "ready"),
    )
    assert (task["effort_seconds"], task["subject"]) == (1800, "Check the line")
    text = call("agenda").out
    assert "nobody has these" in text
    assert f"Check the line · {ref} Line dead · ready" in text
    assert f"Visit · {ref} Line dead · after 1" in text


def test_a_plan_without_steps_is_taken_away(call: Call, page: Path) -> None:
    call("settings", "import", str(page))
    assert "plan.outage.steps" in call("settings", "get", "plan").out
    before = call("settings", "export").out
    assert "[[plan.outage.steps]]" in before
    gone = call("settings", "set", "plan.outage.steps", "[]", "--json")
    assert {row["name"] for row in gone.records} == {"plan.outage.category", "plan.outage.steps"}
    assert "plan.outage" not in call("settings", "export").out


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('"fieldVisit"', '"visit"', "step 2: kind is never 'visit'"),
        ("after = [1]", "after = [2]", "would wait for each other: 2 -> 2"),
        ('due = "8h"', 'deu = "8h"', "step 2 has no 'deu'"),
        ('name = "Visit"', "", "step 2 has no name"),
    ],
)
def test_a_wrong_plan_is_told_and_changes_nothing(
    call: Call, page: Path, old: str, new: str, told: str
) -> None:
    page.write_text(PLAN.replace(old, new), encoding="utf-8")
    ended = call("settings", "import", str(page))
    assert (ended.code, told in ended.err, f"{page}, line " in ended.err) == (1, True, True)
    assert "plan." not in call("settings", "export").out


def test_a_task_is_shown_and_worked_on_by_its_reference(call: Call) -> None:
    ref = call("new", "problem", "subject=Line dead").out.strip()
    made = call("do", ref, "add-task", "name=Look", "effort=2h", "--json")
    assert made.records[0]["created"] == "T-1"
    (shown,) = call("show", "t-1", "--json").records
    assert (shown["ref"], shown["subject"], shown["fields"]["problem"]) == ("T-1", "Look", ref)
    assert "effort             2 h" in call("show", "T-1").out
    (done,) = call("do", "T-1", "start", "--json").records
    assert (done["ref"], done["action"], done["state"], done["version"]) == (
        *("T-1", "start", "started", 2),
    )
    refused = call("do", "T-1", "finish", "--expect", "1", "--json")
    assert refused.records[0]["error"]["code"] == "changed_meanwhile"
    assert call("do", "T-1", "undo").out.startswith("T-1 undo")
    missing = call("show", "T-9", "--json")
    assert missing.records[0]["error"]["code"] == "not_found"


@pytest.mark.parametrize(
    ("asked", "code", "said"),
    [
        (["--days", "0"], 2, "--days is '0'"),
        (["--days", "x"], 2, "--days is 'x'"),
        (["--team", "none such"], 1, "There is no team 'none such'"),
        (["--day", "someday"], 2, "--day: 'someday' is not an instant"),
        (["--day", ""], 2, "--day: '' is not an instant"),
        (["--day", "2026-02-30"], 2, "--day: '2026-02-30' is not a date"),
    ],
)
def test_what_cannot_be_read_is_said(call: Call, asked: list[str], code: int, said: str) -> None:
    ended = call("agenda", *asked)
    assert (ended.code, said in ended.err) == (code, True)

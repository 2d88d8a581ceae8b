"""Problems and their tasks from the command line: what is hinted, what is shown."""

import pytest

from tests.cli.conftest import Call


@pytest.fixture
def reported(call: Call) -> str:
    """A problem of a customer, with two tasks."""
    assert call("new", "customer", "name=Acme", "email=a@acme.example").out == "C-1\n"
    ref = call("new", "problem", "subject=No network", "customer=Acme", "service=fibre").out.strip()
    for values in (["name=Measure"], ["name=Go there", "after=1", "mandatory=no", "due=+2h"]):
        assert call("do", ref, "add-task", *values).code == 0
    return ref


def test_what_a_new_one_may_belong_to_is_said_aside(call: Call, reported: str) -> None:
    made = call("new", "problem", "subject=Slow", "customer=C-1", "--json")
    assert made.record == {"ref": "P-2"}
    assert made.err == (
        "P-1 No network is open (same customer): if it is the same, desk do P-2 merge into=P-1\n"
    )
    assert call("do", "P-2", "prioritise", "major=yes", "note=All of them", "--yes").code == 0
    assert call("do", "P-2", "classify", "service=fibre").code == 0
    made = call("new", "problem", "subject=Dead", "service=FIBRE")
    assert (made.out, made.err) == (
        "P-3\n",
        "P-2 Slow is open (major, same service): desk do P-3 join major=P-2\n",
    )
    assert call("new", "problem", "subject=Dead", "service=fibre", "parent=p-2").err == ""


def test_a_problem_is_shown_with_its_plan(call: Call, reported: str) -> None:
    shown = call("show", reported)
    assert "Tasks\n   1 T-1            Measure · ready · nobody has it\n" in shown.out
    go = "   2 T-2      2h00  Go there · planned · after 1 · nobody has it · not mandatory\n"
    assert go in shown.out
    first, second = call("show", reported, "--json").record["tasks"]
    assert (first["ref"], first["state"], first["blocked_by"]) == ("T-1", "ready", [])
    assert (second["ref"], second["mandatory"], second["blocked_by"]) == ("T-2", False, [1])


def test_what_happened_to_a_task_stands_in_its_trail(call: Call, reported: str) -> None:
    for words in (("claim",), ("start",), ("finish", "text=Spliced")):
        assert call("do", "T-1", *words).code == 0
    added, claimed, started, done = call("show", "T-1", "--json").record["trail"]
    assert [each["action"] for each in (added, claimed, started, done)] == [
        *("add-task", "task-claim", "task-start", "task-finish"),
    ]
    me = claimed["actor"]
    assert claimed["changes"] == {"state": ["ready", "assigned"], "owner": [None, me]}
    assert done["changes"]["state"] == ["started", "done"]
    assert done["changes"]["text"] == [None, "Spliced"]
    assert done["changes"]["ended"][1].endswith("Z")
    assert {"state", "subject", "task_kind"} <= set(added["changes"])
    assert ": done. Spliced" in call("show", "T-1").out
    assert call("show", "T-99", "--json").record["error"]["code"] == "not_found"


def test_a_task_is_shown_as_it_is_listed(call: Call, reported: str) -> None:
    for row in call("list", "--filter", "kind:task", "--json").records:
        shown = call("show", row["ref"], "--json").record
        assert {name: shown[name] for name in row} == row
        assert shown["customer"] == {"ref": "C-1", "name": "Acme"}
        assert shown["fields"]["problem"] == reported


def test_fields_read_as_words(call: Call, reported: str) -> None:
    assert call("do", reported, "prioritise", "major=yes", "workaround=yes", "note=x").code == 0
    shown = call("show", reported).out
    assert "  workaround         yes\n" in shown
    assert "  major              yes\n" in shown
    reasons = shown[shown.index("  reasons ") :].splitlines()[:2]
    assert reasons[0].endswith(".")
    assert reasons[1].startswith(" " * 21)
    assert not reasons[1].startswith(" " * 22)


def test_a_notice_of_the_desk_is_nobodys_draft(call: Call, reported: str) -> None:
    cancelled = call("do", reported, "cancel", "reason=notOurs")
    assert "The customer is told by mail, a@acme.example" in cancelled.out
    undone = call("do", reported, "undo").out
    assert "It is taken out of the outbox." in undone
    assert "draft" not in undone
    assert call("do", reported, "pend", "party=customer", "question=Which meter?").code == 0
    assert "Its text comes back as a draft." in call("do", reported, "undo").out

"""Commands on work: the shapes that scripts stand on, refusals, several items at once."""

import json
from pathlib import Path

import pytest

from desk.rules.permissions import Actor
from desk.services.demo import Demo
from tests.cli.conftest import Call, Ended

ROW = {
    "ref", "kind", "state", "level", "priority", "due", "subject", "customer", "owner", "team",
    "channel", "created", "updated", "tags", "version",
}  # fmt: skip
ITEM = ROW | {"fields", "clocks", "trail", "messages", "links", "attachments"}
FIELDS = {
    "direction", "channel", "reason", "priority", "outcome", "awaiting", "snoozed_until",
    "promises", "merged_into", "reopen_count",
}  # fmt: skip
CLOCK = {
    "name", "policy", "target_seconds", "start", "due", "stop", "elapsed_seconds", "level",
    "paused", "steps",
}  # fmt: skip
ENTRY = {"seq", "at", "actor", "action", "visibility", "text", "changes"}


def test_a_fresh_store_says_what_to_do(call: Call) -> None:
    ended = call("list")
    assert (ended.code, ended.out) == (0, "")
    assert "desk log" in ended.err
    assert call("list", "--json").out == call("list", "--json").err == ""


def test_log_prints_the_reference_alone(call: Call, logged: str) -> None:
    assert logged == "I-1"
    made = call("log", "--direction", "outbound", "--channel", "phone", "--subject", "x", "--json")
    assert made.record == {"ref": "I-2"}


def test_log_reads_stdin(spawn: Call) -> None:
    words = ("--direction", "inbound", "--channel", "email", "--subject", "x", "--text", "-")
    assert spawn("log", *words, stdin="two\r\nlines\n").code == 0
    assert spawn("show", "I-1", "--json").record["messages"][0]["text"] == "two\nlines"


def test_rows_have_every_key(call: Call, logged: str) -> None:
    row = call("list", "--json").record
    assert set(row) >= ROW
    assert row["ref"] == logged
    assert row["created"] == "2026-11-19T14:24:00Z"
    assert row["due"].endswith("Z")
    assert row["level"] == "green"
    assert row["tags"] == ["billing"]
    assert row["customer"] is row["owner"] is row["team"] is None


def test_a_row_names_its_customer(call: Call, logged: str) -> None:
    assert call("new", "customer", "name=Ana Acme", "email=ana@acme.example").out == "C-1\n"
    assert call("do", logged, "identify", "customer=C-1").code == 0
    assert call("list", "--json").record["customer"] == {"ref": "C-1", "name": "Ana Acme"}


def test_an_item_has_every_key(call: Call, logged: str) -> None:
    item = call("show", logged.lower(), "--json").record
    assert set(item) >= ITEM
    assert set(item["fields"]) >= FIELDS
    assert {clock["name"] for clock in item["clocks"]} == {"firstAnswer", "completion"}
    for clock in item["clocks"]:
        assert set(clock) >= CLOCK
        assert clock["steps"]
    for entry in item["trail"]:
        assert set(entry) >= ENTRY
    assert item["messages"][0]["text"] == "Twice the price"
    assert item["links"] == item["attachments"] == []


def test_a_trail_tells_who_wrote_it_down_and_when(call: Call) -> None:
    """The letter of yesterday is logged today, by whoever logs it; its message tells the rest."""
    ref = call(
        "log", "--direction", "inbound", "--channel", "letter", "--subject", "Old letter",
        "--text", "Dear all", "--from", "Ana Kos", "--at", "2026-11-18T09:00:00Z",
    ).out.strip()  # fmt: skip
    item = call("show", ref, "--json").record
    (entry,), (message,) = item["trail"], item["messages"]
    (me,) = (row["name"] for row in call("people", "list", "--json").records)
    assert entry["actor"] == me
    assert entry["at"].startswith("2026-11-19T14:24")
    assert (message["author"], message["at"]) == ("Ana Kos", "2026-11-18T09:00:00Z")


def test_an_item_reads_well(call: Call, logged: str) -> None:
    said = call("show", logged).out
    assert said.startswith("I-1  Bill is wrong\n")
    for part in ("P3 moderate", "open", "mail in", "Clocks", "Trail", "Twice the price", "billing"):
        assert part in said


def test_next_looks_and_takes(call: Call, logged: str) -> None:
    assert call("next", "--json").record["owner"] is None
    taken = call("next", "--claim", "--json").record
    assert taken["ref"] == logged
    assert taken["owner"]
    left = call("next", "--json")
    assert left.code == 1
    assert left.record["error"]["code"] == "nothing_to_do"
    assert call("next", "--claim").code == 1


def test_do_gives_the_outcome(call: Call, logged: str) -> None:
    done = call("do", logged, "claim", "--json").record
    assert set(done) >= {"ref", "action", "state", "version", "seq", "undo"}
    assert (done["ref"], done["action"], done["state"]) == (logged, "claim", "open")
    assert call("do", logged, "note", "text=seen").out.startswith("I-1 note")


def test_do_on_several_says_what_became_of_each(call: Call, logged: str) -> None:
    ended = call("do", f"{logged},I-77", "claim", "--json")
    done, failed = ended.records
    assert ended.code == 1
    assert done["ref"] == logged
    assert failed["ref"] == "I-77"
    assert failed["error"]["code"] == "not_found"
    plain = call("do", f"I-77 {logged}", "release")
    assert plain.code == 1
    assert "I-77" in plain.err
    assert logged in plain.out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("I-99", "claim"), "not_found"),
        (("I-1", "note"), "missing_value"),
        (("I-1", "reopen", "reason=x"), "wrong_state"),
        (("I-1", "prioritise", "priority=9", "note=x"), "bad_value"),
        (("I-1", "claim", "--expect", "9"), "changed_meanwhile"),
        (("I-1", "assign", "to=Nobody At All"), "not_found"),
    ],
)
def test_refusals_have_their_code(
    words: tuple[str, ...], code: str, call: Call, logged: str
) -> None:
    before = call("show", logged, "--json").record
    ended = call("do", *words, "--json")
    assert ended.code == 1
    assert ended.record["error"]["code"] == code
    assert ended.record["error"]["message"]
    assert call("show", logged, "--json").record == before


def test_a_dry_run_changes_nothing(call: Call, logged: str) -> None:
    before = call("show", logged, "--json").record
    ended = call("do", logged, "complete", "outcome=answered", "--dry-run", "--json")
    assert ended.code == 0
    assert ended.record["state"] == "completed"
    assert call("show", logged, "--json").record == before


def test_a_value_comes_from_a_file(call: Call, logged: str, tmp_path: Path) -> None:
    text = tmp_path / "answer.txt"
    text.write_text("first\nsecond\n", encoding="utf-8")
    assert call("do", logged, "reply", f"text=@{text}").code == 0
    assert call("show", logged, "--json").record["messages"][-1]["text"] == "first\nsecond"
    ended = call("do", logged, "note", f"text=@{tmp_path}/missing")
    assert ended.code == 1
    assert "missing" in ended.err
    text.write_bytes(b"\xff\xfe\x00")
    assert (
        call("do", logged, "note", f"text=@{text}", "--json").record["error"]["code"] == "bad_value"
    )


def test_actions_are_listed(call: Call) -> None:
    rows = call("do", "--list", "--json").records
    assert {"claim", "release", "assign", "complete", "reopen"} <= {row["action"] for row in rows}
    for row in rows:
        assert set(row) >= {"action", "kinds", "parameters", "permission", "undo"}
        for parameter in row["parameters"]:
            assert set(parameter) >= {"name", "type", "required", "choices"}
    assert "complete" in call("do", "--list").out


def test_filter_sort_and_limit(call: Call, logged: str) -> None:
    call("log", "--direction", "inbound", "--channel", "phone", "--subject", "Second")
    refs = [row["ref"] for row in call("list", "--json", "--sort", "newest").records]
    assert refs == ["I-2", "I-1"]
    assert call("list", "--json", "--sort", "oldest", "--limit", "1").record["ref"] == "I-1"
    assert call("list", "--json", "--filter", "-channel:phone").record["ref"] == "I-1"
    assert call("list", "--json", "--filter", "wron").record["ref"] == "I-1"
    none = call("list", "--filter", "tag:nothing")
    assert (none.code, none.out) == (0, "")
    assert "matches" in none.err


def test_people_are_added_and_listed(call: Call) -> None:
    assert call("people", "add", "mia", "--team", "Billing", "--zone", "Asia/Tokyo").code == 0
    assert call("people", "add", "kim", "--team", "Billing", "--team", "Field").code == 0
    rows = call("people", "list", "--json").records
    assert (
        next(row for row in rows if row["name"] == "mia").items()
        >= {
            "name": "mia",
            "role": "agent",
            "teams": ["Billing"],
            "zone": "Asia/Tokyo",
        }.items()
    )
    assert "mia" in call("people", "list").out
    again = call("people", "add", "mia", "--json")
    assert (again.code, again.record["error"]["code"]) == (1, "duplicate")
    refused = call("--as", "mia", "people", "add", "ben", "--json")
    assert (refused.code, refused.record["error"]["code"]) == (1, "not_allowed")


def test_who_is_unknown_is_told_who_is_known(call: Call) -> None:
    ended = call("list", "--as", "nobody-here")
    assert ended.code == 1
    assert "desk people add" in ended.err


def test_times_are_those_of_who_acts(call: Call, logged: str) -> None:
    call("people", "add", "mia", "--zone", "Asia/Tokyo")
    assert "23:24" in call("--as", "mia", "show", logged).out


def test_doctor_finds_a_fresh_store_sound(call: Call, logged: str) -> None:
    ended = call("doctor", "--json")
    assert ended.code == 0
    for row in ended.records:
        assert set(row) >= {"check", "ok", "count", "message", "next"}
        assert row["ok"]
    assert call("doctor").code == 0


def test_a_store_that_is_none_is_left_alone(call: Call, home: Path) -> None:
    other = home / "notes.txt"
    other.write_text("not a store at all, only some text of mine")
    ended = call("list", "--db", str(other), "--json")
    assert ended.code == 1
    assert ended.record["error"]["code"] == "store_damaged"
    assert other.read_text() == "not a store at all, only some text of mine"


def test_a_store_too_damaged_to_open_is_a_check_that_failed(call: Call, home: Path) -> None:
    assert call("list").code == 0
    store = home / "desk.db"
    store.write_bytes(store.read_bytes()[:8192])
    ended = call("doctor", "--json")
    assert (ended.code, ended.record["check"], ended.record["ok"]) == (1, "store", False)
    assert "backup" in ended.record["next"]


def test_demo_fills_a_new_store_only(call: Call, home: Path) -> None:
    made = call("demo", "--size", "30", "--no-open")
    assert made.code == 0
    file = home / "demo.db"
    assert file.exists()
    assert str(file) in made.err
    assert len(made.out.splitlines()) > 3
    again = call("demo", "--db", str(file), "--no-open", "--json")
    assert (again.code, again.record["error"]["code"]) == (1, "duplicate")
    assert call("demo", "--no-open").code == 0, "a second run shows what is there"
    rows = call("list", "--json", "--db", str(file)).records
    assert len(rows) == 30
    assert json.dumps(rows).isascii()


def test_a_demo_that_was_stopped_leaves_nothing(
    call: Call, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(demo: Demo, actor: Actor, size: int, **how: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Demo, "fill", stopped)
    assert call("demo", "--no-open").code == 130
    assert list(home.glob("demo.db*")) == []


def test_a_morning_on_both_engines(call: Call, store_url: str) -> None:
    def on_it(*words: str) -> Ended:
        return call(*words, "--db", store_url)

    made = on_it("demo", "--size", "40", "--no-open", "--json")
    assert made.code == 0
    assert 1 <= len(made.records) <= 10
    assert all(set(row) >= ROW for row in made.records)
    assert on_it("demo", "--no-open", "--json").record["error"]["code"] == "duplicate"
    words = ("--direction", "inbound", "--channel", "phone", "--subject", "Kein Signal")
    ref = on_it("log", *words, "--priority", "1", "--customer", "Nadia Brandt").out.strip()
    assert on_it("list", "--json", "--filter", "kei sig").record["ref"] == ref
    taken = on_it("next", "--claim", "--json").record
    assert on_it("do", taken["ref"], "release").code == 0
    assert on_it("do", ref, "claim").code == 0
    assert on_it("do", ref, "complete", "outcome=answered", "--json").record["state"] == "completed"
    assert on_it("list", "--json", "--filter", f"is:closed ref:{ref}").record["due"] is None
    assert {"clocks", "trail"} < set(on_it("show", ref, "--json").record)
    assert len(on_it("list", "--json").records) == 41
    assert len(on_it("list", "--sort", "updated", "--limit", "7").out.splitlines()) == 7
    assert on_it("doctor").code == 0

"""`desk do` on many items, on what a filter finds, and back."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Call

OUTCOME = {"ref", "action", "state", "version", "seq", "undo"}


@pytest.fixture
def refs(call: Call) -> list[str]:
    words = ("log", "--direction", "inbound", "--channel", "email", "--from", "ana@example.org")
    return [call(*words, "--subject", f"Lamp {n}").out.strip() for n in (1, 2, 3)]


def test_an_act_is_taken_back(call: Call, refs: list[str]) -> None:
    call("do", refs[0], "claim")
    back = call("do", refs[0], "undo", "--json")
    assert (back.code, set(back.record) >= OUTCOME) == (0, True)
    assert (back.record["ref"], back.record["action"]) == (refs[0], "undo")
    assert call("show", refs[0], "--json").record["owner"] is None
    again = call("do", refs[0], "undo", "--json")
    assert again.code == 1
    assert again.record["error"]["code"] == "wrong_state"
    assert again.record["error"]["next"]


def test_without_a_reference_the_last_act_is_taken_back(call: Call, refs: list[str]) -> None:
    call("do", refs[1], "claim")
    tried = call("do", "undo", "--dry-run")
    assert "Put back: owner nobody." in tried.out
    assert call("show", refs[1], "--json").record["owner"]
    assert call("do", "undo", "--json").record["ref"] == refs[1]
    assert call("show", refs[1], "--json").record["owner"] is None
    left = call("do", "undo", "--json")
    assert (left.code, left.record["error"]["code"]) == (1, "wrong_state")


def test_many_are_taken_back_as_one(call: Call, refs: list[str]) -> None:
    call("do", refs[0], "tag", "name=vip")
    call("do", ",".join(refs), "complete", "outcome=spam")
    back = call("do", refs[2], "undo", "--json").record
    assert back["ref"] == refs[2]
    assert back["effects"][-1] == "It was done to 3 items as one, so all are put back."
    rows = call("list", "--json").records
    assert {row["state"] for row in rows} == {"open"}
    assert sorted(tag for row in rows for tag in row["tags"]) == ["vip"]


def test_what_can_be_taken_back_is_told_before(call: Call, refs: list[str]) -> None:
    for words, said in (
        (("claim",), "Can be taken back."),
        (("reply", "text=x"), "Can be taken back for 10 s; after that the answer has left."),
        (("follow-up",), "Cannot be taken back."),
    ):
        assert call("do", refs[0], *words, "--dry-run").out.splitlines()[-1].strip() == said
    assert {row["version"] for row in call("list", "--json").records} == {1}


def test_all_that_a_filter_finds(call: Call, refs: list[str]) -> None:
    call("do", refs[0], "tag", "name=old")
    refused = call("do", "--filter", "-tag:old", "claim", "--json")
    assert refused.code == 2
    assert "--yes" in refused.record["error"]["next"]
    assert "2 items" in refused.record["error"]["message"]
    done = call("do", "--filter", "-tag:old", "claim", "--yes", "--json")
    assert (done.code, {each["ref"] for each in done.records}) == (0, set(refs[1:]))
    tried = call("do", "--filter", "owner:me", "complete", "outcome=spam", "--dry-run", "--json")
    assert len(tried.records) == 2
    none = call("do", "--filter", "tag:nothing", "claim", "--json")
    assert (none.code, none.record["error"]["code"]) == (1, "nothing_to_do")
    for words in (("--filter", "nonsense:x", "claim"), ("--filter", "is:open", "jump", "--yes")):
        assert call("do", *words).code == 2
    assert call("do", "--filter", "", "claim", "--yes").code == 2


def test_what_was_refused_is_counted(call: Call, refs: list[str]) -> None:
    call("do", refs[0], "claim")
    ended = call("do", ",".join(refs), "claim")
    assert ended.code == 1
    assert ended.err.splitlines()[-1] == "2 done, 1 refused"
    assert f"{refs[0]} is yours already" in ended.err


def test_one_result_a_line(call: Call, refs: list[str], tmp_path: Path) -> None:
    text = tmp_path / "text.txt"
    text.write_text("two\nlines\n", encoding="utf-8")
    ended = call("do", f"{refs[0]},{refs[0]},I-99,junk", "note", f"text=@{text}", "--json")
    lines = [json.loads(line) for line in ended.out.splitlines()]
    assert [line["ref"] for line in lines] == [refs[0], "I-99", "junk"]
    assert [line.get("error", {}).get("code") for line in lines] == [None, "not_found", "bad_value"]
    assert call("show", refs[0], "--json").record["messages"][-1]["text"] == "two\nlines"


def test_the_version_seen_is_asked_of_each(call: Call, refs: list[str]) -> None:
    call("do", refs[0], "tag", "name=vip")
    ended = call("do", ",".join(refs), "claim", "--expect", "1", "--json")
    codes = [line.get("error", {}).get("code") for line in ended.records]
    assert codes == ["changed_meanwhile", None, None]

"""Commands that put aside, promise, link and merge, as scripts use them."""

from pathlib import Path

import pytest

from tests.cli.conftest import Call


def _log(call: Call, subject: str) -> str:
    words = ("--direction", "inbound", "--channel", "email", "--from", "a@b.example")
    return call("log", *words, "--subject", subject, "--text", subject).out.strip()


def test_a_merged_reference_shows_where_it_went(call: Call, logged: str) -> None:
    other = _log(call, "The same again")
    tried = call("do", other, "merge", f"into={logged}", "--dry-run")
    assert f"It goes on in {logged}; {other} leads there." in tried.out
    assert call("do", other, "merge", f"into={logged}").code == 0
    record = call("show", other, "--json").record
    assert (record["ref"], record["merged_from"]) == (logged, [other])
    assert record["links"] == [{"relation": "merged", "ref": other}]
    assert [each["for"] for each in record["messages"]].count(other) == 1
    shown = call("show", other).out
    assert f"took in {other}" in shown
    assert f" for {other}\n      The same again" in shown
    noted = call("do", other, "note", "text=seen", "--json").record
    assert noted["ref"] == logged
    assert call("do", other, "unmerge").code == 0
    assert call("show", other, "--json").record["ref"] == other


def test_a_follow_up_names_what_it_made(call: Call, logged: str) -> None:
    done = call("do", logged, "follow-up", "subject=Once more", "--json").record
    assert (done["ref"], done["created"]) == (logged, "I-2")
    record = call("show", "I-2", "--json").record
    assert record["links"] == [{"relation": "followUp", "ref": logged}]
    assert "created" in call("do", logged, "claim", "--json").record


def test_a_snoozed_item_says_until_when(call: Call, logged: str) -> None:
    assert call("do", logged, "snooze", "until=+1h").code == 0
    assert "snoozed until" in call("show", logged).out
    assert call("list", "--filter", "is:snoozed").out.count(logged) == 1
    assert call("list", "--filter", "is:awake").out == ""
    assert call("do", logged, "wake").code == 0
    assert call("list", "--filter", "is:awake").out.count(logged) == 1


def test_promises_stand_among_clocks_and_fields(call: Call, logged: str) -> None:
    call("do", logged, "promise", "text=Call back", "at=+2h")
    record = call("show", logged, "--json").record
    (promise,) = record["fields"]["promises"]
    assert (promise["number"], promise["text"], promise["kept"]) == (1, "Call back", None)
    assert [each["name"] for each in record["clocks"]][-1] == "promise"
    assert call("do", logged, "keep", "promise=7").code == 1
    assert call("do", logged, "keep", "promise=1").code == 0


def test_several_are_merged_into_one_and_given_back_as_one(call: Call, logged: str) -> None:
    others = [_log(call, f"again {number}") for number in range(3)]
    assert call("do", ",".join(others), "merge", f"into={logged}").code == 0
    record = call("show", logged, "--json").record
    assert record["merged_from"] == others
    assert call("do", others[0], "undo").code == 0
    assert call("show", logged, "--json").record["merged_from"] == []
    assert call("doctor").code == 0


def test_a_merge_that_came_with_an_import_is_not_given_back(
    call: Call, logged: str, home: Path
) -> None:
    other = _log(call, "The same again")
    call("do", other, "merge", f"into={logged}")
    page = str(home / "all.jsonl")
    call("export", "-o", page)
    there = ("--db", str(home / "there.db"))
    assert call("import", page, *there).code == 0
    for ref in (other, logged):
        ended = call("do", ref, "unmerge", "--json", *there)
        assert ended.record["error"]["code"] == "wrong_state"
        assert f"{other} came here merged into {logged}" in ended.record["error"]["message"]


@pytest.mark.parametrize(
    ("act", "told"),
    [
        (("link", "relation=duplicates", "to={}"), "Nothing links it to {} any more."),
        (("merge", "into={}"), "merge none"),
        (("promise", "text=Call back", "at=+2h"), "'Call back' is promised no more."),
    ],
)
def test_an_undo_says_what_is_as_it_was(
    call: Call, logged: str, act: tuple[str, ...], told: str
) -> None:
    other = _log(call, "The same again")
    assert call("do", other, *(part.format(logged) for part in act)).code == 0
    assert told.format(logged) in call("do", other, "undo").out
    assert "nobody:" not in call("show", other).out


def test_an_undone_unmerge_says_what_is_a_part_again(call: Call, logged: str) -> None:
    other = _log(call, "The same again")
    call("do", other, "merge", f"into={logged}")
    call("do", logged, "unmerge")
    assert f"{other} is a part of it again." in call("do", "undo").out
    assert f"{other} is no part of it any more." in call("do", logged, "undo").out

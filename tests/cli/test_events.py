"""`desk events`: the form of a line, from where on, and followed in a process of its own."""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Call
from tests.cli.follower import Follower

KEYS = ["seq", "id", "at", "type", "ref", "actor", "changes"]


@pytest.fixture
def worked(call: Call) -> Call:
    """A desk where a contact was logged, noted on and claimed."""
    call("log", "--direction", "inbound", "--channel", "email", "--subject", "Bill", "--text", "x")
    call("do", "I-1", "note", "text=Ask Ben")
    call("do", "I-1", "claim")
    return call


def test_a_line_for_each_event_in_the_words_of_the_actions(worked: Call) -> None:
    told = worked("events", "--json").records
    assert [[*line] for line in told] == [KEYS] * 3
    assert [line["type"] for line in told] == [
        *("interaction.log", "interaction.note", "interaction.claim")
    ]
    assert [line["seq"] for line in told] == sorted({line["seq"] for line in told})
    log, note, claim = told
    assert (log["ref"], log["at"][:14]) == ("I-1", "2026-11-19T14:")
    assert log["changes"]["text"] == [None, "x"]
    assert note["changes"] == {"text": [None, "Ask Ben"]}
    assert claim["changes"] == {"owner": [None, claim["actor"]]}
    assert worked("events", "--json").records == told
    shown = worked("events").out.splitlines()
    assert [line.split()[-2:-1] for line in shown[1:]] == [[claim["actor"]]] * 2


def test_a_part_of_it_goes_on_after_the_number_that_was_read(worked: Call) -> None:
    first, *rest = worked("events", "--json").records
    assert worked("events", "--since", str(first["seq"]), "--json").records == rest
    assert worked("events", "--since", str(rest[-1]["seq"]), "--json").out == ""
    assert worked("events", "--since", str(10**17)).out == ""


@pytest.mark.parametrize("since", ["-1", "1.5", "\u0663", "yesterday", str(10**30)])
def test_what_is_no_number_is_wrong_use(worked: Call, since: str) -> None:
    assert worked("events", f"--since={since}").code == 2


@pytest.fixture
def follower(worked: Call) -> Iterator[Follower]:
    """Somebody who follows what happens."""
    made = Follower("--since", "4")
    yield made
    made.kill()


def test_what_happens_is_printed_as_it_comes_until_it_is_interrupted(
    worked: Call, follower: Follower
) -> None:
    assert follower.line()["type"] == "interaction.note"
    assert follower.line()["type"] == "interaction.claim"
    worked("do", "I-1", "release")
    assert follower.line()["type"] == "interaction.release"
    assert follower.ends(how=signal.SIGINT) == (130, b"")


def test_it_ends_quietly_when_nobody_reads_though_nothing_happens(
    follower: Follower, home: Path
) -> None:
    follower.line()
    assert follower.ends() == (0, b"")

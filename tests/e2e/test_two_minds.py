"""Two desks at one item, one act on forty, a clock that runs: nothing is lost or overwritten."""

import json
import re
from pathlib import Path
from typing import Any

from tests.e2e.conftest import OpenDesk, command
from tests.e2e.glass import Glass

MANY, TAKEN = 40, 3
MAP = '[fields]\nsubject = "subject"\nchannel = "channel"\ncreated = "created"\n'


def test_two_answers_to_one_customer_stand_side_by_side_and_both_are_kept(
    store: Path, open_desk: OpenDesk
) -> None:
    pia, kai = _at_one_item(open_desk)
    ref = _ref(pia)
    for desk, text in ((pia, "Pia says hello"), (kai, "Kai says good day")):
        desk.type("r")
        desk.wait_for("ctrl+s send")
        desk.type(text)
        desk.wait_for(text)
    pia.type("\x13")
    pia.wait_for(f"Answered {ref}")
    kai.type("\x13")
    kai.wait_for("somebody saved first", "theirs  Pia says hello", "yours   Kai says good day")
    kai.type("b")
    kai.wait_for("pia saved first", "ctrl+s send", "Kai says good day")
    kai.type("\x13")
    kai.wait_for(f"Answered {ref}")
    said = [message["text"] for message in _shown(store, ref)["messages"]]
    assert said[-2:] == ["Pia says hello", "Kai says good day"]


def test_what_does_not_collide_is_merged_and_what_does_shows_both_values(
    store: Path, open_desk: OpenDesk
) -> None:
    pia, kai = _at_one_item(open_desk)
    ref = _ref(pia)
    for desk in (pia, kai):
        desk.type("p")
        desk.wait_for("Set the priority of", "Why")
        desk.settle()
    command(store, "--as", "pia", "do", ref, "tag", "name=moved")
    pia.type("5\tpia thinks\x13")
    pia.wait_for(f"Set the priority of {ref} ·", "pia thinks")
    kai.type("4\tkai thinks\x13")
    kai.wait_for("somebody saved first", "theirs  5", "yours   4")
    kai.type("y")
    kai.wait_for(f"Set the priority of {ref} ·", "kai thinks")
    shown = _shown(store, ref)
    assert (shown["priority"], "moved" in shown["tags"]) == (4, True)
    told = [entry["text"] for entry in shown["trail"]]
    assert [any(f"{who} thinks" in line for line in told) for who in ("pia", "kai")] == [True, True]


def test_of_forty_completed_at_once_three_are_refused_by_name_and_the_rest_goes_back_as_one(
    store: Path, open_desk: OpenDesk, tmp_path: Path
) -> None:
    refs = _forty(store, tmp_path)
    pia = _opened(open_desk("--as", "pia"))
    pia.type("/")
    pia.wait_for("Filter")
    pia.type("zebra\r")
    pia.wait_for("Zebra 39", "newest first")
    pia.settle()
    pia.type("*")
    pia.wait_for(f"{MANY} marked")
    pia.type("d")
    pia.wait_for(f"Complete {MANY} items?", "Outcome")
    pia.settle()
    command(store, "--as", "kai", "do", ",".join(refs[:TAKEN]), "complete", "outcome=spam")
    pia.type("answered\x13")
    pia.wait_for(f"{MANY - TAKEN} done, {TAKEN} not", *refs[:TAKEN], "was completed by kai")
    assert _open(store) == []
    pia.type("u")
    pia.wait_for(f"Taken back: completed {MANY - TAKEN} items")
    assert sorted(_open(store)) == sorted(refs[TAKEN:])
    pia.settle()
    pia.type("u")
    pia.wait_for("nothing that could be taken")
    assert len(_open(store)) == MANY - TAKEN


def test_a_snooze_that_ends_on_a_faster_clock_brings_the_item_back(
    store: Path, open_desk: OpenDesk
) -> None:
    ref = command(
        store, "new", "interaction", "direction=inbound", "channel=email", "subject=Okapi"
    ).strip()
    command(store, "do", ref, "snooze", "until=2026-11-23T10:30:00Z")
    pia = _opened(open_desk("--as", "pia", DESK_CLOCK="2026-11-23T10:25:00Z x60"))
    pia.type("/")
    pia.wait_for("Filter")
    pia.type("okapi is:awake\r")
    pia.wait_for("Okapi", ref, "Mon 23 Nov 10:3")


def _at_one_item(open_desk: OpenDesk) -> tuple[Glass, Glass]:
    """Two desks that have the same item open."""
    pia, kai = open_desk("--as", "pia"), open_desk("--as", "kai")
    for desk in (pia, kai):
        _opened(desk)
    found = re.search(r"\bI-\d+\b", pia.lines[3])
    assert found
    for desk in (pia, kai):
        desk.type("g")
        desk.wait_for("Go to")
        desk.type(f"{found[0]}\r")
        desk.wait_for("Completion", "r reply")
        desk.settle()
    return pia, kai


def _ref(desk: Glass) -> str:
    return desk.lines[1].split()[0]


def _opened(desk: Glass) -> Glass:
    desk.wait_for("Queue", "Subject")
    desk.settle()
    return desk


def _shown(store: Path, ref: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(command(store, "show", ref, "--json"))
    return found


def _forty(store: Path, folder: Path) -> list[str]:
    """Forty contacts with a word of their own."""
    rows, ways = folder / "zebras.jsonl", folder / "zebras.toml"
    ways.write_text(MAP)
    row = {"channel": "email", "created": "2026-11-20T10:00:00Z"}
    rows.write_text(
        "".join(f"{json.dumps({'subject': f'Zebra {number}', **row})}\n" for number in range(MANY))
    )
    command(store, "import", str(rows), "--map", str(ways))
    return _open(store)


def _open(store: Path) -> list[str]:
    """The references of those that are open."""
    listed = command(store, "list", "--filter", "zebra is:open", "--json")
    return [json.loads(line)["ref"] for line in listed.splitlines()]

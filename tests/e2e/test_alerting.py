"""A threshold that is crossed shows on the desk of whom it concerns, in a real terminal."""

import json
import re
import time
from pathlib import Path

from tests.e2e.conftest import OpenDesk, command

SOON = 3.0
"""Seconds it may take here, where all tests share two cores; alone it is well below two."""
HOSTILE = "Dead \x1b]0;owned\x07 [/] \x1b[2J line"


def test_it_pops_up_on_the_right_one_of_two_desks(store: Path, open_desk: OpenDesk) -> None:
    told = ("--direction", "inbound", "--channel", "email", "--subject", HOSTILE)
    ref = command(store, "log", *told, "--as", "pia").strip()
    command(store, "do", ref, "prioritise", "priority=1", "note=urgent", "--as", "pia")
    command(store, "do", ref, "claim", "--as", "pia")
    pia, kai = open_desk("--as", "pia"), open_desk("--as", "kai")
    for desk in (pia, kai):
        desk.wait_for("Queue", "Subject")
        desk.settle()
    pia.wait_for(f"{ref} reaches jeopardy at")
    pia.type("\x1b")
    pia.wait_until(lambda: "lists them" not in pia.text, "what lies ahead to leave by esc")
    ticked = command(store, "tick", "--at", "+8m", "--json")
    begun = time.monotonic()
    assert any(json.loads(line)["ref"] == ref for line in ticked.splitlines())
    pia.wait_for("lists them", patience=SOON)
    assert time.monotonic() - begun < SOON
    assert re.search(rf"{ref} is to be watched *\n.*Dead", pia.text)
    kai.settle()
    assert "lists them" not in kai.text
    for desk in (pia, kai):
        assert b"\x1b]0;owned" not in desk.raw
    pia.type("\x1b")
    pia.wait_until(lambda: "lists them" not in pia.text, "the toast to leave by esc")
    pia.type("!")
    pia.wait_for("Notices", ref)

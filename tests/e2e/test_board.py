"""Two desks at one board: what one moves the other sees, and the slower learns who was first."""

import json
from pathlib import Path

from tests.e2e.conftest import OpenDesk, command
from tests.e2e.glass import Glass

SOON = 5.0
"""Seconds a change may take to reach another desk here, where all tests share two cores."""


def test_two_desks_move_the_same_card(store: Path, open_desk: OpenDesk) -> None:
    ref = command(store, "--as", "pia", "new", "problem", "subject=Glassfall in lane two").strip()
    pia, kai = open_desk("--as", "pia"), open_desk("--as", "kai")
    for desk in (pia, kai):
        _at_the_card(desk, ref)
    before = _column(kai, ref)
    pia.type(">")
    pia.wait_for("u takes it back")
    assert _state(store, ref) == "inProgress"
    kai.wait_until(lambda: _column(kai, ref) > before, "the card in the next lane", SOON)
    for desk in (pia, kai):
        desk.settle()
        desk.type(">")
        desk.wait_for(f"{ref}: wait for whom?", "Question")
        desk.settle()
    pia.type("internal\r\tWhich cable\x13")
    pia.wait_gone("wait for whom?")
    kai.type("internal\r\tWho pays\x13")
    kai.wait_for(f"{ref} has changed since you looked: pia", "ctrl+s again does it all the same")
    assert _state(store, ref) == "pending"


def _at_the_card(desk: Glass, ref: str) -> None:
    desk.wait_for("Queue", "Subject")
    desk.settle()
    desk.type("2")
    desk.wait_for("by state", "Resolved")
    desk.type("/")
    desk.wait_for("enter take")
    desk.type("Glassfall\r")
    desk.wait_for(ref, "1 open")
    desk.settle()


def _column(desk: Glass, ref: str) -> int:
    return max(line.find(ref) for line in desk.lines[4:20])


def _state(store: Path, ref: str) -> str:
    return str(json.loads(command(store, "show", ref, "--json"))["state"])

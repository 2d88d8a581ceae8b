"""Two desks on one file: each sees where the other is, until it is gone."""

import re
import time

from desk.screens.presence import HEARTBEAT
from tests.e2e.conftest import OpenDesk
from tests.e2e.glass import Glass

SOON = 3.0
"""Seconds a change may take to reach another desk here, where all tests share two cores."""
GONE = 30.0
"""Seconds after which a desk that was killed is nowhere any more."""


def test_who_opens_writes_and_leaves_is_seen_in_the_list_and_in_the_item(
    open_desk: OpenDesk,
) -> None:
    pia, kai = _two(open_desk)
    ref = _first(pia)
    pia.type("\r")
    pia.wait_for("Completion", "r reply")
    kai.wait_until(lambda: _owner(kai, ref) == "‹pia›", "pia in the list", SOON)
    assert "‹" not in pia.text
    kai.type("g")
    kai.wait_for("Go to")
    kai.type(f"{ref}\r")
    kai.wait_for("‹pia› reads")
    pia.wait_for("‹kai› reads", patience=SOON)
    kai.type("r")
    kai.wait_for("ctrl+s send")
    pia.wait_for("‹kai› writes", patience=SOON)
    pia.type("r")
    pia.wait_for(f"kai writes on {ref} now")
    kai.type("\x1b")
    kai.wait_until(lambda: "ctrl+s send" not in kai.text, "the composer to close")
    pia.wait_for("‹kai› reads", patience=SOON)
    kai.type("\x1b")
    pia.wait_until(lambda: "‹kai›" not in pia.text, "kai to leave", SOON)
    kai.wait_until(lambda: _owner(kai, ref) == "‹pia›", "pia in the list", SOON)
    pia.type("\x11")
    kai.wait_until(lambda: "‹pia›" not in kai.text, "pia to go home", SOON)


def test_a_desk_that_was_killed_is_gone_within_half_a_minute(open_desk: OpenDesk) -> None:
    pia, kai = _two(open_desk)
    ref = _first(pia)
    pia.type("\r")
    pia.wait_for("Completion", "r reply")
    kai.wait_until(lambda: _owner(kai, ref) == "‹pia›", "pia in the list", SOON)
    pia.process.kill()
    begin = time.monotonic()
    kai.settle()
    painted = len(kai.raw)
    kai.wait_until(lambda: "‹pia›" not in kai.text, "pia to vanish", GONE)
    assert time.monotonic() - begin <= GONE
    assert len(kai.raw) - painted < 2500, "only what changed is painted"


def test_a_desk_that_only_stays_where_it_is_costs_others_no_byte(open_desk: OpenDesk) -> None:
    pia, kai = _two(open_desk)
    ref = _first(pia)
    pia.type("\r")
    pia.wait_for("Completion", "r reply")
    kai.wait_until(lambda: _owner(kai, ref) == "‹pia›", "pia in the list", SOON)
    for desk in (pia, kai):
        desk.settle(1)
    painted = len(pia.raw), len(kai.raw)
    end = time.monotonic() + HEARTBEAT + 1
    while time.monotonic() < end:
        pia.read(0.1)
        kai.read(0.1)
    assert (len(pia.raw), len(kai.raw)) == painted


def _two(open_desk: OpenDesk) -> tuple[Glass, Glass]:
    desks = open_desk("--as", "pia"), open_desk("--as", "kai")
    for desk in desks:
        desk.wait_for("Queue", "Subject")
        desk.settle()
    return desks


def _first(desk: Glass) -> str:
    found = re.search(r"\b(I-\d+)\b", desk.lines[3])
    assert found
    return found[1]


def _owner(desk: Glass, ref: str) -> str:
    line = next((line for line in desk.lines[3:17] if re.search(rf"\b{ref}\b", line)), "")
    return line.split()[-1] if line.split() else ""

"""Two desks on one file: what one does, the other sees."""

import re
import subprocess
from pathlib import Path

from tests.e2e.conftest import CLOCK, OpenDesk, command
from tests.e2e.glass import DESK, Glass, plain_environ
from tests.house.source import ROOT

SOON = 3.0
"""Seconds a change may take to reach another desk here, where all tests share two cores."""

DESKS = 20


def test_a_claim_in_one_desk_is_seen_in_the_other(open_desk: OpenDesk) -> None:
    pia, kai = open_desk("--as", "pia"), open_desk("--as", "kai")
    for desk in (pia, kai):
        desk.wait_for("Queue", "Subject")
        desk.settle()
    ref = _free(pia)
    pia.type("j" * _row_of(pia, ref))
    pia.settle()
    before = kai.lines[3][1:]
    pia.type("c")
    pia.wait_until(lambda: "you" in _line(pia, ref), "the claim on the desk that made it")
    kai.wait_until(
        lambda: re.search(r"\bpia\b", _line(kai, ref)) is not None, "the claim on the other", SOON
    )
    assert kai.lines[3][1:] == before or ref in before


def test_twenty_desks_that_take_the_next_get_each_item_once(store: Path) -> None:
    line = [*DESK, "--db", str(store), "--as", "pia", "next", "--claim", "--json"]
    running = [
        subprocess.Popen(
            line,
            cwd=ROOT,
            env={**plain_environ(), "DESK_CLOCK": CLOCK},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )  # fmt: skip
        for _ in range(DESKS)
    ]
    said = [process.communicate(timeout=120) for process in running]
    taken = re.findall(r'"ref": ?"([IP]-\d+)"', "".join(out for out, _ in said))
    refused = sum("nothing_to_do" in out for out, _ in said)
    assert len(taken) == len(set(taken))
    assert len(taken) + refused == DESKS, said
    assert len(taken) > 1
    for ref in taken:
        assert '"pia"' in command(store, "show", ref, "--json")


def _free(desk: Glass) -> str:
    """The first reference on the screen that nobody has."""
    for line in desk.lines[3:16]:
        found = re.search(r"\b([IP]-\d+)\b.*\s\u2013\s*$", line)
        if found:
            return found[1]
    raise AssertionError(f"nothing free in:\n{desk.text}")


def _row_of(desk: Glass, ref: str) -> int:
    return next(row for row, line in enumerate(desk.lines[3:]) if re.search(rf"\b{ref}\b", line))


def _line(desk: Glass, ref: str) -> str:
    return next((line for line in desk.lines[3:17] if re.search(rf"\b{ref}\b", line)), "")

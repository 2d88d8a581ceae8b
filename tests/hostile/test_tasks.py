"""Tasks with every hostile text in name, partner and end, on the agenda and beside their problem,
through a real pty."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from desk.errors import DeskError
from tests.e2e.glass import DESK, Glass
from tests.hostile.conftest import Filled
from tests.hostile.filling import desk_on
from tests.hostile.stream import orders, unseen

CLOCK = "2026-11-23T10:30:02Z"
ENTER, ESC, TAB, SEND, RIGHT = "\r", "\x1b", "\t", "\x13", "\x1b[C"
SIZES = ((140, 40), (60, 15), (1, 1), (80, 24))


@pytest.fixture(scope="module")
def streams(
    hostile: Filled, harmless: Filled, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Glass, Glass]:
    """The same walk through both stores, with tasks in them."""
    walks = []
    for filled in (hostile, harmless):
        copy = Path(shutil.copy(filled.path, tmp_path_factory.mktemp("tasks")))
        _add_tasks(copy, [text.text for text in filled.texts])
        walks.append(copy)
    with ThreadPoolExecutor(2) as both:  # a walk is mostly waiting
        stranger, plain = both.map(_walk, walks)
    return stranger, plain


def test_no_order_of_a_stranger_reaches_the_terminal(streams: tuple[Glass, Glass]) -> None:
    stranger, plain = streams
    assert set(orders(stranger.raw)) - set(orders(plain.raw)) == set()


def test_no_unseen_character_reaches_the_terminal(streams: tuple[Glass, Glass]) -> None:
    assert unseen(streams[0].raw) == set()


def test_the_desk_lives_and_shows_no_trace(streams: tuple[Glass, Glass]) -> None:
    for desk in streams:
        assert b"Traceback" not in desk.raw
        assert b"MarkupError" not in desk.raw
        assert b"Something went wrong" not in desk.raw


def _add_tasks(path: Path, texts: list[str]) -> None:
    """A problem whose tasks have the texts; some are given away, begun, ended."""
    with desk_on(path) as (desk, actor):
        given = {"subject": texts[0][:200] or "-", "impact": "low", "urgency": "low"}
        problem = desk.do(actor, "report", "problem", given).ref
        people = [person.name for person in desk.directory.people()]
        for number, text in enumerate(texts):
            owner = people[number % len(people)]
            values = {"name": text, "kind": "partner", "partner": text, "owner": owner}
            with suppress(DeskError):
                desk.do(actor, "add-task", problem, values | {"due": f"+{number}h"})
        for number, text in enumerate(texts):
            for action, said in (("start", {}), ("finish", {"text": text}), ("undo", {})):
                with suppress(DeskError):
                    desk.do(actor, action, f"T-{number + 1}", said)


def _walk(path: Path) -> Glass:
    """Go through all that shows a task, at every size."""
    desk = Glass(
        (*DESK, "--db", path), size=(80, 24), environ={"DESK_CLOCK": CLOCK, "ESCDELAY": "20"}
    )
    with desk:
        desk.wait_for("Queue", "Subject")
        desk.settle()
        desk.type("A")
        desk.wait_for("Agenda of everybody", "Today")
        for _ in range(40):
            _press(desk, "j", quiet=0.03)
        _press(desk, RIGHT, RIGHT, "T", " ", " ", "a", ENTER, ESC, ESC)
        _resize(desk)
        for keys in ("d", "p", "x", "s", "c", "/", "\x10"):
            _press(desk, keys, ESC, ESC, "A" if keys == "/" else "k")
        _press(desk, ESC, ESC, ESC, "g", "T", "-", "1", ENTER)
        desk.wait_for("Tasks ", "Trail")
        for _ in range(30):
            _press(desk, "j", quiet=0.03)
        _resize(desk)
        _press(desk, " ", " ", "x", "n", "o", SEND, ESC, ESC, TAB, ESC, quiet=0.3)
        assert desk.process.poll() is None, desk.text
        return desk


def _press(desk: Glass, *keys: str, quiet: float = 0.12) -> None:
    for key in keys:
        desk.type(key)
        desk.settle(quiet)


def _resize(desk: Glass) -> None:
    for size in SIZES:
        desk.resize(*size)
        desk.settle(0.2)

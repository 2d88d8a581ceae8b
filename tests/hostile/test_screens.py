"""Every screen with the corpus in every field, through a real pty: the bytes, and the columns."""

import re
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.e2e.glass import DESK, Glass
from tests.hostile.conftest import Filled
from tests.hostile.corpus import CORPUS
from tests.hostile.stream import orders, unseen

CLOCK = "2026-11-23T10:30:02Z"
COLUMNS = ("Ref", "Customer", "Subject", "Owner")
SHEETS = ("a", "t", "p", "w", "d", "x", "r", "n", "?", "\x10", "i", "g", "!")
"""Keys that open something over the queue or the item; esc closes it."""
_TOAST = "lists them"
"""What stands in each toast on what came by itself."""


@pytest.fixture(scope="module")
def streams(
    hostile: Filled, harmless: Filled, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Glass, Glass]:
    """The same walk through copies of both stores."""
    copies = [
        filled._replace(path=Path(shutil.copy(filled.path, tmp_path_factory.mktemp("walk"))))
        for filled in (hostile, harmless)
    ]
    with ThreadPoolExecutor(2) as both:  # a walk is mostly waiting
        stranger, plain = both.map(_walk, copies)
    return stranger, plain


def test_no_order_of_a_stranger_reaches_the_terminal(streams: tuple[Glass, Glass]) -> None:
    stranger, plain = streams
    assert set(orders(stranger.raw)) - set(orders(plain.raw)) == set()


def test_no_unseen_character_reaches_the_terminal(streams: tuple[Glass, Glass]) -> None:
    assert unseen(streams[0].raw) == set()


def test_no_sequence_of_the_corpus_is_in_the_stream(streams: tuple[Glass, Glass]) -> None:
    stranger, plain = streams
    sequences = {
        found.encode()
        for hostile in CORPUS
        for found in re.findall(
            r"\x1b\[[0-9;?!>#]*[a-zA-Z]|\x1b[\]P_^X#c(][^\x1b\x07]*", hostile.text
        )
    }
    assert {
        found for found in sequences if found in stranger.raw and found not in plain.raw
    } == set()


def test_title_and_modes_are_as_for_plain_text(streams: tuple[Glass, Glass]) -> None:
    stranger, plain = streams
    assert (stranger.screen.title, stranger.screen.icon_name) == (plain.screen.title, "")
    assert stranger.screen.modes == plain.screen.modes


def test_the_desk_lives_and_shows_no_trace(streams: tuple[Glass, Glass]) -> None:
    assert b"Traceback" not in streams[0].raw
    assert b"MarkupError" not in streams[0].raw


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (140, 40)])
def test_columns_stand_where_they_stand_for_plain_text(
    hostile: Filled, size: tuple[int, int]
) -> None:
    with _opened(hostile, size) as desk:
        rows = list(_rows(desk, hostile))
    starts = rows[0]
    heads = "".join(starts)
    places = [heads.index(name) for name in COLUMNS]
    for row in rows[1:]:
        for place in places:
            assert row[place - 1].isspace(), f"column at {place}: {''.join(row)}"
        assert re.fullmatch(r"I-\d+", "".join(row[places[0] : places[0] + 7]).strip())
        assert "".join(row[places[3] : places[3] + 6]).strip() in ("\u2013", "you"), "".join(row)


def test_brackets_are_shown_to_the_letter(hostile: Filled) -> None:
    wanted = [text.shown for text in CORPUS if text.shown]
    with _opened(hostile, (140, 40)) as desk:
        seen = "\n".join("".join(row) for row in _rows(desk, hostile))
    assert [shown for shown in wanted if shown[:24] not in seen] == []


def _walk(filled: Filled) -> Glass:
    """Open every item and everything that opens over one; the desk as it was at the end."""
    with _opened(filled, (80, 24)) as desk:
        for key in SHEETS:
            _open_and_leave(desk, key)
            _open_and_leave(desk, f"\r{key}")
        for _ in filled.texts:
            _open_and_leave(desk, "\r")
            desk.type("j")
            desk.settle(0.04)
        for opens in ("g", "/"):
            _answer(desk, opens, f"{filled.texts[0].text}{filled.texts[-1].text[:200]}", "\r")
        for number, text in enumerate(filled.texts[:3]):
            _answer(desk, "j" * number + "a", "", "\r\x13")
            _answer(desk, "#", "".join(text.text.split()), "\x13")
            _answer(desk, "p", "", f"\r\t{text.name}\x13")
        assert desk.process.poll() is None, desk.text
        return desk


def _answer(desk: Glass, opens: str, pasted: str, ends: str) -> None:
    """Open a sheet, paste text into it, and take it; what is said about it is shown."""
    desk.type(opens)
    desk.settle(0.2)
    desk.type(f"\x1b[200~{pasted}\x1b[201~" if pasted else "")
    for key in ends:
        desk.settle(0.1)
        desk.type(key)
    desk.settle(0.3)
    desk.type("\x1b")
    desk.settle(0.15)


def _open_and_leave(desk: Glass, keys: str) -> None:
    """Type keys, a letter where one is looked for, and esc until the queue is there again."""
    for key in keys:
        desk.type(key)
        if key == "\r":
            desk.wait_until(lambda: not _is_home(desk), "the item")
        desk.settle(0.06)
    if keys[-1] in "na\x10g":
        desk.type("\x1b[200~a\x1b[201~")
        desk.settle(0.1)
    while not _is_home(desk):
        before = desk.text
        desk.type("\x1b")
        desk.wait_until(lambda: desk.text != before, f"esc after {keys!r}")  # noqa: B023
        desk.settle(0.04)


def _is_home(desk: Glass) -> bool:
    """Whether the list stands there with nothing over it."""
    return desk.lines[1].startswith(" Mine") and "\u2501" not in desk.text


def _opened(filled: Filled, size: tuple[int, int]) -> Glass:
    desk = Glass(
        (*DESK, "--db", filled.path), size=size, environ={"DESK_CLOCK": CLOCK, "ESCDELAY": "20"}
    )
    desk.wait_for("Queue", "Subject")
    desk.settle()
    return desk


def _rows(desk: Glass, filled: Filled) -> Iterator[list[str]]:
    """The head and then every row of the queue, cell by cell."""
    yield desk.cells(2)
    seen: set[str] = set()
    for _ in range(len(filled.texts)):
        for cells in _bare_lines(desk):
            found = re.search(r"\bI-\d+", "".join(cells[:20]))
            if found and found[0] not in seen:
                seen.add(found[0])
                yield cells
        if len(seen) == len(filled.texts):
            return
        desk.type("j")
        desk.settle(0.05)
    raise AssertionError(f"{len(seen)} of {len(filled.texts)} items were seen:\n{desk.text}")


def _bare_lines(desk: Glass) -> list[list[str]]:
    """The lines of the list, cell by cell, when no toast lies over any."""
    while True:
        lines = [desk.cells(y) for y in range(3, desk.screen.lines - 1)]
        if _TOAST not in desk.text:
            return lines
        desk.type("\x1b")
        desk.wait_until(lambda: _TOAST not in desk.text, "the toast to leave by esc")

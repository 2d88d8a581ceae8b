"""The first paint is the work, at any size, on any terminal."""

import re
from pathlib import Path

import pytest

from desk.terminal.glyphs import ASCII, DRAWN
from tests.e2e.conftest import OpenDesk
from tests.e2e.glass import Glass

SIGNS = {sign for text in DRAWN for sign in text if sign not in "".join(ASCII)}
"""What only a terminal with UTF-8 gets to see."""

COLOUR = re.compile(r"(?:^|;)(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])(?:;|$)")


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (140, 40), (400, 100)])
def test_the_queue_is_there_with_the_cursor_on_the_most_urgent(
    open_desk: OpenDesk, size: tuple[int, int]
) -> None:
    desk = open_desk(size=size)
    desk.wait_for("Queue", "Due", "Subject", "keys")
    assert desk.lines[3].startswith(DRAWN.cursor)
    assert re.search(r"\bI-\d+\b", desk.lines[3])
    assert "Traceback" not in desk.text


@pytest.mark.parametrize("size", [(20, 5), (59, 24), (80, 14)])
def test_a_terminal_too_small_gets_one_line_that_says_so(
    open_desk: OpenDesk, size: tuple[int, int]
) -> None:
    desk = open_desk(size=size)
    desk.wait_until(lambda: desk.text.strip() != "", "a word")
    desk.settle()
    assert re.search(r"60\s?\S\s?15", desk.text)
    desk.resize(80, 24)
    desk.wait_for("Queue", "Due", "Subject")


def test_ascii_draws_no_sign_of_ours_beyond_ascii(open_desk: OpenDesk) -> None:
    desk = open_desk("--ascii")
    desk.wait_for("Queue", "Subject")
    desk.settle()
    desk.type("?")
    desk.settle()
    assert {sign for sign in desk.raw.decode() if sign in SIGNS} == set()


def test_a_locale_without_utf8_gets_nothing_but_ascii(open_desk: OpenDesk) -> None:
    desk = open_desk(LANG="C", LC_ALL="C")
    desk.wait_for("Queue", "Subject")
    desk.settle()
    desk.type("jjj\r")
    desk.settle()
    assert desk.raw.isascii()


def test_no_color_is_obeyed(open_desk: OpenDesk) -> None:
    desk = open_desk(NO_COLOR="1")
    desk.wait_for("Queue", "Subject")
    desk.settle()
    desk.type("jj\r")
    desk.settle()
    assert _colours(desk) == []


@pytest.mark.parametrize("term", ["xterm", "linux", "screen", "tmux-256color", "vt220", "vt100"])
def test_it_opens_on_terminals_of_every_age(open_desk: OpenDesk, term: str) -> None:
    desk = open_desk(TERM=term, COLORTERM="")
    desk.wait_for("Queue", "Subject")
    desk.settle()
    many = re.findall(r"\x1b\[[0-9;]*[34]8;2;[0-9;]*m", desk.raw.decode())
    assert many == [] or "256" in term


def test_nothing_is_written_while_nothing_happens(open_desk: OpenDesk) -> None:
    desk = open_desk()
    desk.wait_for("Queue", "Subject")
    desk.settle(quiet=1.0)
    before = len(desk.raw)
    desk.read(5.0)
    assert desk.raw[before:] == b""


def test_without_a_terminal_it_says_what_works(store: Path) -> None:
    import subprocess

    from tests.e2e.glass import DESK, plain_environ

    found = subprocess.run(
        [*DESK, "--db", str(store)], env=plain_environ(), stdin=subprocess.DEVNULL,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert found.returncode == 1
    assert found.stdout == ""
    assert "desk list" in found.stderr
    assert "Traceback" not in found.stderr


def _colours(desk: Glass) -> list[str]:
    styles = re.findall(r"\x1b\[([0-9;]*)m", desk.raw.decode())
    return [style for style in styles if COLOUR.search(style)]

"""However the desk ends, the terminal is as it was found."""

import signal
from pathlib import Path

import pytest

from tests.e2e.conftest import OpenDesk
from tests.e2e.glass import CLEAN, Glass


def test_the_quit_key_leaves_a_clean_terminal(open_desk: OpenDesk) -> None:
    desk = _opened(open_desk)
    desk.type("\x11")
    assert desk.ended() == 0
    _is_clean(desk)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_leaves_a_clean_terminal(open_desk: OpenDesk, number: signal.Signals) -> None:
    desk = _opened(open_desk)
    desk.process.send_signal(number)
    desk.ended()
    _is_clean(desk)


@pytest.mark.parametrize("keys", ["\r", "n", "/x", "?", "\x10"])
def test_a_signal_in_the_middle_of_work_does_too(open_desk: OpenDesk, keys: str) -> None:
    desk = _opened(open_desk)
    desk.type(keys)
    desk.settle()
    desk.process.send_signal(signal.SIGTERM)
    desk.ended()
    _is_clean(desk)


def test_a_lost_line_ends_the_desk(open_desk: OpenDesk) -> None:
    desk = _opened(open_desk)
    desk.hang_up()
    assert desk.process.wait(20) is not None


def test_a_pause_gives_the_terminal_back_and_the_way_back_paints_it_anew(
    open_desk: OpenDesk,
) -> None:
    desk = _opened(open_desk)
    before = desk.text
    desk.type("\x1a")
    desk.wait_until(lambda: _is_stopped(desk), "the desk to stop")
    desk.wait_until(lambda: desk.screen.modes == CLEAN, "a clean terminal")  # still in the pty
    desk.screen.erase_in_display(2)
    desk.process.send_signal(signal.SIGCONT)
    desk.wait_until(lambda: desk.text == before, "the screen as it was")


def _opened(open_desk: OpenDesk) -> Glass:
    desk = open_desk()
    desk.wait_for("Queue", "Subject")
    desk.settle()
    return desk


def _is_stopped(desk: Glass) -> bool:
    stat = Path(f"/proc/{desk.process.pid}/stat").read_text()
    return stat.rpartition(")")[2].split()[0] == "T"


def _is_clean(desk: Glass) -> None:
    assert desk.screen.modes == CLEAN
    assert "Traceback" not in desk.text
    pushed, popped = desk.raw.count(b"\x1b[>1u"), desk.raw.count(b"\x1b[<u")
    assert pushed <= popped
    assert desk.raw.rfind(b"\x1b[?25h") > desk.raw.rfind(b"\x1b[?25l")

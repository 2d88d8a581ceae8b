"""Typing on a real terminal, and losing it: the text is back."""

import signal
import time

import pytest

from tests.e2e.conftest import OpenDesk
from tests.e2e.glass import Glass

TEXT = "Dear customer, we looked into it"


def test_a_kill_two_seconds_after_the_last_key_loses_nothing(open_desk: OpenDesk) -> None:
    desk, ref = _typing(open_desk)
    time.sleep(2)
    desk.process.kill()
    desk.process.wait(10)
    again = _opened(open_desk)
    again.wait_for(f"1 text begun: {ref}")
    _goes_on(again, ref)


@pytest.mark.parametrize(
    ("number", "reason"),
    [(signal.SIGHUP, "the line was lost"), (signal.SIGTERM, "the desk was ended")],
)
def test_a_signal_right_after_the_last_key_loses_nothing(
    open_desk: OpenDesk, number: signal.Signals, reason: str
) -> None:
    desk, ref = _typing(open_desk)
    desk.process.send_signal(number)
    desk.ended()
    again = _opened(open_desk)
    _goes_on(again, ref, reason)


def test_a_lost_line_right_after_the_last_key_loses_nothing(open_desk: OpenDesk) -> None:
    desk, ref = _typing(open_desk)
    desk.hang_up()
    assert desk.process.wait(20) is not None
    again = _opened(open_desk)
    _goes_on(again, ref)


def test_the_quit_key_asks_nothing_and_loses_nothing(open_desk: OpenDesk) -> None:
    desk, ref = _typing(open_desk)
    desk.type("\x11")
    assert desk.ended() == 0
    _goes_on(_opened(open_desk), ref)


def test_a_pause_that_has_no_end_loses_nothing(open_desk: OpenDesk) -> None:
    desk, ref = _typing(open_desk)
    desk.type("\x1b")
    desk.wait_gone("ctrl+s send")
    desk.type("\x1a")
    time.sleep(1)
    desk.process.kill()
    desk.process.wait(10)
    _goes_on(_opened(open_desk), ref)


def _opened(open_desk: OpenDesk) -> Glass:
    desk = open_desk("--as", "pia")
    desk.wait_for("Queue", "Subject")
    desk.settle()
    return desk


def _typing(open_desk: OpenDesk) -> tuple[Glass, str]:
    """A desk with a text in its composer, every key of it taken."""
    desk = _opened(open_desk)
    desk.type("r")
    desk.wait_for("ctrl+s send")
    ref = desk.lines[1].split()[0]
    desk.type(TEXT)
    desk.wait_for(TEXT)
    return desk, ref


def _goes_on(desk: Glass, ref: str, reason: str = "from ") -> None:
    """The same item's composer has the text, and says where it came from."""
    desk.wait_for(ref, "answer begun")
    desk.type("\x10")
    desk.wait_for("Do anything")
    desk.type(f"continue the answer to {ref}\r")
    desk.wait_for("ctrl+s send", TEXT, reason)

"""What terminals send for `alt` with a digit."""

from time import sleep

from textual import constants
from textual._xterm_parser import XTermParser
from textual.events import Key

from desk.terminal.driver import read_alt_with_digits


def test_alt_with_a_digit_is_read_as_that() -> None:
    read_alt_with_digits()
    parser = XTermParser()
    events = [*parser.feed("\x1b3")]
    sleep(constants.ESCAPE_DELAY * 1.5)
    events += [*parser.tick()]
    assert [each.key for each in events if isinstance(each, Key)] == ["alt+3"]

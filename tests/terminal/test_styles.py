"""Fewer orders for style, and the same picture."""

import pyte
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.terminal.styles import Thinner

COLOURS = ("31", "92", "38;2;124;188;255", "38;5;9", "39", "44", "105", "48;2;17;22;28", "49")
MARKS = ("1", "3", "4", "7", "9", "22", "23", "24", "27", "29", "0", "")
ORDERS = st.lists(st.sampled_from(COLOURS + MARKS), min_size=1, max_size=4).map(
    lambda codes: f"\x1b[{';'.join(codes)}m"
)
TEXTS = st.sampled_from(["x", " ", "two words", "\r\n", "\x1b[3;5H", "\x1b[?2026h", "\x1b[K"])
STREAMS = st.lists(st.lists(ORDERS | TEXTS, max_size=20).map("".join), max_size=5)


@settings(max_examples=300, deadline=None)
@given(STREAMS)
def test_the_picture_is_the_same(writes: list[str]) -> None:
    thinner = Thinner()
    assert _picture(writes) == _picture([thinner.thin(data) for data in writes])


@given(STREAMS)
def test_there_are_never_more_bytes_but_the_first_order(writes: list[str]) -> None:
    thinner = Thinner()
    assert sum(len(thinner.thin(data)) for data in writes) <= sum(map(len, writes)) + len("\x1b[0m")


def test_a_piece_in_the_same_style_costs_no_order() -> None:
    thinner = Thinner()
    thinner.thin("\x1b[1;31mone\x1b[0m")
    assert (
        thinner.thin("\x1b[1;31mtwo\x1b[0m\x1b[4;1H\x1b[1;31mthree\x1b[0m") == "two\x1b[4;1Hthree"
    )


def test_what_is_written_last_is_plain_again() -> None:
    thinner = Thinner()
    thinner.thin("\x1b[1;31mone\x1b[0m")
    assert thinner.thin("\x1b[?1049l") == "\x1b[0m\x1b[?1049l"


def test_after_somebody_else_wrote_everything_is_said_anew() -> None:
    thinner = Thinner()
    thinner.thin("\x1b[31mone")
    thinner.forget()
    assert thinner.thin("\x1b[31mtwo") == "\x1b[0;31mtwo"


def _picture(writes: list[str]) -> list[object]:
    screen = pyte.Screen(20, 8)
    stream = pyte.Stream(screen)
    for data in writes:
        stream.feed(data)
    return [[screen.buffer[y][x] for x in range(20)] for y in range(8)]

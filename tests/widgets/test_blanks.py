"""Blanks are taken into their neighbours, so that a row costs fewer changes of style."""

from rich.segment import Segment
from rich.style import Style

from desk.widgets.drawn import joined

TEXT = Style.parse("white on blue")
LOUD = Style.parse("bold red on blue")
OTHER = Style.parse("white on black")
LINED = Style.parse("underline white on blue")
TURNED = Style.parse("reverse red")


def test_a_blank_takes_the_style_of_what_follows_on_the_same_ground() -> None:
    assert joined([Segment("  ", TEXT), Segment("-42m", LOUD)]) == [Segment("  -42m", LOUD)]


def test_a_blank_at_the_end_takes_the_style_before_it() -> None:
    assert joined([Segment("you", LOUD), Segment("   ", TEXT)]) == [Segment("you   ", LOUD)]


def test_a_blank_on_another_ground_or_with_a_line_stays_what_it_is() -> None:
    for other in (OTHER, LINED):
        line = [Segment("you", TEXT), Segment("   ", other)]
        assert joined(line) == line


def test_in_reverse_the_ink_is_the_ground() -> None:
    line = [Segment(" ", TURNED), Segment("x", Style.parse("reverse green"))]
    assert joined(line) == line


def test_words_keep_their_own_style() -> None:
    line = [Segment("one", TEXT), Segment("two", LOUD)]
    assert joined(line) == line

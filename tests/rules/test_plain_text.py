"""The gate: what passes, what becomes a mark, and that everybody counts the same cells."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from desk.rules.plain_text import BASE, MOST_MARKS, cells, fit, plain, plain_lines, wrap

ANY_TEXT = st.text(st.characters())
MET = (*range(0x1_3000), *range(0x1_D000, 0x2_0100), *range(0xE_0000, 0xE_0200), 0x10_FFFF)
"""The planes with anything but ideographs and gaps."""


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Router down [/] [INC-1234]", "Router down [/] [INC-1234]"),
        ("", ""),
        ("Zürich, Łódź, Москва, 請求書", "Zürich, Łódź, Москва, 請求書"),
        ("\x1b[2J", "␛[2J"),
        ("ring\x07 nul\x00 del\x7f", "ring^G nul^@ del^?"),
        ("a\x9b2J", "a\\x9b2J"),
        ("one\ntwo\r\nthree\rfour\tfive", "one⏎two⏎three^Mfour five"),
        ("pay\u202elap", "pay\\u202elap"),
        ("\u2066x\u2069 \u200e\u200f\u061c", "\\u2066x\\u2069 \\u200e\\u200f\\u061c"),
        ("pay\u200bpal \ufeff \u2060 pay\u200cpal", "pay\\u200bpal \\ufeff \\u2060 pay\\u200cpal"),
        ("a\u2028b\u2029", "a\\u2028b\\u2029"),
        ("hi\U000e0041\U000e0042\U000e007f!", "hi\\U000e0041!"),
        ("a\ufe00b", "a\\ufe00b"),
        ("\ud800 \ufffe \U0010ffff \ue000", "� � � �"),
        ("soft\u00adhyphen no\u00a0break", "soft-hyphen no break"),
        ("👩🏽‍💻 ☎️ 👨‍👩‍👧 1️⃣", "👩💻 ☎ 👨👩👧 1⃣"),
        ("🇩🇪", "DE"),
        ("☰ 🏽", "� �"),
        ("می\u200cخواهم", "میخواهم"),
        ("\u0301x", BASE + "\u0301x"),
        ("\u3164", "\\u3164"),
        ("e\u0301", "é"),
        ("\u1112\u1161\u11ab", "한"),
    ],
)
def test_one_line(text: str, shown: str) -> None:
    """Each class of text and what a person sees of it."""
    assert plain(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Zürich", "Zurich"),
        ("請求", "????"),
        ("“Łódź” – 5 €", '"Lodz" - 5 ?'),
        ("\x1b[2J\x9b\n", "^[[2J\\x9b^J"),
        ("Москва", "??????"),
        ("a\u0323\u0301\u0302", "a"),
        ("🇩🇪 👩🏽‍💻", "DE ????"),
    ],
)
def test_ascii_only(text: str, shown: str) -> None:
    """Accents fall off; what is left beyond ASCII is one `?` per cell."""
    assert plain(text, ascii_only=True) == shown


def test_a_pile_of_marks_is_capped() -> None:
    """A letter bears no more marks than a script needs."""
    shown = plain("x" + "\u0348\u0361" * 100 + "y")
    assert shown.endswith("y")
    assert len(shown) == MOST_MARKS + 2


def test_lines_break_where_the_text_does() -> None:
    """Each line passes the gate alone."""
    assert plain_lines("a\r\n\tb\n\n\u0301c") == ["a", " b", "", BASE + "\u0301c"]
    assert plain_lines("") == [""]


def test_every_character_has_the_width_rich_gives_it() -> None:
    """Textual lays out by Rich's table: a difference would shift a column."""
    odd = [
        hex(code) for code in MET if (shown := plain(chr(code))) and cells(shown) != cell_len(shown)
    ]
    assert odd == []


def test_nothing_dangerous_passes() -> None:
    """No control, format character, surrogate or separator is left of any character."""
    bad = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    left = [
        hex(code)
        for code in MET
        if any(unicodedata.category(c) in bad for c in plain("a" + chr(code) + "b"))
        or not plain("a" + chr(code) + "b", ascii_only=True).isascii()
    ]
    assert left == []


@given(ANY_TEXT)
def test_the_gate_holds_for_any_text(text: str) -> None:
    """One line, printable, of the width Rich counts; twice through changes nothing more."""
    shown = plain(text)
    assert shown.isprintable()
    assert cells(shown) == cell_len(shown)
    assert plain(shown) == shown
    assert plain(text, ascii_only=True).isascii()


@given(ANY_TEXT, st.integers(0, 40), st.booleans())
def test_fit_is_exact(text: str, width: int, right: bool) -> None:
    """Whatever the text, the column is as wide as it was told."""
    assert cell_len(fit(plain(text), width, right=right)) == width


@given(ANY_TEXT, st.integers(2, 40))
def test_wrap_keeps_every_letter(text: str, width: int) -> None:
    """No line is too wide and nothing but blanks is lost."""
    shown = plain(text)
    lines = wrap(shown, width)
    assert all(cells(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == shown.replace(" ", "")


@pytest.mark.parametrize(
    ("text", "width", "fitted"),
    [
        ("short", 8, "short   "),
        ("much too long", 8, "much to…"),
        ("請求書", 4, "請… "),
        ("請求書", 5, "請求…"),
        ("請", 1, "…"),
    ],
)
def test_fit(text: str, width: int, fitted: str) -> None:
    """A wide letter that does not fit leaves a blank."""
    assert fit(text, width) == fitted


def test_fit_to_the_right() -> None:
    """Numbers and times stand at the right of their column."""
    assert fit("42m", 6, right=True) == "   42m"


def test_wrap() -> None:
    """Lines break at blanks; a long word breaks where it must."""
    assert wrap("the router is down again", 10) == ["the router", "is down", "again"]
    assert wrap("aaaaaaaaaaaa b", 5) == ["aaaaa", "aaaaa", "aa b"]
    assert wrap("", 5) == [""]
    assert wrap("請求書の二重請求", 6) == ["請求書", "の二重", "請求"]
    assert wrap("ab cd ef", 6) == ["ab cd", "ef"]


def test_wrap_takes_an_endless_line() -> None:
    """Ten times the text is ten times the work, not a hundred times."""
    assert len(wrap("請求" * 50_000, 58)) == 3449

"""Breaking lines in any script."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.channels.lines import broken, is_right_to_left, needs_shaping

MIXED = st.text(st.sampled_from("ab é漢字。ชัé\u0301םש -"), max_size=40)


def cells(text: str) -> float:
    """A measure for which every character is one wide, and marks are none."""
    return float(sum(character not in "\u0301\u0e31" for character in text))


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", [""]),
        ("   ", [""]),
        ("one two three", ["one two", "three"]),
        ("abcdefghijk", ["abcdefgh", "ijk"]),
        ("go abcdefghijk on", ["go", "abcdefgh", "ijk on"]),
        ("請求書の二重請求です", ["請求書の二重請求", "です"]),
        ("請求書の二重請求。です", ["請求書の二重請", "求。です"]),
        ("e\u0301" * 9, ["e\u0301" * 8, "e\u0301"]),
    ],
)
def test_where_lines_end(text: str, lines: list[str]) -> None:
    assert broken(text, 8, cells) == lines


@given(MIXED, st.integers(2, 12))
def test_nothing_is_lost_and_no_line_is_too_wide(text: str, width: int) -> None:
    lines = broken(text, width, cells)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert lines
    for line in lines:
        # A sign that may not begin a line stays with the letter before it.
        assert cells(line) <= width or line.endswith("。")


def test_which_way_a_text_goes() -> None:
    assert is_right_to_left("12 שלום P-1")
    assert is_right_to_left("مرحبا")
    assert not is_right_to_left("P-1 שלום")
    assert not is_right_to_left("123 !")


def test_which_texts_need_their_letters_formed() -> None:
    assert not any(map(needs_shaping, ("plain", "Łódź", "Ελένη", "請求", "")))
    assert all(map(needs_shaping, ("שלום", "مرحبا", "नमस्ते", "ชัด", "e\u0301")))

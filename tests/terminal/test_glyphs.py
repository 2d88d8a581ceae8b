"""The table of signs: every one has a twin, and takes one cell."""

from desk.rules.plain_text import cells, plain
from desk.rules.vocabulary import LEVELS
from desk.terminal.glyphs import ASCII, DRAWN, choose, glyphs


def test_every_sign_is_one_cell_wide_and_has_a_twin_in_ascii() -> None:
    for name, drawn, twin in zip(DRAWN._fields, DRAWN, ASCII, strict=True):
        assert cells(drawn) == len(drawn) == len(twin), name
        assert twin.isascii(), name


def test_the_gate_lets_every_sign_pass() -> None:
    for sign in "".join((*DRAWN, *ASCII)):
        assert plain(sign) == sign


def test_levels_can_be_told_apart_without_colour() -> None:
    for table in (DRAWN, ASCII):
        signs = {table.level(level) for level in LEVELS[1:5]}
        assert len(signs) == 4
        assert table.level("green") == table.level(None) == " "
        assert table.level("overdue3") == table.breached


def test_facts_are_parted_and_empty_ones_left_out() -> None:
    assert DRAWN.between("mail", "", "P1") == "mail · P1"
    assert ASCII.between("mail", "P1") == "mail - P1"


def test_the_choice_holds_for_the_whole_process() -> None:
    try:
        assert choose(ascii_only=True) is ASCII
        assert glyphs() is ASCII
    finally:
        choose(ascii_only=False)

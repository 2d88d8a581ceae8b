"""The row of keys: what leaves where it is too short, and what never does."""

from desk.widgets.key_line import KeyHint, that_fit

SHEET = (
    KeyHint("ctrl+s", "complete them"),
    KeyHint("enter", "take"),
    KeyHint("esc", "keep them open"),
)


def test_in_a_wide_row_all_of_them_stand() -> None:
    assert that_fit(SHEET, 80) == [*SHEET]


def test_the_ways_out_are_never_cut_off() -> None:
    assert [hint.key for hint in that_fit(SHEET, 50)] == ["ctrl+s", "esc"]


def test_the_last_to_leave_a_list_are_to_open_and_to_log() -> None:
    listed = [KeyHint("enter", "open"), KeyHint("c", "claim"), KeyHint("n", "new")]
    assert [hint.key for hint in that_fit(listed, 22)] == ["enter", "n"]

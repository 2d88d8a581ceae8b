"""People who are named in a note."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.rules.mentions import mentioned

NAMES = ("Ann", "Ann Marie", "Björk", "dora", "김민준", "O'Neill")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("@ann", ["Ann"]),
        ("@ann marie has it", ["Ann Marie"]),
        ("@Ann, @ANN.", ["Ann"]),
        ("@anna", []),
        ("@bjork!", ["Björk"]),
        ("mail a@dora.test", []),
        ("(@dora)", ["dora"]),
        ("@김민준 확인", ["김민준"]),
        ("@o'neill", ["O'Neill"]),
        ("@ dora", []),
        ("@", []),
        ("@@dora", ["dora"]),
        ("no sign, dora", []),
    ],
)
def test_names_behind_a_sign_are_found(text: str, found: list[str]) -> None:
    assert mentioned(text, NAMES) == found


@given(st.text(max_size=300))
def test_any_text_is_taken(text: str) -> None:
    assert set(mentioned(text, NAMES)) <= set(NAMES)

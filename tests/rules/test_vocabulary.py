"""References and the words of codes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.errors import BadValue, NotFound
from desk.rules.vocabulary import KIND_LETTERS, Reference, parse_reference, words


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        ("I-10423", "interaction", 10423),
        ("p-311", "problem", 311),
        (" c-77 ", "customer", 77),
        ("n-1", "notice", 1),
    ],
)
def test_references_are_read_in_any_case(text: str, kind: str, number: int) -> None:
    assert parse_reference(text) == Reference(kind, number)


@pytest.mark.parametrize("text", ["", "I", "I-", "10423", "Z-1", "I-1x", "I--1", "I-١", "I-1 2"])
def test_what_is_no_reference_is_refused(text: str) -> None:
    with pytest.raises(BadValue, match="not a reference"):
        parse_reference(text)


def test_a_number_no_store_can_hold_is_not_found() -> None:
    with pytest.raises(NotFound):
        parse_reference("I-" + "9" * 40)


@given(st.sampled_from(sorted(KIND_LETTERS)), st.integers(1, 10**15 - 1))
def test_a_reference_reads_back_what_it_writes(kind: str, number: int) -> None:
    assert parse_reference(str(Reference(kind, number))) == Reference(kind, number)


def test_letters_are_told_apart() -> None:
    assert len(set(KIND_LETTERS.values())) == len(KIND_LETTERS)


def test_codes_read_as_words() -> None:
    assert words("inProgress") == "in progress"
    assert words("phone") == "phone"

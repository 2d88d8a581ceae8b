"""Folding and the words of the search index."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.rules.words import fold, indexed, tokens


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Café  ZOË", "cafe zoe"),
        ("Straße", "strasse"),
        ("Ελληνικά", "ελληνικα"),
        ("ﬁbre\tdown\n", "fibre down"),
        ("서울무역", "서울무역"),
        ("", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Re: [I-10423] late", ["re", "i10423", "late"]),
        ("i-7", ["i7"]),
        ("請求書", ["請求", "求書"]),
        ("水", ["水"]),
        ("NTT東京line", ["ntt", "東京", "line"]),
        ("foo_bar C++ x@y.example", ["foo", "bar", "c", "x", "y", "example"]),
        ("a" * 100, ["a" * 64]),
        ('"; DROP NEAR(*', ["drop", "near"]),
    ],
)
def test_tokens(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


def test_any_two_characters_that_stand_together_are_found() -> None:
    kept = tokens("請求書の二重請求")
    assert set(tokens("二重")) <= set(kept)


_UNSPACED = st.text(
    st.one_of(
        st.characters(min_codepoint=0x0E01, max_codepoint=0x0E4E),
        st.characters(min_codepoint=0x3041, max_codepoint=0x30FA),
        st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF),
        st.characters(min_codepoint=0x1780, max_codepoint=0x17B3),
    ),
    min_size=1,
)


@given(_UNSPACED)
def test_any_two_characters_and_any_one_begin_a_word_of_the_index(text: str) -> None:
    kept = indexed(text).split()
    for size in (1, 2):
        for place in range(len(text) - size + 1):
            for begun in tokens(text[place : place + size]):
                assert any(word.startswith(begun) for word in kept), (text, begun)


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.lists(st.text(), max_size=4))
def test_the_index_keeps_each_word_once(texts: list[str]) -> None:
    kept = indexed(*texts).split()
    assert len(kept) == len(set(kept))
    assert set(kept) >= {token for text in texts for token in tokens(text)}


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Łódź", "lodz"), ("Tromsø", "tromso"), ("Þórsson", "thorsson"), ("Yılmaz", "yilmaz")],
)
def test_letters_without_a_plain_half_are_typed_as_people_type_them(text: str, folded: str) -> None:
    assert fold(text) == folded

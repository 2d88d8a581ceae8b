"""Addresses and numbers: what they are, how they compare, what finds them."""

import pytest

from desk.rules.contacts import address_key, address_words, medium_of, typed_words


@pytest.mark.parametrize(
    ("address", "medium"),
    [
        ("B.Keller@acme.example", "email"),
        ("+49 30 23125-017", "phone"),
        ("(020) 7946 0123", "phone"),
        ("1234", "other"),
        ("Front desk", "other"),
        ("a@b@c", "other"),
        ("two words@x.example", "other"),
        ("", "other"),
    ],
)
def test_an_address_tells_what_it_is(address: str, medium: str) -> None:
    assert medium_of(address) == medium


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("B.Keller@Acme.Example", "b.keller@acme.example"),
        ("+49 30 23125-017", "0049 (30) 23125 017"),
        ("٠٣٠ ٢٣١٢٥ ٠١٧", "030 23125 017"),
    ],
)
def test_spellings_of_one_address_compare_equal(one: str, other: str) -> None:
    assert address_key(one) == address_key(other)


@pytest.mark.parametrize(
    ("address", "typed"),
    [
        ("b.keller@acme.example", "b.kel"),
        ("b.keller@acme.example", "B.Keller@acme"),
        ("b.keller@acme.example", "@acme.exa"),
        ("+49 30 23125-017", "+49 30 231"),
        ("+49 30 23125-017", "030 23125"),
        ("+49 30 23125-017", "0049302"),
        ("+1 202 555 0117", "202 555"),
        ("+380 44 555 0117", "044 555"),
        ("030 23125 017", "30231"),
    ],
)
def test_a_customer_is_found_by_how_people_type_the_address(address: str, typed: str) -> None:
    (beginning,) = typed_words(typed) if "@" in typed or typed[-1].isdigit() else [typed]
    assert any(word.startswith(beginning) for word in address_words(address))


def test_a_name_is_typed_word_by_word() -> None:
    assert typed_words("Lefèvre chl") == ["lefevre", "chl"]
    assert typed_words("  ") == []
    assert typed_words("@") == []

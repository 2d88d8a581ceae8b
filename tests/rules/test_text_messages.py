"""As how many text messages a text is sent, and that those the desk comes with are few."""

import pytest

from desk.rules.template_samples import sample
from desk.rules.template_texts import LETTERS, WORDS
from desk.rules.text_messages import is_basic, messages_of

MOST = 2
"""Messages in which every letter fits that the desk comes with."""


@pytest.mark.parametrize(
    ("text", "many"),
    [
        ("", 1),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("ä" * 306, 2),
        ("a" * 307, 3),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("ç" + "a" * 69, 1),
        ("ç" + "a" * 70, 2),
        ("“" * 134, 2),
        ("“" * 135, 3),
        ("\U0001f600" * 35, 1),
        ("\U0001f600" * 36, 2),
    ],
)
def test_a_message_holds_so_much(text: str, many: int) -> None:
    assert messages_of(text) == many


@pytest.mark.parametrize("occasion", LETTERS)
@pytest.mark.parametrize("language", WORDS)
def test_letters_of_the_desk_are_short_and_in_signs_that_cost_little(
    occasion: str, language: str
) -> None:
    text = sample({}, occasion, language, "Europe/Berlin").text
    assert is_basic(text)
    assert messages_of(text) <= MOST


@pytest.mark.parametrize("language", WORDS)
def test_states_and_reasons_are_in_such_signs_too_and_all_are_there(language: str) -> None:
    assert is_basic("".join(WORDS[language].values()))
    assert WORDS[language].keys() == WORDS["en"].keys()

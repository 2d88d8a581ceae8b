"""A template that is being written is read with everything filled in."""

import pytest

from desk.errors import BadValue
from desk.rules.template_samples import SAMPLE, placeholders, sample, sample_lines
from desk.rules.templates import OCCASIONS


@pytest.mark.parametrize("occasion", OCCASIONS)
@pytest.mark.parametrize("language", ["en", "de", "fr", "it"])
def test_nothing_is_left_to_be_filled_in(occasion: str, language: str) -> None:
    every = " ".join(f"{{{name}}}" for name in OCCASIONS[occasion].names)
    table = {occasion: {language: {"subject": "[{ref}]", "text": every}}}
    letter = sample(table, occasion, language, "UTC")
    assert "{" not in letter.text
    assert "  " not in letter.text, "each placeholder has something to stand for it"
    assert letter.text.startswith(SAMPLE["ref"])
    assert placeholders(occasion) == every


def test_it_reads_in_its_language_and_zone_and_says_how_long_it_is() -> None:
    letter = sample({}, "late", "de", "Europe/Berlin")
    length, first, *rest = sample_lines(letter)
    assert first == "Ihre Meldung Router offline dauert länger als vereinbart [P-311]"
    assert "2026-11-23 17:00 CET" in " ".join(rest)
    assert length == f"As sms: {len(letter.text)} signs, 2 messages."
    assert next(sample_lines(sample({}, "promise", "en", "UTC"))) == "As sms: 41 signs, 1 message."


def test_a_placeholder_that_is_unknown_is_told() -> None:
    table = {"late": {"de": {"text": "{promised} {dew}"}}}
    with pytest.raises(BadValue, match="placeholder '{dew}'"):
        sample(table, "late", "de", "UTC")

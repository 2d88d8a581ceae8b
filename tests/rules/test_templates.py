"""Templates: checked when they are saved, filled with values as they are."""

import pytest

from desk.errors import BadValue
from desk.rules.templates import OCCASIONS, moment_told, nearest_language, one_line, read, written

NOON = 1_795_435_200  # 2026-11-23T12:00:00Z
VALUES = {
    "ref": "P-311",
    "subject": "Fibre down",
    "customer": "Lyon Métropole",
    "state": "in progress",
    "due": "2026-11-23 13:42 CET",
    "promised": "2026-11-23 16:00 CET",
    "reason": "not ours",
    "resolution": "spliced",
    "closes": "2026-11-26 17:00 CET",
    "text": "Hello",
}


def test_what_a_desk_comes_with_can_be_saved_and_filled() -> None:
    shipped = read({})
    assert read(written(shipped)) == shipped
    for occasion in OCCASIONS:
        for language in ("en", "de", "fr"):
            letter = shipped.letter(occasion, language, VALUES)
            assert letter.language == language
            assert "{" not in letter.subject + letter.text
            assert "P-311" in letter.subject


@pytest.mark.parametrize(
    ("wanted", "found"),
    [("de", "de"), ("de-AT", "de"), ("DE_ch", "de"), ("tlh", "en"), ("", "en"), ("Klingon", "en")],
)
def test_the_nearest_language_is_used(wanted: str, found: str) -> None:
    assert nearest_language(wanted, {"en": 0, "de": 0}) == found


def test_one_template_leaves_the_others_as_they_come() -> None:
    own = read({"late": {"it": {"text": "Nuovo termine: {promised}"}}})
    assert own.letter("late", "it-CH", VALUES).text == "Nuovo termine: 2026-11-23 16:00 CET"
    assert own.letters["late"]["de"] == read({}).letters["late"]["de"]
    assert own.words == read({}).words


@pytest.mark.parametrize(
    ("late", "said"),
    [
        (
            {"de": {"text": "Neuer Termin: {promisd}"}},
            "late.de.text has the placeholder '{promisd}'",
        ),
        ({"de": {"text": "Neuer Termin: {promised:>9}"}}, "placeholder '{promised}'"),
        ({"de": {"text": "Neuer Termin: {promised!r}"}}, "placeholder '{promised}'"),
        ({"de": {"text": "Neuer Termin: {promised.real}"}}, "placeholder '{promised.real}'"),
        ({"de": {"text": "Neuer Termin: {}"}}, "placeholder '{}'"),
        ({"de": {"text": "Neuer Termin: {promised"}}, "a brace that nothing closes"),
        ({"de": {"text": "Neuer Termin: promised}"}}, "a brace that nothing closes"),
        ({"de": {"text": "Bald."}}, "late.de.text lacks {promised}"),
        ({"de": {"text": "  "}}, "late.de.text is empty"),
        ({"nl": {"subject": "Te laat [{ref}]"}}, "late.nl says nothing"),
        ({"de": {"subject": "Spät", "text": "{promised}"}}, "late.de.subject lacks {ref}"),
        ({"de": {"subject": "[{ref}]\nBcc: x@y", "text": "{promised}"}}, "no single line"),
        ({"Deutsch": {"text": "{promised}"}}, "'Deutsch' is no language"),
        ({"de": "Bald"}, "late.de is not an object"),
        ({"de": {"body": "{promised}"}}, "The template late.de has no 'body'"),
    ],
)
def test_what_could_fail_later_is_refused_when_it_is_saved(
    late: dict[str, object], said: str
) -> None:
    with pytest.raises(BadValue) as refused:
        read({"late": late})
    assert said in refused.value.message


def test_nothing_that_somebody_wrote_goes_out_with_an_acknowledgement() -> None:
    with pytest.raises(BadValue, match="which acknowledgement has not"):
        read({"acknowledgement": {"en": {"text": "{ref}: {subject}"}}})


def test_braces_are_literal_when_written_twice() -> None:
    own = read({"late": {"en": {"text": "{{{promised}}} {{ref}}"}}})
    assert own.letter("late", "en", VALUES).text == "{2026-11-23 16:00 CET} {ref}"


def test_values_are_not_read_again_and_break_no_header() -> None:
    evil = {**VALUES, "subject": "{ref} {0.__class__} %s\r\nBcc: all@x.example\x1b]0;\u2028no"}
    letter = read({}).letter("late", "en", evil)
    assert "{ref} {0.__class__} %s Bcc: all@x.example ]0; no" in letter.subject
    assert letter.subject == one_line(letter.subject)
    assert "{0.__class__} %s Bcc" in letter.text
    assert len(read({}).letter("late", "en", {**VALUES, "subject": "x" * 9000}).subject) == 200


def test_times_are_told_in_the_zone_of_who_reads() -> None:
    assert moment_told(NOON, "Europe/Berlin") == "2026-11-23 13:00 CET"
    assert moment_told(NOON, "UTC") == "2026-11-23 12:00 UTC"

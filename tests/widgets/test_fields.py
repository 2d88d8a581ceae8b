"""What is pasted into a field is kept to the letter and reaches no terminal."""

import pytest
from textual import events

from desk.widgets.fields import LineField, TextField, seen
from desk.widgets.picker import Picker
from tests.widgets.stages import HOSTILE, UNSHOWABLE, Stage, lines_of, look


@pytest.mark.parametrize("text", HOSTILE)
async def test_a_line_shows_signs_and_keeps_the_letter(text: str) -> None:
    field = LineField(look())
    async with Stage(field).run_test(notifications=True, tooltips=True) as keys:
        field.focus()
        await keys.pause()
        keys.app.post_message(events.Paste(text))
        await keys.pause()
        assert field.value == text
        assert not UNSHOWABLE & set("".join(lines_of(keys)))


@pytest.mark.parametrize("text", HOSTILE)
async def test_a_text_shows_signs_and_keeps_the_letter(text: str) -> None:
    field = TextField(look())
    async with Stage(field).run_test(notifications=True, tooltips=True) as keys:
        field.focus()
        await keys.pause()
        keys.app.post_message(events.Paste(f"one {text}\ntwo"))
        await keys.pause()
        assert field.text == f"one {text}\ntwo"
        assert not UNSHOWABLE & set("".join(lines_of(keys)))
        assert lines_of(keys)[0].startswith(" one ")
        assert lines_of(keys)[1] == " two"


@pytest.mark.parametrize("text", HOSTILE)
def test_as_many_characters_are_seen_as_there_are(text: str) -> None:
    assert len(seen(text)) == len(text)


def test_what_can_be_shown_is_seen_as_it_is() -> None:
    for text in ("Dear Ms Keller,", "Île de Ré", "請求書", "नमस्ते", "[/]"):
        assert seen(text) == text


async def test_lines_pasted_into_one_line_are_joined() -> None:
    field = LineField(look())
    async with Stage(field).run_test() as keys:
        field.focus()
        await keys.pause()
        keys.app.post_message(events.Paste("Invoice\r\n88-2041\n"))
        await keys.pause()
        assert field.value == "Invoice 88-2041"


async def test_the_sign_of_a_list_stands_behind_what_is_typed() -> None:
    field = Picker(look())
    async with Stage(field).run_test() as keys:
        await keys.press("a", "b")
        assert lines_of(keys)[0] == " ab ▾"

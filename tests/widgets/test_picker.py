"""Pick lists: filter while typing, take with enter, forget when the text changes."""

from desk.widgets.matches import Option, matching
from desk.widgets.picker import Picker
from tests.widgets.stages import Stage, lines_of, look

OUTCOMES = (
    Option("answered", "answered"),
    Option("noActionNeeded", "no action needed"),
    Option("forwarded", "[/] forwarded [INC-1234]"),
)


def test_every_word_typed_begins_a_word_of_the_label() -> None:
    assert [option.key for option in matching(OUTCOMES, "need")] == ["noActionNeeded"]
    assert [option.key for option in matching(OUTCOMES, "NO act")] == ["noActionNeeded"]
    assert [option.key for option in matching(OUTCOMES, "ction")] == []
    assert len(matching(OUTCOMES, " ")) == 3


def test_accents_and_case_do_not_matter() -> None:
    assert matching([Option("1", "Édith Öberg")], "edith oberg")


async def test_enter_takes_the_marked_match() -> None:
    picker = Picker(look(), OUTCOMES)
    async with Stage(picker).run_test() as keys:
        await keys.press("down", "enter")
        assert picker.value == "noActionNeeded"
        assert lines_of(keys)[0] == " no action needed ▾"
        assert lines_of(keys)[1] == ""


async def test_markup_in_a_label_is_shown_to_the_letter() -> None:
    picker = Picker(look(), OUTCOMES)
    async with Stage(picker).run_test() as keys:
        await keys.pause()
        assert "[/] forwarded [INC-1234]" in "\n".join(lines_of(keys))


async def test_typing_on_forgets_what_was_taken() -> None:
    picker = Picker(look(), OUTCOMES)
    async with Stage(picker).run_test() as keys:
        await keys.press("a", "enter")
        assert picker.value == "answered"
        await keys.press("backspace")
        assert picker.value == ""


async def test_leaving_takes_what_was_begun() -> None:
    picker = Picker(look(), OUTCOMES)
    async with Stage(picker, Picker(look())).run_test() as keys:
        await keys.press("f", "tab")
        assert picker.value == "forwarded"


async def test_leaving_a_live_list_takes_nothing() -> None:
    picker = Picker(look(), live=True)
    async with Stage(picker, Picker(look())).run_test() as keys:
        await keys.press("f")
        picker.offer(OUTCOMES, "f")
        await keys.press("tab")
        assert picker.value == ""


async def test_long_lists_show_the_part_around_the_cursor() -> None:
    picker = Picker(look(), [Option(str(n), f"choice {n}") for n in range(9)])
    async with Stage(picker).run_test() as keys:
        await keys.pause()
        assert "4 more" in lines_of(keys)[5]
        await keys.press(*["down"] * 8)
        assert "choice 8" in lines_of(keys)[5]
        await keys.press("enter")
        assert picker.value == "8"


async def test_a_click_takes_a_match() -> None:
    picker = Picker(look(), OUTCOMES)
    async with Stage(picker).run_test() as keys:
        await keys.pause()
        await keys.click(picker.matches, offset=(3, 1))
        assert picker.value == "noActionNeeded"
        assert picker.field.has_focus


async def test_a_list_for_fewer_letters_gives_nothing() -> None:
    picker = Picker(look(), live=True)
    async with Stage(picker).run_test() as keys:
        await keys.press("n")
        picker.offer(OUTCOMES, "n")
        await keys.press("o", "enter")
        assert picker.value == ""
        picker.offer(OUTCOMES[1:], "no")
        await keys.press("enter")
        assert picker.value == "noActionNeeded"


async def test_leaving_takes_somebody_new_when_nobody_else_matches() -> None:
    picker = Picker(look(), live=True)
    new = Option("Okaf", "Okaf", is_new=True)
    async with Stage(picker, Picker(look())).run_test() as keys:
        await keys.press("O", "k", "a", "f")
        picker.offer([*OUTCOMES, new], "Okaf")
        await keys.press("tab")
        assert picker.value == ""
        await keys.press("shift+tab")
        picker.offer([new], "Okaf")
        await keys.press("tab")
        assert picker.value == "Okaf"


async def test_a_list_that_comes_after_the_field_was_left_still_settles_it() -> None:
    picker = Picker(look(), live=True)
    async with Stage(picker, Picker(look())).run_test() as keys:
        await keys.press("O", "k", "tab")
        picker.offer([Option("O", "O", is_new=True)], "O")
        assert picker.value == ""
        picker.offer([Option("Ok", "Ok", is_new=True)], "Ok")
        assert picker.value == "Ok"


async def test_what_was_put_in_gives_way_to_what_is_typed() -> None:
    picker = Picker(look(), OUTCOMES)
    async with Stage(picker).run_test() as keys:
        picker.put("answered")
        await keys.pause()
        assert picker.value == "answered"
        await keys.press("n", "o", "enter")
        assert picker.value == "noActionNeeded"


async def test_a_move_opens_the_whole_list_again_from_what_was_taken() -> None:
    picker = Picker(look(), OUTCOMES)
    async with Stage(picker).run_test() as keys:
        await keys.press("down", "enter", "down")
        assert picker.value == ""
        assert len(picker.matches.options) == len(OUTCOMES)
        await keys.press("enter")
        assert picker.value == "forwarded"


async def test_what_was_taken_stays_when_the_list_is_left_without_taking() -> None:
    picker = Picker(look(), OUTCOMES)
    async with Stage(picker).run_test() as keys:
        await keys.press("down", "enter", "up")
        picker.settle()
        assert picker.value == "noActionNeeded"

"""Short lists in sheets, both sides of a conflict, and fields that suggest."""

import pytest

from desk.rules.plain_text import cells
from desk.widgets.entries import Entries, Entry
from desk.widgets.matches import Option
from desk.widgets.side_by_side import BESIDE, Difference, SideBySide
from desk.widgets.suggesting import Suggesting
from tests.widgets.stages import HOSTILE, UNSHOWABLE, Stage, look, text_of

WIDTHS = (60, 80, 100, 140)


def entries(*many: Entry, rows: int = 12) -> Entries:
    """A list of these."""
    made = Entries(look(), rows)
    made.show(many)
    return made


def numbered(many: int, detail: str = "") -> list[Entry]:
    """So many entries."""
    return [Entry(f"I-{n}", "", f"I-{n}", f"Mail {n}", "", detail) for n in range(many)]


def test_columns_are_as_wide_as_their_widest_and_empty_ones_are_not_there() -> None:
    made = entries(
        Entry("a", "is caused by", "I-10423", "Router", "open"),
        Entry("b", "promise", "", "Call back", "for Tue 10:00"),
    )
    assert text_of(made.draw(80)) == [
        "▌ is caused by  I-10423  Router  open",
        "  promise                Call back  for Tue 10:00",
    ]
    assert text_of(entries(*numbered(1)).draw(80)) == ["▌ I-0  Mail 0"]


def test_a_sentence_stands_below_its_entry_in_two_lines_at_most() -> None:
    made = entries(*numbered(2, "It belongs to Ben. " * 12))
    lines = text_of(made.draw(60))
    assert [line[:6] for line in lines] == ["▌ I-0 ", "      ", "      "] + [
        "  I-1 ",
        *["      "] * 2,
    ]


def test_the_cursor_stays_in_sight_and_on_its_entry() -> None:
    made = entries(*numbered(30), rows=5)
    made.move(7)
    lines = text_of(made.draw(60))
    assert "▌ I-7   Mail 7" in lines
    assert lines[-1] == "   25 more ▾"
    made.show(numbered(30)[4:])
    assert made.current is not None
    assert made.current.key == "I-7"
    made.move(99)
    assert "▌ I-29" in text_of(made.draw(60))[-2]
    assert text_of(made.draw(60))[-1] == "   21 more ▴"


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("text", HOSTILE)
def test_text_from_outside_is_gated_and_holds_its_columns(text: str, width: int) -> None:
    shown = entries(Entry("k", text, text, text, text, f"{text}. {text}")).draw(width)
    sides = SideBySide(look())
    sides.show([Difference(text, f"{text}\n{text}", text * 20)])
    for line in text_of([*shown, *sides.draw(width)]):
        assert not UNSHOWABLE & set(line)
        assert cells(line) <= width


def test_both_sides_stand_beside_each_other_where_there_is_room() -> None:
    sides = SideBySide(look())
    sides.show([Difference("Priority", "1", "2"), Difference("Message", "One\n\nTwo", "Mine")])
    wide = text_of(sides.draw(BESIDE))
    assert [line.split() for line in wide if line.strip()] == [
        ["Theirs", "Yours"],
        ["Priority", "1", "2"],
        ["Message", "One", "Mine"],
        ["Two"],
    ]
    column = wide[1].index("Yours")
    assert wide[3][column] == "2"
    narrow = [line.rstrip() for line in text_of(sides.draw(BESIDE - 1))]
    assert narrow == [
        "",
        " Priority",
        "   theirs  1",
        "   yours   2",
        "",
        " Message",
        "   theirs  One",
        "",
        "           Two",
        "   yours   Mine",
        "",
    ]


def test_a_side_that_says_nothing_is_shown_as_nothing() -> None:
    sides = SideBySide(look())
    sides.show([Difference("Owner", "", "Ana")])
    assert "   theirs  –" in text_of(sides.draw(80))


async def test_what_is_typed_counts_and_what_is_offered_is_taken_with_enter() -> None:
    times = [Option("+1h", "In one hour"), Option("tomorrow 09:00", "Tomorrow morning")]
    field = Suggesting(look(), times, ground="surface")
    async with Stage(field, Suggesting(look(), ground="surface")).run_test() as keys:
        await keys.press("t", "o", "tab")
        assert field.value == "to"
        await keys.press("shift+tab", "end", "enter")
        assert field.value == "tomorrow 09:00"
        await keys.press("backspace")
        assert field.value == "Tomorrow mornin"

"""The trail: columns, days, wrapping by cells, and the place that stays."""

from textual import events

from desk.rows.items import TrailRow
from desk.rules.plain_text import cells
from desk.widgets.drawn import Pen
from desk.widgets.timeline import Sight, Timeline, short_name, told
from tests.stores import NOW
from tests.widgets.stages import HOSTILE, UNSHOWABLE, Stage, lines_of, look, text_of

SIGHT = Sight("ana", "UTC", NOW)


def row(
    seq: int, text: str, *, direction: str = "in", at: int = NOW, actor: str = "B. Keller"
) -> TrailRow:
    """An entry of a trail."""
    return TrailRow(
        seq, at, actor, "log" if direction else "claim", "internal", direction, text, {}
    )


def drawn(*rows: TrailRow, sight: Sight = SIGHT, width: int = 80) -> list[str]:
    """What the entries say."""
    return text_of([entry.line for entry in told(rows, sight, Pen(look()), width)])


def test_columns_stand_where_every_trail_has_them() -> None:
    assert drawn(row(1, "Hello")) == [" 10:00  ← B. Keller Hello"]
    assert drawn(row(1, "Sent", direction="out", actor="ana")) == [" 10:00  → you       Sent"]
    assert drawn(row(1, "Claimed", direction="", actor="ben")) == [" 10:00    ben       Claimed"]


def test_another_day_stands_above_its_entries() -> None:
    lines = drawn(row(1, "Old", at=NOW - 4 * 86400), row(2, "New"))
    assert lines == [
        " Thu 19 Nov 2026",
        " 10:00  ← B. Keller Old",
        "",
        " Today",
        " 10:00  ← B. Keller New",
    ]


def test_texts_wrap_by_cells() -> None:
    lines = drawn(row(1, "請求書の宛名変更" * 10), width=60)
    assert len(lines) == 5
    assert all(cells(line) <= 59 for line in lines)
    assert lines[1].startswith(" " * 20 + "請") or lines[1].startswith(" " * 20)


def test_a_blank_line_stands_before_what_a_person_said_where_there_is_room() -> None:
    rows = (row(1, "One"), row(2, "Claimed", direction=""), row(3, "Two"))
    lines = drawn(*rows, sight=SIGHT._replace(airy=True))
    assert [bool(line) for line in lines] == [True, True, False, True]


def test_what_a_clock_came_to_has_its_sign_and_whom_it_called_in() -> None:
    missed = row(1, "First answer missed", direction="", actor="desk")
    missed = missed._replace(action="cross", level="breached")
    called = row(2, "Level 1 told: Dora", direction="", actor="desk")._replace(action="escalate")
    assert drawn(missed, called) == [
        " 10:00    desk      ✖ First answer missed, level 1 told: Dora"
    ]
    assert (
        drawn(missed, called._replace(actor="ben"))[1] == " 10:00    ben       Level 1 told: Dora"
    )
    narrow = drawn(missed, called, width=50)
    assert narrow[1] == " " * 22 + "1 told: Dora"


def test_every_line_passes_the_gate() -> None:
    for text in HOSTILE:
        lines = drawn(row(1, f"{text}\n{text}", actor=text))
        assert not UNSHOWABLE & set("".join(lines))
        assert len(lines) == 2
    assert "[@click=app.quit]x[/]" in drawn(row(1, "[@click=app.quit]x[/]"))[0]


def test_names_are_shortened_where_they_do_not_fit() -> None:
    assert short_name("Beate Keller", 9) == "B. Keller"
    assert short_name("Beate", 9) == "Beate"
    assert short_name("b.keller@acme.example", 9) == "b.keller"
    assert short_name("田中商事株式会社", 9) == "田中商事株式会社"


async def test_it_opens_at_its_end_and_stays_where_it_was_read() -> None:
    trail = Timeline(look())
    rows = [row(n, f"Entry {n}") for n in range(60)]
    async with Stage(trail).run_test(size=(80, 10)) as keys:
        trail.show(rows, SIGHT, fresh=True)
        await keys.pause()
        assert lines_of(keys)[-1].endswith("Entry 59")
        trail.focus()
        await keys.press("pageup", "k")
        top = lines_of(keys)[0]
        trail.show([*rows, row(60, "Entry 60")], SIGHT, fresh=False)
        await keys.pause()
        assert lines_of(keys)[0] == top
        await keys.press("end")
        assert lines_of(keys)[-1].endswith("Entry 60")


async def test_at_its_end_it_follows_what_is_new() -> None:
    trail = Timeline(look())
    rows = [row(n, f"Entry {n}") for n in range(60)]
    async with Stage(trail).run_test(size=(80, 10)) as keys:
        trail.show(rows, SIGHT, fresh=True)
        await keys.pause()
        trail.show([*rows, row(60, "Entry 60")], SIGHT, fresh=False)
        await keys.pause()
        assert lines_of(keys)[-1].endswith("Entry 60")


async def test_inside_a_long_text_the_very_line_stays() -> None:
    trail = Timeline(look())
    rows = [row(1, "\n".join(f"Line {n}" for n in range(60)))]
    async with Stage(trail).run_test(size=(80, 10)) as keys:
        trail.show(rows, SIGHT, fresh=True)
        trail.focus()
        await keys.press("pageup", "k")
        top = lines_of(keys)[0]
        trail.show([*rows, row(2, "More")], SIGHT, fresh=False)
        await keys.pause()
        assert lines_of(keys)[0] == top


async def test_the_wheel_scrolls() -> None:
    trail = Timeline(look())
    async with Stage(trail).run_test(size=(80, 10)) as keys:
        trail.show([row(n, f"Entry {n}") for n in range(60)], SIGHT, fresh=True)
        await keys.pause()
        before = lines_of(keys)[0]
        trail.post_message(
            events.MouseScrollUp(trail, 1, 1, 0, -1, 0, False, False, False, 1, 1, None)
        )
        await keys.pause()
        assert lines_of(keys)[0] != before

"""The work list on the glass: columns, ink by urgency, and how little a step repaints."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import pytest
from textual.geometry import Region
from textual.pilot import Pilot

from desk.rows.work import WorkRow
from desk.rules.plain_text import cells
from desk.widgets.look import Look
from desk.widgets.windowed import WindowedList
from desk.widgets.work_cells import SHORT_CURSOR, Reader, columns
from desk.widgets.work_table import WorkTable
from tests.stores import NOW
from tests.widgets.rows_of_work import DAY, HOUR, MINUTE, work_row
from tests.widgets.stages import HOSTILE, UNSHOWABLE, Stage, lines_of, look

ME = 7
WIDE = (
    "田中商事株式会社 請求書の宛名変更",
    "서울무역 VPN이 30분마다 끊깁니다",
    "Ελληνικά Νησιά ΑΕ",
    "D. Nguyễn e\u0301e\u0301e\u0301 combining",
    "يوسف الحداد خطأ في الفاتورة",
    "👩‍👩‍👧 🇫🇷 ☎️ pictures",
)


class Watched(WorkTable):
    """Remembers what it was asked to repaint, and what it asked for."""

    def __init__(self, look: Look, reader: Reader) -> None:
        super().__init__(look, reader)
        self.repainted: list[tuple[Region, ...]] = []
        self.wanted: list[WindowedList.Wanted] = []

    def refresh(self, *regions: Region, **options: bool) -> "Watched":
        """Note it, then do it."""
        if hasattr(self, "repainted"):
            self.repainted.append(regions)
        super().refresh(*regions, **options)
        return self

    def post_message(self, message: object) -> bool:
        """Note what is wanted."""
        if isinstance(message, WindowedList.Wanted):
            self.wanted.append(message)
        return super().post_message(message)  # type: ignore[arg-type]


@asynccontextmanager
async def table_of(
    rows: Sequence[WorkRow], *, size: tuple[int, int] = (80, 20), short: bool = False
) -> AsyncIterator[tuple[Watched, Pilot[None]]]:
    """A list of these rows on a stage of its own."""
    drawn = look()
    drawn.short_cursor = short
    table = Watched(drawn, Reader(ME, NOW))
    async with Stage(table).run_test(size=size) as keys:
        table.open_at(rows, is_first=True, is_last=True)
        table.focus()
        await keys.pause()
        table.repainted.clear()
        yield table, keys


def many(count: int) -> list[WorkRow]:
    """So many rows, the most urgent first."""
    return [work_row(n, due=NOW + n * MINUTE) for n in range(1, count + 1)]


@pytest.mark.parametrize("width", [60, 64, 80, 99, 140])
def test_the_columns_take_the_whole_width(width: int) -> None:
    for ref in (7, 9):
        of = columns(width, ref, is_beside_pane=width == 64)
        assert 3 + 5 + 2 + of.ref + 2 + of.customer + 2 + of.subject + 2 + of.owner + 1 == width


def test_the_columns_of_the_design() -> None:
    assert columns(80, 7, is_beside_pane=False) == (7, 18, 32, 6)
    assert columns(64, 7, is_beside_pane=True) == (7, 14, 21, 5)


async def test_a_row_says_how_urgent_it_is_in_glyph_and_number() -> None:
    rows = [
        work_row(1, due=NOW - 42 * MINUTE),
        work_row(2, due=NOW + 8 * MINUTE),
        work_row(3, due=NOW + 52 * MINUTE),
        work_row(4, due=NOW + HOUR + 50 * MINUTE),
        work_row(5, due=NOW + 3 * HOUR + 15 * MINUTE),
        work_row(6, due=NOW + 3 * DAY, owner=(ME, "Ana")),
        work_row(7, due=None, customer=None, owner=(9, "Ben")),
    ]
    async with table_of(rows) as (_, keys):
        lines = lines_of(keys)
    subject = "No signal since Monday"
    assert [line[:8] for line in lines[1:8]] == [
        "▌✖  -42m",
        " ▲    8m",
        " ●   52m",
        " ·  1h50",
        "    3h15",
        "      3d",
        "    wait",
    ]
    assert lines[0] == (
        "     Due  Ref      Customer            Subject                           Owner"
    )
    assert lines[6] == f"      3d  I-6      Acme Ltd            {subject:<32}  you"
    assert lines[7] == f"    wait  I-7      b.keller@acme.exa…  {subject:<32}  Ben"


@pytest.mark.parametrize("text", [*WIDE, *HOSTILE])
async def test_every_column_starts_where_it_starts_for_plain_text(text: str) -> None:
    async with table_of([work_row(1, text, customer=text, owner=(9, text))]) as (table, _):
        strip = table.render_line(1)
    line = strip.text
    assert cells(line) == strip.cell_length == 80
    assert line[10:13] == "I-1"
    assert not UNSHOWABLE & set(line)
    plain = "".join(piece.text for piece in strip)
    for column in (19, 39, 73):
        before = _prefix_of(plain, column)
        assert cells(before) == column
        assert before.endswith("  ")


async def test_a_longer_reference_widens_the_column_for_all() -> None:
    async with table_of([work_row(1), work_row(1_234_567)]) as (_, keys):
        lines = lines_of(keys)
    assert lines[0].index("Customer") == lines[1].index("Acme") == lines[2].index("Acme") == 21


async def test_a_step_repaints_two_rows_and_nothing_else() -> None:
    async with table_of(many(10)) as (table, keys):
        await keys.press("j")
        assert table.repainted == [(Region(0, 1, 80, 1),), (Region(0, 2, 80, 1),)]
        table.repainted.clear()
        await keys.press("up")
        assert table.repainted == [(Region(0, 2, 80, 1),), (Region(0, 1, 80, 1),)]


async def test_the_short_cursor_repaints_bar_level_and_due_alone() -> None:
    async with table_of(many(10), short=True) as (table, keys):
        await keys.press("j")
        assert [region.width for (region,) in table.repainted] == [SHORT_CURSOR] * 2
        strip = table.render_line(2)
    ground = look().palette.ink("text", "cursor").bgcolor
    tinted = [piece.text for piece in strip if piece.style and piece.style.bgcolor == ground]
    assert len("".join(tinted)) == SHORT_CURSOR


async def test_a_minute_repaints_the_cells_that_read_differently() -> None:
    rows = [
        work_row(1, due=NOW + 3 * DAY + HOUR),
        work_row(2, due=NOW + 20 * MINUTE),
        work_row(3, due=None),
    ]
    async with table_of(rows) as (table, keys):
        table.tick(NOW + 30)
        assert table.repainted == [(Region(1, 2, SHORT_CURSOR - 1, 1),)]
        await keys.pause()
        assert lines_of(keys)[2].startswith(" ▲   19m")
        table.repainted.clear()
        table.tick(NOW + 59)
        assert table.repainted == []


async def test_what_others_changed_is_bold_until_it_was_looked_at() -> None:
    async with table_of(many(3)) as (table, _):
        table.fresh.add(2)
        assert _is_bold(table, 2, "No signal since Monday")
        assert not _is_bold(table, 3, "No signal since Monday")
        table.forget_fresh(2)
        assert not _is_bold(table, 2, "No signal since Monday")


async def test_an_empty_list_says_what_to_do() -> None:
    async with table_of([]) as (table, keys):
        table.empty = ("No work in Mine.", "V shows another view.")
        table.refresh()
        await keys.pause()
        assert lines_of(keys)[1:4] == ["", " No work in Mine.", " V shows another view."]
        await keys.press("j", "enter", "end")


async def test_more_rows_are_asked_for_once() -> None:
    async with table_of([]) as (table, keys):
        table.open_at(many(100), is_first=True, is_last=False)
        await keys.press(*["pagedown"] * 4)
        assert [(event.key, event.backwards) for event in table.wanted] == [
            (table.window.rows[-1].key, False)
        ]
        table.wanted.clear()
        await keys.press("end")
        assert [(event.key, event.backwards) for event in table.wanted] == [(None, True)]


async def test_the_mouse_works_and_is_not_needed() -> None:
    async with table_of(many(10)) as (table, keys):
        await keys.click(table, offset=(20, 4))
        assert table.row == work_row(4, due=NOW + 4 * MINUTE)
        await keys.click(table, offset=(20, 0))
        assert table.row == work_row(4, due=NOW + 4 * MINUTE)


def _prefix_of(text: str, width: int) -> str:
    used = 0
    for place, character in enumerate(text):
        if used >= width and cells(character):
            return text[:place]
        used += cells(character)
    return text


def _is_bold(table: WorkTable, line: int, text: str) -> bool:
    return any(
        text in piece.text and piece.style is not None and bool(piece.style.bold)
        for piece in table.render_line(line)
    )


async def test_a_mark_stands_in_the_first_cell_and_beside_the_bar_under_the_cursor() -> None:
    async with table_of([work_row(n) for n in range(1, 6)]) as (table, keys):
        table.repainted.clear()
        table.mark({1, 3}, [1, 3])
        assert table.repainted == [(Region(0, 1, 80, 1),), (Region(0, 3, 80, 1),)]
        await keys.pause()
        lines = lines_of(keys)
        assert [line[:1] for line in lines[1:5]] == ["▌", " ", "✓", " "]
        assert lines[1][2] == "✓"
        table.repainted.clear()
        table.mark(set(), [3, 400])
        assert table.repainted == [(Region(0, 3, 80, 1),)]

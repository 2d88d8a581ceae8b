"""The tasks of a problem on the glass: columns, signs, cursor, marks, and how little repaints."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import pytest
from textual.app import ComposeResult
from textual.geometry import Region
from textual.pilot import Pilot
from textual.widgets import Input

from desk.rows.tasks import TaskRow
from desk.rules.plain_text import cells
from desk.terminal.glyphs import choose
from desk.widgets.look import Look
from desk.widgets.palette import Palette
from desk.widgets.task_list import TaskList
from desk.widgets.work_cells import Reader
from tests.stores import NOW
from tests.widgets.rows_of_tasks import DAY, HOUR, MINUTE, five_tasks, task_row
from tests.widgets.stages import HOSTILE, UNSHOWABLE, Stage, lines_of, look

READER = Reader(7, NOW)
WIDE = ("田中商事 線路試験", "서울무역 회선 점검", "e\u0301e\u0301 combining", "👩‍👩‍👧 🇫🇷 ☎️")


class Watched(TaskList):
    """Remembers what it was asked to repaint, and what it said."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, READER)
        self.repainted: list[tuple[Region, ...]] = []
        self.said: list[object] = []

    def refresh(self, *regions: Region, **options: bool) -> "Watched":
        """Note it, then do it."""
        if hasattr(self, "repainted"):
            self.repainted.append(regions)
        super().refresh(*regions, **options)
        return self

    def post_message(self, message: object) -> bool:
        """Note what it says."""
        if hasattr(self, "said"):
            self.said.append(message)
        return super().post_message(message)  # type: ignore[arg-type]


class Desk(Stage):
    """The list above a field that may have the focus."""

    def compose(self) -> ComposeResult:
        """Both."""
        yield from super().compose()
        yield Input()


@asynccontextmanager
async def list_of(
    tasks: Sequence[TaskRow], *, size: tuple[int, int] = (80, 24), drawn: Look | None = None
) -> AsyncIterator[tuple[Watched, Pilot[None]]]:
    """A list of these tasks, with the focus."""
    shown = Watched(drawn or look())
    async with Desk(shown).run_test(size=size) as keys:
        shown.show(tasks, READER)
        shown.focus()
        await keys.pause()
        shown.repainted.clear()
        yield shown, keys


async def test_columns_stand_where_the_pictures_have_them() -> None:
    async with list_of(five_tasks()) as (_, keys):
        lines = lines_of(keys)
    assert lines[:6] == [
        " Tasks 2 of 5",
        "▌✓ 1  Test line" + " " * 45 + "you           06:00",
        " ✓ 2  Order technician" + " " * 38 + "you          20 Nov",
        " ▸ 3  Technician on site" + " " * 36 + "NetCo         ● 36m",
        "   4  Test with customer" + " " * 36 + "cem         after 3",
        "   5  Close report" + " " * 42 + "cem      after 3, 4",
    ]


async def test_late_failed_and_cancelled_have_signs_of_their_own() -> None:
    tasks = (
        task_row(1, "Late", due=NOW - 42 * MINUTE, state="assigned", blocked_by=(2,)),
        task_row(2, "Given up", state="failed", ended_at=NOW - 400 * DAY),
        task_row(3, "Not needed", state="cancelled", ended_at=NOW - HOUR),
        task_row(4, "Far", due=NOW + 3 * DAY, team="Field"),
    )
    async with list_of(tasks) as (_, keys):
        head, late, failed, dropped, far = lines_of(keys)[:5]
    assert head == " Tasks 0 of 3"
    assert late.endswith("–         ✖ -42m")
    assert failed.startswith(" ✖ 2")
    assert failed.endswith("2025")
    assert dropped.startswith(" – 3")
    assert far.endswith("Field         3d")


async def test_a_step_paints_two_lines() -> None:
    async with list_of(five_tasks()) as (shown, keys):
        await keys.press("j")
        assert shown.current is not None
        assert shown.current.place == 2
        assert [region.y for (region,) in shown.repainted] == [1, 2]
        await keys.press("end", "k", "k", "home", "k")
        assert shown.current.place == 1


async def test_only_what_differs_is_painted_again() -> None:
    tasks = five_tasks()
    async with list_of(tasks) as (shown, keys):
        shown.show(tasks, READER)
        shown.show((*tasks[:3], tasks[3]._replace(owner="dora"), tasks[4]), READER)
        await keys.pause()
        assert [region.y for (region,) in shown.repainted] == [4]
        shown.repainted.clear()
        shown.tick(NOW + MINUTE)
        assert [region.y for (region,) in shown.repainted] == [3]


async def test_the_cursor_stays_on_its_task() -> None:
    tasks = five_tasks()
    async with list_of(tasks) as (shown, keys):
        await keys.press("j", "j")
        shown.show((task_row(9, "New"), *tasks), READER)
        assert shown.current is not None
        assert shown.current.name == "Technician on site"
        shown.show((), READER)
        await keys.pause()
        assert shown.chosen == []
        assert "none yet; t adds one, L lays a plan" in lines_of(keys)[0]
        assert not shown.can_focus


async def test_without_the_focus_there_is_no_cursor() -> None:
    async with list_of(five_tasks()) as (_, keys):
        keys.app.query_one(Input).focus()
        await keys.pause()
        assert not any(line.startswith("▌") for line in lines_of(keys)[:6])


async def test_marks_stand_beside_the_cursor_and_are_counted() -> None:
    async with list_of(five_tasks()) as (shown, keys):
        await keys.press("space", "space", "k")
        assert [task.place for task in shown.chosen] == [1, 2]
        lines = lines_of(keys)
        assert lines[0] == " Tasks 2 of 5  2 marked"
        assert lines[1].startswith("✓✓ 1")
        assert lines[2].startswith("▌✓✓2")
        shown.unmark([2])
        assert [task.place for task in shown.chosen] == [1]


async def test_enter_and_a_second_click_ask_for_the_task() -> None:
    async with list_of(five_tasks()) as (shown, keys):
        await keys.press("enter")
        await keys.click(TaskList, offset=(10, 3), times=2)
        assert sum(isinstance(each, TaskList.Opened) for each in shown.said) == 2
        assert shown.current is not None
        assert shown.current.place == 3


async def test_of_many_tasks_a_quarter_of_the_screen_is_shown() -> None:
    tasks = tuple(task_row(place, f"Step {place}") for place in range(1, 41))
    async with list_of(tasks) as (shown, keys):
        assert shown.size.height == 7
        assert lines_of(keys)[0].endswith("34 more ▾")
        await keys.press("end")
        assert lines_of(keys)[0].endswith("34 earlier ▴")
        assert "40  Step 40" in lines_of(keys)[6]


@pytest.mark.parametrize("text", [*HOSTILE, *WIDE])
@pytest.mark.parametrize("size", [(80, 24), (60, 15)])
async def test_people_s_text_moves_no_column(text: str, size: tuple[int, int]) -> None:
    tasks = (
        task_row(1, text, partner=text, due=NOW + HOUR),
        task_row(2, text * 9, owner=text, blocked_by=(1,), state="planned"),
    )
    async with list_of(tasks, size=size) as (_, keys):
        strips = keys.app.screen._compositor.render_strips()[:3]
    for strip in strips:
        assert strip.cell_length == size[0]
        assert not UNSHOWABLE & set(strip.text)
    assert strips[1].text.rstrip().endswith("● 1h00")
    assert strips[2].text.rstrip().endswith("after 1")
    assert cells(strips[1].text.rstrip()) == size[0] - 1


async def test_in_ascii_every_sign_has_its_twin() -> None:
    drawn = Look(choose(ascii_only=True), Palette("mono"), ascii_text=True)
    try:
        async with list_of((*five_tasks(), task_row(6, "Zoë")), drawn=drawn) as (_, keys):
            text = "\n".join(lines_of(keys)[:7])
    finally:
        choose(ascii_only=False)
    assert text.isascii()
    assert ">v 1  Test line" in text
    assert " + 3  Technician" in text
    assert "* 36m" in text


async def test_in_a_pane_a_line_stands_before_it() -> None:
    async with list_of(five_tasks()) as (shown, keys):
        shown.is_pane = True
        shown.refresh()
        await keys.pause()
        assert all(line.startswith("│") for line in lines_of(keys)[:6])
        assert "after 3, 4" in lines_of(keys)[5]

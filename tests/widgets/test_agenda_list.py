"""The agenda on the glass: days, people, loads, tasks; its width, and how little it repaints."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual.geometry import Region
from textual.pilot import Pilot

from desk.rows.tasks import Agenda, AgendaDay, AgendaPerson, TaskRow
from desk.rules.times import OwnZone
from desk.widgets.agenda_lines import hours
from desk.widgets.agenda_list import AgendaList
from desk.widgets.look import Look
from desk.widgets.work_cells import Reader
from tests.stores import NOW
from tests.widgets.rows_of_tasks import DAY, HOUR, MINUTE, task_row
from tests.widgets.stages import HOSTILE, UNSHOWABLE, Stage, lines_of, look

READER = Reader(7, NOW)
TODAY = NOW - NOW % DAY
WIDE = ("田中商事 線路試験", "서울무역 회선 점검", "e\u0301e\u0301 combining", "👩‍👩‍👧 🇫🇷 ☎️")


class Watched(AgendaList):
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


def person(name: str, *tasks: TaskRow, load: int = 0, **other: object) -> AgendaPerson:
    """Somebody with eight hours left; nobody where there is no name."""
    number = sum(map(ord, name)) if name else None
    row = AgendaPerson(number, name, False, load, 8 * HOUR if name else 0, tasks)
    return row._replace(**other)  # type: ignore[arg-type]


def day(number: int, *people: AgendaPerson) -> AgendaDay:
    """So many days from now."""
    return AgendaDay(TODAY + number * DAY, people, TODAY + (number + 1) * DAY)


def agenda(*days: AgendaDay, now: int = NOW) -> Agenda:
    """An agenda of these days."""
    return Agenda(days, now)


def two_days() -> Agenda:
    """Something free, two people with tasks, one with none, and a task of tomorrow."""
    ana = person("Ana", task_row(2, "Late", due=NOW - HOUR), task_row(3, "Next"), load=10 * HOUR)
    return agenda(
        day(0, person("", task_row(1, "Free", due=NOW + HOUR)), ana, person("Ben")),
        day(1, ana._replace(tasks=()), person("Ben", task_row(4, "Morrow", due=NOW + DAY))),
    )


@asynccontextmanager
async def list_of(
    shown: Agenda, *, size: tuple[int, int] = (80, 20)
) -> AsyncIterator[tuple[Watched, Pilot[None]]]:
    """The list of an agenda, with the focus."""
    listed = Watched(look())
    async with Stage(listed).run_test(size=size) as keys:
        listed.show(shown, READER, afresh=True)
        listed.focus()
        await keys.pause()
        listed.repainted.clear()
        yield listed, keys


async def test_days_people_and_tasks_stand_below_each_other() -> None:
    async with list_of(two_days()) as (_, keys):
        lines = [line.rstrip() for line in lines_of(keys)]
    assert lines[0] == " Today 3   Tue 24 1"
    assert lines[1].startswith(" Today, Mon 23 Nov")
    assert lines[1].endswith("3 tasks")
    assert lines[2].startswith(" Nobody has these")
    assert lines[3].startswith("▌●  1h00  T-1      Free")
    assert lines[4] == " Ana               ━━━━━━━━━━━━━━ ▲ 10h of 8h left today"
    assert lines[5].startswith(" ✖ -1h00  T-2      Late")
    assert lines[6].startswith("          T-3      Next")
    assert lines[7] == " Ben               ──────────────   free, 8h left today"
    assert lines[9].startswith(" Tue 24 Nov")
    assert lines[11].startswith("   10:00  T-4      Morrow")
    assert lines[12] == " Free: Ana 8h"


async def test_the_cursor_stands_on_tasks_alone() -> None:
    async with list_of(two_days()) as (listed, keys):
        found = []
        for _ in range(5):
            assert listed.current is not None
            found.append(listed.current.name)
            await keys.press("j")
        assert found == ["Free", "Late", "Next", "Morrow", "Morrow"]
        assert listed.repainted


async def test_a_step_paints_two_lines() -> None:
    async with list_of(two_days()) as (listed, keys):
        await keys.press("j")
        assert [region.y for (region,) in listed.repainted] == [3, 5]


async def test_only_lines_that_differ_are_painted_again() -> None:
    async with list_of(two_days()) as (listed, _):
        listed.show(two_days(), READER)
        assert listed.repainted == []
        later = two_days()._replace(now=NOW + MINUTE)
        listed.show(later, READER._replace(now=NOW + MINUTE))
        assert [region.y for (region,) in listed.repainted] == [3, 5]


async def test_arrows_go_from_day_to_day_and_ask_for_more() -> None:
    async with list_of(two_days()) as (listed, keys):
        await keys.press("j", "right")
        assert listed.current is not None
        assert listed.current.name == "Morrow"
        await keys.press("left")
        assert listed.current.name == "Free"
        await keys.press("left")
        await keys.press("right", "right")
        beyond = [each.by for each in listed.said if isinstance(each, AgendaList.Beyond)]
        assert beyond == [-1, 1]


async def test_the_cursor_goes_with_its_task_to_another_day() -> None:
    async with list_of(two_days()) as (listed, keys):
        await keys.press("j", "j")
        first, second = two_days().days
        ana = first.people[1]
        moved = agenda(
            first._replace(people=(first.people[0], ana._replace(tasks=ana.tasks[:1]))),
            second._replace(people=(person("Ana", ana.tasks[1]),)),
        )
        listed.show(moved, READER)
        await keys.pause()
        assert listed.current is not None
        assert listed.current.name == "Next"
        assert listed.day == 1


async def test_absent_people_say_until_when_and_what_is_left_with_them() -> None:
    away = person(
        "dora", task_row(1), is_absent=True, absent_until=NOW + 3 * DAY, capacity_seconds=0
    )
    far = person("eve", is_absent=True, absent_until=NOW + 30 * DAY, absent_why="[/] leave")
    off = person("finn", capacity_seconds=0)
    async with list_of(agenda(day(0, away, far, off))) as (_, keys):
        lines = [line.rstrip() for line in lines_of(keys)]
    assert lines[2].endswith("absent until Thu  ▲ 1 task needs somebody else")
    assert lines[4].endswith("absent until Wed 23 Dec, [/] leave")
    assert lines[5].endswith("no hours left today")


async def test_the_last_person_s_free_time_comes_into_sight() -> None:
    many = [person(f"p{number}", capacity_seconds=HOUR) for number in range(30)]
    async with list_of(agenda(day(0, person("Ana", task_row(1)), *many))) as (_, keys):
        text = "\n".join(lines_of(keys))
    assert "p14" in text


@pytest.mark.parametrize("text", [*HOSTILE, *WIDE])
@pytest.mark.parametrize("width", [60, 80])
async def test_people_s_text_moves_no_column(text: str, width: int) -> None:
    rows = (
        task_row(1, text, problem_subject=text, due=NOW + HOUR, team=text, partner=text),
        task_row(2, text * 9, problem_subject=text * 9, blocked_by=(1,)),
    )
    shown = agenda(day(0, person("", rows[0]), person(text, rows[1], absent_why=text)))
    async with list_of(shown, size=(width, 20)) as (_, keys):
        strips = keys.app.screen._compositor.render_strips()[:7]
    for strip in strips:
        assert strip.cell_length == width
        assert not UNSHOWABLE & set(strip.text)
    rows_drawn = [strip.text for strip in strips if "T-" in strip.text]
    assert {row.index("T-") for row in rows_drawn} == {10}


async def test_twelve_hours_take_two_cells_more() -> None:
    reader = READER._replace(zone=OwnZone("UTC", times="12h"))
    task = task_row(1, "Morrow", due=TODAY + DAY + 14 * HOUR)
    async with list_of(two_days()) as (listed, keys):
        listed.show(agenda(day(0), day(1, person("Ana", task))), reader, afresh=True)
        await keys.pause()
        assert "▌   2:00pm  T-1      Morrow" in "\n".join(lines_of(keys))


@pytest.mark.parametrize(
    ("seconds", "said"), [(0, "0h"), (45 * 60, "45m"), (HOUR, "1h"), (19800, "5h30"), (-5, "0h")]
)
def test_loads_are_short(seconds: int, said: str) -> None:
    assert hours(seconds) == said

"""The people on the screen: who has room, and every key that changes one of them."""

from __future__ import annotations

import pytest

from desk.bootstrap import Desk
from desk.rules.permissions import Actor
from desk.screens.people import PeopleScreen
from desk.screens.people_sheet import PeopleSheet
from desk.terminal.glyphs import choose
from desk.widgets.look import Look
from desk.widgets.palette import Palette
from tests.screens.seats import LARGE, MARKUP, SMALL, Keys, on_top, seated, text_of, until, write
from tests.stores import NOW

DAY = 86_400


@pytest.fixture
def boss(local: Desk, ana: Actor, ben: Actor) -> Actor:
    """Who may do everything, at a desk with two teams, one of them with work, one person away."""
    boss = local.directory.actor()
    local.people.add(boss, "Cem", "agent", "Field")
    local.people.add(boss, "Ada", "auditor")
    local.teams.save(boss, "Field", level=2, lead="Ben", return_after="4h")
    for number in range(4):
        local.interactions.log(boss, "inbound", "email", f"Item {number}")
        local.interactions.hand(boss, f"I-{number + 1}", "Field")
        local.interactions.assign(boss, f"I-{number + 1}", "Cem" if number else "Ben")
    local.absences.absent(boss, "Ana", NOW + 7 * DAY, why="leave")
    return boss


async def _open(keys: Keys) -> PeopleScreen:
    await keys.press("W")
    await until(keys, lambda: "agent" in text_of(keys))
    return on_top(keys, PeopleScreen)


async def _on(keys: Keys, name: str) -> PeopleScreen:
    screen = await _open(keys)
    screen.list.turn_to(name)
    await keys.pause()
    return screen


async def _sheet(keys: Keys, key: str) -> PeopleSheet:
    await keys.press(key)
    await until(keys, lambda: isinstance(keys.app.screen, PeopleSheet))
    sheet = on_top(keys, PeopleSheet)
    await until(keys, lambda: sheet.is_ready)
    return sheet


async def _put(keys: Keys, sheet: PeopleSheet, **values: str) -> None:
    for name, value in values.items():
        sheet._form.fields[name].put(value)
    await keys.pause()


async def test_teams_stand_by_level_and_in_each_who_has_room_first(
    local: Desk, boss: Actor
) -> None:
    async with seated(local, boss) as keys:
        await _open(keys)
        lines = [line.strip() for line in text_of(keys).splitlines()]
        assert [line for line in lines if "level" in line] == [
            line for line in lines if line.startswith(("Billing", "Field"))
        ]
        field = next(n for n, line in enumerate(lines) if line.startswith("Field"))
        assert "level 2 · led by Ben · back after 4 h" in lines[field]
        assert lines[field + 1].startswith("Ben")
        assert "15m of 7h today" in lines[field + 1]
        assert lines[field + 2].startswith("Cem")
        assert "45m of 7h today" in lines[field + 2]
        assert "3 open" in lines[field + 2]
        assert any("absent until Mon 30 Nov 10:00, leave" in line for line in lines)
        assert any("works on no items" in line for line in lines)
        assert "1 away" in lines[1]


async def test_a_person_is_changed_on_a_sheet(local: Desk, boss: Actor) -> None:
    async with seated(local, boss) as keys:
        await _on(keys, "Cem")
        sheet = await _sheet(keys, "enter")
        await _put(keys, sheet, name="Cemil", team="Field, Second", manager="Ben", role="teamLead")
        await until(keys, lambda: "The team Second is new." in text_of(keys))
        await keys.press("ctrl+s")
        await until(keys, lambda: "Changed Cemil" in text_of(keys))
    (row,) = (row for row in local.directory.people() if row.name == "Cemil")
    assert (row.role, row.teams, row.manager) == ("teamLead", ("Field", "Second"), "Ben")


async def test_a_loop_is_refused_on_the_sheet_and_nothing_is_lost(local: Desk, boss: Actor) -> None:
    local.people.change(boss, "Ben", manager="Cem")
    async with seated(local, boss) as keys:
        await _on(keys, "Cem")
        sheet = await _sheet(keys, "enter")
        await _put(keys, sheet, manager="Ben")
        await keys.press("ctrl+s")
        await until(keys, lambda: "Cem > Ben > Cem" in text_of(keys))
        await keys.press("escape")
        again = await _sheet(keys, "enter")
        assert again._form.fields["manager"].value == "Ben"


async def test_an_absence_is_noted_and_ended(local: Desk, boss: Actor) -> None:
    async with seated(local, boss) as keys:
        await _on(keys, "Cem")
        await _sheet(keys, "x")
        await write(keys, "Fri 12:00")
        await until(keys, lambda: "Cem is absent until Fri 12:00." in text_of(keys))
        assert "Cem has 3 open items" in text_of(keys)
        await keys.press("ctrl+s")
        await until(keys, lambda: "2 people, 1 away" in text_of(keys))
        await keys.press("b")
        await until(keys, lambda: "Cem is there again" in text_of(keys))
        await until(keys, lambda: "2 people, 1 away" not in text_of(keys))


async def test_all_the_work_of_somebody_goes_to_another_and_comes_back(
    local: Desk, boss: Actor
) -> None:
    async with seated(local, boss) as keys:
        await _on(keys, "Cem")
        sheet = await _sheet(keys, "h")
        await _put(keys, sheet, to="Ben")
        await until(keys, lambda: "I-2, I-3, I-4 go to Ben" in text_of(keys))
        await keys.press("ctrl+s")
        await until(keys, lambda: "Handed over the work of Cem · u takes it back" in text_of(keys))
        await until(keys, lambda: "1h of 7h today" in text_of(keys))
        await keys.press("u")
        await until(keys, lambda: "45m of 7h today" in text_of(keys))


async def test_a_team_is_changed_and_another_is_made(local: Desk, boss: Actor) -> None:
    async with seated(local, boss) as keys:
        await _on(keys, "Cem")
        sheet = await _sheet(keys, "t")
        await _put(keys, sheet, by_load="yes", return_after="2h")
        await keys.press("ctrl+s")
        await until(keys, lambda: "by load · back after 2 h" in text_of(keys))
        sheet = await _sheet(keys, "T")
        await _put(keys, sheet, name="Third", level="3")
        await keys.press("ctrl+s")
        await until(keys, lambda: "Nobody is in it" in text_of(keys))


async def test_somebody_new_comes_into_the_team_of_the_cursor(local: Desk, boss: Actor) -> None:
    async with seated(local, boss) as keys:
        await _on(keys, "Cem")
        sheet = await _sheet(keys, "n")
        await _put(keys, sheet, name="Dora")
        await keys.press("ctrl+s")
        await until(keys, lambda: "Added Dora" in text_of(keys))
        await until(keys, lambda: "free, 7h today" in text_of(keys))
    (row,) = (row for row in local.directory.people() if row.name == "Dora")
    assert row.teams == ("Field",)


async def test_what_one_may_not_do_says_why(local: Desk, boss: Actor) -> None:
    cem = local.directory.actor("Cem")
    async with seated(local, cem) as keys:
        await _on(keys, "Ben")
        assert "hand over" not in text_of(keys).splitlines()[-1]
        await keys.press("enter")
        await until(keys, lambda: "Cem may not change people" in text_of(keys))
        await keys.press("x")
        await until(keys, lambda: "the absence of others" in text_of(keys))
        screen = on_top(keys, PeopleScreen)
        screen.list.turn_to("Cem")
        await until(keys, lambda: "x absent" in text_of(keys).splitlines()[-1])
        await _sheet(keys, "x")


async def test_a_wide_screen_shows_what_they_have_open(local: Desk, boss: Actor) -> None:
    async with seated(local, boss, LARGE) as keys:
        await _on(keys, "Cem")
        await until(keys, lambda: "Open, most urgent first" in text_of(keys))
        await until(keys, lambda: "Item 3" in text_of(keys))


async def test_the_palette_leads_there_and_names_what_can_be_done(local: Desk, boss: Actor) -> None:
    async with seated(local, boss) as keys:
        await keys.press("ctrl+p")
        await write(keys, "people: who")
        await keys.press("enter")
        await until(keys, lambda: isinstance(keys.app.screen, PeopleScreen))
        await until(keys, lambda: "agent" in text_of(keys))
        await keys.press("ctrl+p")
        await write(keys, "hand all")
        await until(keys, lambda: "Hand all their open work over" in text_of(keys))
        await keys.press("escape", "escape")
        await until(keys, lambda: not isinstance(keys.app.screen, PeopleScreen))


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["small", "large"])
@pytest.mark.parametrize("plain", [False, True], ids=["dark", "mono"])
async def test_names_that_are_markup_are_shown_to_the_letter(
    local: Desk, boss: Actor, size: tuple[int, int], *, plain: bool
) -> None:
    name = f"{MARKUP[0]}{MARKUP[1]}\u202e\x1b[2J"
    local.people.add(boss, name, "agent", f"{MARKUP[2]}\u200b team")
    local.absences.absent(boss, name, NOW + DAY, why=f"{MARKUP[1]}\x07")
    look = Look(choose(ascii_only=plain), Palette("mono" if plain else "dark"), ascii_text=plain)
    try:
        async with seated(local, boss, size, look) as keys:
            await _on(keys, name)
            text = text_of(keys)
            assert f"{MARKUP[0]}{MARKUP[1]}" in text
            assert "\x1b" not in text
            assert "\u202e" not in text
            assert not plain or text.isascii()
            for key in ("enter", "h", "x", "t"):
                await _sheet(keys, key)
                assert "\x1b" not in text_of(keys)
                await keys.press("escape")
    finally:
        choose(ascii_only=False)


async def test_who_is_away_is_marked_where_work_is_given_and_load_can_be_picked(
    local: Desk, boss: Actor
) -> None:
    local.interactions.log(boss, "inbound", "email", "Fresh")
    async with seated(local, boss) as keys:
        await until(keys, lambda: "Fresh" in text_of(keys))
        await keys.press("a")
        await until(keys, lambda: "absent until Mon 30 Nov" in text_of(keys))
        await write(keys, "load")
        await until(keys, lambda: "whoever has the most room" in text_of(keys))
        await keys.press("enter")
        await until(keys, lambda: "has the most room: " in text_of(keys))

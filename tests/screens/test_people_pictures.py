"""A picture of the people; look at it before you take a new one for it."""

from collections.abc import Callable

from desk.app import DeskApp
from desk.bootstrap import Desk
from desk.rules.permissions import Actor
from desk.terminal.glyphs import choose
from desk.widgets.look import Look
from desk.widgets.palette import Palette
from tests.screens.seats import LARGE, Keys, text_of, until
from tests.stores import NOW

DAY = 86_400


def test_who_has_room(
    snap_compare: Callable[..., bool], local: Desk, ana: Actor, ben: Actor
) -> None:
    boss = local.directory.actor()
    for name in ("Cem", "Dora"):
        local.people.add(boss, name, "agent", "Field")
    local.teams.save(boss, "Field", level=2, lead="Ben", by_load="yes", return_after="4h")
    for number in range(34):
        local.interactions.log(boss, "inbound", "email", f"Meter {number + 1} shows nothing")
        local.interactions.assign(boss, f"I-{number + 1}", "Ben" if number > 3 else "Dora")
    local.people.change(boss, "Dora", manager="Ben")
    local.absences.absent(boss, "Cem", NOW + 7 * DAY, why="leave")
    local.absences.absent(boss, "Dora", NOW + 3 * DAY, starts=NOW + DAY)

    async def walk(keys: Keys) -> None:
        await keys.press("W")
        await until(keys, lambda: "2h of" in text_of(keys) or "1h of" in text_of(keys))
        await keys.press("j")
        await until(keys, lambda: "Open, most urgent first" in text_of(keys))

    look = Look(choose(ascii_only=False), Palette("dark"))
    app = DeskApp(local, boss, look, lambda fault: None)
    assert snap_compare(app, terminal_size=LARGE, run_before=walk)

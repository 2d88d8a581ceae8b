"""Pictures of what came of many at once, and of both sides of a conflict."""

from typing import NamedTuple

import pytest

from desk.bootstrap import Desk
from desk.clock import FixedClock
from desk.rules.permissions import Actor
from tests.screens.queues import CLOSING, log, queue, shown
from tests.screens.seats import LARGE, SMALL, Keys, text_of, until, write
from tests.screens.test_pictures import Compare, _app

SUBJECTS = (
    "Alarm line of the lift is dead",
    "Video calls freeze after ten minutes",
    "Card terminals offline in two shops",
    "請求書の宛名変更 New name on invoice",
    "Wrong number shown to people we call",
    "Deposit still not paid back",
    "Byte av adress på fakturan",
)
OURS = "We are sorry. The second debit goes back today, and the next invoice shows it."
THEIRS = "The debit was ours. It is back in two days.\n\nBen, Billing"


class Shift(NamedTuple):
    """Two people, and the work that came in one after the other."""

    desk: Desk
    ana: Actor
    ben: Actor
    refs: list[str]


@pytest.fixture
def shift(local: Desk, ana: Actor, ben: Actor, clock: FixedClock) -> Shift:
    """A morning's work."""
    refs = []
    for place, subject in enumerate(SUBJECTS):
        clock.advance(60)
        customer = ("Acme Ltd", "Tern Lane Bakery")[place % 2]
        refs.append(log(local, ana, subject, customer=customer, **{"from": "x@y.example"}))
    return Shift(local, ana, ben, refs)


@pytest.mark.parametrize("theme", ["dark", "mono"])
def test_what_came_of_many(snap_compare: Compare, shift: Shift, theme: str) -> None:
    desk, ana, ben, refs = shift
    desk.do(ana, "claim", refs[5], {})

    async def walk(keys: Keys) -> None:
        await shown(keys, refs[0])
        await keys.press("asterisk")
        await shown(keys, "7 marked")
        below = queue(keys)
        desk.do(ben, "complete", refs[2], CLOSING)
        desk.do(ben, "claim", refs[4], {})
        await keys.press("c")
        await shown(keys, "4 done, 3 not", "esc back")
        await until(keys, lambda: [row.owner for row in below.table.window.rows] == ["Ana"] * 5)
        await until(keys, lambda: not [each for each in keys.app.workers if each.group == "tally"])

    assert snap_compare(_app(desk, ana, theme), terminal_size=SMALL, run_before=walk)


def test_what_will_come_of_many(snap_compare: Compare, shift: Shift) -> None:
    desk, ana, ben, refs = shift

    async def walk(keys: Keys) -> None:
        await shown(keys, refs[0])
        await keys.press(*["space"] * 4, "k")
        await shown(keys, "4 marked")
        below = queue(keys)
        desk.do(ben, "complete", refs[1], CLOSING)
        await until(keys, lambda: len(below.table.window.rows) == 6)
        await until(keys, lambda: "6 of" in text_of(keys) or "marked  6" in text_of(keys))
        await keys.press("d")
        await shown(keys, "Complete 4 items?")
        await keys.press(*"answ", "enter")
        await shown(keys, "3 items can be done", "1 item will be left", "Completion is met")

    assert snap_compare(_app(desk, ana), terminal_size=SMALL, run_before=walk)


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["small", "large"])
def test_both_sides_of_a_conflict(
    snap_compare: Compare, shift: Shift, size: tuple[int, int]
) -> None:
    desk, ana, ben, refs = shift

    async def walk(keys: Keys) -> None:
        await shown(keys, refs[0])
        await keys.press("r")
        await shown(keys, "ctrl+s send")
        await write(keys, OURS)
        desk.do(ben, "reply", refs[0], {"text": THEIRS})
        await keys.press("ctrl+s")
        await shown(keys, "Whose stays?", "t keep theirs")

    assert snap_compare(_app(desk, ana), terminal_size=size, run_before=walk)

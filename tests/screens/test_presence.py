"""Who else is at an item: seen in the list and in the item, told before one writes too."""

from desk.bootstrap import Desk
from desk.clock import FixedClock
from desk.rules.permissions import Actor
from desk.screens.item import ItemScreen
from tests.screens.begun import begun, left
from tests.screens.queues import queue, shown
from tests.screens.seats import seated, text_of, until


async def test_others_are_seen_in_the_list(local: Desk, ana: Actor, ben: Actor, ref: str) -> None:
    async with seated(local, ana) as keys:
        await until(keys, lambda: ref in text_of(keys))
        id_ = local.work.find(ana, ref).id
        local.presence.here(ben, "his", id_)
        await shown(keys, "‹Ben›")
        local.presence.here(ben, "his", None)
        await until(keys, lambda: "‹Ben›" not in text_of(keys))


async def test_others_are_seen_in_the_item(local: Desk, ana: Actor, ben: Actor, ref: str) -> None:
    async with seated(local, ana) as keys:
        await until(keys, lambda: ref in text_of(keys))
        await keys.press("enter")
        await until(keys, lambda: isinstance(keys.app.screen, ItemScreen))
        id_ = local.work.find(ana, ref).id
        local.presence.here(ben, "his", id_)
        await shown(keys, "‹Ben› reads")
        local.presence.here(ben, "his", id_, is_writing=True)
        await shown(keys, "‹Ben› writes")
        local.presence.here(ben, "his", None)
        await until(keys, lambda: "‹Ben›" not in text_of(keys))


async def test_opening_and_writing_are_told_to_others(
    local: Desk, ana: Actor, ben: Actor, ref: str
) -> None:
    def seen() -> list[tuple[str, bool]]:
        rows = [row for there in local.presence.others(ben).values() for row in there]
        return [(row.person, row.is_writing) for row in rows]

    async with seated(local, ana) as keys:
        await until(keys, lambda: ref in text_of(keys))
        assert seen() == []
        await keys.press("enter")
        await until(keys, lambda: seen() == [("Ana", False)])
        await keys.press("r")
        await until(keys, lambda: seen() == [("Ana", True)])
        await keys.press("escape")
        await until(keys, lambda: seen() == [("Ana", False)])
        await keys.press("w")
        await keys.pause(0.3)
        assert seen() == [("Ana", False)], "a sheet on the item is no leaving"
        await keys.press("escape")
        await left(keys)
        await until(keys, lambda: seen() == [])
        await begun(keys, ref)
        await until(keys, lambda: seen() == [("Ana", True)])
    assert seen() == [], "nobody is left behind"


async def test_who_begins_to_write_is_told_of_who_writes_already(
    local: Desk, ana: Actor, ben: Actor, ref: str
) -> None:
    local.presence.here(ben, "his", local.work.find(ana, ref).id, is_writing=True)
    async with seated(local, ana) as keys:
        await shown(keys, "‹Ben›")
        await begun(keys, ref)
        await shown(keys, f"Ben writes on {ref} now")


async def test_who_is_gone_without_a_word_vanishes(
    local: Desk, ana: Actor, ben: Actor, ref: str, clock: FixedClock
) -> None:
    """The desk looks again by itself when the first of them may have ended."""
    id_ = local.work.find(ana, ref).id
    local.presence.here(ben, "his", id_)
    async with seated(local, ana) as keys:
        await shown(keys, "‹Ben›")
        presence = queue(keys).seat.presence
        clock.advance(26)
        presence.take(presence.others, queue(keys).listener._moved)
        await until(keys, lambda: "‹Ben›" not in text_of(keys))

"""Leaving the desk: what was typed is in the store by then, or one is told that it is not."""

from desk.bootstrap import Desk
from desk.rules.permissions import Actor
from desk.screens.dialogs import ActionSheet
from desk.screens.queue import QueueScreen
from tests.screens.begun import begun, left
from tests.screens.seats import seated, text_of, until, write


def texts(desk: Desk, actor: Actor) -> dict[str, dict[str, str]]:
    """What is kept of this person, by place."""
    return {row.place: dict(row.fields) for row in desk.drafts.all(actor)}


async def test_leaving_keeps_what_is_typed_and_goes_at_once(
    local: Desk, ana: Actor, ref: str
) -> None:
    async with seated(local, ana) as keys:
        await begun(keys, ref, "Half a sent")
        await keys.press("ctrl+q")
        await until(keys, lambda: keys.app.return_code == 0)
    assert texts(local, ana) == {f"reply:{ref}": {"text": "Half a sent"}}


async def test_what_was_sent_is_not_kept(local: Desk, ana: Actor, ref: str) -> None:
    async with seated(local, ana) as keys:
        await begun(keys, ref, "All of it")
        await keys.press("ctrl+s")
        await until(keys, lambda: f"Answered {ref}" in text_of(keys))
        await left(keys)
        await keys.press("q")
        await until(keys, lambda: keys.app.return_code == 0)
    assert texts(local, ana) == {}


async def test_an_open_sheet_is_kept(local: Desk, ana: Actor, ref: str) -> None:
    async with seated(local, ana) as keys:
        await until(keys, lambda: ref in text_of(keys))
        await keys.press("w")
        await until(keys, lambda: isinstance(keys.app.screen, ActionSheet))
        await write(keys, "Which meter")
        await keys.press("ctrl+q")
        await until(keys, lambda: keys.app.return_code == 0)
    assert texts(local, ana) == {f"do:{ref}:await": {"question": "Which meter"}}


async def test_a_sheet_left_untouched_keeps_nothing(local: Desk, ana: Actor, ref: str) -> None:
    async with seated(local, ana) as keys:
        await until(keys, lambda: ref in text_of(keys))
        for key in ("w", "p", "d", "a"):
            await keys.press(key)
            await until(keys, lambda: isinstance(keys.app.screen, ActionSheet))
            await keys.press("escape")
            await until(keys, lambda: isinstance(keys.app.screen, QueueScreen))
        await keys.press("q")
        await until(keys, lambda: keys.app.return_code == 0)
    assert texts(local, ana) == {}


async def test_what_the_store_refuses_is_named_and_lost_only_the_second_time(
    local: Desk, ana: Actor, ref: str
) -> None:
    async with seated(local, ana) as keys:
        await begun(keys, ref, "Half a sent")
        with local._store.writing() as session:
            session.sql("ALTER TABLE draft RENAME TO gone")
        await write(keys, "ence")
        await keys.press("ctrl+q")
        await until(keys, lambda: f"A text on {ref} would be lost" in text_of(keys))
        assert keys.app.return_code is None
        await keys.press("ctrl+q")
        await until(keys, lambda: keys.app.return_code == 0)


async def test_more_text_is_warned_of_again(local: Desk, ana: Actor, ref: str) -> None:
    async with seated(local, ana) as keys:
        await begun(keys, ref, "Half")
        with local._store.writing() as session:
            session.sql("ALTER TABLE draft RENAME TO gone")
        await write(keys, " a")
        await keys.press("ctrl+q")
        await until(keys, lambda: "would be lost" in text_of(keys))
        await write(keys, " sentence")
        await keys.press("ctrl+q")
        await keys.pause(0.3)
        assert keys.app.return_code is None
        with local._store.writing() as session:
            session.sql("ALTER TABLE gone RENAME TO draft")
        await keys.press("ctrl+q")
        await until(keys, lambda: keys.app.return_code == 0)
    assert texts(local, ana) == {f"reply:{ref}": {"text": "Half a sentence"}}

"""What somebody is told: counted in the top line, listed by a key, read once it was looked at."""

from desk.bootstrap import Desk
from desk.rules.permissions import Actor
from desk.screens.item import ItemScreen
from desk.screens.news import NewsScreen
from tests.screens.queues import shown
from tests.screens.seats import on_top, seated, text_of, until


async def test_what_one_is_told_is_counted_and_read(local: Desk, ana: Actor) -> None:
    boss = local.directory.actor("")
    ref = local.do(boss, "report", "problem", {"subject": "Fibre [/] down"}).ref
    local.do(boss, "note", ref, {"text": "@ana look \x1b[2J here"})
    async with seated(local, ana) as keys:
        await shown(keys, "!1")
        await keys.press("exclamation_mark")
        sheet = on_top(keys, NewsScreen)
        await shown(keys, "What you are told", "names you", f"! {ref} {boss.name}: @ana look")
        assert "\x1b" not in text_of(keys)
        await until(keys, lambda: local.alerts.unread(ana) == 0)
        await keys.press("enter")
        assert not sheet.is_attached
        await until(keys, lambda: isinstance(keys.app.screen, ItemScreen))
        await shown(keys, ref)
        assert "!1" not in text_of(keys)


async def test_nothing_told_says_what_would_be(local: Desk, ana: Actor) -> None:
    async with seated(local, ana) as keys:
        await keys.press("exclamation_mark")
        await shown(keys, "Nothing yet")
        await keys.press("escape")
        assert not isinstance(keys.app.screen, NewsScreen)

"""Pictures of views, columns and a filter that is completed."""

from desk.bootstrap import Desk
from desk.rules.permissions import Actor
from tests.screens.queues import log, queue, shown
from tests.screens.seats import LARGE, SMALL, Keys, until
from tests.screens.test_pictures import Compare, _app


def _work(desk: Desk, actor: Actor) -> None:
    log(desk, actor, "Invoice charged twice", priority="2", customer="Acme Ltd", tag="late")
    log(desk, actor, "請求書の宛名変更", channel="phone", customer="田中商事株式会社")
    values = {"name": "Calls", "filter": "is:open channel:phone", "key": "2"}
    desk.do(actor, "save", "view", values)


def test_the_list_of_views(snap_compare: Compare, local: Desk, ana: Actor) -> None:
    _work(local, ana)

    async def walk(keys: Keys) -> None:
        await shown(keys, "c claim", "Invoice")
        await keys.press("V")
        await shown(keys, "Calls", "ctrl+s save this list")
        await until(keys, lambda: keys.app.screen.options[-1].aside.strip() == "1")  # type: ignore[attr-defined]

    assert snap_compare(_app(local, ana), terminal_size=SMALL, run_before=walk)


def test_columns_that_somebody_chose(snap_compare: Compare, local: Desk, ana: Actor) -> None:
    _work(local, ana)

    async def walk(keys: Keys) -> None:
        await shown(keys, "c claim", "Invoice")
        screen = queue(keys)
        screen.list.columns = ("due", "ref", "priority", "customer", "subject", "channel", "tags")
        screen.name_list()
        await keys.press("slash")
        await keys.press(*"channel:p")
        await shown(keys, "tab phone", "田中商事株式会社")

    assert snap_compare(_app(local, ana), terminal_size=LARGE, run_before=walk)

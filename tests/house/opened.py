"""Opens a desk on a store, tells as JSON what it took: `python -m tests.house.opened STORE`."""

import asyncio
import json
import sys
from typing import Any

from textual._compositor import Compositor

from desk.app import DeskApp
from desk.bootstrap import build
from desk.config import Settings
from desk.queries.work import Work
from desk.screens.queue import QueueScreen
from desk.terminal.glyphs import choose
from desk.widgets.look import Look
from desk.widgets.palette import Palette
from desk.widgets.summary import Summary

_LOOKS = 1500

loaded: list[str] = []
counts = {"paints": 0, "readings": 0}


def main() -> None:
    """Open it, wait until it knows all that it looks for by itself, and print."""
    desk = build(Settings(db=sys.argv[1], is_default_db=False))
    look = Look(choose(ascii_only=False), Palette("dark"))
    app = DeskApp(desk, desk.directory.actor(), look, lambda _: None)
    asyncio.run(_open(app))
    desk.close()
    sys.stdout.write(json.dumps({"loaded": loaded, **counts}))


async def _open(app: DeskApp) -> None:
    async with app.run_test(size=(80, 24)) as keys:
        screen = app.screen
        assert isinstance(screen, QueueScreen)
        for _ in range(_LOOKS):
            if screen._newest is not None and screen.listener._thread.is_alive():
                break
            await keys.pause(0.02)
        await keys.pause(0.2)


def _watch() -> None:
    """Count whole paints and readings of the list, and note what is loaded at the first preview."""
    draw, paint, page = Summary.render_line, Compositor.render_full_update, Work.page

    def drawn(self: Summary, y: int) -> object:
        if self._item is not None and not loaded:
            loaded.extend(sys.modules)
        return draw(self, y)

    def painted(*args: Any, **how: Any) -> object:
        counts["paints"] += 1
        return paint(*args, **how)

    def paged(*args: Any, **how: Any) -> object:
        counts["readings"] += 1
        return page(*args, **how)

    for kind, name, watched in (
        (Summary, "render_line", drawn),
        (Compositor, "render_full_update", painted),
        (Work, "page", paged),
    ):
        setattr(kind, name, watched)


if __name__ == "__main__":
    _watch()
    main()

"""Ways to go on with a filter, found while it is typed; no key waits for them."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from desk.errors import DeskError
from desk.screens.base import Rows
from desk.screens.frame import FramedScreen

if TYPE_CHECKING:
    from desk.rules.completion import Spot
    from desk.widgets.filter_bar import Ask, FilterBar

_SHOWN = 8


class Completing(FramedScreen[Rows]):
    """Fields after a blank, values after a field: those of the desk at once, the store's soon."""

    def suggest(self, bar: FilterBar, asked: Ask) -> None:
        """Offer ways to go on from where the cursor is; what finds them is loaded with the bar."""
        from desk.rules.completion import FROM_STORE, known, spot

        at = spot(asked.text, asked.cursor)
        self.workers.cancel_group(self, "suggest")
        if at is None:
            bar.suggest(asked.text, [])
            return
        ways = known(at)
        _offer(bar, asked, at, ways)
        if at.field in FROM_STORE:
            reading = self._read_ways(bar, asked, at, ways)
            self.run_worker(reading, group="suggest", exit_on_error=False)

    async def _read_ways(self, bar: FilterBar, asked: Ask, at: Spot, ways: list[str]) -> None:
        from desk.rules.completion import fitting

        desk, actor = self.seat.desk, self.seat.actor
        with suppress(DeskError):
            values = await self.read(lambda: desk.suggestions.values(actor, at.field, at.begun))
            begun = "" if at.field == "customer" else at.begun
            # Two customers may have one name: it is offered once.
            _offer(bar, asked, at, [*dict.fromkeys([*fitting(values, begun), *ways])])


def _offer(bar: FilterBar, asked: Ask, at: Spot, ways: list[str]) -> None:
    from desk.rules.completion import completed
    from desk.widgets.filter_bar import Way

    offered = [Way(way, *completed(asked.text, asked.cursor, at, way)) for way in ways[:_SHOWN]]
    bar.suggest(asked.text, [way for way in offered if way.text != asked.text])

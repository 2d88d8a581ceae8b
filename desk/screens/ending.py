"""Asking about something that an item may not have, and that no row of a list tells of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.errors import DeskError
from desk.rows.work import WorkRow
from desk.screens.base import DeskScreen, Rows

if TYPE_CHECKING:
    from desk.screens.dialogs import Deed

_TO_END = ("deescalate", "remedy")
"""The use cases that end what there may not be."""


class Ending(DeskScreen[Rows]):
    """Mixed into screens that ask for what a use case takes."""

    def ask(self, name: str, row: WorkRow) -> None:
        """Ask for what a use case takes; say so where the item has nothing that it could end."""
        if name in _TO_END:
            self.run_worker(self._ask_to_end(name, row), group="ask", exit_on_error=False)
        else:
            self._put(name, row)

    def _acted(self, deed: Deed | None) -> None:
        """Say what came of a sheet."""
        raise NotImplementedError

    async def _ask_to_end(self, name: str, row: WorkRow) -> None:
        from desk.screens.standing import against_shown

        desk, actor = self.seat.desk, self.seat.actor
        try:
            reason = against_shown(name, await self.read(lambda: desk.trail.item(actor, row.ref)))
        except DeskError as error:
            reason = error
        if reason is None:
            self._put(name, row)
        else:
            self.refuse(reason)

    def _put(self, name: str, row: WorkRow) -> None:
        from desk.screens.dialogs import ActionSheet

        self.app.push_screen(ActionSheet(self.seat, row, name), self._acted)

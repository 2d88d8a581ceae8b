"""What an open desk does by itself, beside the loop: a look each minute, a pass when it is time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.screens.base import Deeds

if TYPE_CHECKING:
    from desk.bootstrap import Desk

_AFTER = 5.0
"""Seconds after the first paint before the first look: nobody waits for it."""


class Upkeep(Deeds):
    """Mixed into the home screen, which is there as long as the desk is open."""

    def begin_upkeep(self) -> None:
        """Look for what is due soon after opening; each minute does the same."""
        self.set_timer(_AFTER, self.keep_up)

    def keep_up(self) -> None:
        """Do what is due, in the writer thread; what it changes comes back as news."""
        self.call_next(self._keep_up)

    async def _keep_up(self) -> None:
        try:
            await self.write(lambda: _pass(self.seat.desk))
        except Exception as error:  # noqa: BLE001 - a pass that fails is told, and made again
            self.post_message(self.refusal(error))


def _pass(desk: Desk) -> int:
    if desk.barred is not None or not desk.due.is_anything():
        return 0
    return len(desk.upkeep.pass_over())

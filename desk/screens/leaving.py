"""Leaving the desk: what is typed is written first; only what the store refuses holds one back."""

from __future__ import annotations

from asyncio import get_running_loop

from desk.screens.base import Deeds, Refused, Seat, Waiting
from desk.screens.continuing import in_words
from desk.screens.notes import Whispered
from desk.terminal.in_turn import KeysInTurn

_PATIENCE = 1.0
"""Seconds that the last write may take before a word is said."""
_ENDED = {129: "the line was lost", 143: "the desk was ended"}
"""Why a text stays unfinished, by the code with which a signal ends the desk."""


class Leaving(KeysInTurn):
    """An app that is left at once, since nothing typed is lost by it."""

    seat: Seat

    def __init__(self, *, ansi_color: bool) -> None:
        super().__init__(ansi_color=ansi_color)
        self._warned_of: dict[str, dict[str, str]] = {}

    async def action_quit(self) -> None:
        """Write what is typed and leave; what the store refuses is named first, then lost."""
        self._keep_typed()
        screen = self.screen
        waiting = get_running_loop().call_later(_PATIENCE, screen.post_message, Waiting())
        try:
            unkept = await self.seat.drafts.flushed()
        finally:
            waiting.cancel()
        if not unkept or unkept == self._warned_of:
            self.exit()
            return
        self._warned_of = unkept
        what = " and ".join(in_words(place) for place in unkept)
        trouble = self.seat.drafts.trouble
        why = f": {trouble.message}" if trouble else ""
        self.screen.post_message(
            Refused(
                f"{what[:1].upper()}{what[1:]} would be lost{why}",
                "It is tried again all the time; the same key again leaves without it.",
            )
        )

    def end(self, code: int) -> None:
        """A signal ends the desk: everything typed is written, with the reason."""
        self._keep_typed()
        self.seat.drafts.end(_ENDED.get(code, ""))
        self.exit(return_code=code)

    def keep_before_pause(self) -> None:
        """The desk is about to be stopped, perhaps for ever: write what is typed."""
        self._keep_typed()
        self.seat.drafts.end("")

    def tell_trouble(self, place: str) -> None:
        """Say once that what is typed cannot be kept, and when it can be again."""
        if place:
            return
        trouble = self.seat.drafts.trouble
        text = f"Not kept yet: {trouble.message}" if trouble else "What you typed is kept again"
        self.screen.post_message(Whispered(text))

    def _keep_typed(self) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, Deeds):
                screen.keep_typed()

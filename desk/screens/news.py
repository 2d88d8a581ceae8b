"""What somebody is told: the list of it, the newest first, read once it was looked at."""

from __future__ import annotations

from collections.abc import Sequence

from desk.rows.alerts import AlertRow
from desk.rules.times import near_moment
from desk.screens.base import Offer, Seat
from desk.screens.palette import REF, PaletteScreen
from desk.widgets.key_line import KeyHint

_WHY = {"mentioned": "names you", "assigned": "given to you", "followed": "you follow it"}


class NewsScreen(PaletteScreen):
    """Answers with the item to open. What is unread has a mark before it."""

    def __init__(self, seat: Seat, told: Sequence[AlertRow]) -> None:
        now, zone = seat.desk.clock.now(), seat.actor.zone
        offers = [
            Offer(
                f"{REF}{row.ref}",
                f"{seat.look.glyphs.error if not row.is_read else ' '} {row.ref} {row.text}",
                _WHY[row.why],
                near_moment(row.at, zone, now),
            )
            for row in told
        ]
        super().__init__(seat, "What you are told", offers)
        self._matches.nothing = (
            "Nothing here has these words."
            if told
            else "Nothing yet. You are told what others do on a problem you follow, when a note"
            " names you with @, and when something is given to you."
        )

    def hints(self) -> list[KeyHint]:
        """Open or leave."""
        return [KeyHint("enter", "open"), KeyHint("esc", "leave")]

"""What lies ahead of its person, told by the home screen when a spell of the day begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work

from desk.errors import DeskError
from desk.screens.alerting import Alerting
from desk.screens.base import Deeds, Seat
from desk.widgets.notice import Notice

if TYPE_CHECKING:
    from desk.rows.alerts import Outlook

_AHEAD = "ahead"
"""The name of the one notice on what lies ahead."""
_QUIET = 600
"""Seconds between two of them, except when another spell begins."""


class LookingAhead(Alerting):
    """Mixed into the home screen; it looks when it is opened and with each minute."""

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self._named: dict[int, int] = {}
        """Items that were told ahead, and the end of the spell that was told with them."""
        self._spell = 0
        self._said_at = 0
        """When anything was told ahead last, and for the spell until when."""

    def begin_alerts(self) -> None:
        """Say what lies ahead, besides what came while the desk was closed."""
        self.look_ahead()
        super().begin_alerts()

    @work(group="look-ahead", exclusive=True, exit_on_error=False)
    async def look_ahead(self) -> None:
        """Say what reaches jeopardy before the spell ends, unless that was said already."""
        desk, actor = self.seat.desk, self.seat.actor
        try:
            outlook = await self.read(lambda: desk.alerts.outlook(actor))
        except DeskError:  # what is wrong with the store is told by the list itself
            return
        screen = self.app.screen
        is_listed = isinstance(screen, Deeds) and screen.hear_news()
        now = desk.clock.now()
        if not self._is_to_be_said(outlook, now):
            return
        self._spell, self._said_at = outlook.until, now
        self._named = {id_: until for id_, until in self._named.items() if until > now}
        self._named |= dict.fromkeys((row.id for row in outlook.rows), outlook.until)
        if not is_listed:
            self._pop([self._notice_ahead(outlook)])

    def _is_to_be_said(self, outlook: Outlook, now: int) -> bool:
        """Whether anything is new in it, it may show, and the last time was not just now."""
        is_new = any(row.at >= self._named.get(row.id, 0) for row in outlook.rows)
        is_time = outlook.until != self._spell or now - self._said_at >= _QUIET
        return is_new and is_time and outlook.may_pop and not self.foremost.is_form

    def _notice_ahead(self, outlook: Outlook) -> Notice:
        from desk.rules.alerts import listed
        from desk.widgets.news_list import outlook_sentence, sign_of

        rows = outlook.rows
        sign, token = sign_of("jeopardy", self.seat.look.glyphs)
        sentence = outlook_sentence(outlook, self.seat.actor.zone)
        about = rows[0].subject if len(rows) == 1 else listed([row.ref for row in rows])
        return Notice(token, sign, sentence, about, *self._leads_on, _AHEAD)

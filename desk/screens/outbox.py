"""The outbox: what is drafted, held, waits, failed and was delivered, and whether anything can."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Container

from desk.screens.base import Seat
from desk.screens.carded import Card, Carded
from desk.screens.notice_standing import HOOK
from desk.screens.outbox_keys import OutboxKeys, Shown
from desk.widgets.health_line import HealthLine
from desk.widgets.letter_card import BELOW, LetterCard
from desk.widgets.outbox_list import PARTS, OutboxView
from desk.widgets.short_list import ShortList

_MOST = 500
"""Messages that are shown of a part, the newest."""
_CAP = 1000
"""Up to this they are counted."""
_EVERY = 5.0
"""Seconds between two looks while it is on top: what is sent tells nobody else."""


class OutboxScreen(OutboxKeys, Carded[Shown]):
    """Installed once; what needs somebody is shown first."""

    below = BELOW
    CSS_PATH = "outbox.tcss"
    AUTO_FOCUS = "OutboxView"

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        now = seat.desk.clock.now()
        self.health = HealthLine(seat.look)
        self.card = LetterCard(seat.look, seat.actor.zone, now)

    @property
    def parts(self) -> tuple[ShortList, Card]:
        """The list, and its card."""
        return self.list, self.card

    def compose(self) -> ComposeResult:
        """Frame, how the outbox is, list, and the message under the cursor."""
        yield self.top
        yield self.status
        yield self.health
        with Container(id="body"):
            yield self.list
            yield self.card
        yield self.keys
        yield self.toast
        yield self.too_small

    def on_mount(self) -> None:
        """Keep time and keys, and look again while it is on top."""
        self.begin_minutes()
        self.watch_keys()
        self.set_interval(_EVERY, self._look)

    def on_screen_resume(self) -> None:
        """Show it as it is now."""
        super().on_screen_resume()
        self.reload()

    def load(self) -> Shown:
        """Read a part, how much is in each, and how the outbox is."""
        desk, actor, place = self.seat.desk, self.seat.actor, self.part
        part = PARTS[place]
        page = desk.outbox_list.page(actor, states=part.states, limit=_MOST)
        return Shown(
            place,
            page.rows,
            page.is_last,
            desk.outbox_list.counts(actor),
            desk.outbox_state.health(),
            desk.work.counters(actor),
            desk.clock.now(),
        )

    def show(self, rows: Shown) -> None:
        """Paint it; the cursor stays on its message."""
        part = PARTS[rows.part]
        self.top.count(rows.counters)
        self.health.show(rows.health, rows.now, is_moved=self.seat.desk.clock.training)
        self.list.show(part, rows.rows, rows.counts, rows.now, _CAP)
        self.know_marked(self.all_listed().rows)
        self.status.show("Outbox", part.title.lower() if rows.part else "", "")
        many = len(rows.rows)
        shown = f"{many:,} message{'s' if many != 1 else ''}"
        self.status.count(shown if rows.is_last else f"the newest {many:,}")
        self.card.show(self.letter, rows.now)
        self.show_keys()

    def touched(self, ids: tuple[int, ...]) -> None:
        """Something may have been laid here."""
        if self.is_current:
            self.reload()

    def minute(self, now: int) -> None:
        """Everything is older."""
        if self.is_current:
            self.reload()

    @on(ShortList.Moved)
    def _moved(self, event: ShortList.Moved) -> None:
        event.stop()
        self.toast.leave_refusal()
        self.card.show(self.letter, self.seat.desk.clock.now())
        self.show_keys()

    @on(ShortList.Opened)
    def _opened(self, event: ShortList.Opened) -> None:
        event.stop()
        letter = self.letter
        if letter is None:
            return
        if letter.medium == HOOK:
            self.action_item()
            return
        from desk.screens.notice_sheet import NoticeSheet

        self.app.push_screen(NoticeSheet(self.seat, letter.number), self._read)

    @on(OutboxView.Turned)
    def _turned(self, event: OutboxView.Turned) -> None:
        event.stop()
        self.turn(self.part + event.by)

    def _read(self, said: str | None) -> None:
        """Say what was done with the message that was read."""
        if said is not None:
            self.say(said)
            self.reload()

    def _look(self) -> None:
        if self.is_current and not self.is_dealing:
            self.reload()

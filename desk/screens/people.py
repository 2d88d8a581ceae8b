"""The people of the desk: who is there, in which team, and who has room."""

from __future__ import annotations

from asyncio import TimerHandle, get_running_loop

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Container

from desk.errors import DeskError
from desk.rows.work import Listing, WorkRow
from desk.rules.filters import parse
from desk.screens.base import Seat
from desk.screens.carded import Card, Carded
from desk.screens.people_forms import Known
from desk.screens.people_keys import PeopleKeys, Shown
from desk.widgets.person_card import BELOW, PersonCard
from desk.widgets.short_list import ShortList

_REST = 0.25
"""Seconds without a move after which the open work of the person is read."""
_MOST = 40
"""Items of a person that a pane may show."""


class PeopleScreen(PeopleKeys, Carded[Shown]):
    """Installed once; teams by their level, in each who has the most room first."""

    below = BELOW
    CSS_PATH = "people.tcss"
    AUTO_FOCUS = "PeopleList"

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self.card = PersonCard(seat.look, self.list.reader)
        self._resting: TimerHandle | None = None

    @property
    def parts(self) -> tuple[ShortList, Card]:
        """The list, and its card."""
        return self.list, self.card

    def compose(self) -> ComposeResult:
        """Frame, list, and the person under the cursor below it or beside it."""
        yield self.top
        yield self.status
        with Container(id="body"):
            yield self.list
            yield self.card
        yield self.keys
        yield self.toast
        yield self.too_small

    def on_mount(self) -> None:
        """Keep time and keys."""
        self.begin_minutes()
        self.watch_keys()
        self.status.show("People", "", "")

    def on_screen_resume(self) -> None:
        """Show them as they are now."""
        self.reload()

    def load(self) -> Shown:
        """Read teams, people and what they have to do."""
        desk, actor = self.seat.desk, self.seat.actor
        house = desk.kept_settings.house(actor)
        return Shown(
            desk.directory.teams(),
            desk.directory.staff(actor),
            tuple(house.calendars),
            desk.work.counters(actor),
        )

    def show(self, rows: Shown) -> None:
        """Paint them; the cursor stays on its person."""
        now = self.seat.desk.clock.now()
        self.known = Known([row.person for row in rows.staff], rows.calendars)
        self.top.count(rows.counters)
        self.list.show(rows.teams, rows.staff, self.list.reader._replace(now=now))
        away = sum(row.person.back_at(now) is not None for row in rows.staff)
        many = len(rows.staff)
        counted = f"{many:,} {'people' if many != 1 else 'person'}"
        self.status.count(f"{counted}, {away:,} away" if away else counted)
        self.show_keys()

    def touched(self, ids: tuple[int, ...]) -> None:
        """Work that moved changes somebody's load."""
        if self.is_current:
            self.reload()

    def minute(self, now: int) -> None:
        """Less is left of the day."""
        if self.is_current:
            self.reload()

    @on(ShortList.Moved)
    def _moved(self, event: ShortList.Moved) -> None:
        event.stop()
        self.toast.leave_refusal()
        self.card.show(self.staff_here, (), self.list.reader)
        if self._resting is not None:
            self._resting.cancel()
        self._resting = get_running_loop().call_later(_REST, self._rest)

    @on(ShortList.Opened)
    def _opened(self, event: ShortList.Opened) -> None:
        event.stop()
        self.action_edit()

    def _rest(self) -> None:
        if self.is_attached:
            self.show_keys()
            self._read_work()

    @work(group="preview", exclusive=True, exit_on_error=False)
    async def _read_work(self) -> None:
        staff = self.staff_here
        if staff is None or not self.card.is_pane:
            return
        try:
            found = await self.read(lambda: self._open_work(staff.person.name))
        except DeskError:  # renamed since; the next reading shows so
            return
        self.card.show(staff, found, self.list.reader)

    def _open_work(self, name: str) -> tuple[WorkRow, ...]:
        """What somebody has open, the most urgent first."""
        desk = self.seat.desk
        quoted = name.replace("\\", "\\\\").replace('"', '\\"')
        wanted = parse(f'is:open owner:"{quoted}"', desk.zone, desk.clock.now())
        return tuple(desk.work.page(self.seat.actor, Listing(wanted), limit=_MOST).rows)

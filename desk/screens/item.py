"""One item: its head and clocks, its trail, where a reply is written, and what is known besides."""

from __future__ import annotations

from typing import ClassVar, NamedTuple

from textual.binding import Binding, BindingType

from desk.errors import DeskError
from desk.rows.drafts import DraftRow
from desk.rows.items import ItemRow
from desk.rows.work import Counters, WorkRow
from desk.rules.vocabulary import LIVE_CHANNELS
from desk.screens.base import Seat, StepOn
from desk.screens.item_keys import ITEM_KEYS
from desk.screens.item_parts import ItemParts
from desk.screens.letters import WithLetters
from desk.screens.writing import affected_by_reply, stopped_by_reply
from desk.widgets.clock_bar import Moment
from desk.widgets.timeline import AIRY, Sight


class Shown(NamedTuple):
    """What the screen reads."""

    item: ItemRow
    counters: Counters
    drafts: tuple[DraftRow, ...]


class ItemScreen(WithLetters[Shown], ItemParts[Shown]):
    """Installed once; `open` shows another item."""

    CSS_PATH = "item.tcss"
    AUTO_FOCUS = "Timeline"
    BINDINGS: ClassVar[list[BindingType]] = [
        *ITEM_KEYS,
        Binding(
            "right_square_bracket", "step(1)", "next", id="item.next", show=False,
            tooltip="The next item of the list",
        ),
        Binding(
            "left_square_bracket", "step(-1)", "before", id="item.before", show=False,
            tooltip="The item before in the list",
        ),
        Binding(
            "f", "facts", "facts", id="item.facts",
            tooltip="Clocks, customer and record, in place of the trail",
        ),
        Binding(
            "y", "letter", "notice", id="item.letter",
            tooltip="Read the notice to the customer that lies ready: send, change or drop it",
        ),
        Binding("escape", "back", "back", id="item.back", tooltip="Back to the list"),
        Binding("n", "new", "new", id="item.new", tooltip="Log a contact"),
    ]  # fmt: skip

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self._item: ItemRow | None = None
        self._is_fresh = True
        self._to_do = ""
        self._is_begun = True
        """Whether the reply for which it was opened stands in the composer."""

    def on_mount(self) -> None:
        """Keep time and keys."""
        self.begin_minutes()
        self.watch_keys()

    def open(self, ref: str, *, to_reply: bool = False, to_do: str = "") -> None:
        """Show this item, its trail at the end; `to_reply` goes back once that is sent or left.

        `to_do` goes on with a use case.
        """
        self.put_away()
        self.remove_class("-turned")
        self.side.can_focus = False
        if ref != self.ref:
            self.ref, self._item = ref, None
            self.head.say("")
            self.tasks.begin()
        self._load_number += 1  # what is still on its way is of the item before
        self.is_ready = self._item is not None and not to_reply
        self.to_reply, self._is_begun = to_reply, not to_reply
        self._to_do = to_do
        self._is_fresh = True
        if self.is_attached:
            self.reload()

    def on_screen_resume(self) -> None:
        """Show the item as it is now."""
        if self.ref:
            self.reload()

    def load(self) -> Shown:
        """Read the item, and what is urgent besides."""
        desk, actor, place = self.seat.desk, self.seat.actor, self.place
        item, counters = desk.trail.item(actor, self.ref), desk.work.counters(actor)
        return Shown(item, counters, desk.drafts.of(actor, place))

    def show(self, rows: Shown) -> None:
        """Paint it; what is being written and the place in the trail stay."""
        item = self._item = rows.item
        self.drafts = rows.drafts
        now, zone = self.seat.desk.clock.now(), self.seat.actor.zone
        at = Moment(now, zone)
        self.top.count(rows.counters)
        self.head.show(item, self.seat.actor.id, at)
        self.clocks.show(item.clocks, at)
        self.facts.show(item, at)
        self.show_matter(item, now)
        sight = Sight(self.seat.actor.name, zone, now, airy=self.size.height >= AIRY)
        self.timeline.show(item.trail, sight, fresh=self._is_fresh)
        self._is_fresh = False
        stops, is_spoken = stopped_by_reply(item.clocks), item.work.channel in LIVE_CHANNELS
        self.composer.address(affected_by_reply(item), stops, is_spoken=is_spoken)
        self.company_changed()
        self.attend()
        if not self._is_begun:
            self._is_begun = True
            self.begin()
        elif self._to_do:
            name, self._to_do = self._to_do, ""
            self.action_act(name)
        self.refresh_bindings()

    def touched(self, ids: tuple[int, ...]) -> None:
        """Other desks changed these items: show this one again when it is among them."""
        if self._item is not None and self._item.work.id in ids:
            self.reload()

    def tell(self, text: str) -> None:
        """Show in row 1 what was done."""
        self.head.say(text)

    def whisper(self, text: str) -> None:
        """Show in row 1 what is to be known."""
        self.head.say(text, is_done=False)

    def minute(self, now: int) -> None:
        """Clocks have moved on."""
        if self.is_current and self.ref:
            self.reload()

    @property
    def row(self) -> WorkRow | None:
        """The item that keys act on."""
        return self._item.work if self._item else None

    def against(self, name: str, row: WorkRow) -> DeskError | None:
        """The whole item is here, so more is known than a list has in its rows."""
        from desk.screens.standing import against_shown

        item = self._item
        is_here = item is not None and item.work.ref == row.ref
        known = against_shown(name, item) if item is not None and is_here else None
        return super().against(name, row) or known

    @property
    def draft(self) -> str:
        """The reference of the notice that lies ready."""
        return self._item.draft if self._item else ""

    def action_step(self, by: int) -> None:
        """Open the next item of the list, or the one before."""
        self.post_message(StepOn(self.ref, by))

    def action_back(self) -> None:
        """Back to the list; an open composer closes first."""
        if self.composer.is_open:
            self.put_away()
        elif self.leave_tasks():
            return
        elif self.has_class("-turned"):
            self.action_facts()
        else:
            self.dismiss()

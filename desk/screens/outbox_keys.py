"""What the keys of the outbox do: `s` lets a message go whatever kept it, `x` drops it."""

from __future__ import annotations

from typing import ClassVar, NamedTuple

from textual.binding import Binding, BindingType

from desk.errors import DeskError, NothingToDo
from desk.rows.outbox import OutboxCounts, OutboxRow
from desk.rows.outbox_health import OutboxHealth
from desk.rows.work import Counters, Page, WorkRow
from desk.screens.base import Offer, OpenItem, Seat
from desk.screens.item_keys import ITEM_KEYS
from desk.screens.marked_list import MarkedList
from desk.screens.notice_standing import as_work
from desk.widgets.outbox_list import PARTS, OutboxView
from desk.widgets.status_line import StatusLine

_OURS = ("start", "cancel", "undo")
_SAID = {
    "start": ("send", "Send it, let it go, or try it again"),
    "cancel": ("drop", "Drop it, so that it does not leave"),
}
"""What keys of items say here."""


def _said(binding: Binding) -> Binding:
    name = (binding.id or "").removeprefix("item.")
    if name not in _SAID:
        return binding
    verb, tooltip = _SAID[name]
    return Binding(
        binding.key, binding.action, verb, id=binding.id, tooltip=tooltip, show=binding.show
    )


_KEYS = tuple(
    _said(each)
    for each in ITEM_KEYS
    if isinstance(each, Binding) and (each.id or "").removeprefix("item.") in _OURS
)
_READ, _ITEM, _PART = "read", "item", "part"
_NOT_OFFERED = ("links", "report", "document")
"""What the palette offers on items of work alone."""


class Shown(NamedTuple):
    """What the screen reads."""

    part: int
    rows: tuple[OutboxRow, ...]
    is_last: bool
    counts: OutboxCounts
    health: OutboxHealth
    counters: Counters
    now: int


class OutboxKeys(MarkedList[Shown]):
    """The list of the outbox, and what is done with its messages."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *_KEYS,
        Binding("o", "item", "item", id="outbox.item", tooltip="Open the item it is about"),
        Binding("slash", "choose", "choose", id="outbox.choose", tooltip="Choose what is shown"),
        Binding(
            "space", "mark", "mark", id="outbox.mark", tooltip="Mark the message, or unmark it"
        ),
        Binding(
            "asterisk", "mark_all", "all", id="outbox.mark_all",
            tooltip="Mark every message that is shown; again: none",
        ),
        Binding(
            "escape", "back", "back", id="outbox.back",
            tooltip="Stop, or clear the marks, else leave the outbox",
        ),
    ]  # fmt: skip

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self.part = 0
        """Which part is shown."""
        self.status = StatusLine(seat.look)
        self.list = OutboxView(seat.look, seat.desk.clock.now())

    @property
    def letter(self) -> OutboxRow | None:
        """The message under the cursor."""
        return self.list.current

    @property
    def row(self) -> WorkRow | None:
        """The same as sheets know it."""
        return as_work(self.letter) if self.letter is not None else None

    def mark_of(self, row: WorkRow) -> int:
        """A message's own number."""
        return row.key.id

    @property
    def marking(self) -> OutboxView:
        """The list that shows the marks."""
        return self.list

    def all_listed(self) -> Page:
        """Every message that is shown."""
        return Page(tuple(as_work(row) for row in self.list.rows), is_last=True)

    def barred(self, action: str) -> DeskError | None:
        """Why a key cannot act now."""
        letter = self.letter
        needs_one = action.startswith("act(") or action in ("mark", "mark_all", "open", "item")
        if needs_one and letter is None and not self.marks:
            return NothingToDo("There is no message here", "The arrows show other parts.")
        if action == "item" and letter is not None and letter.about is None:
            return NothingToDo(f"{letter.ref} is about no item", "enter reads it.")
        return super().barred(action)

    def offers(self) -> list[Offer]:
        """What can be done with the message, and what else can be shown."""
        letter = self.letter
        offered = [offer for offer in super().offers() if offer.key not in _NOT_OFFERED]
        reading = [Offer(_READ, "Read it in full", letter.ref, "enter")] if letter else []
        if letter is not None and letter.about is not None:
            reading.append(Offer(_ITEM, "Open the item it is about", letter.about, "o"))
        return [*reading, *offered, Offer(_PART, "Choose what is shown", "", "/")]

    def take(self, key: str) -> None:
        """Do what was offered."""
        named = {_READ: self.list.action_open, _ITEM: self.action_item, _PART: self.action_choose}
        if key in named:
            named[key]()
        else:
            super().take(key)

    def action_item(self) -> None:
        """Open the item that the message is about."""
        reason = self.barred("item")
        if reason is not None:
            self.refuse(reason)
        elif self.letter is not None and self.letter.about is not None:
            self.post_message(OpenItem(self.letter.about))

    def action_choose(self) -> None:
        """Choose which part is shown."""
        self.run_worker(self._choose(), group="part", exclusive=True, exit_on_error=False)

    def turn(self, part: int) -> None:
        """Show another part."""
        self.part = part % len(PARTS)
        self.reload()

    async def _choose(self) -> None:
        from desk.screens.palette import PaletteScreen

        offers = [Offer(str(place), part.title) for place, part in enumerate(PARTS)]
        taken = await self.app.push_screen_wait(PaletteScreen(self.seat, "Outbox", offers))
        if taken is not None and taken.isdecimal():
            self.turn(int(taken))

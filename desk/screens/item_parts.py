"""How the screen of an item is laid out: its parts above each other, or side by side with facts."""

from __future__ import annotations

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.geometry import Offset

from desk.errors import DeskError
from desk.rows.items import ItemRow
from desk.rules.states import machine_of
from desk.screens.base import Rows, Seat
from desk.screens.frame import FramedScreen
from desk.screens.task_keys import OnTasks
from desk.screens.writing import Writing
from desk.widgets.clock_bar import ClockBar
from desk.widgets.facts import FactsPane
from desk.widgets.outside import Outside
from desk.widgets.timeline import AIRY, Timeline

_WITH_FACTS = 120
_LIST = 81
_FACTS = 47


class ItemParts(OnTasks[Rows], Writing[Rows], FramedScreen[Rows]):
    """Holds the widgets; the screen has the class `-problem` while it shows one, `-facts` where
    these stand beside the trail, and `-turned` where they take its place.
    """

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self._body = Container(id="body")
        self.side = FactsPane(self.facts)
        self.clocks = ClockBar(seat.look)
        self.above = Outside(seat.look, is_above=True)
        self.timeline = Timeline(seat.look)
        self.below = Outside(seat.look, is_above=False)

    def compose(self) -> ComposeResult:
        """Frame, head, clocks, then trail and composer with the facts beside them."""
        yield self.top
        yield self.head
        yield self.clocks
        with self._body:
            with Vertical(id="story"):
                yield self.above
                yield self.timeline
                yield self.below
                yield self.composer
            yield self.tasks
            yield self.side
        yield self.keys
        yield self.toast
        yield self.too_small

    @property
    def beside_tasks(self) -> Timeline:
        """The trail has the keys when the tasks have not."""
        return self.timeline

    def show_matter(self, item: ItemRow, now: int) -> None:
        """A problem has tasks, so its trail has a title."""
        self.set_class(item.work.kind == "problem", "-problem")
        self.tasks.takes_more = machine_of(item.work.kind).is_open(item.work.state)
        self.show_tasks(item.tasks, now)
        self._entitle()

    def _entitle(self) -> None:
        title = "Trail" if self.has_class("-problem") else ""
        self.above.entitle(title, is_here=self.timeline.has_focus)

    def on_descendant_focus(self) -> None:
        """Another part has the keys."""
        self._entitle()

    def put_away(self) -> None:
        """Close the composer; keys act on the item again."""
        super().put_away()
        self.timeline.focus()
        self._lay_out()

    def begin(self) -> None:
        """Open the composer; it takes its room from the facts."""
        super().begin()
        self._lay_out()

    @property
    def corner(self) -> Offset:
        """Above the composer, where there is one."""
        return Offset(self.timeline.region.right, self.below.region.bottom)

    def on_resize(self, event: events.Resize) -> None:
        """Facts stand beside the trail where there is room, the clocks among them."""
        super().on_resize(event)
        self.set_class(event.size.width >= _WITH_FACTS, "-facts")
        self.composer.set_class(event.size.height >= AIRY, "-tall")
        self._lay_out()

    def _lay_out(self) -> None:
        """Side by side where there is room: what is written needs more of it than what is read."""
        has_facts = self.tasks.is_pane = self.has_class("-facts")
        room = self.size.width - _LIST
        wide = min(_FACTS, room) if self.composer.is_open else room
        self._body.styles.grid_columns = f"1fr {wide}" if has_facts else "1fr"

    @on(Timeline.Outside)
    def _outside(self, event: Timeline.Outside) -> None:
        event.stop()
        self.above.show(event.above)
        self.below.show(event.below)

    def action_facts(self) -> None:
        """Show the facts in place of the trail where they have no room beside it, and back."""
        self.toggle_class("-turned")
        self.side.can_focus = self.has_class("-turned")
        (self.side if self.side.can_focus else self.timeline).focus()

    def barred(self, action: str) -> DeskError | None:
        """Facts that stand beside the trail need no key."""
        if action == "facts" and self.has_class("-facts"):
            return DeskError("The facts stand beside the trail")
        return super().barred(action)

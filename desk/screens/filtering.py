"""Typing a filter or a reference into the bar below a list or a board."""

from __future__ import annotations

from asyncio import TimerHandle, get_running_loop
from typing import TYPE_CHECKING

from desk.errors import BadFilter, DeskError
from desk.screens.base import OpenItem, Rows, Seat
from desk.screens.completing import Completing
from desk.screens.task_standing import found_at
from desk.widgets.sheet import sheet_width

if TYPE_CHECKING:
    from desk.widgets.filter_bar import Ask, FilterBar

_FILTER_HINT = (
    "Words, or channel:email  owner:me|none  level>=warning  due<2h  customer:Acme  -tag:spam"
)
_GO_HINT = "A reference, like I-10423; enter opens it"
_PAUSE = 0.15
"""Seconds without a key after which a filter is tried."""


class Filtering(Completing[Rows]):
    """The bar is made when it is first wanted. Subclasses say what is filtered."""

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self._bar: FilterBar | None = None
        self._is_going = False
        self._trying: TimerHandle | None = None
        self._before = ""
        self._is_given_up = False
        """Whether a search was stopped by further typing, so that it is not the list shown."""

    @property
    def typed(self) -> str:
        """The filter that was typed."""
        raise NotImplementedError

    def refilter(self, text: str) -> None:
        """Show what fits this filter. Raises `BadFilter`."""
        raise NotImplementedError

    @property
    def is_looking(self) -> bool:
        """Whether what was asked for last is still looked for."""
        raise NotImplementedError

    def give_up_reading(self) -> None:
        """Look no further for what was asked for last."""
        raise NotImplementedError

    def focus_list(self) -> None:
        """Let keys act on what is listed again."""
        raise NotImplementedError

    def action_filter(self) -> None:
        """Type a filter."""
        self._before = self.typed
        self._ask("Filter", self.typed, _FILTER_HINT, is_going=False)

    def action_go(self) -> None:
        """Type a reference."""
        self._ask("Go to", "", _GO_HINT, is_going=True)

    def on_ask(self, event: Ask) -> None:
        """Something is being typed: try it when the keys rest, take it with enter."""
        event.stop()
        if self._trying is not None:
            self._trying.cancel()
        if self.is_looking and not self._is_going and event.text != self.typed:
            self.give_up_reading()
            self._is_given_up = True
        if event.is_final and self._is_going:
            self.is_ready = False
            self.run_worker(self._go(event.text), group="go", exit_on_error=False)
        elif event.is_final:
            if self._try(event.text):
                self._close_bar()
        elif not self._is_going:
            if self._bar is not None and not event.is_turned:
                self.suggest(self._bar, event)
            self._trying = get_running_loop().call_later(_PAUSE, self._try, event.text)

    def on_filter_bar_left(self) -> None:
        """Nothing typed counts."""
        if self._trying is not None:
            self._trying.cancel()
        if not self._is_going and (self.typed != self._before or self._is_given_up):
            self._take_filter(self._before)
        self._close_bar()

    def _ask(self, title: str, text: str, hint: str, *, is_going: bool) -> None:
        from desk.widgets.filter_bar import FilterBar

        self._is_going = is_going
        if self._bar is None:
            self._bar = FilterBar(self.seat.look)
            self.mount(self._bar, before=self.keys)
        self._bar.styles.width = sheet_width(self.size.width)
        self.add_class("-asking")
        self.is_ready = False  # keys that were typed ahead are for the bar
        self.call_after_refresh(self._open, self._bar, title, text, hint)

    def _open(self, bar: FilterBar, title: str, text: str, hint: str) -> None:
        bar.open(title, text, hint)
        self.app.call_later(self._take_keys)  # behind the focus, which is moved that way too

    def _take_keys(self) -> None:
        self.is_ready = True

    def _try(self, text: str) -> bool:
        bar = self._bar
        if bar is None:
            return False
        try:
            if text != self.typed or self._is_given_up:
                self._take_filter(text)
        except BadFilter as error:
            bar.fault(error.message, error.next_step, error.column)
            return False
        bar.well()
        return True

    async def _go(self, ref: str) -> None:
        """Open the item of that reference once it is found; keys wait for it."""
        desk, actor, bar = self.seat.desk, self.seat.actor, self._bar
        try:
            found = await self.read(lambda: found_at(desk, actor, ref))
        except DeskError as error:
            if bar is not None:
                bar.fault(error.message, error.next_step, 1)
        else:
            self.post_message(OpenItem(found[0], task=found[1]))
            self._close_bar()
        finally:
            self.is_ready = True

    def _take_filter(self, text: str) -> None:
        self.refilter(text)
        self._is_given_up = False

    def _close_bar(self) -> None:
        self.remove_class("-asking")
        self.focus_list()

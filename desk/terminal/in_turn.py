"""Keys in turn: one that was typed ahead waits until the one before it has done its work.

Over a slow line several keys arrive at once. Textual hands each to whatever has the focus when it
is read, and some overtake others: `n` and a name would act on the list, and an `enter` would take
what stood there before the last letters.
"""

from __future__ import annotations

from asyncio import TimerHandle, get_running_loop
from collections import deque

from textual import events
from textual.app import App
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget

_ROUNDS = 3
"""How often a turn follows a key from its widget to the app: a key is answered by messages, which
a screen answers by messages of its own, and each time the turn arrives behind them."""
_LOST = 0.1
"""Seconds between two looks whether a turn is lost: the widget it was given to left the screen."""
_PATIENCE = 20
"""Looks after which a turn is taken for lost anyway. A key that overtakes another is lost."""
_GROWING = 0.01
"""Seconds between two looks whether a screen that was just opened can take keys."""
_LOOKS = 50


class Turn(Message):
    """Follows a key through the widgets it goes through."""

    def __init__(self, number: int, round_: int) -> None:
        super().__init__()
        self.number = number
        self.round = round_


class KeysInTurn(App[None]):
    """An app that hands out one key at a time, to a screen that can take it."""

    def __init__(self, *, ansi_color: bool) -> None:
        super().__init__(ansi_color=ansi_color)
        self._ahead: deque[events.Key | events.Paste] = deque()
        self._last: Widget | None = None
        self._last_screen: Screen[object] | None = None
        self._turn = 0
        self._given_up: TimerHandle | None = None

    async def on_event(self, event: events.Event) -> None:
        """Take a key from the keyboard: at once, unless another one is under way."""
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded:
            await super().on_event(event)
        elif not self.screen_stack:
            return  # it is ending: there is nothing left that takes a key
        elif self._ahead:
            self._ahead.append(event)
        elif self._is_under_way() or not self.takes_keys():
            self._ahead.append(event)
            self._begin_turn()
        else:
            await self._hand_out(event)

    async def on_turn(self, event: Turn) -> None:
        """The key before went as far as the turn: once more, or the next key may go."""
        event.stop()
        if event.number == self._turn and not self._pass_on(event.round + 1):
            await self._next(event.number)

    def takes_keys(self) -> bool:
        """Whether the screen on top is there: one that was just opened has no focus yet."""
        is_new = self.screen is not self._last_screen
        return not is_new or self.focused is not None or not self.app_focus

    def _is_under_way(self) -> bool:
        return self._last is not None and self._last.is_attached

    async def _hand_out(self, event: events.Key | events.Paste) -> None:
        self._last_screen = self.screen
        self._last = self.focused or self.screen
        await super().on_event(event)

    def _begin_turn(self) -> None:
        self._turn += 1
        number = self._turn
        if not self._pass_on(1):
            self.call_later(self._next, number)
            return
        self._look_after(number, _PATIENCE)

    def _look_after(self, number: int, looks: int) -> None:
        """Go on when whoever has the turn has left the screen; a busy machine is waited for."""

        def look() -> None:
            if number != self._turn or not self._ahead:
                return
            if looks > 1 and self._is_under_way():
                self._look_after(number, looks - 1)
            else:
                self.call_later(self._next, number)

        self._given_up = get_running_loop().call_later(_LOST, look)

    def _pass_on(self, round_: int) -> bool:
        """Send the turn after the key once more; whether it is on its way."""
        if round_ > _ROUNDS or self._last is None or not self._last.is_attached:
            return False
        return self._last.post_message(Turn(self._turn, round_))

    async def _next(self, number: int, looks: int = 0) -> None:
        """Hand out the next key, once the screen it is for can take keys."""
        if number != self._turn or not self._ahead or not self.screen_stack:
            return
        if self._given_up is not None:
            self._given_up.cancel()
        if looks < _LOOKS and not self.takes_keys():
            self.set_timer(_GROWING, lambda: self._next(number, looks + 1))
            return
        await self._hand_out(self._ahead.popleft())
        if self._ahead:
            self._begin_turn()
        else:
            self._turn += 1

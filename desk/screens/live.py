"""What other desks change, heard in a thread of its own."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event, Thread
from typing import TYPE_CHECKING

from desk.errors import DeskError

if TYPE_CHECKING:
    from desk.bootstrap import Desk

_PATIENCE = 1.0
"""Seconds after which a quiet store is given up for a moment, so the thread can end."""


class Listener:
    """Calls `touched` with the numbers of changed items, in its own thread, until it is stopped."""

    def __init__(self, desk: Desk, touched: Callable[[tuple[int, ...]], object]) -> None:
        self._desk = desk
        self._touched = touched
        self._ended = Event()
        self._thread = Thread(target=self._listen, name="desk-pulse", daemon=True)

    def start(self) -> None:
        """Begin to listen."""
        self._thread.start()

    def stop(self) -> None:
        """Stop listening; the thread ends within a moment."""
        self._ended.set()
        if self._thread.is_alive():
            self._desk.pulse.stop()

    def _listen(self) -> None:
        _ = self._desk.pulse  # it counts from here; what came before is read once more
        self._touched(())
        while not self._ended.is_set():
            try:
                touched = self._desk.pulse.wait(_PATIENCE)
            except DeskError:
                # A store that is busy or away for a moment: the list stays as it is meanwhile.
                self._ended.wait(_PATIENCE)
                continue
            if touched and not self._ended.is_set():
                self._touched(touched)

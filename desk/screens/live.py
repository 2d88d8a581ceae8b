"""What other desks change, heard in a thread of its own."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event, Thread
from typing import TYPE_CHECKING

from desk.errors import DeskError

if TYPE_CHECKING:
    from desk.bootstrap import Desk

_PATIENCE = 1.0
"""Seconds to wait for a change at a time, and before a store that is away is tried again."""

Heard = Callable[[tuple[int, ...] | None], object]
"""Takes the numbers of changed items; None when the store cannot be heard."""


class Listener:
    """Tells what changed, from its own thread, until it is stopped.

    `moved` is called when somebody came to an item or left it, and once at the start.
    """

    def __init__(
        self,
        desk: Desk,
        heard: Heard,
        failed: Callable[[Exception], object],
        moved: Callable[[], object],
    ) -> None:
        self._desk = desk
        self._moved = moved
        self._moves = -1
        self._heard = heard
        self._failed = failed
        self._ended = Event()
        self._is_behind = True
        self._thread = Thread(target=self._listen, name="desk-pulse", daemon=True)

    def begin(self) -> None:
        """Miss nothing from now on, though it is heard only once the thread starts.

        Whoever reads after this need not read again when it does.
        """
        self._desk.pulse.begin()
        self._is_behind = False

    def start(self) -> None:
        """Begin to listen."""
        self._thread.start()

    def stop(self) -> None:
        """Stop listening; the thread ends within a moment."""
        self._ended.set()
        if self._thread.is_alive():
            self._desk.pulse.stop()

    def _listen(self) -> None:
        if not self._is_behind:
            self._tell_moves()
        while not self._ended.is_set():
            try:
                self._hear()
                self._is_behind = False
            except DeskError:
                self._is_behind = True
                self._heard(None)
                self._ended.wait(_PATIENCE)
            except Exception as error:  # noqa: BLE001 - nobody waits for this thread's end
                self._failed(error)
                return

    def _hear(self) -> None:
        """Wait for a change; what came while nobody listened is caught up with by reading anew."""
        pulse = self._desk.pulse
        if self._is_behind:
            pulse.begin()
        touched = () if self._is_behind else pulse.wait(_PATIENCE)
        if self._ended.is_set():
            return
        if touched is not None:
            self._heard(touched)
        self._tell_moves()

    def _tell_moves(self) -> None:
        moves = self._desk.pulse.moves
        if moves != self._moves:
            self._moves = moves
            self._moved()

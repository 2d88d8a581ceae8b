"""A claim is short, so that what a killed sender had claimed is soon taken over; who is there
prolongs it for as long as a try lasts."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from threading import Event, Thread
from time import monotonic

from desk.errors import DeskError
from desk.services.sending import CLAIM_SECONDS

_EVERY = CLAIM_SECONDS / 4


class Renewed:
    """While this lasts a claim is prolonged, in a thread of its own."""

    def __init__(self, renew: Callable[[], object], longest: float, every: float = _EVERY) -> None:
        """`longest` ends it, should the try hang past all its own limits."""
        self._renew = renew
        self._longest = longest
        self._every = every
        self._ended = Event()

    def __enter__(self) -> None:
        Thread(target=self._run, name="desk-claim", daemon=True).start()

    def __exit__(self, *_: object) -> None:
        self._ended.set()

    def _run(self) -> None:
        end = monotonic() + self._longest
        while not self._ended.wait(self._every) and monotonic() < end:
            with suppress(DeskError):  # the next time, before the claim has run out
                self._renew()

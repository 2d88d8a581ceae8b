"""Which threads are inside a transaction, so that nothing is closed under them."""

import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

_LOOKS_EVERY = 0.02
"""Seconds between two looks; a statement may begin just after it was to be stopped."""


class InUse:
    """Counts the transactions of each thread."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._depths: Counter[int] = Counter()

    @contextmanager
    def by_this_thread(self) -> Iterator[None]:
        """Be inside a transaction; they may stand in each other."""
        thread = threading.get_ident()
        with self._changed:
            self._depths[thread] += 1
        try:
            yield
        finally:
            with self._changed:
                self._depths[thread] -= 1
                if not self._depths[thread]:
                    del self._depths[thread]
                    self._changed.notify_all()

    def others(self) -> set[int]:
        """The threads besides this one that are inside a transaction."""
        with self._changed:
            return {*self._depths} - {threading.get_ident()}

    def others_until_gone(self, seconds: float) -> Iterator[set[int]]:
        """The other threads inside a transaction, again and again until none is or time is up."""
        end = time.monotonic() + seconds
        while (others := self.others()) and time.monotonic() < end:
            yield others
            with self._changed:
                self._changed.wait(_LOOKS_EVERY)

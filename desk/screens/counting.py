"""Counts that may take long, one after the other in a thread of their own."""

from __future__ import annotations

import threading
from asyncio import get_running_loop
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from desk.bootstrap import Desk

Result = TypeVar("Result")


class Counting:
    """Its thread starts with the first count; the reader, whom keys wait for, is never held up."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._threads: ThreadPoolExecutor | None = None
        self._ident: int | None = None

    async def count(self, query: Callable[[], Result]) -> Result:
        """Run a query that counts."""
        if self._threads is None:
            self._threads = ThreadPoolExecutor(
                1, thread_name_prefix="desk-counter", initializer=self._begin
            )
        return await get_running_loop().run_in_executor(self._threads, query)

    def stop(self) -> None:
        """Stop the count that goes on, if one does."""
        if self._ident is not None:
            self._desk.work.stop(self._ident)

    def close(self) -> None:
        """Let the thread end."""
        if self._threads is not None:
            self.stop()
            self._threads.shutdown(wait=False, cancel_futures=True)

    def _begin(self) -> None:
        self._ident = threading.get_ident()

"""Writes what is typed a moment later, in the writer thread, and again when the store refuses."""

from __future__ import annotations

from asyncio import AbstractEventLoop, TimerHandle, get_running_loop, wrap_future
from collections.abc import Callable
from concurrent.futures import Executor, Future, wait
from contextlib import suppress

from desk.errors import DeskError

PAUSE = 0.8
"""Seconds from the first key that is not in the store to the write."""
_AGAIN, _SELDOM = 2.0, 30.0
"""Seconds after which a write that failed is tried again: at first, and at the most."""

Places = tuple[str, ...]
Job = Callable[[], None]


class Keeping:
    """Which places have a text that is not in the store yet, and the writes that are under way.

    `job_for` makes the write of some places, on the main loop; `told` hears how it went.
    """

    def __init__(
        self,
        writer: Executor,
        job_for: Callable[[Places], Job],
        told: Callable[[Places, DeskError | None], None],
    ) -> None:
        self._writer = writer
        self._job_for = job_for
        self._told = told
        self._unsaved: dict[str, None] = {}
        self._under_way: dict[Future[None], Places] = {}
        self._timer: TimerHandle | None = None
        self._wait = _AGAIN

    @property
    def unsaved(self) -> Places:
        """Places whose text is neither in the store nor on its way to it."""
        return tuple(self._unsaved)

    def want(self, place: str) -> None:
        """Write this place in a moment."""
        self._unsaved[place] = None
        if self._timer is None:
            self._timer = get_running_loop().call_later(PAUSE, self.flush)

    def flush(self) -> None:
        """Write what is not in the store, now."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if not self._unsaved:
            return
        places = self.unsaved
        self._unsaved.clear()
        done = self._writer.submit(self._job_for(places))
        self._under_way[done] = places
        loop = get_running_loop()
        done.add_done_callback(lambda _: _in(loop, lambda: self._written(done)))

    async def flushed(self) -> Places:
        """Write what is not in the store and wait for it; the places that it did not take."""
        self.flush()
        for done in [*self._under_way]:
            with suppress(DeskError):
                await wrap_future(done)
            self._written(done)
        return self.unsaved

    def flush_and_wait(self, seconds: float) -> None:
        """Write what is not in the store, and hold everything up until it is there, or so long."""
        self.flush()
        wait(self._under_way, timeout=seconds)

    def give_up(self, place: str) -> None:
        """Write this place no more, but for what is under way."""
        self._unsaved.pop(place, None)

    def behind(self, job: Job) -> None:
        """Run something in the writer thread, behind what is under way; a refusal is let go."""

        def run() -> None:
            with suppress(DeskError):
                job()

        self._writer.submit(run)

    def _written(self, done: Future[None]) -> None:
        """On the main loop: the store took it, or it is tried again in a while."""
        places = self._under_way.pop(done, ())
        error = done.exception()
        if not places:
            return
        if error is None:
            self._wait = _AGAIN
            self._told(places, None)
        elif isinstance(error, DeskError):
            self._unsaved.update(dict.fromkeys(places))
            if self._timer is None:
                self._timer = get_running_loop().call_later(self._wait, self.flush)
                self._wait = min(2 * self._wait, _SELDOM)
            self._told(places, error)
        else:
            raise error


def _in(loop: AbstractEventLoop, call: Callable[[], object]) -> None:
    """Call something on the main loop, unless that has ended meanwhile."""
    with suppress(RuntimeError):
        loop.call_soon_threadsafe(call)

"""One desk that keeps time: `python -m tests.faults.keeper STORE FACTOR STOPS`.

Says READY, waits for a line, lets time run from there by the factor and tells each pass in JSON.
Its lease lasts a second, so that it is soon seen to be gone. It may stop itself in the middle of
its first pass, as a machine does that is put to sleep: `between` two transactions, or `within` one.
"""

import asyncio
import json
import os
import signal
import sys
from typing import Any

from desk.bootstrap import build
from desk.clock import Clock
from desk.jobs.runner import Runner
from desk.jobs.timetable import TIMETABLE, Did
from desk.jobs.turns import Told
from desk.models import jobs as table
from desk.models import store
from desk.services import jobs as service
from desk.services import tick
from tests.stores import NOW, settings_for

LASTS = 1
"""Seconds of a lease here, and of waiting for others who write."""
BATCH = 5
"""So few clocks in a transaction, where it stops, that others are to follow."""
BETWEEN, WITHIN = "between", "within"


async def keep_time(url: str, factor: float) -> None:
    """Run the tick until somebody ends this process."""
    desk = build(settings_for(url), Clock(NOW, factor))

    def did(_: str, what: Did) -> None:
        tell({"at": desk.clock.now(), "ticked": [tuple(each) for each in what.ticked]})

    def failed(job: str, error: Exception) -> None:
        tell({"failed": f"{job}: {type(error).__name__}: {error}"})

    runner = Runner(desk, Told(did, failed), [job for job in TIMETABLE if job.name == "tick"])
    runner.start()
    await asyncio.Event().wait()


def tell(what: dict[str, Any]) -> None:
    """Print a line at once."""
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


class Stopping:
    """Has this process stop itself once, when it has written something; the pass in which it did
    is told apart."""

    def __init__(self, where: str) -> None:
        self._where = where
        self._has_stopped = False
        self._cross = tick.__dict__["cross"]
        self._one, self._run = tick.Tick._one, tick.Tick.run

    def begin(self) -> None:
        """Do so from here on."""
        patches = {
            "_one": lambda *given: self._done(*given),
            "run": lambda *given, **named: self._ran(*given, **named),
        }
        for name, patch in patches.items():
            setattr(tick.Tick, name, patch)
        tick.__dict__["cross"] = self._crossed

    def _crossed(self, *given: Any) -> Any:
        found = self._cross(*given)
        self._stop(WITHIN, found)
        return found

    def _done(self, *given: Any) -> Any:
        found = self._one(*given)
        self._stop(BETWEEN, found.ticked)
        return found

    def _ran(self, *given: Any, **named: Any) -> Any:
        had_stopped = self._has_stopped
        found = self._run(*given, **named)
        if self._has_stopped and not had_stopped:
            tell({"slept": [tuple(each) for each in found]})
        return found

    def _stop(self, where: str, has_written: object) -> None:
        if where == self._where and has_written and not self._has_stopped:
            self._has_stopped = True
            os.kill(os.getpid(), signal.SIGSTOP)


def main() -> None:
    """Wait for the word, then begin."""
    for module in (table, service):
        module.__dict__["LASTS"] = LASTS
    if sys.argv[3]:
        tick.BATCH = BATCH
        Stopping(sys.argv[3]).begin()
    store.__dict__.update(_LOCK_WAIT_SECONDS=LASTS, SPELL_SECONDS=LASTS / 2)
    sys.stdout.write("READY\n")
    sys.stdout.flush()
    sys.stdin.readline()
    asyncio.run(keep_time(sys.argv[1], float(sys.argv[2])))


if __name__ == "__main__":
    main()

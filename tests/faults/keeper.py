"""One desk that keeps time: `python -m tests.faults.keeper STORE FACTOR`.

Says READY, waits for a line, lets time run from there by the factor and tells each pass in JSON.
Its lease lasts a second, so that it is soon seen to be gone.
"""

import asyncio
import json
import sys
from typing import Any

from desk.bootstrap import build
from desk.clock import Clock
from desk.jobs.runner import Runner
from desk.jobs.timetable import TIMETABLE, Did
from desk.jobs.turns import Told
from desk.models import jobs as table
from desk.services import jobs as service
from tests.stores import NOW, settings_for

LASTS = 1
"""Seconds of a lease here."""


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


def main() -> None:
    """Wait for the word, then begin."""
    for module in (table, service):
        module.__dict__["LASTS"] = LASTS
    sys.stdout.write("READY\n")
    sys.stdout.flush()
    sys.stdin.readline()
    asyncio.run(keep_time(sys.argv[1], float(sys.argv[2])))


if __name__ == "__main__":
    main()

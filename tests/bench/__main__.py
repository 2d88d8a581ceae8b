"""Run the bench: `python -m tests.bench [--rounds N] [--keep FOLDER] [PART]`."""

import argparse
import sys
import tempfile
from pathlib import Path

from tests.bench.board import board
from tests.bench.event_logs import event_logs
from tests.bench.imports import imports
from tests.bench.million import million
from tests.bench.screens import commands, keys, silence, starts
from tests.bench.stores import demo_store
from tests.bench.targets import Figure, report
from tests.bench.ticks import ticks

PARTS = ("screens", "board", "imports", "tick", "million")
SMALL, LARGE = 1_000, 100_000
IMPORTED = 20_000
LOGGED = 10_000
"""Cases of a made-up event log, of eight rows each."""


def main() -> int:
    """Measure and report; 1 when a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("part", nargs="?", choices=PARTS)
    parser.add_argument("--rounds", type=int, default=9, help="starts of each program")
    parser.add_argument("--keep", type=Path, help="folder for stores to use again")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="desk-bench-") as passing:
        folder = args.keep or Path(passing)
        folder.mkdir(parents=True, exist_ok=True)
        figures: list[Figure] = []
        if args.part in (None, "screens"):
            programs = commands(demo_store(folder, SMALL), demo_store(folder, LARGE))
            figures += starts(programs, args.rounds)
            figures += keys(programs, args.rounds // 2 + 1)
            figures += silence(programs, 8)
        if args.part in (None, "board"):
            figures += board(folder, args.rounds // 2 + 1)
        if args.part in (None, "imports"):
            figures += imports(Path(passing), IMPORTED, 3)
            figures += event_logs(Path(passing), LOGGED, 3)
        if args.part == "tick":  # its store, too, takes a minute
            figures += ticks(Path(passing))
        if args.part == "million":  # making its store takes minutes: it is asked for by name
            figures += million(folder, args.rounds)
    return 0 if report(figures) else 1


if __name__ == "__main__":
    sys.exit(main())

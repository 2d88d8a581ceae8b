"""A million items beside a thousand, a bare reference and the peers that are installed here."""

import sqlite3
import time
from contextlib import closing
from pathlib import Path

from desk.screens.filtering import _PAUSE as PAUSE
from tests.bench.peers import peers
from tests.bench.screens import Commands, commands
from tests.bench.stores import demo_store
from tests.bench.targets import Figure, median, percentile, ratio, tell
from tests.bench.wire import Start, Wire

SMALL, MILLION = 1_000, 1_000_000
WORDS = ("router", "bill", "mailbox", "abernathy")
"""What is searched for, letter by letter: words of many items and of few."""

PATIENT = 0.5
"""Seconds of silence after which a search is over: more than the filter waits after a key."""

IDLE = 8.0
STEPS = 9
SAVES = 12


def million(folder: Path, rounds: int) -> list[Figure]:
    """All figures of the store of a million."""
    small, large = demo_store(folder, SMALL), demo_store(folder, MILLION)
    programs = commands(small, large)
    figures = _starts(programs, rounds)
    step, more = _steps(programs, rounds // 2 + 1)
    figures += more
    figures += _searches(programs)
    figures += _saves(programs, folder, step)
    figures += _silence(programs)
    figures += _leaving(programs, rounds // 2 + 1)
    peers(folder, rounds // 2 + 1)
    return figures


def _opened(programs: Commands, name: str) -> Wire:
    return Wire(programs[name][0])


def _starts(programs: Commands, rounds: int) -> list[Figure]:
    found: dict[str, list[Start]] = {"bare": [], "desk small": [], "desk large": []}
    for turn in range(rounds + 1):
        for name, runs in found.items():
            with _opened(programs, name) as wire:
                start = wire.start(programs[name][1])
            runs += [start] if turn else []
    best = {name: min(run.settled for run in runs) for name, runs in found.items()}
    for name, seconds in best.items():
        cpu = min(run.cpu for run in found[name])
        tell(f"start {name:12} smallest {seconds * 1000:6.1f} ms  cpu {cpu * 1000:.0f} ms")
    return [
        ratio("start, 1M items, beside 1k", best["desk large"], best["desk small"], 1.1),
        ratio("start, 1M items, beside bare", best["desk large"], best["bare"], None),
    ]


def _steps(programs: Commands, rounds: int) -> tuple[float, list[Figure]]:
    """Steps down at a thousand and at a million in turns; the median of the million."""
    found: dict[str, list[float]] = {"desk small": [], "desk large": []}
    memory = {"bare": 0.0, "desk large": 0.0}
    for _ in range(rounds):
        for name in ("bare", *found):
            with _opened(programs, name) as wire:
                wire.start(programs[name][1])
                wire.stroke("j")
                for _ in range(STEPS):
                    stroke = wire.stroke("j")
                    wire.listen(0.3)
                    if name in found:
                        found[name].append(stroke.latency)
                if name in memory:
                    memory[name] = max(memory[name], wire.memory())
    middle = {name: median(runs) for name, runs in found.items()}
    late = {name: percentile(runs, 0.95) for name, runs in found.items()}
    for name in found:
        tell(f"j {name:12} median {middle[name] * 1000:.1f} ms  p95 {late[name] * 1000:.1f} ms")
    tell(f"memory: desk {memory['desk large']:.1f} MB, bare {memory['bare']:.1f} MB")
    return middle["desk large"], [
        ratio("j, 1M items, beside 1k", middle["desk large"], middle["desk small"], 1.2),
        ratio("memory at 1M, beside bare", memory["desk large"], memory["bare"], 1.7),
    ]


def _searches(programs: Commands) -> list[Figure]:
    """From the start of a query to its first painted rows, for every letter that is typed.

    What counts the rows comes after them and is not waited for.
    """
    found: list[float] = []
    with _opened(programs, "desk large") as wire:
        wire.start(programs["desk large"][1])
        for word in WORDS:
            wire.stroke("/")
            wire.stroke(word[0])
            for letter in word[1:]:
                found.append(max(0.0, wire.painted(letter, PAUSE, PATIENT) - PAUSE))
            wire.stroke("\x1b")
            wire.listen(0.5)
    tell(f"search as typed: median {median(found) * 1000:.1f} ms, longest {max(found) * 1000:.1f}")
    return [Figure("search as typed at 1M, p95", percentile(found, 0.95) * 1000, 50, " ms")]


def _saves(programs: Commands, folder: Path, step: float) -> list[Figure]:
    """A claim, from the key to the word on the screen that it is done, beside a raw commit."""
    found: list[float] = []
    with _opened(programs, "desk large") as wire:
        wire.start(programs["desk large"][1])
        for _ in range(SAVES):
            wire.listen(0.4)
            found.append(wire.painted("c"))
            wire.listen(0.4)
            wire.stroke("j")
    raw = _raw_commit(folder / "raw.db")
    tell(f"save: claim median {median(found) * 1000:.1f} ms, raw commit {raw * 1000:.2f} ms")
    return [Figure("save beyond a raw commit, in j", (median(found) - raw) / step, 2, " j")]


def _raw_commit(path: Path) -> float:
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("PRAGMA journal_mode = wal")
        raw.execute("PRAGMA synchronous = normal")
        raw.execute("CREATE TABLE IF NOT EXISTS said (id INTEGER PRIMARY KEY, text TEXT)")
        taken: list[float] = []
        for _ in range(50):
            began = time.perf_counter()
            raw.execute("BEGIN IMMEDIATE")
            raw.execute("INSERT INTO said (text) VALUES (?)", ("x" * 200,))
            raw.execute("COMMIT")
            taken.append(time.perf_counter() - began)
    return median(taken)


def _silence(programs: Commands) -> list[Figure]:
    """Processor time and bytes while nobody types, between two changes of the minute."""
    spent: dict[str, float] = {}
    heard = 0
    for name in ("bare", "desk large"):
        with _opened(programs, name) as wire:
            wire.start(programs[name][1])
            wire.listen(1.5)
            if time.time() % 60 > 58 - IDLE:
                wire.listen(62 - time.time() % 60)
            before = wire.cpu()
            heard = wire.listen(IDLE)
            spent[name] = (wire.cpu() - before) / IDLE
    tell(", ".join(f"idle {name} {share * 100:.2f} %" for name, share in spent.items()))
    return [
        Figure("bytes while nobody types, at 1M", heard, 0, " B"),
        ratio("idle processor at 1M, beside bare", spent["desk large"], spent["bare"], 2),
    ]


def _leaving(programs: Commands, rounds: int) -> list[Figure]:
    """From the key to the end of the process."""
    found: dict[str, list[float]] = {"bare": [], "desk large": []}
    for _ in range(rounds):
        for name, taken in found.items():
            with _opened(programs, name) as wire:
                wire.start(programs[name][1])
                wire.listen(0.3)
                taken.append(wire.leave("q"))
    best = {name: min(taken) for name, taken in found.items()}
    tell(", ".join(f"exit {name} {seconds * 1000:.0f} ms" for name, seconds in best.items()))
    return [ratio("exit at 1M, beside bare", best["desk large"], best["bare"], 1)]

"""Starts, keys, bytes, memory and silence of the desk beside the references."""

import sys
import time
from pathlib import Path

from tests.bench.stores import desk
from tests.bench.targets import Figure, median, percentile, ratio, tell
from tests.bench.wire import Start, Stroke, Wire

REFERENCES = Path(__file__).with_name("references.py")
ITEM = r"[IPR]-\d+"
"""What a queue shows when it can be used: a reference."""

STEPS = 9
"""Steps down that stay inside the first page of 80x24, after the first."""

JOBS = 3.0
"""Seconds in which the jobs have begun and had their first turns."""

Commands = dict[str, tuple[tuple[str | Path, ...], str]]


def commands(small: Path, large: Path) -> Commands:
    """What is measured: the command, and what it shows when it can be used."""
    return {
        "bare": ((sys.executable, REFERENCES, "bare"), "READY"),
        "shell": ((sys.executable, REFERENCES, "shell"), "READY"),
        "desk small": (desk("--db", small), ITEM),
        "desk large": (desk("--db", large), ITEM),
    }


def starts(programs: Commands, rounds: int) -> list[Figure]:
    """Starts, all programs in turns, the smallest of each taken."""
    found: dict[str, list[Start]] = {name: [] for name in programs if name != "shell"}
    for turn in range(rounds + 1):
        for name, runs in found.items():
            command, wanted = programs[name]
            with Wire(command) as wire:
                start = wire.start(wanted)
            if turn:  # the first turn warms the disk
                runs.append(start)
    for name, runs in found.items():
        best = min(runs, key=lambda run: run.settled)
        tell(
            f"start {name:12} smallest {best.settled * 1000:6.1f} ms  "
            f"median {median([run.settled for run in runs]) * 1000:6.1f} ms  "
            f"cpu {min(run.cpu for run in runs) * 1000:.0f} ms  {best.bytes} bytes"
        )
    smallest = {name: min(run.settled for run in runs) for name, runs in found.items()}
    return [
        ratio("start, 100k items, beside bare", smallest["desk large"], smallest["bare"], 1.3),
        ratio("start, 100k items, beside 1k", smallest["desk large"], smallest["desk small"], 1.1),
    ]


def keys(programs: Commands, rounds: int) -> list[Figure]:
    """One step down, many times, in turns with the shell; and the bytes it costs."""
    ours: list[Stroke] = []
    shell: list[Stroke] = []
    texts: list[int] = []
    memory = {"bare": 0.0, "desk large": 0.0}
    for _ in range(rounds):
        for name, strokes in (("shell", shell), ("desk large", ours), ("bare", None)):
            command, wanted = programs[name]
            with Wire(command) as wire:
                wire.start(wanted)
                wire.stroke("j")  # the first is not like the others
                for _ in range(STEPS):
                    stroke = wire.stroke("j")
                    rest = wire.listen(0.4) if strokes is ours else 0
                    if strokes is not None:
                        strokes.append(stroke)
                    texts += [rest] if strokes is ours else []
                if name in memory:
                    wire.listen(JOBS)
                    memory[name] = max(memory[name], wire.memory())
    p95 = {"ours": percentile([s.latency for s in ours], 0.95)}
    p95["shell"] = percentile([s.latency for s in shell], 0.95)
    tell(
        f"j: desk median {median([s.latency for s in ours]) * 1000:.1f} ms, "
        f"p95 {p95['ours'] * 1000:.1f}; shell median "
        f"{median([s.latency for s in shell]) * 1000:.1f} ms, p95 {p95['shell'] * 1000:.1f}"
    )
    tell(f"memory: desk {memory['desk large']:.1f} MB, bare {memory['bare']:.1f} MB")
    return [
        ratio("j, p95, beside the shell", p95["ours"], p95["shell"], 1.5),
        Figure("bytes of a j", median([s.bytes for s in ours]), 500, " B"),
        Figure("bytes of the preview after it", median(texts), None, " B"),
        ratio("memory at 100k, beside bare", memory["desk large"], memory["bare"], 1.7),
    ]


def silence(programs: Commands, seconds: float) -> list[Figure]:
    """What is written while nobody types, between two changes of the minute."""
    command, wanted = programs["desk large"]
    with Wire(command) as wire:
        wire.start(wanted)
        wire.listen(1.5)
        into_the_minute = time.time() % 60
        if into_the_minute > 58 - seconds:
            wire.listen(62 - into_the_minute)
        return [Figure("bytes while nobody types", wire.listen(seconds), 0, " B")]

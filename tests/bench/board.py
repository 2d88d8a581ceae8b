"""A lane of a hundred thousand beside one of ten: open the board, step, page, go to the ends."""

from pathlib import Path

from desk.bootstrap import build
from desk.clock import Clock
from tests.bench.stores import desk as command_of
from tests.bench.targets import Figure, median, percentile, ratio, tell
from tests.bench.wire import KEY_QUIET, Wire
from tests.boards import Kind, fill
from tests.stores import settings_for

FEW, MANY = 10, 100_000
STEPS, SHOWN = 9, 3
"""Steps down in a lane, and how many of them do not scroll it at 80x24."""
KEYS = {
    "open": "2",
    "j": "j",
    "page down": "\x1b[6~",
    "end": "\x1b[F",
    "home": "\x1b[H",
    "lane": "l",
}
"""What is pressed; `j` several times, all others once in each round."""
_PATIENT = 0.6
"""Seconds of silence after which anything but a step is over: the first one loads the board."""
READY = r"1 Queue"


def board(folder: Path, rounds: int) -> list[Figure]:
    """Figures of the board, both stores in turns; the smallest of each counts."""
    stores = {"few": _store(folder, FEW), "many": _store(folder, MANY)}
    found: dict[str, dict[str, list[float]]] = {name: {key: [] for key in KEYS} for name in stores}
    sizes: list[int] = []
    for turn in range(rounds + 1):
        for name, path in stores.items():
            taken = _walk(path, sizes)
            for key, seconds in taken.items() if turn else ():
                found[name][key] += seconds
    figures = []
    for key in KEYS:
        few, many = (median(found[name][key]) for name in ("few", "many"))
        late = percentile(found["many"][key], 0.95)
        tell(
            f"board {key:10} lane of {FEW} {few * 1000:6.1f} ms, of {MANY:,} {many * 1000:6.1f} ms,"
            f" p95 {late * 1000:.1f}"
        )
        if key in ("open", "j"):  # a lane of ten has no second page, and is at its end already
            figures.append(ratio(f"board, {key}, lane of 100k beside 10", many, few, 1.4))
    return [*figures, Figure("bytes of a step on the board", median(sizes), 800, " B")]


def _walk(path: Path, sizes: list[int]) -> dict[str, list[float]]:
    taken: dict[str, list[float]] = {key: [] for key in KEYS}
    with Wire(command_of("--db", path)) as wire:
        wire.start(READY)
        for key, pressed in KEYS.items():
            for step in range(STEPS if key == "j" else 1):
                stroke = wire.stroke(pressed, quiet=KEY_QUIET if key == "j" else _PATIENT)
                taken[key].append(stroke.latency)
                if key == "j" and step < SHOWN:
                    sizes.append(stroke.bytes)
                wire.listen(0.4)  # keys and counts follow when the cursor rests
    return taken


def _store(folder: Path, many: int) -> Path:
    path = folder / f"board-{many}.db"
    if not path.exists():
        made = build(settings_for(str(path)), Clock())
        fill(made, [Kind("acknowledged", number % 97 / 100) for number in range(many)])
        made.close()
        tell(f"made a board with a lane of {many:,}")
    return path

"""How far the cases of a log reach through their file, and in how many passes it is read."""

from array import array
from collections.abc import Callable, Iterator, Sequence

from desk.services.records import Line, RecordFile

MOST_HELD = 100_000
"""Rows of cases that may wait for their last one at the same time."""


class Reach:
    """Where the last row of each case stands."""

    def __init__(self, key: Callable[[Sequence[str]], str], most: int = MOST_HELD) -> None:
        self._key = key
        self._most = most
        self._last: dict[int, int] = {}
        """By the hash of their keys: keys themselves could be long."""
        self.parts = 1
        """In how many passes the file is read."""

    def learn(self, file: RecordFile) -> None:
        """Look through the file."""
        place: dict[int, int] = {}
        first, last, many = array("q"), array("q"), array("q")
        for line in file:
            hashed = hash(self._key(line.cells))
            at = place.setdefault(hashed, len(first))
            if at == len(first):
                first.append(line.number)
                last.append(line.number)
                many.append(0)
            last[at] = line.number
            many[at] += 1
        self._last = {hashed: last[at] for hashed, at in place.items()}
        self.parts = 1 + (_most_held(first, last, many) - 1) // self._most if first else 1

    def lines(self, file: RecordFile) -> Iterator[Line]:
        """Every line once, case by case of one part after the other."""
        if self.parts == 1:
            yield from file
            return
        for part in range(self.parts):
            for line in file:
                if hash(self._key(line.cells)) % self.parts == part:
                    yield line

    def is_last(self, line: int, key: str) -> bool:
        """Whether that line is the last one of its case."""
        return self._last.get(hash(key)) == line


def _most_held(first: "array[int]", last: "array[int]", many: "array[int]") -> int:
    """How many rows wait at most, if every row of a case waits from its first to its last one."""
    if sum(many) <= 1:
        return 1
    steps = sorted(
        [(at, number) for at, number in zip(first, many, strict=True)]
        + [(at, -number) for at, number in zip(last, many, strict=True)]
    )
    held = most = 1
    for _, number in steps:
        held += number
        most = max(most, held)
    return most

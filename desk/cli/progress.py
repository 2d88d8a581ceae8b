"""How far something long has come, drawn in place on a terminal and nowhere else."""

from __future__ import annotations

import sys
import time

from desk.cli.output import Output

_CELLS = 20


class Bar:
    """One line on stderr that is drawn over itself."""

    def __init__(self, out: Output, size: int, what: str) -> None:
        self._out = out
        self._size = max(1, size)
        self._what = what
        self._began = time.monotonic()
        self._shown = 0

    def show(self, done: int) -> None:
        """Say how much is done, and how fast it goes."""
        self.draw(100 * done // self._size, done)

    def draw(self, share: int, done: int) -> None:
        """The same where another measure tells how many hundredths are done."""
        if not sys.stderr.isatty():
            return
        share = min(100, share)
        full = share * _CELLS // 100
        drawn = "#" * full + "." * (_CELLS - full)
        line = f"  [{drawn}] {share:3d} %  {done:,} {self._what}  {self.rate(done):,.0f}/s"
        line = line[: self._out.width - 1]
        sys.stderr.write("\r" + line.ljust(self._shown))
        sys.stderr.flush()
        self._shown = len(line)

    def rate(self, done: int) -> float:
        """How many a second, since the bar was made."""
        return done / max(0.001, time.monotonic() - self._began)

    def clear(self) -> None:
        """Take the line away."""
        if self._shown:
            sys.stderr.write("\r" + " " * self._shown + "\r")
            sys.stderr.flush()
            self._shown = 0

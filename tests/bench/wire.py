"""Measure a program on a pty: when bytes come, how many, and what the program costs.

Bytes are stamped when they are read and painted on the screen model afterwards, so that the model's
slowness does not disturb what is measured.
"""

import errno
import fcntl
import gc
import os
import re
import select
import struct
import subprocess
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pyte

from tests.e2e.glass import plain_environ
from tests.house.source import ROOT

START_QUIET = 0.15
KEY_QUIET = 0.1
"""Seconds of silence after which a start, or the answer to a key, counts as over."""

PATIENCE = 60.0
_SYNCHRONISED = b"\x1b[?2026$p"
_FOREIGN = re.compile(rb"\x1b\[(?:[><=][0-9;]*u|\?[0-9;]*\$p|>[0-9;]*[mq])")


class Start(NamedTuple):
    """One start of a program."""

    settled: float
    """Seconds until the last change before it was quiet, with what was wanted on the screen."""
    cpu: float
    bytes: int


class Stroke(NamedTuple):
    """One key and what came of it."""

    latency: float
    """Seconds until the last byte before silence."""
    bytes: int


class Wire:
    """A program at the other end of a pty."""

    def __init__(
        self,
        command: Sequence[str | Path],
        environ: Mapping[str, str] | None = None,
        size: tuple[int, int] = (80, 24),
    ) -> None:
        self._screen = pyte.Screen(*size)
        self._feed = pyte.ByteStream(self._screen)
        self._chunks: list[tuple[float, bytes]] = []
        self._painted = 0
        self._master, slave = os.openpty()
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        gc.collect()
        self._began = time.perf_counter()
        self._process = subprocess.Popen(
            [str(part) for part in command],
            stdin=slave, stdout=slave, stderr=slave,
            cwd=ROOT, env={**plain_environ(), **(environ or {})},
            start_new_session=True, preexec_fn=_take_terminal,
        )  # fmt: skip
        os.close(slave)

    def __enter__(self) -> "Wire":
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._master)

    def start(self, wanted: str) -> Start:
        """Wait until the program shows what is wanted and is quiet."""
        while True:
            self._until_quiet(START_QUIET)
            if re.search(wanted, self.text()):
                break
            if time.perf_counter() - self._began > PATIENCE or self._process.poll() is not None:
                raise AssertionError(f"no {wanted!r} on the screen:\n{self.text()}")
        return Start(self._last() - self._began, self.cpu(), self._bytes(0))

    def stroke(self, keys: str, quiet: float = KEY_QUIET) -> Stroke:
        """Write keys and wait until the program is quiet again for so long."""
        before = len(self._chunks)
        written = time.perf_counter()
        os.write(self._master, keys.encode())
        self._until_quiet(quiet)
        if len(self._chunks) == before:
            return Stroke(0.0, 0)
        return Stroke(self._last() - written, self._bytes(before))

    def painted(self, keys: str, after: float = 0.0, quiet: float = KEY_QUIET) -> float:
        """Seconds from keys to the first bytes at least `after` seconds later; 0 without any."""
        before = len(self._chunks)
        written = time.perf_counter()
        os.write(self._master, keys.encode())
        self._until_quiet(quiet)
        came = (at - written for at, _ in self._chunks[before:])
        return next((seconds for seconds in came if seconds >= after), 0.0)

    def leave(self, keys: str) -> float:
        """Seconds from the key that leaves the program to its end."""
        written = time.perf_counter()
        os.write(self._master, keys.encode())
        while self._process.poll() is None:
            self._read(0.001)
            if time.perf_counter() - written > PATIENCE:
                raise AssertionError(f"it does not end:\n{self.text()}")
        return time.perf_counter() - written

    def listen(self, seconds: float) -> int:
        """How many bytes come within the time while nobody types."""
        before = len(self._chunks)
        end = time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            self._read(left)
        return self._bytes(before)

    def memory(self) -> float:
        """The most memory the program held at once, in MB."""
        status = Path(f"/proc/{self._process.pid}/status").read_text(encoding="ascii")
        found = re.search(r"VmHWM:\s+(\d+)", status)
        return int(found[1]) / 1024 if found else 0.0

    def text(self) -> str:
        """What stands on the screen."""
        for _, chunk in self._chunks[self._painted :]:
            self._feed.feed(_FOREIGN.sub(b"", chunk))
        self._painted = len(self._chunks)
        return "\n".join(line.rstrip() for line in self._screen.display)

    def _until_quiet(self, quiet: float) -> None:
        end = time.perf_counter() + PATIENCE
        while self._read(quiet) and time.perf_counter() < end:
            pass

    def _read(self, seconds: float) -> bool:
        ready, _, _ = select.select([self._master], [], [], seconds)
        if not ready:
            return False
        try:
            chunk = os.read(self._master, 65536)
        except OSError as error:
            if error.errno != errno.EIO:
                raise
            return False
        self._chunks.append((time.perf_counter(), chunk))
        if _SYNCHRONISED in chunk:  # as a terminal of today answers: known, not set
            os.write(self._master, b"\x1b[?2026;2$y")
        return True

    def _last(self) -> float:
        return self._chunks[-1][0]

    def _bytes(self, since: int) -> int:
        return sum(len(chunk) for _, chunk in self._chunks[since:])

    def cpu(self) -> float:
        """Seconds its threads have run so far."""
        tasks = Path(f"/proc/{self._process.pid}/task").glob("*/schedstat")
        return sum(int(task.read_text(encoding="ascii").split()[0]) for task in tasks) / 1e9


def _take_terminal() -> None:
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)

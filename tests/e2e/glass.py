"""A terminal made of a pty and a screen model: runs a program, types, resizes, reads the bytes."""

import atexit
import errno
import fcntl
import os
import re
import select
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from unicodedata import combining

import pyte
from wcwidth import wcwidth

from tests.house.source import ROOT

PATIENCE = 20.0
"""Seconds to wait for what has to appear; generous, since machines that run tests are busy."""

DESK = (sys.executable, "-m", "desk")

_UNKNOWN = re.compile(rb"\x1b\[(?:[><=][0-9;]*u|\?[0-9;]*\$p|>[0-9;]*[mq])")
"""Sequences that the screen model would print as text."""

_UNFINISHED = re.compile(rb"\x1b(?:\[[0-9;?><=$]*)?\Z")

_ALTERNATE = (47, 1047, 1049)

CLEAN = frozenset({7, 25})
"""The modes of a terminal nobody has touched: lines wrap, the cursor is seen."""


class GlassScreen(pyte.Screen):
    """The screen model, and which private modes are set on it."""

    def __init__(self, columns: int, lines: int) -> None:
        self.modes = set(CLEAN)
        super().__init__(columns, lines)

    def draw(self, data: str) -> None:
        """Write text; the model stops at signs without width that are no accents, so they go."""
        if not data.isascii():
            data = "".join(sign for sign in data if wcwidth(sign) or combining(sign))
        super().draw(data)

    def set_mode(self, *modes: int, **how: bool) -> None:
        """Remember a private mode; the alternate screen begins empty."""
        if how.get("private"):
            self.modes.update(modes)
            if set(modes) & set(_ALTERNATE):
                self.erase_in_display(2)
        super().set_mode(*modes, **how)

    def reset_mode(self, *modes: int, **how: bool) -> None:
        """Forget a private mode."""
        if how.get("private"):
            self.modes.difference_update(modes)
        super().reset_mode(*modes, **how)


class Glass:
    """One program on a terminal of its own."""

    def __init__(
        self,
        command: Sequence[str | Path],
        *,
        size: tuple[int, int] = (80, 24),
        environ: Mapping[str, str] | None = None,
    ) -> None:
        self.raw = b""
        """Every byte the program wrote so far."""
        self._screen = GlassScreen(*size)
        self._feed = pyte.ByteStream(self._screen)
        self._unpainted = b""
        self._rest = b""
        self._master, slave = os.openpty()
        self._set_size(*size)
        self.process = subprocess.Popen(
            [str(part) for part in command],
            stdin=slave, stdout=slave, stderr=slave,
            cwd=ROOT, env=dict(plain_environ(), **(environ or {})),
            start_new_session=True, preexec_fn=_take_terminal,
        )  # fmt: skip
        os.close(slave)

    def __enter__(self) -> "Glass":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def screen(self) -> GlassScreen:
        """The screen with all that was read; painted when somebody looks, for many need bytes."""
        found, self._unpainted = self._unpainted, b""
        if found:
            self._paint(found)
        return self._screen

    @property
    def lines(self) -> list[str]:
        """What stands on the screen, row by row; the second half of a wide sign is nothing."""
        return ["".join(self.cells(y)) for y in range(self.screen.lines)]

    def cells(self, y: int) -> list[str]:
        """One row, one entry a cell; the second half of a wide sign is empty."""
        row = self.screen.buffer[y]
        return [row[x].data for x in range(self.screen.columns)]

    @property
    def text(self) -> str:
        """What stands on the screen, rows ended by line feeds."""
        return "\n".join(line.rstrip() for line in self.lines)

    def type(self, keys: str | bytes) -> None:
        """Write keys to the program."""
        os.write(self._master, keys if isinstance(keys, bytes) else keys.encode())

    def read(self, seconds: float) -> bytes:
        """What the program writes within the time; returns at the first bytes."""
        ready, _, _ = select.select([self._master], [], [], seconds)
        if not ready:
            return b""
        try:
            found = os.read(self._master, 65536)
        except OSError as error:
            if error.errno == errno.EIO:  # the other side of the pty is closed
                return b""
            raise
        self.raw += found
        self._unpainted += found
        return found

    def wait_for(self, *wanted: str, patience: float = PATIENCE) -> None:
        """Read until every text stands on the screen."""

        def stands() -> bool:
            found = self.text
            return all(text in found for text in wanted)

        self.wait_until(stands, str(wanted), patience)

    def wait_gone(self, text: str) -> None:
        """Read until a text has left the screen."""
        self.wait_until(lambda: text not in self.text, f"{text} to go")

    def wait_until(self, holds: Callable[[], bool], what: str, patience: float = PATIENCE) -> None:
        """Read until something holds; fail with the screen as it stands when it never does."""
        end = time.monotonic() + patience
        while not holds():
            if time.monotonic() > end:
                raise AssertionError(f"waited for {what}; the screen shows:\n{self.text}")
            if not self.read(0.05) and self.process.poll() is not None and not holds():
                raise AssertionError(f"waited for {what}; ended with:\n{self.text}")

    def settle(self, quiet: float = 0.3, patience: float = PATIENCE) -> None:
        """Read until nothing more comes for a while."""
        end = time.monotonic() + patience
        while self.read(quiet) and time.monotonic() < end:
            pass

    def resize(self, columns: int, rows: int) -> None:
        """Make the terminal another size, as its window would."""
        self.screen.resize(rows, columns)
        self._set_size(columns, rows)
        self.process.send_signal(signal.SIGWINCH)

    def ended(self, patience: float = PATIENCE) -> int:
        """Read to the end of the program; its exit code."""
        end = time.monotonic() + patience
        while self.process.poll() is None:
            if time.monotonic() > end:
                raise AssertionError(f"the program goes on; the screen shows:\n{self.text}")
            self.read(0.05)
        while self.read(0.05):
            pass
        return self.process.returncode

    def hang_up(self) -> None:
        """Let go of the terminal, as a lost line does."""
        os.close(self._master)
        self._master = -1

    def close(self) -> None:
        """End the program, by force when it has not ended by itself."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        if self._master >= 0:
            os.close(self._master)
            self._master = -1

    def _paint(self, found: bytes) -> None:
        waiting = self._rest + found
        unfinished = _UNFINISHED.search(waiting)
        cut = unfinished.start() if unfinished else len(waiting)
        self._rest = waiting[cut:]
        self._feed.feed(_UNKNOWN.sub(b"", waiting[:cut]))

    def _set_size(self, columns: int, rows: int) -> None:
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


def plain_environ() -> dict[str, str]:
    """An environment with nothing in it that this machine or its user brought along."""
    kept = {name: os.environ[name] for name in ("PATH", "USER", "LOGNAME") if name in os.environ}
    return {
        **kept,
        "HOME": _home(),
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LANG": "C.UTF-8",
        "TZ": "UTC",
    }


@cache
def _home() -> str:
    """A home of the tests' own: settings, stores and logs of whoever runs them stay out."""
    home = tempfile.mkdtemp(prefix="desk-home-")
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    return home


def _take_terminal() -> None:
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)

"""Processes of their own without the start of an interpreter: forked from one that knows the desk.

`start` is to a module's name what `python -m` is. What comes of it is a real process with its own
connections, which may be killed; only the imports were done before it began. A test that is about
how an interpreter starts has no use for it.
"""

import atexit
import json
import os
import pkgutil
import runpy
import select
import signal
import socket
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from importlib import import_module

from tests.house.source import ROOT

_PACKAGES = ("desk.bootstrap", "desk.models", "desk.queries", "desk.rules", "desk.services")
_MODULES = ("desk.clock", "desk.config", "tests.stores")
_ROOM = 1 << 16
"""Bytes of one call: a module, its words and an environment."""


class Forked:
    """A process that was started; of `subprocess.Popen` what the tests use."""

    def __init__(self, words: Sequence[str]) -> None:
        theirs_in, ours_in = os.pipe()
        ours_out, theirs_out = os.pipe()
        self._end, theirs_end = os.pipe()
        self._faults = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115
        call = {"words": list(words), "environ": dict(os.environ), "folder": os.getcwd()}
        told = (theirs_in, theirs_out, self._faults.fileno(), theirs_end)
        self.pid = _served().call(json.dumps(call).encode(), told)
        for each in (theirs_in, theirs_out, theirs_end):
            os.close(each)
        self.stdin = open(ours_in, "w", encoding="utf-8")  # noqa: SIM115
        self.stdout = open(ours_out, encoding="utf-8")  # noqa: SIM115
        self.returncode: int | None = None

    def communicate(self, timeout: float) -> tuple[str, str]:
        """Read all it says and wait for its end; what it said on stdout and stderr."""
        self.stdin.close()
        end, said = time.monotonic() + timeout, []
        while True:
            ready, _, _ = select.select([self.stdout], [], [], max(end - time.monotonic(), 0))
            if not ready:
                os.kill(self.pid, signal.SIGKILL)
                raise subprocess.TimeoutExpired(str(self.pid), timeout)
            if not (line := self.stdout.readline()):
                break
            said.append(line)
        self.stdout.close()
        self.returncode = int(os.read(self._end, 16))
        os.close(self._end)
        with self._faults:
            self._faults.seek(0)
            return "".join(said), self._faults.read()


def start(module: str, *words: str) -> Forked:
    """A process that runs a module with words."""
    return Forked((module, *words))


def run(module: str, *words: str, timeout: float = 120) -> "subprocess.CompletedProcess[str]":
    """Run a module with words to its end."""
    process = start(module, *words)
    out, faults = process.communicate(timeout)
    assert process.returncode is not None
    return subprocess.CompletedProcess(words, process.returncode, out, faults)


class _Served:
    """The process that forks, as those see it who ask for a child."""

    def __init__(self) -> None:
        self._line, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.forked", str(theirs.fileno())],
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
            )

    def call(self, told: bytes, files: Sequence[int]) -> int:
        """Have a child forked that has these files; its process number."""
        assert len(told) < _ROOM
        socket.send_fds(self._line, [told], files)
        return int(self._line.recv(16))

    def close(self) -> None:
        """Let it end."""
        self._line.close()
        self._process.wait()


@cache
def _served() -> _Served:
    made = _Served()
    atexit.register(made.close)
    return made


def _serve(line: socket.socket) -> None:
    """Fork a child for each call, and tell how each one ended, until nobody can call any more."""
    ended, wakes = os.pipe()
    os.set_blocking(wakes, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(wakes)
    ends: dict[int, int] = {}
    while True:
        ready, _, _ = select.select([line.fileno(), ended], [], [])
        if ended in ready:
            os.read(ended, 512)
            _tell_ends(ends)
        if line.fileno() in ready:
            told, files, _, _ = socket.recv_fds(line, _ROOM, 4)
            if not told:
                return
            pid = os.fork()
            if not pid:
                signal.set_wakeup_fd(-1)
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                for each in (line.fileno(), ended, wakes, files[3], *ends.values()):
                    os.close(each)
                _become(json.loads(told), files[:3])
            ends[pid] = files[3]
            for each in files[:3]:
                os.close(each)
            line.send(str(pid).encode())


def _tell_ends(ends: dict[int, int]) -> None:
    while ends:
        pid, status = os.waitpid(-1, os.WNOHANG)
        if not pid:
            return
        end = ends.pop(pid)
        with suppress(BrokenPipeError):  # perhaps nobody asks any more
            os.write(end, str(os.waitstatus_to_exitcode(status)).encode())
        os.close(end)


def _become(call: dict[str, object], files: Sequence[int]) -> None:
    """Run a module as an interpreter would that was started with it; does not come back."""
    words, environ = call["words"], call["environ"]
    assert isinstance(words, list)
    assert isinstance(environ, dict)
    for number, each in enumerate(files):
        os.dup2(each, number)
        os.close(each)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", closefd=False, buffering=1)  # noqa: SIM115
    os.environ.clear()
    os.environ.update(environ)
    os.chdir(str(call["folder"]))
    time.tzset()
    sys.argv = words
    code: object = 1
    try:
        runpy.run_module(words[0], run_name="__main__")
        code = 0
    except SystemExit as end:
        code = end.code or 0
    finally:
        if sys.exc_info()[0] is not None:
            traceback.print_exc()
        sys.stdout.flush()
        os._exit(code if isinstance(code, int) else 1)


def _know() -> None:
    """Import what children need."""
    for package in map(import_module, _PACKAGES):
        for found in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            import_module(found.name)
    for name in _MODULES:
        import_module(name)


if __name__ == "__main__":
    _know()
    _serve(socket.socket(fileno=int(sys.argv[1])))

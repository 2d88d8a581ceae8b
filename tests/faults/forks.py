"""A process that forks, so that what kills itself costs no new interpreter each time.

`python -m tests.faults.forks MODULE` imports a module and answers each line of JSON, a list of
words, with what became of a child that called the module's `main` with them.
"""

import importlib
import json
import os
import subprocess
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from tests.house.source import ROOT


class Ended(NamedTuple):
    """What became of a child."""

    code: int
    """As `subprocess` tells it: below zero for the signal that ended it."""
    said: tuple[str, ...]
    """The lines that it wrote."""


class Forks:
    """Has a module's `main` run again and again, in a process of its own each time."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def run(self, *words: object) -> Ended:
        """Run it once, to its end."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(words) + "\n")
        self._process.stdin.flush()
        code, said = json.loads(self._process.stdout.readline())
        return Ended(code, tuple(said))


@contextmanager
def forks(module: str) -> Iterator[Forks]:
    """A process that has imported a module and waits for what it is to do."""
    line = [sys.executable, "-m", __name__, module]
    piped: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(line, cwd=ROOT, **piped) as process:
        yield Forks(process)
        assert process.stdin is not None
        process.stdin.close()


def say(line: str) -> None:
    """Write a line at once: what is killed next has no time for it."""
    os.write(sys.stdout.fileno(), f"{line}\n".encode())


def main(name: str) -> None:
    """Fork for each line."""
    module = importlib.import_module(name)
    for line in sys.stdin:
        ended = _forked(module, json.loads(line))
        say(json.dumps(ended))


def _forked(module: Any, words: list[Any]) -> Ended:
    reads, writes = os.pipe()
    child = os.fork()
    if not child:
        os.dup2(writes, sys.stdout.fileno())
        os.close(reads)
        os.close(writes)
        os._exit(_done(module, words))
    os.close(writes)
    with os.fdopen(reads) as said:
        lines = said.read().splitlines()
    _, status = os.waitpid(child, 0)
    return Ended(os.waitstatus_to_exitcode(status), tuple(lines))


def _done(module: Any, words: list[Any]) -> int:
    try:
        return int(module.main(*words) or 0)
    except BaseException:  # noqa: BLE001 - it is told, and the child must end here
        traceback.print_exc()
        return 70


if __name__ == "__main__":
    main(sys.argv[1])

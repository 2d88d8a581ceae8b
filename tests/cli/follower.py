"""Somebody who follows what happens, in a process of its own."""

import json
import os
import select
import subprocess
import sys
from typing import Any


class Follower:
    """`desk events --follow` in a process of its own."""

    def __init__(self, *words: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "desk", "events", "--follow", "--json", *words],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=os.environ,
            bufsize=0,  # whether a line waits is asked of the pipe itself
        )
        assert self._process.stdout is not None
        self._out = self._process.stdout

    def line(self) -> dict[str, Any]:
        """The next line it prints."""
        assert select.select([self._out], [], [], 20)[0], "nothing came"
        told: dict[str, Any] = json.loads(self._out.readline())
        return told

    def ends(self, *, how: int | None = None) -> tuple[int, bytes]:
        """How it ends and what it says then, by a signal or when nobody reads any more."""
        if how is None:
            self._out.close()
        else:
            self._process.send_signal(how)
        assert self._process.stderr is not None
        code = self._process.wait(20)
        with self._process.stderr as said:
            return code, said.read()

    def kill(self) -> None:
        """Leave nothing behind."""
        self._process.kill()
        self._process.wait()
        for stream in (self._out, self._process.stderr):
            if stream is not None:
                stream.close()

"""Commands under test: in this process where it is quick, in one of their own where it matters."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from desk.cli.main import main

NOW = "2026-11-19T14:24:00Z"
"""Thursday, in opening hours."""


class Ended(NamedTuple):
    """How a command ended and what it printed."""

    code: int
    out: str
    err: str

    @property
    def records(self) -> list[dict[str, Any]]:
        """What it printed as JSON lines."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def record(self) -> dict[str, Any]:
        """The one line of JSON it printed."""
        (only,) = self.records
        return only


Call = Callable[..., Ended]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's folders, empty, and a store of their own in them."""
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    monkeypatch.setenv("DESK_DB", str(tmp_path / "desk.db"))
    monkeypatch.setenv("DESK_CLOCK", NOW)
    return tmp_path


@pytest.fixture
def call(home: Path, capsys: pytest.CaptureFixture[str]) -> Call:
    """Runs a command in this process."""

    def run(*words: str) -> Ended:
        capsys.readouterr()
        code = main(words)
        said = capsys.readouterr()
        return Ended(code, said.out, said.err)

    return run


@pytest.fixture
def spawn(home: Path) -> Call:
    """Runs a command in a process of its own, without a terminal."""

    def run(*words: str, stdin: str = "", **environ: str) -> Ended:
        done = subprocess.run(
            [sys.executable, "-m", "desk", *words],
            input=stdin.encode(),
            capture_output=True,
            env=os.environ | environ,
            timeout=60,
            check=False,
        )
        return Ended(
            done.returncode,
            done.stdout.decode(errors="replace"),
            done.stderr.decode(errors="replace"),
        )

    return run


@pytest.fixture
def logged(call: Call) -> str:
    """The reference of a contact that was logged a moment ago."""
    return call(
        "log", "--direction", "inbound", "--channel", "email", "--subject", "Bill is wrong",
        "--text", "Twice the price", "--from", "ana@example.org", "--tag", "billing",
    ).out.strip()  # fmt: skip

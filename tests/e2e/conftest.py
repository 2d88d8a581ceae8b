"""A small demo store, made once, copied for each test; and desks on it in real terminals."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.e2e.glass import DESK, Glass, plain_environ
from tests.house.source import ROOT

CLOCK = "2026-11-23T10:00:02Z"
"""The instant at which desks of these tests begin: Monday morning, early in a minute."""

OpenDesk = Callable[..., Glass]


@pytest.fixture(scope="session")
def demo_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of sixty made-up items; not to be written to."""
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    command(path, "demo", "--size", "60", "--no-open")
    command(path, "people", "add", "pia", "--role", "agent")
    command(path, "people", "add", "kai", "--role", "agent")
    return path


@pytest.fixture
def store(demo_store: Path, tmp_path: Path) -> Path:
    """A copy of the demo store for one test."""
    for part in demo_store.parent.glob(f"{demo_store.name}*"):
        shutil.copy(part, tmp_path / part.name)
    return tmp_path / demo_store.name


@pytest.fixture
def open_desk(store: Path) -> Iterator[OpenDesk]:
    """Opens desks on the store; they are closed at the end."""
    with ExitStack() as stack:

        def opened(*options: str, size: tuple[int, int] = (80, 24), **environ: str) -> Glass:
            line = (*DESK, "--db", str(store), *options)
            return stack.enter_context(
                Glass(line, size=size, environ={"DESK_CLOCK": CLOCK, **environ})
            )

        yield opened


def command(store: Path, *words: str) -> str:
    """Run a command on a store, as a script would; what it wrote on stdout."""
    found = subprocess.run(
        [*DESK, "--db", str(store), *words],
        cwd=ROOT, env={**plain_environ(), "DESK_CLOCK": CLOCK},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert found.returncode == 0, f"{words}: {found.stdout}{found.stderr}"
    return found.stdout

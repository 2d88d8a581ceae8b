"""Who imports whom, read from the source and proved in fresh interpreters."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.source import ROOT

HEADLESS = (
    "errors", "clock", "config", "rules", "rows", "models", "queries", "services", "bootstrap",
    "terminal.environment", "cli",
)  # fmt: skip

STORELESS = ("errors", "clock", "config", "rules", "rows", "widgets", "terminal", "screens")

_IMPORT_ALL = """
import importlib, pkgutil, sys
top = importlib.import_module(sys.argv[1])
for found in pkgutil.walk_packages(getattr(top, "__path__", []), sys.argv[1] + "."):
    importlib.import_module(found.name)
print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""


def test_the_import_contracts_are_kept() -> None:
    found = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert found.returncode == 0, found.stdout + found.stderr


@pytest.mark.parametrize("package", HEADLESS)
def test_headless_packages_bring_no_screen(package: str) -> None:
    assert not _after_import(package) & {"textual", "rich", "apscheduler"}


@pytest.mark.parametrize("package", STORELESS)
def test_packages_without_a_store_bring_none(package: str) -> None:
    assert not _after_import(package) & {"peewee", "playhouse", "psycopg", "sqlite3"}


@pytest.mark.parametrize("package", ["rules", "rows"])
def test_pure_packages_touch_no_network(package: str) -> None:
    assert not _after_import(package) & {"socket", "ssl", "asyncio", "subprocess"}


def _after_import(package: str) -> set[str]:
    found = subprocess.run(
        [sys.executable, "-c", _IMPORT_ALL, f"desk.{package}"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert found.returncode == 0, found.stderr
    return set(found.stdout.split())

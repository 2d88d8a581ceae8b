"""The stores and files the bench works on, made by the desk's own commands."""

import csv
import subprocess
import sys
import time
from pathlib import Path

from tests.bench.targets import tell
from tests.house.source import ROOT


def desk(*words: str | Path) -> tuple[str | Path, ...]:
    """The command line of the desk as its user types it."""
    script = Path(sys.executable).with_name("desk")
    return (script, *words) if script.exists() else (sys.executable, "-m", "desk", *words)


def demo_store(folder: Path, size: int) -> Path:
    """A demo store of so many items; one that is there already is taken."""
    path = folder / f"demo-{size}.db"
    if not path.exists():
        began = time.perf_counter()
        run("demo", "--size", str(size), "--db", path, "--no-open")
        tell(f"made a store of {size} items in {time.perf_counter() - began:.1f} s")
    return path


def contacts(folder: Path, size: int) -> tuple[Path, Path]:
    """A file of made-up contacts and the map that reads it."""
    source, how = folder / f"contacts-{size}.csv", folder / "contacts.toml"
    with source.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(
            ["Number", "Opened", "Closed", "State", "Who", "How", "About", "Said", "Where"]
        )
        for number in range(size):
            rows.writerow(_contact(number))
    how.write_text(_MAP, encoding="utf-8")
    return source, how


def run(*words: str | Path) -> str:
    """Run a command of the desk to its end; what it wrote."""
    found = subprocess.run(
        [str(word) for word in desk(*words)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if found.returncode != 0:
        raise SystemExit(f"{' '.join(map(str, words))}\n{found.stdout}{found.stderr}")
    return found.stdout


_WHAT = ("bill", "router", "line", "contract", "delivery", "phone", "outage", "refund")
_HOW = ("Phone", "Mail", "Web")
_MAP = """
key = "Number"
zone = "Europe/Berlin"
dates = ["%Y-%m-%d %H:%M:%S"]

[fields]
subject = "About"
text = "Said"
created = "Opened"
closed = "Closed"
customer = "Who"
channel = "How"
state = "State"

[values.channel]
Phone = "phone"
Mail = "email"
Web = "web"

[values.state]
Open = "open"
Closed = "completed"
"""


def _contact(number: int) -> tuple[str, ...]:
    day = f"2024-{number % 12 + 1:02d}-{number % 28 + 1:02d}"
    thing, other = _WHAT[number % 8], _WHAT[number // 8 % 8]
    return (
        f"K{number:07d}",
        f"{day} {number % 24:02d}:{number % 60:02d}:00",
        f"{day} 23:59:00" if number % 3 else "",
        "Closed" if number % 3 else "Open",
        f"Customer {number % 5003}",
        _HOW[number % 3],
        f"Trouble with the {thing} and the {other}",
        f"The {thing} of contract {number * 7919 % 100003} was wrong again, please look at it. "
        f"I asked about the {other} before and nobody called back within {number % 9 + 1} days.",
        f"District {number % 40}",
    )

"""`desk completion`: what bash offers, and that the other scripts hold the same table."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import Call

_ASK = """
COMP_LINE=$2 COMP_POINT=${#2} COMPREPLY=()
source "$1"
_desk
printf '%s\\n' "${COMPREPLY[@]}"
"""


@pytest.fixture(scope="module")
def script(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The script for bash."""
    from desk.cli.completion import words
    from desk.cli.completion_scripts import bash

    place = tmp_path_factory.mktemp("bash") / "desk"
    place.write_text(bash(*words()), encoding="utf-8")
    return place


def offered(script: Path, line: str) -> list[str]:
    """What bash offers after that line."""
    done = subprocess.run(
        ["bash", "-c", _ASK, "bash", str(script), line],
        capture_output=True,
        text=True,
        check=True,
        timeout=30,
    )
    assert done.stderr == ""
    return done.stdout.split()


@pytest.mark.parametrize(
    ("line", "some"),
    [
        ("desk ", ("list", "settings", "completion", "do")),
        ("desk --as mia --db x.db li", ("list",)),
        ("desk --", ("--db", "--as", "--json")),
        ("desk list --", ("--filter", "--sort", "--limit", "--json")),
        ("desk list --sort ", ("due", "newest")),
        ("desk list --filter sta", ("state:",)),
        ("desk list --json --filter is:op", ("open",)),
        ("desk do I-7 com", ("complete",)),
        ("desk do I-7 --exp", ("--expect",)),
        ("desk do --as mia I-7 complete ", ("outcome=", "text=")),
        ("desk do I-7 complete outcome=ans", ("answered",)),
        ("desk do I-7 complete text=x outcome=", ("answered", "spam")),
        ("desk new customer ", ("name=", "email=")),
        ("desk log --channel ph", ("phone",)),
        ("desk people add mia --role ", ("agent", "manager")),
        ("desk settings ", ("get", "set", "export", "import", "edit")),
        ("desk settings set looks.theme ", ("dark", "light-safe", "terminal")),
        ("desk settings set desk.training ", ("true", "false")),
        ("desk settings get keys.item.cl", ("keys.item.claim",)),
        ("desk clock h", ("holidays",)),
        ("desk completion ", ("bash", "zsh", "fish")),
    ],
)
def test_bash_offers_what_may_come_next(script: Path, line: str, some: tuple[str, ...]) -> None:
    assert set(some) <= set(offered(script, line))


@pytest.mark.parametrize("line", ["desk import ", "desk show I", "desk --db "])
def test_where_nothing_is_known_bash_offers_files(script: Path, line: str) -> None:
    assert offered(script, line) == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_every_script_reads(call: Call, shell: str, tmp_path: Path) -> None:
    ended = call("completion", shell)
    assert ended.code == 0
    for word in ("settings set looks.theme", "light-safe", "do @ complete outcome=", "answered"):
        assert word in ended.out
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    place = tmp_path / "script"
    place.write_text(ended.out, encoding="utf-8")
    subprocess.run([shell, "-n", str(place)], check=True, timeout=30)


def test_another_shell_is_refused(call: Call) -> None:
    ended = call("completion", "tcsh")
    assert ended.code == 2
    assert "fish" in ended.err

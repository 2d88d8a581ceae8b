"""What holds for every command: options anywhere, known ends, nothing heavy loaded."""

import argparse
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from desk.cli.main import COMMANDS, parse
from desk.cli.options import asked_for, bare
from desk.cli.parser import Parser
from desk.config import Options
from desk.errors import WrongUse
from tests.cli.conftest import Call

HEAVY = ("textual", "rich", "peewee", "pydantic", "psycopg", "apscheduler", "sqlite3", "holidays")


@pytest.mark.parametrize(
    "words",
    [
        ["--version"],
        ["--help"],
        *([name, "--help"] for name in COMMANDS if name not in ("import",)),
        ["do", "--list"],
    ],
)
def test_nothing_heavy_is_loaded(words: list[str]) -> None:
    code = (
        "import sys; from desk.__main__ import main; main()\n"
        f"found = [name for name in {HEAVY!r} if name in sys.modules]\n"
        "sys.exit(f'loaded {found}' if found else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *words], capture_output=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr


def test_help_names_every_command(call: Call) -> None:
    ended = call("--help")
    assert ended.code == 0
    for name, (_, about) in COMMANDS.items():
        assert name in ended.out
        assert about in ended.out


def test_version(call: Call) -> None:
    ended = call("--version")
    assert ended.code == 0
    assert ended.out.startswith("desk ")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_and_its_options(name: str, call: Call) -> None:
    ended = call(name, "--help")
    assert ended.code == 0, ended.err
    assert "--db URL" in ended.out
    assert "--json" in ended.out


@pytest.mark.parametrize(
    "words",
    [
        ["--json", "list", "--db", "x"],
        ["list", "--json", "--db=x"],
        ["--db", "x", "list", "--json"],
        ["--db=x", "--json", "list"],
    ],
)
def test_global_options_stand_anywhere(words: list[str]) -> None:
    args = parse(words)
    assert args.db == "x"
    assert args.json is True
    assert args.actor_name is None


def test_options_stand_between_words() -> None:
    args = parse(["do", "I-1", "--json", "tag", "--dry-run", "name=a", "--expect", "3"])
    assert (args.refs, args.action, args.values) == ("I-1", "tag", ["name=a"])
    assert args.dry_run


@pytest.mark.parametrize("filter_", ["-tag:spam", "-is:open due<2h", "-"])
def test_a_value_may_begin_with_a_dash(filter_: str) -> None:
    assert parse(["list", "--filter", filter_]).filter == filter_


def test_words_after_two_dashes_are_words() -> None:
    assert parse(["show", "--", "-x"]).ref == "-x"


def test_the_value_of_an_option_is_no_command() -> None:
    assert asked_for(["--as", "list", "--json"]) is None
    assert asked_for(["--as", "list", "show", "I-1"]) == "show"
    assert asked_for(["--db=list", "next"]) == "next"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["lst"], "There is no command 'lst'"),
        (["list", "--nope"], "--nope"),
        (["list", "--limit", "x"], "--limit"),
        (["list", "--sort", "x"], "--sort"),
        (["show"], "REF"),
        (["people"], "COMMAND"),
        (["--db"], "--db"),
        (["do", "I-1"], "which item and what to do"),
        (["do", "I-1", "dance"], "no action 'dance'"),
        (["do", "I-1", "note", "text"], "name=value"),
        (["do", "I-1", "claim", "--expect", "x"], "--expect"),
        (["list", "--filter", "colour:red"], "colour"),
    ],
)
def test_wrong_use_ends_with_two(words: list[str], said: str, call: Call) -> None:
    ended = call(*words)
    assert ended.code == 2
    assert said in ended.err
    assert ended.err.startswith("desk: ")
    assert ended.err.count("\n") >= 2, "no next step"
    assert ended.out == ""


def test_wrong_use_with_json_is_one_line_on_stdout(call: Call) -> None:
    ended = call("list", "--json", "--nope")
    assert ended.code == 2
    assert set(ended.record["error"]) >= {"code", "message", "next"}
    assert ended.err == ""


def test_unknown_action_has_its_code(call: Call) -> None:
    assert call("do", "I-1", "dance", "--json").record["error"]["code"] == "unknown_action"


def test_a_bad_filter_is_pointed_at(call: Call) -> None:
    ended = call("list", "--filter", "is:open colour:red")
    lines = ended.err.splitlines()
    assert lines[1] == "  is:open colour:red"
    assert lines[2] == "          ^"
    assert call("list", "--json", "--filter", "colour:red").record["error"]["code"] == "bad_filter"


def test_the_pointer_counts_cells(call: Call) -> None:
    lines = call("list", "--filter", "\u4e2d\u6587 colour:red").err.splitlines()
    assert lines[2].index("^") == 2 + 5


def test_without_a_terminal_the_desk_says_so(spawn: Call) -> None:
    ended = spawn()
    assert ended.code == 1
    assert "terminal" in ended.err
    assert ended.out == ""


def test_a_fault_inside_is_one_line_and_a_log(
    call: Call, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(args: argparse.Namespace) -> int:
        raise RuntimeError("the customer's secret")

    monkeypatch.setattr(import_module("desk.cli.list"), "run", broken)
    ended = call("list")
    assert ended.code == 1
    assert "RuntimeError" in ended.err
    assert "Traceback" not in ended.err + ended.out
    log = home / "xdg_state_home" / "desk" / "desk.log"
    assert str(log) in ended.err
    assert "secret" not in log.read_text() + ended.err
    assert "broken" in log.read_text()
    assert log.stat().st_mode & 0o777 == 0o600


def test_ctrl_c_ends_with_130(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(args: argparse.Namespace) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(import_module("desk.cli.list"), "run", stopped)
    ended = call("list")
    assert ended.code == 130
    assert ended.out == ended.err == ""


def test_argparse_speaks_as_the_desk_does() -> None:
    with pytest.raises(WrongUse) as refusal:
        Parser(prog="desk list").parse_args(["extra"])
    assert "desk list --help" in refusal.value.next_step


def test_a_desk_that_only_opens_needs_no_parser() -> None:
    assert bare([]) == Options()
    assert bare(["--as=mia", "--db", "x.db", "--ascii"]) == Options("x.db", None, "mia", True)
    assert bare(["--config", "c", "--json", "--yes"]) == Options(config="c")
    for words in (["list"], ["--help"], ["--as"], ["--as="], ["--nope"], ["--db", "x", "show"]):
        assert bare(words) is None


def test_opening_loads_no_parser() -> None:
    code = (
        "import sys; from desk.__main__ import main; main()\n"
        "sys.exit(any(name in sys.modules for name in ('argparse', 'json', 'gettext', 'difflib')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    assert done.returncode == 0


@pytest.mark.parametrize(
    "line", ["restore {}", "backup {}", "export -o {}", "report problem P-1 -o {}"]
)
def test_a_name_that_is_too_long_is_told(call: Call, line: str) -> None:
    call("new", "problem", "subject=Dark")
    done = call(*line.format("x" * 5000).split())
    assert done.code == 1
    assert "longer than names of files can be" in done.err
    assert len(done.err) < 300
    assert "Name a shorter one." in done.err

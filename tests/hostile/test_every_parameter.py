"""Hostile text in every parameter of every command, as parsers and actions name them.

So a parameter that is new is tried without anybody having to think of it.
"""

import argparse
import json
import os
import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from itertools import cycle, islice
from pathlib import Path

import pytest

from desk.cli.main import COMMANDS, main
from desk.rules.actions import acting_on, find
from tests.e2e.glass import Glass
from tests.hostile.conftest import Filled
from tests.hostile.corpus import CORPUS
from tests.hostile.stream import orders, unseen
from tests.house.source import ROOT

BAD_UTF8 = os.fsdecode(b"caf\xe9 \xff\xfe\x80 and on")
"""How Python hands on bytes of a command line that are no UTF-8."""

TEXTS = (*(hostile.text.replace("\0", "") for hostile in CORPUS), BAD_UTF8)
"""A command line cannot hold a NUL."""

KNOWN = {
    "due": "+2h",
    "until": "+2h",
    "at": "+2h",
    "to": "I-2",
    "into": "I-2",
    "relation": "relatesTo",
    "outcome": "answered",
    "priority": "2",
    "customer": "C-1",
    "COMMAND": "",
}
"""Sound values for what a command needs besides the parameter under test; else a word."""

NO_JSON = {("completion",), ("reset-terminal",), ("demo",)}
"""Commands whose output is no JSON, and one that opens the desk."""

DOCUMENTS = ("report",)
"""Commands that write a document, in the letters it has."""

SETTINGS = (
    *("looks.theme", "desk.zone", "calendar.office.tz", "policy.1.name", "keys.item.claim"),
    *("as", "db"),
)

_RUN_ALL = """
import json, os, sys
os.chdir(sys.argv[2])
from desk.cli.main import main
for words in json.load(open(sys.argv[1])):
    main(words)
print("THE END")
"""

Line = list[str]


def _leaves(
    parser: argparse.ArgumentParser, path: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], list[argparse.Action]]]:
    """Every command below a parser that has no further ones, with what it takes."""
    within = [each for each in parser._actions if isinstance(each, argparse._SubParsersAction)]
    if not within:
        yield path, parser._actions
    for action in within:
        for name, inner in action.choices.items():
            yield from _leaves(inner, (*path, name))


def _commands() -> Iterator[tuple[tuple[str, ...], list[argparse.Action]]]:
    for module in dict.fromkeys(module for module, _ in COMMANDS.values()):
        parser = argparse.ArgumentParser()
        import_module(f"desk.cli.{module}").register(parser.add_subparsers())
        yield from _leaves(parser, ())


def _takes_text(action: argparse.Action) -> bool:
    return action.nargs != 0 and not isinstance(action, argparse._HelpAction)


def _with(
    path: tuple[str, ...], actions: list[argparse.Action], tried: argparse.Action, text: str
) -> Line:
    """A command with the text in one parameter, and sound values in what else it needs."""
    words = [*path]
    for action in actions:
        if action is tried and action.option_strings:
            words.append(
                f"{action.option_strings[-1]}={text}"
                if action.option_strings[-1].startswith("--")
                else action.option_strings[-1]
            )
            words += [] if words[-1].startswith("--") else [text]
        elif action is tried:
            words.append(text)
        elif action.required and _takes_text(action):
            known = next(iter(action.choices), "x") if action.choices else "x"
            words += [action.option_strings[-1]] if action.option_strings else []
            words.append(str(known))
    return words


def lines(folder: Path) -> list[Line]:
    """Each parameter of each command with a few of the texts, so that each text comes up often."""
    texts = cycle(TEXTS)
    found = [
        *_of_commands(texts, folder),
        *_of_actions(texts),
        *_of_ladders(texts),
        *_of_settings(texts),
        *_of_names(folder),
    ]
    yes = {"do": ["--yes"]}  # a filter that finds something asks, where there is a terminal
    return [
        ["--config", str(folder / "config.toml"), *line, *yes.get(line[0], [])] for line in found
    ]


def _of_commands(texts: Iterator[str], folder: Path) -> Iterator[Line]:
    for path, actions in _commands():
        for tried in filter(_takes_text, actions if path not in NO_JSON else ()):
            for text in islice(texts, 2):
                yield _with(path, actions, tried, text)
            if {"FILE", "file"} & {tried.metavar, tried.dest}:
                for text in islice(texts, 2):
                    place = str(folder / text.replace("/", "_")[:60])
                    yield _with(path, actions, tried, place)


def _of_actions(texts: Iterator[str]) -> Iterator[Line]:
    yield ["new", "problem", "subject=Dark", "contact=a@b.example"]
    yield ["do", "P-1", "add-task", "name=Look"]
    yield from _of_notices()
    on = ("I-1", "interaction"), ("P-1", "problem"), ("T-1", "task"), ("N-2", "notice")
    for ref, kind in (*on, ("C-1", "customer")):
        for action in acting_on(kind):
            needed = [each.name for each in action.parameters if each.required]
            given = {name: KNOWN.get(name, "word") for name in needed}
            given |= {"kind": "functional"} if action.name == "escalate" else {}
            for parameter in action.parameters:
                for text in islice(texts, 2):
                    values = {**given, parameter.name: text}
                    typed = (f"{name}={value}" for name, value in values.items())
                    yield ["do", ref, action.name, "--dry-run", *typed]
    for parameter in find("report", "problem").parameters:
        for text in islice(texts, 2):
            yield ["new", "problem", "subject=Dark", f"{parameter.name}={text}"]


def _of_ladders(texts: Iterator[str]) -> Iterator[Line]:
    """A problem that climbs and comes down under the texts, and everything that shows it."""
    for text in islice(texts, 12):
        yield ["do", "P-1", "escalate", "kind=functional", f"to=partner:{text}", f"reason={text}"]
        yield ["do", "P-1", "acknowledge", f"plan={text}"]
        yield ["do", "P-1", "deescalate", f"reason={text}"]
    yield ["report", "handover", "P-1"]
    yield ["show", "P-1"]


def _of_notices() -> Iterator[Line]:
    """Letters to a customer that hold the texts, and everything that shows them."""
    for text in TEXTS[::3]:
        told = ("purpose=information", f"text={text}", "draft=yes")
        yield ["do", "P-1", "inform", *told]
        yield ["do", "P-1", "inform", *told, "--dry-run"]
    for number in range(1, len(TEXTS) // 3):
        yield ["show", f"N-{number}"]
    yield ["list", "--filter", "kind:notice"]


def _of_settings(texts: Iterator[str]) -> Iterator[Line]:
    for key in SETTINGS:
        for text in islice(texts, 4):
            yield ["settings", "set", key, text]
        # What the file says now must not keep the other commands from being tried.
        yield ["settings", "set", key, ""]


def _of_names(folder: Path) -> Iterator[Line]:
    """Views, people and stores whose names are the texts, and everything that shows them."""
    for text in TEXTS[::3]:
        yield ["views", "save", text[:40], "--filter", f'"{text[:200]}"', "--shared"]
        yield ["list", "--view", text[:40]]
        yield ["people", "add", text[:60], "--team", text[:60]]
        for option in ("--as", "--db", "--config"):
            yield ["views", "list", option, str(folder / text.replace("/", "_")[:60])]
        for key in ("as", "db"):
            yield ["settings", "set", key, text]
        yield ["settings", "set", "as", ""]
        yield ["settings", "set", "db", ""]
    for shown in ("views list", "people list", "settings get", "settings export", "doctor"):
        yield shown.split()


@pytest.fixture
def store(hostile: Filled, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the store, a folder to work in and a home."""
    copy = tmp_path / "desk.db"
    shutil.copyfile(hostile.path, copy)
    (tmp_path / "config.toml").touch()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DESK_DB", str(copy))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return copy


def test_scripts_get_json_and_one_of_the_known_ends(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ends: Counter[int] = Counter()
    for line in lines(tmp_path):
        capsys.readouterr()
        code = main([*line, "--json"])
        said = capsys.readouterr()
        assert code in (0, 1, 2), line
        ends[code] += 1
        assert "Traceback" not in said.err, line
        if line[2] in DOCUMENTS:
            continue
        assert said.out.isascii(), line
        if line[2] not in ("completion", "export") and "--guess" not in line:
            for record in map(json.loads, said.out.splitlines()):
                error = record.get("error") or {}
                assert error.get("code") != "unexpected", line
    assert not (tmp_path / "state" / "desk" / "desk.log").exists()
    assert ends[0] > 150, ends


def test_people_see_no_order_and_nothing_unseen(store: Path, tmp_path: Path) -> None:
    plan = tmp_path / "plan.json"
    plan.write_text(json.dumps([["--db", str(store), *line] for line in lines(tmp_path)]))
    environ = {"PYTHONPATH": str(ROOT), "HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path)}
    with Glass(
        (sys.executable, "-c", _RUN_ALL, plan, tmp_path), size=(80, 200), environ=environ
    ) as glass:
        glass.wait_until(lambda: b"THE END" in glass.raw, "the last command", 180)
    assert set(orders(glass.raw)) == set()
    assert unseen(glass.raw) == set()
    assert b"Traceback" not in glass.raw
    assert b"went wrong inside the desk" not in glass.raw

"""Every command with the corpus in the store and in its arguments, on a terminal and in a pipe."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.e2e.glass import DESK, Glass, plain_environ
from tests.hostile.conftest import Filled
from tests.hostile.corpus import CORPUS
from tests.hostile.filling import records
from tests.hostile.stream import orders, unseen
from tests.house.source import ROOT

CLOCK = "2026-11-23T10:30:02Z"

_RUN_ALL = """
import json, sys
from desk.cli.main import main
for words in json.load(open(sys.argv[1])):
    main(words)
print("THE END")
"""


def test_plain_output_on_a_terminal_gives_no_orders(
    hostile: Filled, harmless: Filled, tmp_path: Path
) -> None:
    strange, plain = (_on_terminal(filled, tmp_path) for filled in (hostile, harmless))
    assert set(orders(strange.raw)) - set(orders(plain.raw)) == set()
    assert unseen(strange.raw) == set()
    assert b"\x07" not in strange.raw
    assert "Traceback" not in strange.text


def test_json_is_ascii_and_keeps_the_letter(hostile: Filled, tmp_path: Path) -> None:
    out = _in_pipe(*DESK, "--db", hostile.path, "list", "--json")
    assert out.isascii()
    rows = {row["ref"]: row for row in map(json.loads, out.decode().splitlines())}
    kept = [text for text in CORPUS if rows[hostile.refs[text.name]]["subject"] != text.name]
    assert len(kept) > len(CORPUS) // 2
    lines = [["show", hostile.refs[text.name], "--json"] for text in kept]
    *shown, end = _in_pipe(*_run_all(hostile.path, lines, tmp_path)).decode("ascii").splitlines()
    assert end == "THE END"
    for text, line in zip(kept, shown, strict=True):
        texts = [message["text"] for message in json.loads(line)["messages"]]
        wanted = text.text.replace("\x00", "\ufffd")
        assert wanted in texts, text.name


@pytest.mark.parametrize("text", ["\x1b]0;owned\x07", "[/]", "\u202eabc", "\x9b2J", "x" * 5000])
def test_refusals_show_what_was_typed_and_no_more(
    text: str, hostile: Filled, tmp_path: Path
) -> None:
    lines = [
        ["list", "--filter", text], ["list", "--filter", f"owner:{text}"], ["show", text],
        ["do", text, "claim"], ["do", "I-1", text], ["do", "I-1", "assign", f"to={text}"],
        ["--as", text, "list"], [text], ["new", text], ["list", "--sort", text],
        ["do", "I-1", "note", f"text=@{text}"], ["import", text], ["--config", text, "list"],
    ]  # fmt: skip
    strange = _run_on_terminal(hostile.path, lines, tmp_path)
    assert set(orders(strange.raw)) == set()
    assert unseen(strange.raw) == set()
    assert "Traceback" not in strange.text


def test_an_import_takes_every_text_and_shows_none_raw(tmp_path: Path) -> None:
    source, how, store = tmp_path / "in.jsonl", tmp_path / "map.toml", tmp_path / "desk.db"
    source.write_text(records(CORPUS), encoding="utf-8")
    guessed = subprocess.run(
        [*DESK, "import", "--guess", source, "-o", how],
        cwd=ROOT, env=plain_environ(), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert guessed.returncode == 0, guessed.stderr
    lines = [
        ["import", "--guess", str(source)],
        ["import", str(source), "--map", str(how), "--rejects", str(tmp_path / "rejects.csv")],
        ["list"],
        ["doctor"],
    ]
    strange = _run_on_terminal(store, lines, tmp_path)
    assert set(orders(strange.raw)) - {"CSI K", "ESC alone"} == set()
    assert unseen(strange.raw) == set()
    assert "Traceback" not in strange.text


def _on_terminal(filled: Filled, folder: Path) -> Glass:
    lines: list[list[str]] = [["list"], ["people", "list"], ["doctor"], ["next"], ["do", "--list"]]
    lines += [["show", ref] for ref in filled.refs.values()]
    lines += [["list", "--filter", f"tag:{word}"] for word in ("a", "huge")]
    lines += [["do", ref, "claim", "--dry-run"] for ref in filled.refs.values()]
    return _run_on_terminal(filled.path, lines, folder)


def _run_on_terminal(store: Path, lines: Sequence[Sequence[str]], folder: Path) -> Glass:
    """Run commands one after the other in one process on a pty."""
    line = _run_all(store, lines, folder)
    with Glass(line, size=(80, 200), environ={"DESK_CLOCK": CLOCK}) as glass:
        glass.wait_until(lambda: b"THE END" in glass.raw, "the last command", 120)
        return glass


def _run_all(store: Path, lines: Sequence[Sequence[str]], folder: Path) -> tuple[str | Path, ...]:
    """What runs commands one after the other in one process."""
    plan = folder / "plan.json"
    plan.write_text(json.dumps([["--db", str(store), *words] for words in lines]))
    return sys.executable, "-c", _RUN_ALL, plan


def _in_pipe(*line: str | Path) -> bytes:
    found = subprocess.run(line, cwd=ROOT, env=plain_environ(), capture_output=True, check=False)
    assert found.returncode == 0, found.stderr
    return found.stdout

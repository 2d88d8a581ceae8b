"""The commands the README shows are run as they stand there."""

import json
import re
import shlex
from pathlib import Path

import pytest

from tests.cli.conftest import Call
from tests.house.source import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


def block_after(words: str) -> str:
    """The first block of code after some words of the README."""
    found = re.search(r"```\w*\n(.*?)```", README[README.index(words) :], re.DOTALL)
    assert found is not None
    return found[1]


def commands(block: str) -> list[list[str]]:
    """The words of each line that calls the desk."""
    return [
        shlex.split(line, comments=True)[1:]
        for line in block.splitlines()
        if line.startswith("desk ")
    ]


def test_the_tour(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "answer.txt").write_text("It is on its way.\n", encoding="utf-8")
    tour = commands(block_after("The same from a script"))
    assert len(tour) == 7
    for words in tour:
        ended = call(*words)
        assert ended.code == 0, (words, ended.err)
        assert ended.out


def test_the_filter_parses(call: Call) -> None:
    (words,) = commands(block_after("## Filters"))
    assert call(*words).code == 0


def test_the_refused_filter_looks_as_shown(call: Call) -> None:
    shown = block_after("A fault in a filter is shown").splitlines()
    said = call("list", "--filter", shown[1].strip()).err.splitlines()
    assert said[:3] == shown[:3]


def test_the_question_to_a_clock_is_answered(spawn: Call) -> None:
    block = block_after("`desk clock explain` answers")
    question = block[block.index("{") : block.rindex("}") + 1].replace("\n", "")
    answer = spawn("clock", "explain", stdin=question).record
    assert answer["due"] == "2026-11-23T11:00:00Z"
    assert json.dumps(answer["steps"])


def test_the_map_takes_a_file(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "map.toml").write_text(block_after("A map says which column"), encoding="utf-8")
    (tmp_path / "other.csv").write_text(
        "Ticket;Category;Summary;Date;Time;Received via;Status;City;Zip;Internal id\n"
        '1;Bill;"too\nhigh";01.02.2026;10:00;Call centre;New;Bonn;123;9\n'
        "2;Line;dead;2026-02-03;10:00;Fax;Solved;?;1234;9\n",
        encoding="utf-8",
    )
    ended = call("import", "other.csv", "--map", "map.toml", "--json")
    assert (ended.code, ended.record["new"], ended.record["rejected"]) == (0, 2, 0)
    first = call("show", "I-1", "--json").record
    assert (first["channel"], first["state"], first["created"]) == (
        "phone", "open", "2026-02-01T09:00:00Z",
    )  # fmt: skip
    assert first["fields"]["extra"]["Zip"] == "00123"
    assert "Internal id" not in first["fields"]["extra"]

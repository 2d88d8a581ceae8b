"""`desk report`: what it prints, where it writes, and how it ends."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Call
from tests.house.source import ROOT

HOSTILE = "wiped \x1b[2J\x1b]0;owned\x07 away"


@pytest.fixture
def problem(home: Path, call: Call) -> str:
    """A problem with a note; its reference."""
    ref = call(
        "new", "problem", "subject=Line down", f"text={HOSTILE}", "customer=Acme"
    ).out.strip()
    call("do", ref, "note", "text=between us")
    return ref


def test_it_is_markdown_when_nobody_says_otherwise(problem: str, call: Call) -> None:
    done = call("report", "problem", problem)
    assert done.code == 0
    assert done.out.startswith(f"# Trouble report {problem}: Line down\n")
    assert "between us" in done.out
    assert "\x1b" in done.out


def test_the_public_one_leaves_notes_out(problem: str, call: Call) -> None:
    assert "between us" not in call("report", "problem", problem, "--public").out


@pytest.mark.parametrize(
    ("words", "begins"),
    [
        (("--format", "html"), "<!DOCTYPE html>"),
        (("--format", "json"), '{"report": "problem"'),
        (("--json",), '{"report": "problem"'),
        (("--json", "--format", "md"), "# Trouble report"),
    ],
)
def test_its_forms(problem: str, call: Call, words: tuple[str, ...], begins: str) -> None:
    assert call("report", "problem", problem, *words).out.startswith(begins)


@pytest.mark.parametrize("name", ["r.pdf", "r.html", "r.md", "r.json", "r.PDF", "r.txt"])
def test_a_file_is_written_whole_and_not_over_another(
    problem: str, call: Call, home: Path, name: str
) -> None:
    path = home / name
    done = call("report", "problem", problem, "-o", str(path))
    assert (done.code, done.out) == (0, "")
    assert f"The report on {problem} is in {path}" in done.err
    assert path.stat().st_mode & 0o777 == 0o600
    begins = {"pdf": b"%PDF", "html": b"<!", "json": b"{", "md": b"#", "txt": b"#"}
    assert path.read_bytes().startswith(begins[name.lower().partition(".")[2]])
    again = call("report", "problem", problem, "-o", str(path), "--json")
    assert (again.code, again.record["error"]["code"]) == (1, "duplicate")
    assert call("report", "problem", problem, "-o", str(path), "--yes").code == 0


def test_what_is_no_problem(problem: str, call: Call) -> None:
    call("log", "--direction", "inbound", "--channel", "phone", "--subject", "Bill")
    assert call("report", "problem", "I-1", "--json").record["error"]["code"] == "bad_value"
    assert call("report", "problem", "P-99", "--json").record["error"]["code"] == "not_found"
    wrong = call("report", "partner", "B-1")
    assert wrong.code == 2
    assert "problem" in wrong.err
    assert call("report", "problem", problem, "--format", "doc").code == 2


def test_fonts_that_are_not_there_are_named(problem: str, call: Call, home: Path) -> None:
    assert call("settings", "set", "report.fonts", str(home / "none.ttf")).code == 0
    done = call("report", "problem", problem, "--format", "pdf", "-o", str(home / "r.pdf"))
    assert done.code == 1
    assert "There is no font at" in done.err
    assert not (home / "r.pdf").exists()


def _desk(*words: str, stdout: int) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "desk", *words]
    return subprocess.run(
        command, stdout=stdout, stderr=subprocess.PIPE, cwd=ROOT, timeout=60, check=False
    )


def test_a_terminal_gets_gated_lines_and_no_pdf(problem: str) -> None:
    ours, theirs = pty.openpty()
    try:
        refused = _desk("report", "problem", problem, "--format", "pdf", stdout=theirs)
        assert refused.returncode == 2
        assert b"-o FILE.pdf" in refused.stderr
        shown = _desk("report", "problem", problem, stdout=theirs)
        assert shown.returncode == 0
        said = os.read(ours, 100_000)
        assert b"wiped" in said
        assert b"\x1b" not in said
    finally:
        os.close(ours)
        os.close(theirs)


def test_a_pdf_goes_to_a_pipe_as_it_is_and_nothing_beside_it(problem: str) -> None:
    done = _desk("report", "problem", problem, "--format", "pdf", stdout=subprocess.PIPE)
    assert done.stdout.startswith(b"%PDF")
    assert done.stdout.rstrip().endswith(b"%%EOF")
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_handover_tells_the_rest_too(problem: str, call: Call) -> None:
    call("do", problem, "escalate", "kind=hierarchic", "to=me", "reason=no way on")
    done = call("report", "handover", problem)
    assert done.out.startswith(f"# Hand-over {problem}: Line down\n")
    for told in ("between us", "## Customer", "C-1 Acme", "## Escalations", "no way on"):
        assert told in done.out


def test_a_partner_reads_nothing_internal_of_it(problem: str, call: Call) -> None:
    call("do", problem, "escalate", "kind=functional", "to=partner:NetCo", "reason=dig there")
    done = call("report", "handover", problem, "--for", "partner")
    assert done.code == 0
    assert "Line down" in done.out
    for kept in ("between us", "dig there", "Escalations"):
        assert kept not in done.out


@pytest.mark.parametrize(
    "words", [("handover", "--public"), ("problem", "--for", "partner"), ("handover", "--for", "x")]
)
def test_what_a_handover_is_not(problem: str, call: Call, words: tuple[str, ...]) -> None:
    assert call("report", words[0], problem, *words[1:]).code == 2

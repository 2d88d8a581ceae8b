"""What reaches stdout and stderr: terminals, pipes, closed pipes, locales without UTF-8."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from desk.rules.plain_text import cells
from tests.cli.conftest import NOW, Call
from tests.e2e.glass import DESK, Glass
from tests.hostile.corpus import CORPUS
from tests.hostile.stream import orders, unseen

LISTINGS = (
    ("list",),
    ("list", "--filter", "is:open", "--sort", "newest"),
    ("list", "--json"),
    ("next",),
    ("show", "I-1"),
    ("show", "I-1", "--json"),
    ("people", "list"),
    ("doctor",),
    ("do", "I-1", "note", "text=\x1b[2J\x9b31m\u202e", "--dry-run"),
    ("list", "--filter", "colour:\x1b[2J\u202e"),
    ("list", "--as", "\x1b]0;owned\x07"),
    ("show", "\x1b[2J"),
    ("\x1b[2J",),
    ("list", "--\x1b[2J"),
)


@pytest.fixture(scope="module")
def hostile_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store in which every field that takes a stranger's text holds one of the corpus."""
    from desk.bootstrap import build
    from desk.clock import FixedClock
    from desk.config import Settings

    store = tmp_path_factory.mktemp("hostile") / "desk.db"
    desk = build(Settings(db=str(store)), FixedClock(1_795_098_240))
    actor = desk.directory.actor()
    for number, hostile in enumerate(CORPUS, 1):
        text = hostile.text.replace("\0", "")
        line = " ".join(text.split()) or "x"
        customer = desk.do(actor, "create", "customer", {"name": line[:200], "language": line[:90]})
        given = {
            "direction": "inbound", "channel": "chat", "subject": line[:400], "text": text,
            "from": line[:90], "tag": [f"t{number}"], "customer": customer.ref,
        }  # fmt: skip
        made = desk.do(actor, "log", "interaction", given)
        desk.do(actor, "note", made.ref, {"text": text})
        desk.do(actor, "reply", made.ref, {"text": text})
    desk.close()
    return store


@pytest.mark.parametrize("words", LISTINGS, ids=lambda words: ascii(" ".join(words)))
def test_no_order_of_a_stranger_reaches_the_terminal(
    words: tuple[str, ...], hostile_store: Path
) -> None:
    command = (*DESK, *words, "--db", str(hostile_store))
    with Glass(command, environ={"DESK_CLOCK": NOW}) as glass:
        glass.ended()
    assert orders(glass.raw) == {}
    assert unseen(glass.raw) == set()
    assert b"Traceback" not in glass.raw


def test_every_hostile_item_is_shown_whole(hostile_store: Path, call: Call) -> None:
    for number, hostile in enumerate(CORPUS, 1):
        ended = call("show", f"I-{number}", "--db", str(hostile_store))
        assert ended.code == 0, ended.err
        assert orders(ended.out.encode()) == {}
        assert unseen(ended.out.encode()) == set()
        assert hostile.shown in ended.out, hostile.name


def test_columns_hold_on_a_terminal(hostile_store: Path) -> None:
    command = (*DESK, "list", "--db", str(hostile_store))
    for width in (80, 140, 40):
        with Glass(command, size=(width, 24), environ={"DESK_CLOCK": NOW}) as glass:
            glass.ended()
        lines = glass.raw.decode().replace("\r\n", "\n").splitlines()
        head, *rows = lines
        assert len(rows) == len(CORPUS)
        assert max(map(cells, lines)) < max(width, 60)
        for line in rows:
            before_owner = line[: -len(line.rsplit("  ", 1)[1])]
            assert cells(before_owner) == head.index("Owner"), line


def test_a_pipe_gets_everything(hostile_store: Path) -> None:
    command = (*DESK, "list", "--db", str(hostile_store))
    done = subprocess.run(command, capture_output=True, timeout=60, check=True)
    lines = done.stdout.decode().splitlines()
    assert len(lines) == len(CORPUS), "no head"
    assert max(map(len, lines)) > 300
    assert b"\t" not in done.stdout


def test_json_keeps_the_letter(hostile_store: Path) -> None:
    command = (*DESK, "show", "I-1", "--json", "--db", str(hostile_store))
    done = subprocess.run(command, capture_output=True, timeout=60, check=True)
    assert done.stdout.isascii()
    assert json.loads(done.stdout)["messages"][0]["text"] == CORPUS[0].text


@pytest.mark.parametrize(
    "environ",
    [
        {"LANG": "C", "LC_ALL": "C"},
        {"LANG": "C"},
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "latin-1"},
        {"LC_ALL": "de_DE.ISO-8859-1", "PYTHONUTF8": "0"},
    ],
)
@pytest.mark.parametrize("words", [("list",), ("show", "I-30"), ("list", "--as", "\u4e2d")])
def test_no_locale_breaks_a_listing(
    environ: dict[str, str], words: tuple[str, ...], hostile_store: Path
) -> None:
    bare = {name: value for name, value in os.environ.items() if not name.startswith("L")}
    done = subprocess.run(
        [*DESK, *words, "--db", str(hostile_store)],
        capture_output=True, env=bare | environ, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == (1 if "--as" in words else 0), done.stderr
    assert b"Traceback" not in done.stderr
    assert (done.stdout + done.stderr).isascii()


def test_an_empty_environment_is_enough(hostile_store: Path) -> None:
    done = subprocess.run(
        [*DESK, "list", "--db", str(hostile_store)],
        capture_output=True, env={}, stdin=subprocess.DEVNULL, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    done = subprocess.run([*DESK], capture_output=True, env={}, timeout=60, check=False)
    assert done.returncode == 1
    assert b"terminal" in done.stderr


@pytest.mark.parametrize("words", ["list", "list --json", "show I-1", "do --list", "--help"])
def test_a_closed_pipe_ends_quietly(words: str, hostile_store: Path) -> None:
    line = (
        f"{sys.executable} -m desk --db {hostile_store} {words} | head -1; exit ${{PIPESTATUS[0]}}"
    )
    done = subprocess.run(["bash", "-c", line], capture_output=True, timeout=60, check=False)
    assert done.returncode == 0
    assert done.stderr == b""
    line = f"{sys.executable} -m desk --db {hostile_store} {words} | true; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", line], capture_output=True, timeout=60, check=False)
    assert done.returncode == 0
    assert done.stderr == b""


@pytest.mark.parametrize("words", ["list", "list --json", "show I-1", "--version", "--help"])
@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_stream_that_was_closed_before_the_start_is_missed_by_nobody(
    words: str, closed: str, hostile_store: Path
) -> None:
    before = hostile_store.read_bytes()
    line = f"{sys.executable} -m desk --db {hostile_store} {words} {closed}"
    done = subprocess.run(["bash", "-c", line], capture_output=True, timeout=60, check=False)
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr
    assert hostile_store.read_bytes() == before, "nothing was printed into it"


def test_words_from_a_closed_stdin_are_missing(hostile_store: Path) -> None:
    line = f"{sys.executable} -m desk --db {hostile_store} do I-1 note text=- <&-"
    done = subprocess.run(["bash", "-c", line], capture_output=True, timeout=60, check=False)
    assert done.returncode == 1
    assert b"needs a value for 'text'" in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("words", ["list", "list --json", "show I-1 --json", "clock explain"])
def test_what_cannot_be_printed_is_told(words: str, hostile_store: Path) -> None:
    line = f"echo '{{}}' | {sys.executable} -m desk --db {hostile_store} {words} >/dev/full"
    done = subprocess.run(["bash", "-c", line], capture_output=True, timeout=60, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith(b"desk: Nothing can be printed: No space left")


def test_ascii_draws_signs_in_ascii_and_leaves_names(call: Call) -> None:
    call("log", "--direction", "inbound", "--channel", "phone", "--subject", "Zo\u00eb")
    assert "Zo\u00eb" in call("list", "--ascii").out
    assert "\u2013" in call("list").out
    assert "\u2013" not in call("list", "--ascii").out

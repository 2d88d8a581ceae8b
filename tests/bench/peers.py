"""Programs of the same kind that are installed here, on stores of their own made for the bench."""

import csv
import mailbox
import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from email.message import EmailMessage
from pathlib import Path
from typing import NamedTuple

from tests.bench.targets import median, tell
from tests.bench.wire import Wire

MAILS, COMMITS, ROWS, TASKS = 20_000, 20_000, 1_000_000, 1_000
STEPS = 8

Line = tuple[tuple[str, ...], Mapping[str, str]]
"""A command, and what stands in its environment besides."""


class Peer(NamedTuple):
    """A program, what it is measured on and how it is driven."""

    name: str
    about: str
    wanted: str
    """What it shows when it can be used."""
    leave: str
    made: Callable[[Path], Line]
    """Makes its store in a folder that is empty or holds it already; the command on it."""


def peers(folder: Path, rounds: int) -> None:
    """Tell a row for each; no bound is set on what others do."""
    for peer in PEERS:
        if shutil.which(peer.name) is None:
            tell(f"peer {peer.name:8} is not installed here")
            continue
        place = folder / f"peer-{peer.name}"
        place.mkdir(exist_ok=True)
        command, environ = peer.made(place)
        try:
            tell(_row(peer, command, {"HOME": str(place), **environ}, rounds))
        except AssertionError as error:
            tell(f"peer {peer.name:8} showed nothing of use: {str(error).splitlines()[0]}")


def _row(peer: Peer, command: tuple[str, ...], environ: Mapping[str, str], rounds: int) -> str:
    starts: list[float] = []
    steps: list[float] = []
    exits: list[float] = []
    memory = 0.0
    for _ in range(rounds):
        with Wire(command, environ) as wire:
            starts.append(wire.start(peer.wanted).settled)
            wire.listen(0.3)
            wire.stroke("j")
            steps += [wire.stroke("j").latency for _ in range(STEPS)]
            memory = max(memory, wire.memory())
            exits.append(wire.leave(peer.leave))
    return (
        f"peer {peer.name:8} {peer.about:14} start {min(starts) * 1000:7.1f} ms  "
        f"j {median(steps) * 1000:5.1f} ms  {memory:6.1f} MB  exit {min(exits) * 1000:5.0f} ms"
    )


def _neomutt(place: Path) -> Line:
    inbox, how = place / "mail", place / "rc"
    _mails(inbox)
    how.write_text(
        f"set folder='{place}'\nset spoolfile='{inbox}'\nset quit=yes\nset header_cache='{place}'\n"
    )
    return ("neomutt", "-n", "-F", str(how), "-f", str(inbox)), {}


def _aerc(place: Path) -> Line:
    _mails(place / "boxes" / "INBOX")
    told = place / ".config" / "aerc"
    told.mkdir(parents=True, exist_ok=True)
    (told / "accounts.conf").write_text(
        f"[mine]\nsource = maildir://{place / 'boxes'}\nfrom = a@b\n"
    )
    (told / "accounts.conf").chmod(0o600)
    return ("aerc",), {"XDG_CONFIG_HOME": str(place / ".config")}


def _mails(inbox: Path) -> None:
    if inbox.exists():
        return
    inbox.parent.mkdir(parents=True, exist_ok=True)
    box = mailbox.Maildir(inbox, create=True)
    for number in range(MAILS):
        mail = EmailMessage()
        mail["Subject"] = f"Contact {number} about the line"
        mail["From"] = f"person{number % 997}@mail.example"
        mail["To"] = "desk@mail.example"
        mail["Date"] = f"Mon, {number % 28 + 1:02d} Jun 2026 10:{number % 60:02d}:00 +0000"
        mail["Message-ID"] = f"<{number}@mail.example>"
        mail.set_content("It went off at noon and did not come back.\n")
        box.add(mail)


def _tig(place: Path) -> Line:
    if not (place / ".git").exists():
        subprocess.run(["git", "init", "-q", str(place)], check=True)
        written = [
            f"commit refs/heads/main\ncommitter P <p@mail.example> {1_700_000_000 + number} +0000\n"
            f"data <<END\nContact {number}\nEND\n"
            for number in range(COMMITS)
        ]
        line = ["git", "-C", str(place), "fast-import", "--quiet"]
        subprocess.run(line, input="".join(written), text=True, check=True)
    return ("tig", "-C", str(place), "main"), {}


def _visidata(place: Path) -> Line:
    path = place / "contacts.csv"
    if not path.exists():
        with path.open("w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(["ref", "due", "customer", "subject"])
            rows.writerows(
                (f"I-{number}", number % 1000, f"Customer {number % 5003}", f"Contact {number}")
                for number in range(ROWS)
            )
    return ("vd", str(path)), {}


def _vit(place: Path) -> Line:
    environ = {"TASKRC": str(place / "taskrc"), "TASKDATA": str(place / "tasks")}
    (place / ".vit").mkdir(exist_ok=True)
    (place / ".vit" / "config.ini").touch()
    if not (place / "tasks").exists():
        (place / "tasks").mkdir()
        (place / "taskrc").write_text(f"data.location={place / 'tasks'}\nconfirmation=off\n")
        told = [
            f'{{"description":"Contact {number}","status":"pending"}}' for number in range(TASKS)
        ]
        subprocess.run(
            ["task", "import", "-"], input="\n".join(told), text=True, check=True,
            env={**os.environ, **environ}, capture_output=True,
        )  # fmt: skip
    return ("vit",), environ


PEERS = (
    Peer("neomutt", "20k mails", r"Contact \d+", "q", _neomutt),
    Peer("aerc", "20k mails", r"Contact \d+", ":quit\r", _aerc),
    Peer("tig", "20k commits", r"Contact \d+", "Q", _tig),
    Peer("vd", "1M rows", r"1000000 rows", "gq", _visidata),
    Peer("vit", "1k tasks", r"Contact \d+", ":q\r", _vit),
)

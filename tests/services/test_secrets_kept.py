"""A password that mail and hooks are sent with: it is nowhere but where it was put, whatever fails
and whoever asks. Every place where the desk writes or speaks is searched for it."""

import base64
import os
import shlex
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from desk.bootstrap import build
from desk.cli.main import main
from desk.clock import FixedClock
from tests.certificates import Authority, make_authority
from tests.house.source import ROOT
from tests.receivers import Say, receiving
from tests.sink import Fault, Sink, running
from tests.stores import NOW, Places, settings_for

PASSWORD = "Qx7-PlantedPassw0rd"
KEY = "Kz3-PlantedH00kKey"
PLANTED = (("MAIL", PASSWORD), ("HOOK", KEY))
USER = "desk"

OUTPUTS = (
    "settings",
    "settings --json",
    "settings export",
    "doctor",
    "doctor --json",
    "events --json",
    "list --json",
    "show I-1",
    "show I-1 --json",
    "show N-1 --json",
    "hooks",
    "hooks --json",
    "hooks test crm",
    "do N-1 retry",
)
"""What is asked of the desk; not all of it is done, and no answer tells."""


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """Who vouches for the server."""
    return make_authority(tmp_path_factory.mktemp("authority"))


class Looking(dict[str, str]):
    """Knows who may come in; whenever it is asked it looks at the machine's list of processes."""

    def __init__(self) -> None:
        super().__init__({USER: PASSWORD})
        self.seen: list[bytes] = []

    def get(self, name: str, default: object = None) -> str | None:  # type: ignore[override]
        """The password of somebody."""
        self.seen += [_line(each) for each in Path("/proc").glob("[0-9]*")]
        return super().get(name)


@pytest.fixture
def sink(authority: Authority) -> Iterator[Sink]:
    """A server that wants a safe line and a password."""
    with running() as made:
        made.context = authority.shows("right")
        made.users = Looking()
        yield made


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's folders, and where two of the secrets are."""
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    monkeypatch.setenv("DESK_TEST_MAIL", PASSWORD)
    monkeypatch.setenv("DESK_TEST_HOOK", KEY)
    monkeypatch.setenv("DESK_CLOCK", "2026-11-24T10:00:00Z")
    return tmp_path


def test_a_secret_is_nowhere_but_where_it_was_put(
    places: Places,
    sink: Sink,
    authority: Authority,
    home: Path,
    capfd: pytest.CaptureFixture[str],
) -> None:
    url, said = places.founded(), []
    with receiving() as receiver:
        receiver.answer = lambda _: Say(500, f"no {KEY}")
        for number, way in enumerate(("env", "file", "command")):
            sink.faults = {"AUTH": _faults()[number]} if number < 2 else {}
            put = [_put(home, way, *each) for each in PLANTED]
            _settle(url, sink.port, authority, receiver.url, put)
            said.append(_works(url, number))
        for words in OUTPUTS:
            main(["--db", url, *words.split()])
        printed = capfd.readouterr()
        said += [printed.out.encode(), printed.err.encode()]
    said += [_whole(url, places), *_files(home)]
    places.remove(url)
    assert {each.user for each in sink.taken} == {USER}, "it was used"
    assert receiver.came, "the key was used"
    assert any(b"[secret]" in each for each in said), "it came back, and was hidden"
    seen = sink.users.seen  # type: ignore[attr-defined]
    assert any(b"work --once" in each for each in seen)
    for each in (*said, *seen):
        assert [form for form in _forms() if form in each] == []


def _faults() -> tuple[Fault, Fault]:
    """A server that says back what it was told, in each form, and one that leaves."""
    forms = " ".join(form.decode() for form in _forms())
    return Fault("say", f"535 5.7.8 no such {forms}"), Fault("drop")


def _forms() -> tuple[bytes, ...]:
    """The secrets as they are, and as they cross the wire."""
    whole = base64.b64encode(f"\0{USER}\0{PASSWORD}".encode())
    return PASSWORD.encode(), base64.b64encode(PASSWORD.encode()), whole, KEY.encode()


def _put(folder: Path, way: str, name: str, secret: str) -> str:
    """Put a secret somewhere; where it is."""
    if way == "env":
        return f"env:DESK_TEST_{name}"
    place = folder / "secrets" / name
    place.parent.mkdir(exist_ok=True)
    place.write_text(f"{secret}\n")
    place.chmod(0o600)
    return f"file:{place}" if way == "file" else f"command:cat {shlex.quote(str(place))}"


def _settle(url: str, port: int, authority: Authority, hook: str, put: list[str]) -> None:
    """Settle the ways out with where the secrets are now; lay an answer and an event."""
    smtp = {"host": "localhost", "port": port, "ca": str(authority.ca), "user": USER}
    smtp |= {"from": "desk@desk.example", "password": put[0]}
    crm = {"url": hook, "secret": put[1], "private_targets": True}
    with closing(build(settings_for(url), FixedClock(NOW))) as desk:
        me = desk.directory.actor()
        desk.store_settings.save_terms(me, {"outlet": {"smtp": smtp}, "hook": {"crm": crm}})
        ref = desk.interactions.log(me, "inbound", "email", "Router", sender="a@b.example").ref
        desk.interactions.reply(me, ref, "Hello")
        desk.relay.run()


def _works(url: str, number: int) -> bytes:
    """What a desk without a screen says that sends what is due, some hours later each time."""
    environ = {**os.environ, "DESK_CLOCK": f"2026-11-23T{11 + number}:00:00Z"}
    ended = subprocess.run(
        [sys.executable, "-m", "desk", "--db", url, "work", "--once", "--verbose"],
        cwd=ROOT, env=environ, capture_output=True, check=False, timeout=120,
    )  # fmt: skip
    return ended.stdout + ended.stderr


def _whole(url: str, places: Places) -> bytes:
    """Everything that a store holds."""
    if places.engine == "sqlite":
        return b"".join(each.read_bytes() for each in Path(url).parent.glob(Path(url).stem + "*"))
    with psycopg.connect(url, autocommit=True) as link:
        tables = link.execute(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
        ).fetchall()
        return b"".join(
            repr(link.execute(f'SELECT * FROM "{name}"'.encode()).fetchall()).encode()
            for (name,) in tables
        )


def _files(home: Path) -> list[bytes]:
    """Every file that was written meanwhile, but where the secrets were put."""
    return [
        path.read_bytes()
        for path in home.rglob("*")
        if path.is_file() and path.parent != home / "secrets"
    ]


def _line(process: Path) -> bytes:
    """How a process was begun."""
    try:
        return (process / "cmdline").read_bytes().replace(b"\0", b" ")
    except OSError:
        return b""

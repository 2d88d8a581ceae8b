"""Mail that meets every fault of a server, and senders that are killed: nothing is lost, and what
comes twice comes under the same name, in the one window that cannot be closed."""

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest

from desk.bootstrap import Desk, build
from desk.clock import FixedClock
from desk.models.outbox import Outbox
from tests.faults.conftest import assert_sound
from tests.house.source import ROOT
from tests.sink import Certificates, Fault, Sink, make_certificates, running
from tests.stores import NOW, settings_for

LETTERS = 3
FAULTS = 2
"""So often each fault comes, then all is well."""
STAGES = ("greeting", "EHLO", "STARTTLS", "AUTH", "MAIL", "RCPT", "DATA", "dot")
OF_THE_LETTER = ("MAIL", "RCPT", "DATA", "dot")
HOWS = ("4xx", "5xx", "drop", "hang")
_SAYS = {"4xx": "451 4.3.0 later", "5xx": "554 5.7.1 never"}


class Counted(NamedTuple):
    """What became of the letters."""

    laid: int
    delivered: int
    failed: int
    told: int
    """How many that failed were told to who wrote them."""
    twice: int
    """How many came more than once."""
    copies: int
    """The most copies of one."""
    runs: int

    @property
    def lost(self) -> int:
        """What is neither delivered nor failed aloud."""
        return self.laid - self.delivered - self.failed


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    """Certificates for `localhost` and for somebody else."""
    return make_certificates(tmp_path_factory.mktemp("certificates"))


@pytest.fixture
def sink(certificates: Certificates) -> Iterator[Sink]:
    """A server that wants a safe line and a name."""
    with running() as made:
        made.context = certificates.of(certificates.right)
        made.users["desk"] = "s3cret"
        yield made


def laid(store: Path, sink: Sink, ca: Path, letters: int = LETTERS) -> None:
    """Lay answers in the outbox of a store, which leave by the server."""
    os.environ["DESK_TEST_PASSWORD"] = "s3cret"
    smtp = {"host": "localhost", "port": sink.port, "user": "desk", "ca": str(ca), "timeout": 1}
    smtp |= {"from": "desk@desk.example", "password": "env:DESK_TEST_PASSWORD"}
    with closing(build(settings_for(str(store)), FixedClock(NOW))) as desk:
        me = desk.directory.actor()
        desk.store_settings.save_terms(me, {"outlet": {"smtp": smtp}})
        ref = desk.interactions.log(me, "inbound", "email", "Router", sender="a@b.example").ref
        for number in range(letters):
            desk.interactions.reply(me, ref, f"Answer {number}")


def sent(desk: Desk, clock: FixedClock) -> int:
    """Send until nothing waits any more; how many runs it took."""
    for run in range(1, 40):
        desk.sending.run()
        after = desk.sending.next_at()
        if after is None:
            return run
        clock.at = max(clock.at + 1, after)
    return 40


def counted(store: Path, sink: Sink, later: int = 10) -> Counted:
    """Send all there is, and count."""
    clock = FixedClock(NOW + later)
    with closing(build(settings_for(str(store)), clock)) as desk:
        runs = sent(desk, clock)
        with desk._store.reading() as session:
            rows = session.rows(Outbox.select(Outbox.state, Outbox.message_id))
        told = desk.alerts.page(desk.directory.actor()).rows
    copies = Counter(sink.ids)
    assert {name for state, name in rows if state == "completed"} <= {*copies}
    assert {*copies} <= {name for _, name in rows}
    states = Counter(state for state, _ in rows)
    return Counted(
        len(rows),
        states["completed"],
        states["failed"],
        sum(each.why == "undelivered" for each in told),
        sum(many > 1 for many in copies.values()),
        max(copies.values(), default=0),
        runs,
    )


def note(what: str, found: Counted) -> None:
    """A line of the table that `pytest -s` shows."""
    told = found._asdict() | {"lost": found.lost}
    sys.stdout.write(f"{what} {' '.join(f'{name} {value:2}' for name, value in told.items())}\n")


def faced(how: str) -> Fault:
    """A fault that comes so often."""
    return Fault("say", _SAYS[how], FAULTS) if how in _SAYS else Fault(how, times=FAULTS)


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("how", HOWS)
def test_at_every_stage_nothing_is_lost_and_nothing_comes_twice(
    file: Path, sink: Sink, certificates: Certificates, stage: str, how: str
) -> None:
    laid(file, sink, certificates.right)
    sink.faults[stage] = faced(how)
    found = counted(file, sink)
    note(f"{stage:9} {how:5}", found)
    failed = FAULTS if how == "5xx" and stage in OF_THE_LETTER else 0
    assert (found.lost, found.failed, found.told) == (0, failed, failed)
    assert (found.delivered, found.twice) == (LETTERS - failed, 0)


def test_with_the_wrong_certificate_all_waits(
    file: Path, sink: Sink, certificates: Certificates
) -> None:
    laid(file, sink, certificates.right)
    assert sink.context is not None
    sink.context = certificates.of(certificates.wrong)
    with closing(build(settings_for(str(file)), FixedClock(NOW + 10))) as desk:
        desk.sending.run()
        assert "certificate is not trusted" in desk.outbox_state.health().last_error
    assert sink.taken == []
    sink.context = certificates.of(certificates.right)
    found = counted(file, sink, 100)
    assert (found.lost, found.delivered, found.twice) == (0, LETTERS, 0)


def test_the_answer_after_the_dot_is_the_one_window(
    file: Path, sink: Sink, certificates: Certificates
) -> None:
    """What was taken and not answered comes once more for each such answer, under its name."""
    laid(file, sink, certificates.right)
    sink.faults["dot"] = Fault("lose", times=1)
    found = counted(file, sink)
    note("dot       lose ", found)
    assert (found.lost, found.delivered, found.twice, found.copies) == (0, LETTERS, 1, 2)


def test_a_sender_that_is_killed_at_any_step_loses_nothing(
    founded: Path, tmp_path: Path, certificates: Certificates
) -> None:
    """Between the text and the mark in the store it may come twice; at no other step."""
    steps: dict[int, tuple[str, Counted]] = {}
    for last in range(1, 60):
        store = tmp_path / f"killed-{last}.db"
        store.write_bytes(founded.read_bytes())
        with running() as sink:
            sink.context = certificates.of(certificates.right)
            sink.users["desk"] = "s3cret"
            laid(store, sink, certificates.right, 2)
            name = killed_at(store, last)
            if name is None:
                break
            steps[last] = name, counted(store, sink, 1000)
        assert_sound(store)
    assert len(steps) > 15
    for last, (name, found) in steps.items():
        note(f"{last:3} {name:11}", found)
        assert (found.lost, found.delivered) == (0, 2), (last, name)
        assert found.copies <= 2, (last, name)
        if found.twice:
            assert name in ("taken", "to keep"), (last, name)
    assert sum(found.twice for _, found in steps.values()) <= 4


def killed_at(store: Path, last: int) -> str | None:
    """Run a sender up to a step; the step's name, or None when it came to its end before."""
    line = [sys.executable, "-m", "tests.faults.sender", str(store), str(last)]
    ended = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
    if ended.returncode == 0:
        return None
    assert ended.returncode == -signal.SIGKILL, ended.stderr
    return ended.stdout.splitlines()[-1].partition(" ")[2]

"""The feed: every event once and in order, whoever is still writing; names, not numbers."""

import random
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress

import pytest

from desk.bootstrap import Desk, build
from desk.errors import NotAllowed
from desk.models.feed import event_id, identity
from desk.models.store import Session
from desk.rows.events import EventRow
from desk.rules.permissions import Actor
from desk.services.journal import Entry, record
from tests.stores import NOW, Hire, settings_for


@pytest.fixture
def other(desk: Desk) -> Iterator[Desk]:
    """A second desk on the same store."""
    made = build(settings_for(desk._store.location.target), desk.clock)
    yield made
    made.close()


def _all(desk: Desk, actor: Actor, since: int = 0) -> list[EventRow]:
    rows: list[EventRow] = []
    while True:
        page = desk.events.after(actor, since)
        rows += page.rows
        if page.is_last:
            return rows
        assert page.upto > since
        since = page.upto


def test_each_event_is_told_in_words_with_names(desk: Desk, me: Actor, hire: Hire) -> None:
    ben = hire("ben", team="front")
    desk.customers.create(me, "Acme", "office@acme.example")
    desk.interactions.log(me, "inbound", "email", "Bill", text="Too high")
    desk.interactions.assign(me, "I-1", "ben")
    desk.interactions.hand(ben, "I-1", "front")
    desk.interactions.identify(ben, "I-1", "C-1")
    desk.interactions.tag(ben, "I-1", "vip")
    desk.interactions.snooze(ben, "I-1", NOW + 3600)
    told = {row.type: row for row in _all(desk, me)}
    assert [*told] == [
        *("customer.create", "interaction.log", "interaction.assign", "interaction.hand"),
        *("interaction.identify", "interaction.tag", "interaction.snooze"),
    ]
    assert told["customer.create"].ref == "C-1"
    assert told["interaction.assign"].changes == {"owner": (None, "ben")}
    assert told["interaction.hand"].changes["team"] == (None, "front")
    assert told["interaction.hand"].actor == "ben"
    assert told["interaction.identify"].changes["customer"] == (None, "Acme")
    assert told["interaction.tag"].changes == {"tags": ([], ["vip"])}
    assert told["interaction.snooze"].changes["snoozed_until"] == (None, "2026-11-23T11:00:00Z")


def test_what_was_said_is_told_until_it_is_taken_back(desk: Desk, me: Actor) -> None:
    desk.interactions.log(me, "inbound", "email", "Bill", text="Too high")
    desk.interactions.note(me, "I-1", "ask Ben")
    log, note = _all(desk, me)
    assert log.told(internal=False)["changes"]["text"] == [None, "Too high"]  # type: ignore[index]
    assert note.told(internal=True)["changes"] == {"text": [None, "ask Ben"]}
    assert note.told(internal=False)["changes"] == {}
    desk.undo(me)
    _, note, undo = _all(desk, me)
    assert note.told(internal=True)["changes"] == {}
    assert undo.type == "interaction.undo"


def test_what_the_desk_finds_has_no_actor_and_says_what_was_reached(desk: Desk, me: Actor) -> None:
    desk.interactions.log(me, "inbound", "email", "Bill")
    part = {"clock": "completion", "generation": 1, "threshold": 90, "level": "jeopardy", "at": NOW}
    with desk._store.writing() as session:
        after = {"crossing": {"completion/1/90": part}}
        record(session, Entry(NOW, None, "cross", "interaction", 1, after=after))
    row = _all(desk, me)[-1]
    assert (row.type, row.actor) == ("interaction.cross", None)
    told = {"clock": "completion", "threshold": 90, "level": "jeopardy"}
    assert row.changes == {"crossing": (None, [{**told, "at": "2026-11-23T10:00:00Z"}])}


def test_numbers_go_on_over_many_batches(desk: Desk, me: Actor) -> None:
    desk.interactions.log(me, "inbound", "email", "Bill")
    with desk._store.writing() as session:
        for number in range(1203):
            record(session, Entry(NOW + number, me.id, "claim", "interaction", 1))
            record(session, Entry(NOW, me.id, "save", "team", 1))
    rows = _all(desk, me)
    assert [row.at for row in rows[1:]] == [NOW + number for number in range(1203)]
    assert _all(desk, me, rows[700].seq) == rows[701:]
    assert len({row.id for row in rows}) == len(rows)


def test_ids_tell_stores_and_numbers_given_out_again_apart(desk: Desk, me: Actor) -> None:
    desk.interactions.log(me, "inbound", "email", "Bill")
    (row,) = _all(desk, me)
    with desk._store.reading() as session:
        store = identity(session)
    assert len(store) == 16
    assert row.id == event_id(store, row.seq, NOW)
    assert row.id != event_id(store, row.seq, NOW + 1)


def test_who_may_not_read_work_is_refused_and_not_told_of_customers(desk: Desk, me: Actor) -> None:
    desk.customers.create(me, "Acme")
    for role in ("partner", "customer"):
        with pytest.raises(NotAllowed):
            desk.events.after(me._replace(role=role), 0)
    assert [row.ref for row in _all(desk, me._replace(role="auditor"))] == ["C-1"]


class Slow:
    """A transaction that takes its time."""

    def __init__(self, desk: Desk, stack: ExitStack, first: str = "") -> None:
        self._ready, self._write = threading.Event(), threading.Event()
        self._written, self._end = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._run, args=(desk, first))
        self._thread.start()
        stack.callback(self.end)
        assert self._ready.wait(10)

    def _run(self, desk: Desk, first: str) -> None:
        with desk._store.writing() as session:
            if first:
                session.sql(first)
            self._ready.set()
            self._write.wait(10)
            _log(session)
            self._written.set()
            self._end.wait(10)

    def write(self) -> None:
        """Let it take a number."""
        self._write.set()
        assert self._written.wait(10)

    def end(self) -> None:
        """Let it commit."""
        self._write.set()
        self._end.set()
        self._thread.join()


def _log(session: Session) -> None:
    record(session, Entry(NOW, 1, "claim", "interaction", 1))


NUMBERED = "SELECT pg_current_xact_id()"


@pytest.mark.parametrize("places", ["postgresql"], indirect=True, scope="session")
@pytest.mark.parametrize("first", ["", NUMBERED], ids=["no number yet", "an older transaction"])
def test_nothing_is_skipped_whoever_commits_first(desk: Desk, me: Actor, first: str) -> None:
    """The one that took the smaller number ends last, whether its transaction is older or not."""
    desk.interactions.log(me, "inbound", "email", "Bill")
    since = _all(desk, me)[-1].seq
    with ExitStack() as stack:
        early, late = Slow(desk, stack, NUMBERED), Slow(desk, stack, first)
        late.write()
        early.write()
        early.end()
        page = desk.events.after(me, since)
        assert (page.rows, page.upto, page.is_held) == ((), since, True)
        late.end()
    assert [row.seq for row in _all(desk, me, since)] == [since + 1, since + 2]


def _busy(desk: Desk, seed: int) -> None:
    """Many short transactions, some of which are taken back."""
    chance = random.Random(seed)
    for _ in range(40):
        with suppress(ZeroDivisionError), desk._store.writing() as session:
            if chance.random() < 0.5:
                session.sql("UPDATE counter SET last = last WHERE kind = 'none'")
            for _ in range(chance.randrange(3)):
                time.sleep(chance.random() * 0.004)
                _log(session)
            if chance.random() < 0.2:
                raise ZeroDivisionError


def test_whoever_reads_while_many_write_misses_nothing(desk: Desk, me: Actor) -> None:
    desk.interactions.log(me, "inbound", "email", "Bill")
    seen: list[int] = []
    since = 0
    with ThreadPoolExecutor(5) as pool:
        writing = [pool.submit(_busy, desk, seed) for seed in range(4)]
        while True:
            has_ended = all(each.done() for each in writing)
            page = desk.events.after(me, since)
            seen += [row.seq for row in page.rows]
            since = page.upto
            if has_ended and page.is_last and not page.is_held:
                break
    for each in writing:
        each.result()
    assert seen == [row.seq for row in _all(desk, me)]
    assert len(seen) > 60


@pytest.mark.parametrize("places", ["postgresql"], indirect=True, scope="session")
def test_a_program_that_writes_by_itself_is_waited_for(desk: Desk, me: Actor, other: Desk) -> None:
    desk.interactions.log(me, "inbound", "email", "Bill")
    since = _all(desk, me)[-1].seq
    with desk._store.migrating() as session:  # a transaction without a hold
        _log(session)
        other.interactions.claim(me, "I-1")
        assert other.events.after(me, since).rows == ()
    assert [row.seq for row in _all(desk, me, since)] == [since + 1, since + 2]


@pytest.mark.parametrize("places", ["postgresql"], indirect=True, scope="session")
def test_what_came_with_numbers_of_another_server_is_told(desk: Desk, me: Actor) -> None:
    desk.interactions.log(me, "inbound", "email", "Bill")
    with desk._store.migrating() as session:
        session.sql("UPDATE journal SET tx = '99999999999'")
    assert [row.type for row in _all(desk, me)] == ["interaction.log"]

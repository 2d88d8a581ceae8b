"""The work list: windows, single rows, counters, what is next, and how it all stays quick."""

import threading
import time
from collections.abc import Callable

import pytest

from desk.bootstrap import Desk
from desk.clock import FixedClock
from desk.errors import BadValue, NotFound, Unreachable, WrongUse
from desk.rows.work import END, Key, Listing
from desk.rules.filters import VIEWS, Filter, parse
from desk.rules.permissions import Actor
from desk.rules.vocabulary import Reference

EVERYTHING = Listing(Filter())
OUTSIDERS = ("partner", "customer")


def test_a_row_shows_the_item(desk: Desk, me: Actor) -> None:
    ref = desk.interactions.log(
        me, "inbound", "email", "Router down", customer="Acme", sender="a@b.example", tag=("vip",)
    ).ref
    desk.interactions.claim(me, ref)
    row = desk.work.find(me, ref.lower())
    assert (row.ref, row.kind, row.subject, row.state) == (
        ref,
        "interaction",
        "Router down",
        "open",
    )
    assert (row.customer, row.contact, row.owner, row.team) == (
        "Acme",
        "a@b.example",
        me.name,
        None,
    )
    assert (row.tags, row.standing, row.version) == (("vip",), "running", 2)
    assert row.due == row.instants.breached == row.key.values[0]
    assert desk.work.rows(me, [row.id, 999]) == {row.id: row}
    assert desk.work.find(me, Reference("interaction", 1)) == row


def test_missing_and_foreign_items_look_alike(desk: Desk, me: Actor) -> None:
    ref = desk.interactions.log(me, "inbound", "email", "Secret").ref
    said = set()
    for role in OUTSIDERS:
        outsider = me._replace(role=role)
        for wanted in (ref, "I-77"):
            with pytest.raises(NotFound) as caught:
                desk.work.find(outsider, wanted)
            said.add(caught.value.message.replace(wanted, "REF"))
    with pytest.raises(NotFound) as caught:
        desk.work.find(me, "I-77")
    said.add(caught.value.message.replace("I-77", "REF"))
    assert len(said) == 1
    with pytest.raises(BadValue):
        desk.work.find(me, "nonsense")
    with pytest.raises(NotFound):
        desk.work.find(me, "C-1")


@pytest.mark.parametrize("role", OUTSIDERS)
def test_outsiders_read_nothing(desk: Desk, me: Actor, role: str) -> None:
    desk.interactions.log(me, "inbound", "email", "Secret", text="marker")
    outsider = me._replace(role=role)
    assert desk.work.page(outsider, EVERYTHING).rows == ()
    assert desk.work.page(outsider, Listing(Filter(words=("marker",)))).rows == ()
    assert desk.work.count(outsider, EVERYTHING, 10) == 0
    assert list(desk.work.stream(outsider, EVERYTHING)) == []
    assert desk.work.rows(outsider, [1]) == {}
    assert desk.work.next(outsider) is None
    assert sum(desk.work.counters(outsider)) == 0


def test_windows_lie_next_to_each_other(full: Desk, ben: Actor) -> None:
    first = full.work.page(ben, EVERYTHING, limit=50)
    second = full.work.page(ben, EVERYTHING, after=first.rows[-1].key, limit=50)
    back = full.work.page(ben, EVERYTHING, before=second.rows[0].key, limit=50)
    assert back.rows == first.rows
    assert back.is_last
    assert not first.is_last
    whole = full.work.page(ben, EVERYTHING, limit=1000)
    assert whole.is_last
    assert full.work.page(ben, EVERYTHING, before=END, limit=7).rows == whole.rows[-7:]
    assert full.work.page(ben, EVERYTHING, after=whole.rows[-1].key).rows == ()


@pytest.mark.parametrize("sort", ["due", "newest", "oldest", "updated"])
def test_a_key_that_has_left_the_list_still_has_a_place(full: Desk, ben: Actor, sort: str) -> None:
    """What was closed or fell due meanwhile is gone, yet reading goes on beside it."""
    now = full.clock.now()
    still_open = Listing(parse("is:open due>2026-11-24", "UTC", now), sort)
    rows = full.work.page(ben, still_open, limit=1000).rows
    outside = [
        row.key for row in full.work.page(ben, Listing(Filter(), sort), limit=1000).rows[::9]
    ]
    for key in outside:
        after = full.work.page(ben, still_open, after=key, limit=1000).rows
        before = full.work.page(ben, still_open, before=key, limit=1000).rows
        assert [*before, *after] == [row for row in rows if row.key != key]


def test_an_unknown_order_is_refused(full: Desk, ben: Actor) -> None:
    with pytest.raises(WrongUse):
        full.work.page(ben, Listing(Filter(), "colour"))


def test_counters_tell_levels_apart(desk: Desk, me: Actor, clock: FixedClock) -> None:
    """An hour's target of 15 minutes and 4 hours: watch, warning, jeopardy, then late."""
    log = desk.interactions.log
    for minutes in (1, 12, 14, 16, 200):
        log(me, "inbound", "email", "x", priority=1, at=clock.now() - minutes * 60)
    answered = log(me, "inbound", "phone", "y", priority=1, at=clock.now() - 185 * 60).ref
    counters = desk.work.counters(me)
    assert (counters.breached, counters.jeopardy, counters.warning) == (2, 1, 2)
    desk.interactions.complete(me, answered, "answered")
    assert desk.work.counters(me).warning == 1
    other = me._replace(id=99)
    desk.interactions.claim(me, "I-4")
    assert desk.work.counters(other).breached == 1
    assert desk.work.counters(me).breached == 2


def test_next_is_the_most_urgent_free_item(
    desk: Desk, me: Actor, hire: Callable[..., Actor], clock: FixedClock
) -> None:
    log = desk.interactions.log
    assert desk.work.next(me) is None
    later = log(me, "inbound", "email", "later").ref
    urgent = log(me, "inbound", "email", "urgent", priority=1).ref
    waits = log(me, "inbound", "email", "waits", sender="a@b.example", priority=1).ref
    desk.interactions.await_customer(me, waits, "Which?", clock.now() + 3600)
    found = desk.work.next(me)
    assert found is not None
    assert found.ref == urgent
    field = hire("Mia", team="Field")
    hire("Olek", team="Back")
    desk.interactions.hand(me, urgent, "Back")
    assert [desk.work.next(who).ref for who in (me, field)] == [urgent, later]  # type: ignore[union-attr]


_LONG = {
    True: "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n",
    False: "SELECT pg_sleep(60)",
}
"""A statement that would go on for long, by engine, SQLite first."""


def test_a_running_search_can_be_stopped(full: Desk, ben: Actor) -> None:
    full.work.stop()
    said: list[str] = []

    def look() -> None:
        try:
            with full.work._reading() as session:
                session.sql(_LONG[session.is_sqlite])
        except Unreachable as error:
            said.append(error.message)

    thread = threading.Thread(target=look)
    thread.start()
    begin = time.monotonic()
    while thread.is_alive() and time.monotonic() - begin < 20:
        time.sleep(0.05)
        full.work.stop()
    thread.join(1)
    assert said == ["The search was stopped"]
    assert full.work.page(ben, EVERYTHING, limit=1).rows


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_is_one_walk(full: Desk, ben: Actor, view: str) -> None:
    listing = Listing(parse(VIEWS[view], "UTC", full.clock.now()))
    rows = full.work.page(ben, listing, limit=1000).rows
    assert [row.key for row in rows] == sorted(row.key for row in rows)
    assert all(isinstance(row.key, Key) for row in rows)

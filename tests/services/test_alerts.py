"""Who is told of a change."""

import pytest

from desk.bootstrap import Desk
from desk.clock import FixedClock
from desk.rows.alerts import AlertWish
from desk.rules.instants import DAY
from desk.rules.permissions import Actor
from tests.services.reports import do, report
from tests.stores import Hire


def _told(desk: Desk, actor: Actor) -> list[tuple[str, str, str]]:
    return [(row.ref, row.why, row.text) for row in desk.alerts.page(actor).rows]


def test_who_is_named_in_a_note_is_told(desk: Desk, me: Actor, hire: Hire) -> None:
    dora, ann = hire("Dora"), hire("Ann Marie")
    hire("Ann")
    contact = desk.interactions.log(me, "inbound", "phone", "Hello").ref
    done = desk.do(me, "note", contact, {"text": "@dora and @ann marie: see a@dora.test, @nobody"})
    assert set(done.effects) >= {"Dora is told.", "Ann Marie is told."}
    text = f"{me.name}: @dora and @ann marie: see a@dora.test, @nobody"
    assert _told(desk, dora) == [(contact, "mentioned", text)]
    assert _told(desk, ann) == [(contact, "mentioned", text)]
    assert _told(desk, me) == []


def test_who_follows_is_told_until_they_unfollow(desk: Desk, me: Actor, hire: Hire) -> None:
    dora = hire("dora")
    ref = report(desk, me)
    do(desk, dora, ref, "follow")
    do(desk, me, ref, "start")
    do(desk, dora, ref, "note", text="my own doing")
    do(desk, dora, ref, "unfollow")
    do(desk, me, ref, "note", text="not told any more")
    assert _told(desk, dora) == [(ref, "followed", f"{me.name}: Work began")]


def test_who_is_given_something_is_told(desk: Desk, me: Actor, hire: Hire) -> None:
    dora = hire("dora")
    ref = report(desk, me)
    do(desk, me, ref, "assign", to="dora")
    assert _told(desk, dora) == [(ref, "assigned", f"{me.name}: Assigned to dora")]


def test_what_was_read_is_not_counted(desk: Desk, me: Actor, hire: Hire) -> None:
    dora = hire("dora")
    ref = report(desk, me)
    for text in ("@dora one", "@dora two"):
        do(desk, me, ref, "note", text=text)
    newest = desk.alerts.page(dora).rows[0]
    assert desk.alerts.unread(dora) == 2
    assert desk.news.read(dora, newest.id - 1) == 1
    assert desk.alerts.unread(dora) == 1
    assert [row.is_read for row in desk.alerts.page(dora).rows] == [False, True]


def test_some_are_marked_as_read_and_as_new_again(desk: Desk, me: Actor, hire: Hire) -> None:
    dora, cem = hire("dora", "agent"), hire("cem", "agent")
    ref = report(desk, me)
    for number in range(3):
        desk.do(me, "note", ref, {"text": f"@dora look {number}"})
    first, *_ = desk.alerts.page(dora).rows
    desk.news.mark(cem, [first.id], is_read=True)
    assert desk.alerts.counts(dora) == (3, 3)
    desk.news.mark(dora, [first.id], is_read=True)
    assert desk.alerts.counts(dora) == (2, 3)
    assert [row.is_read for row in desk.alerts.page(dora).rows] == [True, False, False]
    assert len(desk.alerts.page(dora, AlertWish(is_unread=True)).rows) == 2
    assert len(desk.alerts.page(dora, AlertWish(("loo", "2"))).rows) == 1
    desk.news.mark(dora, [first.id], is_read=False)
    assert desk.alerts.counts(dora) == (3, 3)


def test_what_is_new_comes_past_a_number(desk: Desk, me: Actor, hire: Hire) -> None:
    dora = hire("dora", "agent")
    ref = report(desk, me)
    desk.do(me, "note", ref, {"text": "@dora one"})
    (one,) = desk.alerts.fresh(dora, 0).rows
    assert desk.alerts.fresh(dora, one.id).rows == ()
    desk.do(me, "note", ref, {"text": "@dora two"})
    news = desk.alerts.fresh(dora, one.id)
    assert [row.text.endswith("two") for row in news.rows] == [True]
    assert news.may_pop


def test_toasts_keep_to_working_hours_where_that_is_settled(
    desk: Desk, me: Actor, hire: Hire, clock: FixedClock
) -> None:
    dora = hire("dora", "agent")
    desk.store_settings.save_terms(me, {"notices": {"working_hours": True}})
    ref = report(desk, me)
    desk.do(me, "note", ref, {"text": "@dora one"})
    assert desk.alerts.fresh(dora, 0).may_pop  # Monday at ten
    clock.advance(12 * 3600)
    assert not desk.alerts.fresh(dora, 0).may_pop
    clock.advance(12 * 3600)
    assert desk.alerts.fresh(dora, 0).may_pop
    desk.do(me, "absence", "person", {"name": "dora", "from": "-1h", "until": "+1h"})
    assert not desk.alerts.fresh(dora, 0).may_pop


def test_what_came_while_a_desk_was_closed_is_counted(
    desk: Desk, me: Actor, hire: Hire, clock: FixedClock
) -> None:
    dora = hire("dora", "agent")
    ref = report(desk, me)
    desk.do(me, "note", ref, {"text": "@dora one"})
    clock.advance(60)
    desk.news.look(dora, desk.alerts.DESK, clock.now())
    clock.advance(3600)
    desk.do(me, "note", ref, {"text": "@dora two"})
    clock.advance(60)
    missed = desk.alerts.missed(dora, clock.now())
    assert (missed.since, missed.counts) == (clock.now() - 3660, {"mentioned": 1})
    assert desk.alerts.missed(me, clock.now()).since is None


def test_what_was_told_long_ago_goes_out_of_the_list(
    desk: Desk, me: Actor, hire: Hire, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    dora, gone = hire("dora"), hire("gone")
    ref = report(desk, me)
    for number in range(3):
        do(desk, me, ref, "note", text=f"@dora and @gone {number}")
    newest, *_ = desk.alerts.page(dora).rows
    desk.news.mark(dora, [newest.id], is_read=True)
    monkeypatch.setattr("desk.services.upkeep._MOST_FORGOTTEN", 2)

    clock.advance(90 * DAY)
    assert not desk.due.is_anything()
    clock.advance(1)
    assert desk.due.is_anything()
    assert desk.upkeep.pass_over() == ()
    assert [len(_told(desk, each)) for each in (dora, gone)] == [2, 3]
    assert not desk.due.is_anything()

    clock.advance(310 * DAY)
    while desk.due.is_anything():
        desk.upkeep.pass_over()
    assert _told(desk, dora) == _told(desk, gone) == []
    notes = [entry for entry in desk.trail.item(me, ref).trail if entry.action == "note"]
    assert len(notes) == 3

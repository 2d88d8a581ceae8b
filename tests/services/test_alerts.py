"""Who is told of a change."""

from desk.bootstrap import Desk
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

"""Saved views: whose they are, their keys, and that nothing of them reaches the journal."""

import pytest

from desk.bootstrap import Desk
from desk.errors import BadFilter, BadValue, Duplicate, NotAllowed, NotFound
from desk.rows.views import ViewRow
from desk.rules.permissions import Actor
from tests.stores import Hire


def _save(desk: Desk, actor: Actor, name: str, **values: str) -> tuple[str, ...]:
    return desk.do(actor, "save", "view", {"name": name, **values}).effects


def _views(desk: Desk, actor: Actor) -> list[tuple[str, str, bool]]:
    return [(row.name, row.key, row.is_shared) for row in desk.views.of(actor)]


def test_a_view_keeps_filter_order_columns_and_key(desk: Desk, me: Actor) -> None:
    _save(
        desk, me, "Angry  mail", filter="is:open", sort="priority", columns="Team subject", key="3"
    )
    (row,) = desk.views.of(me)
    assert row == ViewRow(
        row.id, "Angry mail", "is:open", "priority", "due,ref,team,subject", "3", False, 1
    )
    assert desk.views.named(me, "ANGRY MAIL") == row


def test_what_is_not_given_stays(desk: Desk, me: Actor) -> None:
    _save(desk, me, "Mail", filter="channel:email", sort="newest", key="2")
    _save(desk, me, "mail", rename="Post", key="none")
    (row,) = desk.views.of(me)
    assert (row.name, row.filter, row.sort, row.key, row.version) == (
        *("Post", "channel:email", "newest", "", 2),
    )


def test_nothing_of_it_is_in_the_journal(desk: Desk, me: Actor) -> None:
    with desk._store.reading() as session:
        before = session.sql("SELECT count(*) FROM journal")
    _save(desk, me, "Mail", filter="channel:email")
    desk.saved_views.remember(me, "Mail")
    desk.do(me, "remove", "view", {"name": "Mail"})
    with desk._store.reading() as session:
        assert session.sql("SELECT count(*) FROM journal") == before
    assert desk.views.of(me) == ()


def test_ones_own_stands_before_the_shared_one_and_has_its_key(
    desk: Desk, me: Actor, hire: Hire
) -> None:
    ana = hire("Ana")
    _save(desk, me, "Mail", filter="channel:email", key="1", shared="yes")
    _save(desk, me, "Calls", filter="channel:phone", key="2", shared="yes")
    _save(desk, ana, "My mail", filter="owner:me", key="1")
    _save(desk, ana, "calls", filter="owner:me channel:phone")
    assert _views(desk, ana) == [("calls", "", False), ("My mail", "1", False), ("Mail", "", True)]
    assert _views(desk, me) == [("Calls", "2", True), ("Mail", "1", True)]
    assert desk.views.named(ana, "calls").filter == "owner:me channel:phone"


def test_a_key_is_taken_from_the_view_that_had_it(desk: Desk, me: Actor) -> None:
    _save(desk, me, "Mail", key="1")
    assert _save(desk, me, "Calls", key="1") == ("Mail has key 1 no more.",)
    assert _views(desk, me) == [("Calls", "1", False), ("Mail", "", False)]
    assert _save(desk, me, "Calls", filter="channel:phone") == ()


def test_shared_views_are_for_those_who_may(desk: Desk, me: Actor, hire: Hire) -> None:
    ana = hire("Ana")
    _save(desk, me, "Mail", filter="channel:email", shared="yes")
    with pytest.raises(NotAllowed, match="may not change shared views"):
        _save(desk, ana, "Mail", filter="is:open", shared="yes")
    _save(desk, ana, "Mail", filter="owner:me channel:email")
    assert _views(desk, ana) == [("Mail", "", False)]
    desk.do(ana, "remove", "view", {"name": "Mail"})
    with pytest.raises(NotAllowed, match="may not remove shared views"):
        desk.do(ana, "remove", "view", {"name": "Mail"})
    with pytest.raises(NotAllowed):
        _save(desk, ana, "Hers", shared="yes")
    assert _views(desk, ana) == [("Mail", "", True)]


def test_an_own_view_can_be_given_to_all(desk: Desk, me: Actor, hire: Hire) -> None:
    _save(desk, me, "Mail", filter="channel:email", key="4")
    _save(desk, me, "Mail", shared="yes")
    assert _views(desk, hire("Ana")) == [("Mail", "4", True)]


@pytest.mark.parametrize(
    ("values", "error", "said"),
    [
        ({"name": "X", "filter": "is:open foo:1"}, BadFilter, "at column 9"),
        ({"name": "X", "sort": "size"}, BadValue, "no sort"),
        ({"name": "X", "columns": "ref,colour"}, BadValue, "no column 'colour'"),
        ({"name": "X", "key": "12"}, BadValue, "no key"),
        ({"name": "…"}, BadValue, "letters or digits"),
        ({"name": "mine"}, Duplicate, "of the desk's own"),
        ({"name": "x" * 41}, BadValue, "41 characters"),
    ],
)
def test_what_cannot_be_kept_is_refused(
    desk: Desk, me: Actor, values: dict[str, str], error: type[Exception], said: str
) -> None:
    with pytest.raises(error, match=said):
        desk.do(me, "save", "view", values)
    assert desk.views.of(me) == ()


def test_a_name_is_given_once(desk: Desk, me: Actor) -> None:
    _save(desk, me, "Mail")
    _save(desk, me, "Calls")
    with pytest.raises(Duplicate, match="'MAIL'"):
        _save(desk, me, "Calls", rename="MAIL")
    with pytest.raises(NotFound, match="no saved view 'Post'"):
        desk.do(me, "remove", "view", {"name": "Post"})
    with pytest.raises(NotFound, match="no view 'Post'"):
        desk.views.named(me, "Post")


def test_the_view_looked_at_last_is_remembered_for_each(desk: Desk, me: Actor, hire: Hire) -> None:
    ana = hire("Ana")
    desk.saved_views.remember(me, "All")
    desk.saved_views.remember(me, "Mine")
    assert (desk.views.last(me), desk.views.last(ana)) == ("Mine", "")

"""Who follows a problem is told of it, and no longer when they end it or take it back."""

import pytest

from desk.bootstrap import Desk
from desk.errors import DeskError, WrongState
from desk.rules.permissions import DESK, Actor
from tests.stores import Hire


@pytest.fixture
def ref(desk: Desk, me: Actor) -> str:
    """A problem that nobody follows yet."""
    return desk.do(me, "report", "problem", {"subject": "Line dead"}).ref


def _told(desk: Desk) -> list[tuple[object, ...]]:
    with desk._store.reading() as session:
        return [tuple(row) for row in session.sql("SELECT person, why FROM told ORDER BY id")]


def test_who_follows_is_told_until_they_end_it(desk: Desk, me: Actor, hire: Hire, ref: str) -> None:
    ben, mia = hire("ben"), hire("mia")
    for actor in (mia, ben):
        desk.do(actor, "follow", ref, {})
    assert desk.trail.item(me, ref).followers == ("ben", "mia")
    before = len(_told(desk))
    desk.do(me, "start", ref, {})
    assert {person for person, why in _told(desk)[before:] if why == "followed"} == {ben.id, mia.id}
    desk.do(ben, "unfollow", ref, {})
    before = len(_told(desk))
    desk.do(me, "note", ref, {"text": "Cable cut"})
    assert _told(desk)[before:] == [(mia.id, "followed")]


def test_to_follow_is_taken_back(desk: Desk, me: Actor, ref: str) -> None:
    desk.do(me, "follow", ref, {})
    desk.undo(me)
    assert desk.trail.item(me, ref).followers == ()
    desk.do(me, "follow", ref, {})
    desk.do(me, "unfollow", ref, {})
    desk.undo(me)
    assert desk.trail.item(me, ref).followers == (me.name,)
    assert [entry.text for entry in desk.trail.item(me, ref).trail][-3:] == [
        "Follows it",
        "Follows it no more, taken back",
        "Taken back: Follows it no more",
    ]


def test_what_cannot_be_is_said(desk: Desk, me: Actor, ref: str) -> None:
    with pytest.raises(WrongState, match=f"You do not follow {ref}"):
        desk.do(me, "unfollow", ref, {})
    desk.do(me, "follow", ref, {})
    with pytest.raises(WrongState, match=f"You follow {ref} already"):
        desk.do(me, "follow", ref, {})
    with pytest.raises(DeskError, match="The desk itself follows nothing"):
        desk.followers.follow(DESK, ref)


def test_several_are_followed_and_undone_as_one(desk: Desk, me: Actor, ref: str) -> None:
    other = desk.do(me, "report", "problem", {"subject": "Router dead"}).ref
    assert all(each.error is None for each in desk.do_each(me, "follow", [ref, other], {}))
    desk.undo(me)
    assert [desk.trail.item(me, each).followers for each in (ref, other)] == [(), ()]

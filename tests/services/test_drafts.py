"""Drafts: kept for each person, place and session; seen by who wrote them alone."""

import json

import pytest

from desk.bootstrap import Desk, build
from desk.clock import FixedClock
from desk.errors import ChangedMeanwhile
from desk.rules.permissions import DESK, Actor
from tests.stores import Hire, settings_for

PLACE = "reply:I-1"


def _texts(desk: Desk, actor: Actor, place: str = PLACE) -> list[str]:
    return [row.fields["text"] for row in desk.drafts.of(actor, place)]


def test_a_text_is_there_for_another_desk_of_the_same_person(desk: Desk, me: Actor) -> None:
    desk.drafts.keep(me, PLACE, "s1", {"text": "Dear Ms Keller", "to": ""}, "the line was lost")
    other = build(settings_for(desk._store.location.target), desk.clock)
    (row,) = other.drafts.of(me, PLACE)
    other.close()
    assert row.fields == {"text": "Dear Ms Keller"}
    assert (row.reason, row.session, row.updated) == ("the line was lost", "s1", desk.clock.now())


def test_a_later_text_of_the_session_takes_its_place(desk: Desk, me: Actor) -> None:
    for text in ("D", "De", "Dear"):
        desk.drafts.keep(me, PLACE, "s1", {"text": text})
    assert _texts(desk, me) == ["Dear"]


def test_two_sessions_do_not_overwrite_each_other(desk: Desk, me: Actor, clock: FixedClock) -> None:
    desk.drafts.keep(me, PLACE, "s1", {"text": "one"})
    clock.advance(1)
    desk.drafts.keep(me, PLACE, "s2", {"text": "two"})
    assert _texts(desk, me) == ["two", "one"]
    clock.advance(1)
    desk.drafts.keep(me, PLACE, "s1", {"text": "one more"})
    assert _texts(desk, me) == ["one more", "two"]


def test_an_empty_text_is_no_draft(desk: Desk, me: Actor) -> None:
    desk.drafts.keep(me, PLACE, "s1", {"text": "x"})
    desk.drafts.keep(me, PLACE, "s1", {"text": " \n"})
    assert desk.drafts.all(me) == ()


def test_places_and_people_are_apart(desk: Desk, me: Actor, hire: Hire) -> None:
    ben = hire("Ben")
    desk.drafts.keep(me, PLACE, "s1", {"text": "mine"})
    desk.drafts.keep(me, "new:interaction", "s1", {"text": "a call"})
    desk.drafts.keep(ben, PLACE, "s2", {"text": "his"})
    assert _texts(desk, me) == ["mine"]
    assert _texts(desk, ben) == ["his"]
    assert {row.place for row in desk.drafts.all(me)} == {PLACE, "new:interaction"}
    desk.drafts.drop(me, PLACE, "s1")
    assert _texts(desk, me) == []
    assert _texts(desk, ben) == ["his"]


def test_the_desk_itself_begins_nothing(desk: Desk) -> None:
    desk.drafts.keep(DESK, PLACE, "s1", {"text": "x"})
    assert desk.drafts.all(DESK) == ()


@pytest.mark.parametrize("text", ["\x1b]0;x\x07", "a\x00b", "\ud800", "\u202eabc", "x" * 300_000])
def test_a_text_is_kept_to_the_letter(desk: Desk, me: Actor, text: str) -> None:
    desk.drafts.keep(me, PLACE, "s1", {"text": text})
    assert _texts(desk, me) == [text]


def test_nothing_of_it_is_in_the_journal(desk: Desk, me: Actor) -> None:
    def entries() -> object:
        with desk._store.reading() as session:
            return session.sql("SELECT count(*) FROM journal")

    before = entries()
    desk.drafts.keep(me, PLACE, "s1", {"text": "x"})
    desk.presence.here(me, "s1", None)
    assert entries() == before


class TestGoneOnWith:
    """A text that was begun in one session and gone on with in another."""

    def test_it_is_not_kept_twice(self, desk: Desk, me: Actor) -> None:
        desk.drafts.keep(me, PLACE, "old", {"text": "Dear"})
        (row,) = desk.drafts.of(me, PLACE)
        desk.drafts.keep(me, PLACE, "new", {"text": "Dear Ms"})
        desk.drafts.supersede(me, row)
        assert _texts(desk, me) == ["Dear Ms"]

    def test_what_changed_there_since_stays(self, desk: Desk, me: Actor) -> None:
        desk.drafts.keep(me, PLACE, "old", {"text": "Dear"})
        (row,) = desk.drafts.of(me, PLACE)
        desk.drafts.keep(me, PLACE, "old", {"text": "Dear Mr"})
        desk.drafts.supersede(me, row, is_done=True)
        assert _texts(desk, me) == ["Dear Mr"]

    def test_what_another_desk_may_still_show_stays_until_it_is_done(
        self, desk: Desk, me: Actor
    ) -> None:
        desk.interactions.log(me, "inbound", "email", "x")
        desk.presence.here(me, "old", 1, is_writing=True)
        desk.drafts.keep(me, PLACE, "old", {"text": "Dear"})
        (row,) = desk.drafts.of(me, PLACE)
        desk.drafts.supersede(me, row)
        assert _texts(desk, me) == ["Dear"]
        desk.drafts.supersede(me, row, is_done=True)
        assert _texts(desk, me) == []


class TestHandedIn:
    """What was saved is no draft any more: both are one transaction."""

    def test_a_save_drops_it(self, desk: Desk, me: Actor) -> None:
        desk.interactions.log(me, "inbound", "email", "x", sender="a@b.example")
        desk.drafts.keep(me, PLACE, "s1", {"text": "Dear"})
        desk.do(me, "note", "I-1", {"text": "Dear"}, draft=(PLACE, "s1"))
        assert desk.drafts.all(me) == ()

    def test_a_refused_save_does_not(self, desk: Desk, me: Actor) -> None:
        desk.interactions.log(me, "inbound", "email", "x", sender="a@b.example")
        desk.drafts.keep(me, PLACE, "s1", {"text": "Dear"})
        with pytest.raises(ChangedMeanwhile):
            desk.do(me, "note", "I-1", {"text": "Dear"}, expect=7, draft=(PLACE, "s1"))
        desk.do(me, "note", "I-1", {"text": "Dear"}, dry_run=True, draft=(PLACE, "s1"))
        assert _texts(desk, me) == ["Dear"]


def test_fields_are_written_as_json(desk: Desk, me: Actor) -> None:
    desk.drafts.keep(me, PLACE, "s1", {"text": "Grüße"})
    with desk._store.reading() as session:
        ((fields,),) = session.sql("SELECT fields FROM draft")
    assert json.loads(fields) == {"text": "Grüße"}

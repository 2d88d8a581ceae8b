"""What comes to pass besides clocks: unanswered questions, snoozes, work nobody has, absences."""

from contextlib import closing
from pathlib import Path

import pytest

from desk.bootstrap import Desk, build
from desk.clock import FixedClock
from desk.rules.permissions import Actor
from tests.services.invariants import broken
from tests.services.replay import misreplayed
from tests.services.test_exports import export, take, to_file
from tests.services.ticks import HOUR, crossings, told, version
from tests.stores import NOW, Hire, Places, settings_for


@pytest.fixture
def ben(desk: Desk, me: Actor, hire: Hire) -> Actor:
    """An agent of a team that dora leads, with a mail of his."""
    hire("dora", role="teamLead", team="Field")
    ben = hire("ben", team="Field")
    desk.teams.save(me, "Field", lead="dora")
    desk.interactions.log(me, "inbound", "email", "Bill", sender="ines@example.net")
    desk.interactions.hand(me, "I-1", "Field")
    desk.interactions.assign(me, "I-1", "ben")
    desk.interactions.reply(ben, "I-1", "We look")
    return ben


def test_a_question_is_asked_after_twice(desk: Desk, ben: Actor, clock: FixedClock) -> None:
    desk.do(ben, "await", "I-1", {"question": "Which number?", "due": "+10h"})
    seen = version(desk, "I-1")
    clock.advance(5 * HOUR - 1)
    assert desk.tick.run() == ()
    clock.advance(1)
    (first,) = desk.tick.run()
    assert first == ("I-1", "answer", 50, NOW + 5 * HOUR, "reminder", "told ben")
    assert told(desk, "ben")[-1] == ("reminder", "No answer yet: Which number?")
    assert desk.tick.run() == ()
    clock.advance(5 * HOUR)
    (second,) = desk.tick.run()
    assert second[2:4] == (100, NOW + 10 * HOUR)
    said = "No answer in time; close it or ask again: Which number?"
    assert told(desk, "ben")[-1] == ("reminder", said)
    assert desk.tick.run() == ()
    assert version(desk, "I-1") == seen
    last = desk.trail.item(ben, "I-1").trail[-1]
    assert (last.actor, last.text) == ("desk", "No answer in time; close it or ask again")
    assert broken(desk) == []
    assert misreplayed(desk, ["I-1"]) == []


def test_both_reminders_that_were_missed_are_told_once(
    desk: Desk, ben: Actor, clock: FixedClock
) -> None:
    desk.do(ben, "await", "I-1", {"question": "Which?", "due": "+10h", "remind": "+2h"})
    clock.advance(62 * HOUR)
    ticked = desk.tick.run()
    assert [(each.threshold, each.at - NOW) for each in ticked] == [
        (50, 2 * HOUR),
        (100, 10 * HOUR),
    ]
    assert [each.action for each in ticked] == ["", "told ben"]


def test_an_answer_ends_the_asking(desk: Desk, ben: Actor, clock: FixedClock) -> None:
    desk.do(ben, "await", "I-1", {"question": "Which?", "due": "+10h"})
    clock.advance(HOUR)
    desk.interactions.answer(ben, "I-1", "0721")
    desk.do(ben, "await", "I-1", {"question": "And where?", "due": "+10h"})
    clock.advance(4 * HOUR)
    assert desk.tick.run() == ()
    clock.advance(HOUR)
    assert [each.at - NOW for each in desk.tick.run()] == [6 * HOUR]


def test_what_was_put_aside_comes_back(desk: Desk, ben: Actor, clock: FixedClock) -> None:
    desk.do(ben, "snooze", "I-1", {"until": "+1h"})
    seen = version(desk, "I-1")
    clock.advance(HOUR)
    (woken,) = desk.tick.run()
    assert woken == ("I-1", "snooze", 100, NOW + HOUR, "reminder", "told ben, woken")
    assert told(desk, "ben")[-1] == ("reminder", "The snooze is over")
    item = desk.trail.item(ben, "I-1")
    assert item.fields["snoozed_until"] is None
    assert (item.trail[-1].action, item.trail[-1].text) == ("wake", "Snooze ended")
    assert version(desk, "I-1") == seen + 1
    assert desk.tick.run() == ()
    assert broken(desk) == []
    assert misreplayed(desk, ["I-1"]) == []


def test_whoever_wakes_it_first_keeps_the_desk_quiet(
    desk: Desk, ben: Actor, clock: FixedClock
) -> None:
    desk.do(ben, "snooze", "I-1", {"until": "+1h"})
    clock.advance(1800)
    desk.do(ben, "wake", "I-1", {})
    clock.advance(1800)
    assert desk.tick.run() == ()


def test_nobody_has_taken_it(desk: Desk, ben: Actor, clock: FixedClock) -> None:
    desk.interactions.log(ben, "inbound", "email", "New", sender="b@example.net")
    desk.do(ben, "hand", "I-2", {"team": "Field"})
    clock.advance(1799)
    assert desk.tick.run() == ()
    clock.advance(1)
    (idle,) = desk.tick.run()
    assert (idle.ref, idle.clock, idle.action) == ("I-2", "unowned", "told dora")
    assert told(desk, "dora")[-1] == ("reminder", "Nobody has taken it yet")
    assert desk.tick.run() == ()


def test_what_was_taken_in_time_is_told_nobody(desk: Desk, ben: Actor, clock: FixedClock) -> None:
    desk.interactions.log(ben, "inbound", "email", "New", sender="b@example.net")
    clock.advance(1799)
    desk.interactions.claim(ben, "I-2")
    clock.advance(HOUR)
    assert desk.tick.run() == ()


def test_what_has_ended_reminds_nobody(desk: Desk, ben: Actor, clock: FixedClock) -> None:
    desk.do(ben, "await", "I-1", {"question": "Which?", "due": "+10h"})
    desk.interactions.complete(ben, "I-1", "answered")
    clock.advance(62 * HOUR)
    assert desk.tick.run() == ()
    assert crossings(desk) == []


def test_an_absence_that_begins_is_told_with_what_is_open(
    desk: Desk, ben: Actor, clock: FixedClock
) -> None:
    desk.interactions.log(ben, "inbound", "email", "More", sender="b@example.net")
    desk.interactions.claim(ben, "I-2")
    desk.absences.absent(ben, "ben", NOW + 9 * HOUR, starts=NOW + HOUR)
    assert desk.tick.run() == ()
    clock.advance(HOUR)
    (away,) = desk.tick.run()
    assert (away.clock, away.at, away.action) == ("absence", NOW + HOUR, "told dora")
    said = "ben is absent: 2 open items want another owner"
    assert told(desk, "dora")[-1] == ("reminder", said)
    assert desk.tick.run() == ()


def test_an_absence_that_is_over_is_told_nobody(desk: Desk, ben: Actor, clock: FixedClock) -> None:
    desk.absences.absent(ben, "ben", NOW + HOUR)
    clock.advance(90 * 60)
    assert desk.tick.run() == ()
    assert desk.tick.next_at() is not None
    assert told(desk, "dora") == []


def test_reminders_that_are_still_to_come_come_along(
    desk: Desk, me: Actor, places: Places, tmp_path: Path
) -> None:
    for number, subject in enumerate(("asked", "put aside", "both"), 1):
        ref = desk.interactions.log(me, "inbound", "email", subject, sender="a@example.net").ref
        if number != 2:
            desk.do(me, "await", ref, {"question": "Which?", "due": "+2d", "remind": "+1m"})
        if number != 1:
            desk.do(me, "snooze", ref, {"until": "+1d"})
    records = export(desk, me)
    url = places.founded()
    with closing(build(settings_for(url), FixedClock(NOW + 500))) as empty:
        take(empty, empty.directory.actor(), to_file(tmp_path, "jsonl", records))
        with empty._store.reading() as session:
            found = session.sql(
                "SELECT work.subject, name, threshold FROM alarm"
                " JOIN work ON work.id = alarm.item ORDER BY 1, 2"
            )
    places.remove(url)
    assert found == [
        ("asked", "answer", 100),
        ("both", "answer", 100),
        ("both", "snooze", 100),
        ("put aside", "snooze", 100),
    ]

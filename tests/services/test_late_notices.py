"""Customers are told before or when a deadline is missed, of states they asked for, of progress."""

from collections.abc import Callable, Iterator

import pytest

from desk.bootstrap import Desk
from desk.clock import FixedClock
from desk.models.terms import put_table
from desk.rows.outbox import OutboxRow
from desk.rules.permissions import Actor
from tests.services.invariants import broken
from tests.services.reports import report
from tests.services.ticks import told
from tests.stores import NOW, Hire

HOUR, DAY = 3600, 86400
MINUTE = 60

Settle = Callable[..., None]


@pytest.fixture(autouse=True)
def _sound(desk: Desk) -> Iterator[None]:
    yield
    assert broken(desk) == []


@pytest.fixture
def settle(desk: Desk) -> Settle:
    """Settles how people and customers are told."""

    def settled(**terms: str) -> None:
        with desk._store.writing() as session:
            put_table(session, "notices", terms)

    return settled


@pytest.fixture
def ref(desk: Desk, me: Actor, hire: Hire) -> str:
    """A problem of ben's, from Monday ten: an answer is due in 4 h, a solution in 16 h."""
    desk.do(me, "create", "customer", {"name": "Acme Ltd", "email": "a@acme.test"})
    made = report(desk, me)
    desk.do(me, "assign", made, {"to": hire("ben").name})
    return made


def _letters(desk: Desk, me: Actor, ref: str, purpose: str = "late") -> list[OutboxRow]:
    return [row for row in desk.outbox_list.of_item(me, ref) if row.purpose == purpose][::-1]


def _tick(desk: Desk, clock: FixedClock, at: int) -> list[str]:
    clock.advance(at - clock.now())
    return [done.action for done in desk.tick.run()]


def test_one_is_drafted_at_jeopardy_and_its_owner_told(
    desk: Desk, me: Actor, ref: str, clock: FixedClock
) -> None:
    """The first answer is in jeopardy 3 h 36 min after Monday ten: due at two."""
    _tick(desk, clock, NOW + 3 * HOUR + 35 * MINUTE)
    assert not _letters(desk, me, ref)
    (action,) = _tick(desk, clock, NOW + 3 * HOUR + 36 * MINUTE)
    assert action.endswith("late notice N-1 drafted")
    (letter,) = _letters(desk, me, ref)
    assert (letter.state, letter.clock, letter.writer) == ("draft", "response", None)
    assert letter.promised == NOW + 5 * HOUR  # a quarter of four hours after it is due
    assert "You hear from us by 2026-11-23 15:00 UTC" in letter.text
    assert ("late", "Late notice N-1 lies ready; send or drop it") in told(desk, "ben")
    assert _tick(desk, clock, NOW + 3 * HOUR + 40 * MINUTE) == []


def test_nothing_more_is_drafted_at_breach_and_the_draft_stays(
    desk: Desk, me: Actor, ref: str, clock: FixedClock
) -> None:
    _tick(desk, clock, NOW + 4 * HOUR)
    (letter,) = _letters(desk, me, ref)
    assert letter.state == "draft"
    assert desk.trail.item(me, ref).fields["told_before_breach"] is False


@pytest.mark.usefixtures("open_way")
@pytest.mark.parametrize("hours", [31, 49])
def test_whether_a_customer_was_told_before_it_was_due(
    desk: Desk, me: Actor, ref: str, clock: FixedClock, hours: int
) -> None:
    """The solution is in jeopardy on Tuesday 16:24, and due on Wednesday at ten."""
    desk.do(me, "reply", ref, {"text": "We look into it."})
    _tick(desk, clock, NOW + 30 * HOUR + 24 * MINUTE)
    _tick(desk, clock, NOW + hours * HOUR)
    desk.do(me, "send", _letters(desk, me, ref)[0].ref, {})
    clock.advance(10)
    assert desk.sending.run() == 2
    _tick(desk, clock, NOW + 50 * HOUR)
    item = desk.trail.item(me, ref)
    assert item.fields["told_before_breach"] is (hours < 48)
    (missed,) = item.violations
    assert missed.telling.sent_at == NOW + hours * HOUR
    assert missed.told_at == NOW + hours * HOUR + 10


def test_what_was_taken_back_has_told_nobody(
    desk: Desk, me: Actor, ref: str, clock: FixedClock
) -> None:
    _tick(desk, clock, NOW + 4 * HOUR)
    for action in ("drop", "undo"):
        told_now = {"purpose": "late", "promised": "+3h"}
        made = desk.do(me, "inform", ref, told_now).created
        telling = desk.trail.item(me, ref).violations[0].telling
        assert (telling.state, telling.sent_at) == ("onItsWay", NOW + 4 * HOUR)
        desk.do(me, action, made if action == "drop" else ref, {})
        telling = desk.trail.item(me, ref).violations[0].telling
        assert (telling.sent_at, telling.told_at) == (None, None)


def test_by_policy_it_goes_at_breach_and_the_trail_has_it(
    desk: Desk, me: Actor, ref: str, clock: FixedClock, settle: Settle
) -> None:
    settle(late="send")
    _tick(desk, clock, NOW + 3 * HOUR + 36 * MINUTE)
    assert _letters(desk, me, ref)[0].state == "draft"
    _tick(desk, clock, NOW + 4 * HOUR)
    (letter,) = _letters(desk, me, ref)
    assert (letter.state, letter.not_before) == ("initial", NOW + 4 * HOUR + 10)
    item = desk.trail.item(me, ref)
    sent = next(entry for entry in item.trail if entry.action == "send")
    assert (sent.actor, sent.direction, sent.text) == ("desk", "out", letter.text)
    assert [each.state for each in item.promises] == ["running"]
    first = next(each for each in item.clocks if each.name == "response")
    assert first.state == "running"  # the desk's own letter is no answer
    telling = item.violations[0].telling
    assert (telling.sent_at, telling.told_at) == (NOW + 4 * HOUR, None)


def test_what_was_dropped_does_not_go_and_is_not_drafted_again(
    desk: Desk, me: Actor, ref: str, clock: FixedClock, settle: Settle
) -> None:
    settle(late="send")
    _tick(desk, clock, NOW + 3 * HOUR + 36 * MINUTE)
    desk.do(me, "drop", "N-1", {})
    _tick(desk, clock, NOW + 5 * HOUR)
    assert [row.state for row in _letters(desk, me, ref)] == ["cancelled"]


def test_each_clock_has_a_notice_of_its_own_and_goes_when_it_is_missed(
    desk: Desk, me: Actor, ref: str, clock: FixedClock, settle: Settle
) -> None:
    """An answer whose notice nobody sends keeps nobody from hearing of the solution."""
    _tick(desk, clock, NOW + 5 * HOUR)
    settle(late="send")
    _tick(desk, clock, NOW + 30 * HOUR + 24 * MINUTE)
    _tick(desk, clock, NOW + 48 * HOUR)
    assert [(row.clock, row.state) for row in _letters(desk, me, ref)] == [
        ("response", "cancelled"),
        ("resolution", "initial"),
    ]


def test_of_two_that_lie_ready_when_both_are_missed_one_goes(
    desk: Desk, me: Actor, ref: str, clock: FixedClock, settle: Settle
) -> None:
    _tick(desk, clock, NOW + 3 * HOUR + 50 * MINUTE)
    desk.do(me, "promise", ref, {"text": "We call back", "at": "+10m"})
    _tick(desk, clock, NOW + 3 * HOUR + 59 * MINUTE + 30)
    assert [row.state for row in _letters(desk, me, ref)] == ["draft", "draft"]
    settle(late="send")
    _tick(desk, clock, NOW + 5 * HOUR)
    assert [(row.clock, row.state) for row in _letters(desk, me, ref)] == [
        ("response", "cancelled"),
        ("promise", "initial"),
    ]


def test_of_what_was_missed_over_a_weekend_the_last_is_told(
    desk: Desk, me: Actor, ref: str, clock: FixedClock, settle: Settle
) -> None:
    settle(late="send")
    _tick(desk, clock, NOW + 5 * DAY)
    assert [(row.clock, row.state) for row in _letters(desk, me, ref)] == [
        ("resolution", "initial")
    ]


def test_after_a_night_it_promises_a_time_to_come(
    desk: Desk, me: Actor, ref: str, clock: FixedClock, settle: Settle
) -> None:
    settle(late="send")
    _tick(desk, clock, NOW + 3 * HOUR + 36 * MINUTE)
    later = NOW + DAY
    _tick(desk, clock, later)
    letter = _letters(desk, me, ref)[0]
    assert letter.state == "initial"
    assert letter.promised is not None
    assert letter.promised > later
    assert "2026-11-24" in letter.text


def test_nobody_is_told_who_does_not_want_to_be(
    desk: Desk, me: Actor, ref: str, clock: FixedClock, settle: Settle
) -> None:
    settle(late="send")
    desk.do(me, "notify", "C-1", {"refuse": "late"})
    _tick(desk, clock, NOW + 5 * HOUR)
    assert not desk.outbox_list.of_item(me, ref)


def test_the_owner_hears_that_nobody_knows_an_address(
    desk: Desk, me: Actor, hire: Hire, clock: FixedClock
) -> None:
    desk.do(me, "create", "customer", {"name": "Acme Ltd"})
    ref = report(desk, me, contact="")
    desk.do(me, "assign", ref, {"to": hire("ben").name})
    _tick(desk, clock, NOW + 4 * HOUR)
    assert not desk.outbox_list.of_item(me, ref)
    assert (
        "late",
        "Nobody knows where to tell the customer it is late",
    ) in told(desk, "ben")


def test_quiet_hours_put_off_what_goes_by_itself(
    desk: Desk, me: Actor, ref: str, clock: FixedClock, settle: Settle
) -> None:
    settle(late="send")
    desk.do(me, "notify", "C-1", {"quiet": "13:00-20:00", "zone": "Europe/London"})
    _tick(desk, clock, NOW + 4 * HOUR)
    assert _letters(desk, me, ref)[0].not_before == NOW + 10 * HOUR


def test_states_that_a_customer_asked_for(
    desk: Desk, me: Actor, ref: str, clock: FixedClock
) -> None:
    desk.do(me, "start", ref, {})
    assert not desk.outbox_list.of_item(me, ref)
    desk.do(me, "notify", "C-1", {"events": "held, inProgress"})
    done = desk.do(me, "hold", ref, {"cause": "forceMajeure"})
    assert "The customer is told by mail, a@acme.test: " in "\n".join(done.effects)
    (letter,) = _letters(desk, me, ref, "statusChange")
    assert (letter.state, letter.subject) == ("initial", "Your report Fibre down: on hold [P-1]")
    assert [entry.text for entry in desk.trail.item(me, ref).trail[-2:]] == [
        "Held for force majeure",
        letter.text,
    ]
    desk.do(me, "undo", ref, {})
    assert _letters(desk, me, ref, "statusChange")[0].state == "cancelled"
    assert desk.trail.item(me, ref).work.state == "inProgress"
    assert len(_letters(desk, me, ref, "statusChange")) == 1
    desk.do(me, "pend", ref, {"party": "customer", "question": "Which?", "due": "+2d"})
    assert len(_letters(desk, me, ref, "statusChange")) == 1


def test_states_are_only_drafted_or_not_told_where_that_is_settled(
    desk: Desk, me: Actor, ref: str, settle: Settle
) -> None:
    desk.do(me, "notify", "C-1", {"events": "all"})
    settle(status="draft")
    desk.do(me, "start", ref, {})
    assert _letters(desk, me, ref, "statusChange")[0].state == "draft"
    desk.do(me, "undo", ref, {})
    assert _letters(desk, me, ref, "statusChange")[0].state == "cancelled"
    settle(status="off")
    desk.do(me, "start", ref, {})
    assert len(_letters(desk, me, ref, "statusChange")) == 1


def test_a_customer_who_hears_nothing_for_long_hears_of_progress(
    desk: Desk, me: Actor, ref: str, clock: FixedClock
) -> None:
    """Priority 3: every 8 hours of the office, so on Tuesday at ten."""
    desk.do(me, "start", ref, {})
    desk.do(me, "reply", ref, {"text": "We look."})
    clock.advance(DAY - 60)
    desk.tick.run()
    assert not _letters(desk, me, ref, "progress")
    _tick(desk, clock, NOW + DAY)
    (letter,) = _letters(desk, me, ref, "progress")
    assert (letter.state, letter.clock) == ("draft", "update")
    assert "we are still working on 'Fibre down'; it is in progress" in letter.text
    _tick(desk, clock, NOW + 2 * DAY)
    assert len(_letters(desk, me, ref, "progress")) == 1
    desk.do(me, "send", letter.ref, {})
    desk.do(me, "pend", ref, {"party": "internal", "question": "Which?"})
    _tick(desk, clock, NOW + 7 * DAY)
    assert len(_letters(desk, me, ref, "progress")) == 1
    desk.do(me, "resume", ref, {})
    _tick(desk, clock, NOW + 8 * DAY)
    assert len(_letters(desk, me, ref, "progress")) == 2


def test_progress_goes_by_itself_where_that_is_settled(
    desk: Desk, me: Actor, ref: str, clock: FixedClock, settle: Settle
) -> None:
    settle(progress="send")
    _tick(desk, clock, NOW + DAY)
    _tick(desk, clock, NOW + 2 * DAY)
    assert [row.state for row in _letters(desk, me, ref, "progress")] == ["initial", "initial"]

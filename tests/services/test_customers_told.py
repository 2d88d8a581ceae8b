"""Whether a customer was really told: an outlet took it, or a person says that they told them."""

from collections.abc import Iterator

import pytest

from desk.bootstrap import Desk
from desk.clock import FixedClock
from desk.errors import BadValue, WrongState
from desk.models.sending import Route
from desk.rows.escalations import ViolationRow
from desk.rules.permissions import Actor
from desk.services.sending import Deliveries
from tests.services.invariants import broken
from tests.services.outgoing import DAY, HOUR, MINUTE, outbox
from tests.services.reports import report, solve
from tests.sink import Fault, Sink
from tests.stores import NOW

DUE = NOW + 48 * HOUR
"""When the solution is due: on Wednesday at ten."""
BY_MAIL = Route(("email",))
LIES_READY = NOW + 30 * HOUR + 24 * MINUTE
"""When it is in jeopardy, and the late notice is drafted."""


@pytest.fixture(autouse=True)
def _sound(desk: Desk) -> Iterator[None]:
    yield
    assert broken(desk) == []


@pytest.fixture
def ref(desk: Desk, me: Actor) -> str:
    """A problem from Monday ten that was answered on the phone."""
    desk.do(me, "create", "customer", {"name": "Acme Ltd", "email": "a@acme.test"})
    made = report(desk, me, channel="phone")
    desk.do(me, "reply", made, {"text": "We look into it."})
    return made


def _at(desk: Desk, clock: FixedClock, at: int) -> None:
    clock.advance(at - clock.now())
    desk.tick.run()


def _missed(desk: Desk, me: Actor, ref: str) -> ViolationRow:
    return desk.trail.item(me, ref).violations[0]


def _standing(desk: Desk, me: Actor, ref: str) -> tuple[str, int | None, bool]:
    missed = _missed(desk, me, ref)
    return missed.telling.state, missed.told_at, missed.told_before


def _draft(desk: Desk, clock: FixedClock) -> None:
    """The late notice lies ready."""
    _at(desk, clock, LIES_READY)


def test_a_notice_that_waits_has_told_nobody_until_the_server_took_it(
    desk: Desk, me: Actor, ref: str, clock: FixedClock, open_way: Sink
) -> None:
    _draft(desk, clock)
    sent = DUE - MINUTE
    _at(desk, clock, sent)
    desk.do(me, "send", "N-1", {})
    _at(desk, clock, DUE)
    assert _standing(desk, me, ref) == ("onItsWay", None, False)
    assert _missed(desk, me, ref).telling.sent_at == sent
    assert desk.trail.item(me, ref).fields["told_before_breach"] is False
    _at(desk, clock, DUE + HOUR)
    assert desk.sending.run() == 1
    assert _standing(desk, me, ref) == ("told", DUE + HOUR, False)


def test_it_was_told_before_when_the_server_took_it_before(
    desk: Desk, me: Actor, ref: str, clock: FixedClock, open_way: Sink
) -> None:
    _draft(desk, clock)
    desk.do(me, "send", "N-1", {})
    clock.advance(MINUTE)
    took = clock.now()
    assert desk.sending.run() == 1
    _at(desk, clock, DUE)
    assert _standing(desk, me, ref) == ("told", took, True)
    violations = desk.trail.item(me, ref).fields["violations"]
    assert isinstance(violations, list)
    (violation,) = violations
    assert (violation["sent_at"], violation["handed_at"], violation["told_at"]) == (
        "2026-11-24T16:24:00Z",
        "2026-11-24T16:25:00Z",
        "2026-11-24T16:25:00Z",
    )
    (line,) = [each for each in desk.trail.item(me, ref).trail if each.action == "delivered"]
    assert (line.text, line.at) == ("Late notice N-1 reached a@acme.test", took)


def test_an_answer_that_is_written_down_late_counts_from_when_it_came(
    desk: Desk, me: Actor, ref: str, clock: FixedClock, open_way: Sink
) -> None:
    """The server has answered a second before the target was missed; the store was held then."""
    _draft(desk, clock)
    desk.do(me, "send", "N-1", {})
    clock.advance(DUE - 2 - clock.now())
    deliveries = Deliveries(desk._store, clock)
    claimed = deliveries.claim(BY_MAIL, "desk.example")
    assert claimed is not None
    clock.advance(1)
    answered = deliveries.moment()
    _at(desk, clock, DUE + MINUTE)
    assert _standing(desk, me, ref) == ("onItsWay", None, False)
    deliveries.delivered(claimed[0], "250 taken", answered)
    assert _standing(desk, me, ref) == ("told", DUE - 1, True)
    assert _missed(desk, me, ref).telling.handed_at == DUE - 2


def test_what_was_handed_over_in_time_and_taken_too_late_is_told_after_with_both_times(
    desk: Desk, me: Actor, ref: str, clock: FixedClock, open_way: Sink
) -> None:
    _draft(desk, clock)
    desk.do(me, "send", "N-1", {})
    clock.advance(DUE - 2 - clock.now())
    deliveries = Deliveries(desk._store, clock)
    claimed = deliveries.claim(BY_MAIL, "desk.example")
    assert claimed is not None
    _at(desk, clock, DUE + 5)
    deliveries.delivered(claimed[0], "250 taken", deliveries.moment())
    missed = _missed(desk, me, ref)
    assert (missed.telling.handed_at, missed.told_at) == (DUE - 2, DUE + 5)
    assert not missed.told_before


def test_two_senders_tell_it_once_and_by_the_first_that_says_so(
    desk: Desk, me: Actor, ref: str, clock: FixedClock, open_way: Sink
) -> None:
    _draft(desk, clock)
    desk.do(me, "send", "N-1", {})
    clock.advance(MINUTE)
    first, second = Deliveries(desk._store, clock), Deliveries(desk._store, clock)
    mine = first.claim(BY_MAIL, "desk.example")
    assert mine is not None
    handed = clock.now()
    clock.advance(90)
    with desk._store.writing() as session:
        session.sql("UPDATE outbox SET sending_until = 1")
    theirs = second.claim(BY_MAIL, "desk.example")
    assert theirs is not None, "the claim of who is gone ends"
    first.delivered(mine[0], "250 taken", clock.now())
    took = clock.now()
    clock.advance(MINUTE)
    second.delivered(theirs[0], "250 again", clock.now())
    _at(desk, clock, DUE)
    told = _missed(desk, me, ref).telling
    assert (told.handed_at, told.told_at) == (handed, took)
    trail = desk.trail.item(me, ref).trail
    assert len([each for each in trail if each.action == "delivered"]) == 1


def test_what_fails_for_good_has_told_nobody(
    desk: Desk, me: Actor, ref: str, clock: FixedClock, open_way: Sink
) -> None:
    open_way.faults["RCPT"] = Fault("say", "550 nobody of that name")
    _draft(desk, clock)
    desk.do(me, "send", "N-1", {})
    clock.advance(MINUTE)
    desk.sending.run()
    _at(desk, clock, DUE)
    assert _standing(desk, me, ref) == ("failed", None, False)
    row = desk.work.find(me, ref)
    assert desk.jeopardy.responses(me, [row])[row.id].told == "failed"
    open_way.faults.clear()
    desk.do(me, "retry", "N-1", {})
    assert _standing(desk, me, ref)[0] == "onItsWay"
    desk.sending.run()
    assert _standing(desk, me, ref) == ("told", DUE, False)


def test_what_waits_for_another_try_is_on_its_way_and_handed_to_nobody(
    desk: Desk, me: Actor, ref: str, clock: FixedClock, open_way: Sink
) -> None:
    open_way.faults["RCPT"] = Fault("say", "451 later")
    _draft(desk, clock)
    desk.do(me, "send", "N-1", {})
    clock.advance(MINUTE)
    desk.sending.run()
    _at(desk, clock, DUE)
    told = _missed(desk, me, ref).telling
    assert (told.state, told.handed_at, told.told_at) == ("onItsWay", None, None)


@pytest.mark.usefixtures("open_way")
@pytest.mark.parametrize("way", ["outlet", "quiet", "dropped"])
def test_nobody_is_told_by_what_does_not_leave(
    desk: Desk, me: Actor, ref: str, clock: FixedClock, way: str
) -> None:
    if way == "outlet":
        desk.store_settings.save_terms(me, {"outlet": {"smtp": {"host": ""}}})
    if way == "quiet":
        desk.do(me, "notify", "C-1", {"quiet": "09:00-23:00", "zone": "UTC"})
        desk.store_settings.save_terms(me, {"notices": {"late": "send"}})
    _draft(desk, clock)
    if way != "quiet":
        desk.do(me, "send", "N-1", {})
    if way == "dropped":
        desk.do(me, "drop", "N-1", {})
    _at(desk, clock, DUE + HOUR)
    assert desk.sending.run() == 0
    standing = "" if way == "dropped" else "onItsWay"
    assert _standing(desk, me, ref) == (standing, None, False)


def test_every_screen_and_report_says_the_same(
    desk: Desk, me: Actor, ref: str, clock: FixedClock, open_way: Sink
) -> None:
    _draft(desk, clock)
    desk.do(me, "send", "N-1", {})
    _at(desk, clock, DUE + MINUTE)
    for told_before in (False, True):
        if told_before:
            desk.sending.run()
        row = desk.work.find(me, ref)
        seen = desk.jeopardy.responses(me, [row])[row.id].telling
        (followed,) = desk.violation_list.open(me)
        assert seen == followed.violation.telling == _missed(desk, me, ref).telling
        written = desk.reports.rendered(desk.reports.problem(me, ref), "md").decode()
        assert ("on its way since" in written) is not told_before
        assert ("after it was due" in written) is told_before


def test_who_tells_it_on_the_phone_says_so_and_nothing_is_sent(
    desk: Desk, me: Actor, ref: str, clock: FixedClock, open_way: Sink
) -> None:
    _draft(desk, clock)
    _at(desk, clock, DUE + MINUTE)
    at = DUE - MINUTE
    done = desk.do(me, "told", "N-1", {"by": "phone", "at": "2026-11-25T09:59:00Z"})
    assert done.state == "completed"
    assert done.effects[0].startswith("The customer was told by phone, a@acme.test")
    assert _standing(desk, me, ref) == ("told", at, True)
    clock.advance(HOUR)
    assert desk.sending.run() == 0
    assert outbox(desk, "medium", "state", "done_at")[0] == ("phone", "completed", at)
    with pytest.raises(WrongState, match="was delivered"):
        desk.do(me, "told", "N-1", {"by": "phone"})


def test_who_told_it_while_it_waited_keeps_it_from_leaving(
    desk: Desk, me: Actor, ref: str, clock: FixedClock, open_way: Sink
) -> None:
    _draft(desk, clock)
    desk.do(me, "send", "N-1", {})
    desk.do(me, "told", "N-1", {"by": "inPerson"})
    clock.advance(MINUTE)
    assert desk.sending.run() == 0
    _at(desk, clock, DUE)
    assert _standing(desk, me, ref) == ("told", LIES_READY, True)
    texts = [each.text for each in desk.trail.item(me, ref).trail if each.action == "told"]
    assert texts == ["Late notice N-1 told by in person"]


@pytest.mark.parametrize("at", ["-3d", "+1h"])
def test_nobody_was_told_before_there_was_a_notice_or_in_the_future(
    desk: Desk, me: Actor, ref: str, clock: FixedClock, at: str
) -> None:
    _draft(desk, clock)
    with pytest.raises(BadValue):
        desk.do(me, "told", "N-1", {"by": "phone", "at": at})


def test_a_customer_without_an_address_is_told_on_the_phone_and_it_can_be_taken_back(
    desk: Desk, me: Actor, clock: FixedClock
) -> None:
    desk.do(me, "create", "customer", {"name": "Acme Ltd"})
    ref = report(desk, me, contact="")
    told = {"purpose": "late", "promised": "+2d", "by": "phone"}
    desk.do(me, "inform", ref, told)
    _at(desk, clock, DUE + HOUR)
    assert outbox(desk, "medium", "recipient", "state") == [("phone", "Acme Ltd", "completed")]
    with pytest.raises(BadValue):
        desk.do(me, "inform", ref, {**told, "draft": "yes"})
    desk.do(me, "undo", ref, {})
    assert outbox(desk) == [("cancelled",)]


def test_what_was_told_of_work_that_was_taken_up_anew_does_not_count_for_it(
    desk: Desk, me: Actor, ref: str, clock: FixedClock, open_way: Sink
) -> None:
    """The solution is due on Wednesday at ten, and again a while after it was reopened."""
    desk.do(me, "inform", ref, {"purpose": "late", "promised": "+9d", "text": "Not this week."})
    clock.advance(MINUTE)
    assert desk.sending.run() == 1
    solve(desk, me, ref)
    clock.advance(HOUR)
    desk.do(me, "reopen", ref, {"reason": "Still dead"})
    _at(desk, clock, NOW + 6 * DAY)
    (missed,) = desk.trail.item(me, ref).violations
    found = missed.clock, missed.generation, missed.telling.notice, missed.telling.state
    assert found == ("resolution", 2, "N-3", "draft")

"""Notices to customers: told now, drafted, sent, written otherwise, dropped, taken back."""

from collections.abc import Iterator

import pytest

from desk.bootstrap import Desk
from desk.clock import FixedClock
from desk.errors import BadValue, ChangedMeanwhile, MissingValue, NotAllowed, NotFound, WrongState
from desk.rows.outbox import OutboxRow
from desk.rules.permissions import Actor
from tests.services.invariants import broken
from tests.stores import NOW, Hire

HOUR = 3600
LATE = {"purpose": "late", "promised": "2026-11-26 16:00"}


@pytest.fixture(autouse=True)
def _sound(desk: Desk) -> Iterator[None]:
    yield
    assert broken(desk) == []


@pytest.fixture
def customer(desk: Desk, me: Actor) -> str:
    """Whoever reads German in Berlin."""
    made = {"name": "Ärzte GmbH", "email": "a@b.example", "language": "de-AT"}
    ref = desk.do(me, "create", "customer", made).ref
    desk.do(me, "notify", ref, {"zone": "Europe/Berlin"})
    return ref


@pytest.fixture
def ref(desk: Desk, me: Actor, customer: str) -> str:
    """A contact by mail of that customer."""
    values = {
        "direction": "inbound",
        "channel": "email",
        "subject": "Leitung",
        "from": "a@b.example",
    }
    return desk.do(me, "log", "interaction", {**values, "customer": customer}).ref


def _notice(desk: Desk, me: Actor, ref: str = "N-1") -> OutboxRow:
    return desk.outbox_list.find(me, ref)


def test_a_late_notice_is_written_in_the_customers_language_and_zone(
    desk: Desk, me: Actor, ref: str
) -> None:
    done = desk.do(me, "inform", ref, LATE)
    assert (done.ref, done.created, done.undo) == (ref, "N-1", True)
    row = _notice(desk, me)
    assert (row.state, row.purpose, row.language, row.writer) == ("initial", "late", "de", me.name)
    assert row.subject == "Ihre Meldung Leitung dauert länger als vereinbart [I-1]"
    assert "neuer Termin ist 2026-11-26 17:00 CET" in row.text
    assert row.promised == NOW + 78 * HOUR
    item = desk.trail.item(me, ref)
    assert item.messages[-1][2:8] == (
        "out", "email", "customer", me.name, "a@b.example", row.text
    )  # fmt: skip
    (promise,) = item.promises
    assert (promise.text, promise.due) == ("The new time told by N-1", NOW + 78 * HOUR)
    first = next(clock for clock in item.clocks if clock.name == "firstAnswer")
    assert first.state == "met"


def test_a_time_before_the_work_is_due_is_told_as_that_of_the_answer(
    desk: Desk, me: Actor, ref: str
) -> None:
    desk.do(me, "inform", ref, {**LATE, "promised": "2026-11-23 16:00"})
    row = _notice(desk, me)
    assert row.subject == "Unsere Antwort zu Leitung dauert länger als vereinbart [I-1]"
    assert "2026-11-23 15:00 CET" in row.text
    assert "2026-11-23 17:00 CET" in row.text


def test_a_time_before_anything_is_due_is_a_promise_and_no_excuse(
    desk: Desk, me: Actor, ref: str
) -> None:
    desk.do(me, "inform", ref, {**LATE, "promised": "2026-11-23 14:00"})
    row = _notice(desk, me)
    assert row.subject == "Re: Leitung [I-1]"
    assert "2026-11-23 15:00 CET" in row.text
    assert "nicht" not in row.text


def test_a_dry_run_shows_the_whole_letter(desk: Desk, me: Actor, ref: str) -> None:
    told = desk.do(me, "inform", ref, LATE, dry_run=True).effects
    assert "The customer is told by mail, a@b.example: Ihre Meldung Leitung" in "\n".join(told)
    assert "Guten Tag Ärzte GmbH," in told
    assert told[-1].startswith("Can be taken back for 10 s")
    assert not desk.outbox_list.of_item(me, ref)


def test_ones_own_words_and_a_time_that_they_do_not_name(desk: Desk, me: Actor, ref: str) -> None:
    desk.do(me, "inform", ref, {**LATE, "purpose": "information", "text": "Teil {bestellt}."})
    assert (
        _notice(desk, me).text == "Teil {bestellt}.\n\nSie hören von uns bis 2026-11-26 17:00 CET."
    )


def test_a_draft_waits_until_somebody_sends_it(
    desk: Desk, me: Actor, ref: str, clock: FixedClock, hire: Hire
) -> None:
    desk.do(me, "inform", ref, {**LATE, "draft": "yes"})
    assert (_notice(desk, me).state, desk.trail.item(me, ref).promises) == ("draft", ())
    assert not desk.trail.item(me, ref).messages
    clock.advance(HOUR)
    mia = hire("Mia")
    done = desk.do(mia, "send", "N-1", {})
    assert (done.ref, done.state, done.undo) == ("N-1", "initial", False)
    row = _notice(desk, me)
    assert (row.not_before, row.writer) == (NOW + HOUR + 10, "Mia")
    assert [entry.action for entry in desk.trail.item(me, ref).trail] == ["log", "inform", "send"]
    assert desk.trail.item(me, ref).promises[0].state == "running"
    with pytest.raises(WrongState, match="N-1 is initial, not a draft"):
        desk.do(me, "send", "N-1", {})


def test_a_draft_is_written_otherwise_and_its_time_with_it(
    desk: Desk, me: Actor, ref: str, clock: FixedClock
) -> None:
    desk.do(me, "inform", ref, {**LATE, "draft": "yes"})
    desk.do(me, "edit", "N-1", {"promised": "2026-11-26 18:00"})
    row = _notice(desk, me)
    assert "Termin ist 2026-11-26 19:00 CET" in row.text
    assert "17:00" not in row.text
    desk.do(me, "edit", "N-1", {"subject": "Später [I-1]", "text": "Um sieben."})
    row = _notice(desk, me)
    assert (row.subject, row.text, row.version) == ("Später [I-1]", "Um sieben.", 3)
    clock.advance(81 * HOUR)
    with pytest.raises(WrongState, match="The new time that N-1 promises has passed"):
        desk.do(me, "send", "N-1", {})


def test_what_has_not_left_yet_can_be_written_otherwise_or_dropped(
    desk: Desk, me: Actor, ref: str, clock: FixedClock
) -> None:
    desk.do(me, "inform", ref, LATE)
    desk.do(me, "edit", "N-1", {"promised": "2026-11-26 18:00"})
    open_ = [each for each in desk.trail.item(me, ref).promises if each.state == "running"]
    assert [each.due for each in open_] == [NOW + 80 * HOUR]
    assert desk.trail.item(me, ref).messages[-1].text == _notice(desk, me).text
    done = desk.do(me, "drop", "N-1", {"reason": "He called"})
    assert done.state == "cancelled"
    item = desk.trail.item(me, ref)
    assert not item.messages
    assert {each.state for each in item.promises} == {"cancelled"}
    assert item.trail[-1].text == "Late notice N-1 dropped: He called"
    with pytest.raises(WrongState, match="N-1 was dropped"):
        desk.do(me, "edit", "N-1", {"text": "x"})
    desk.do(me, "inform", ref, LATE)
    clock.advance(60)
    with pytest.raises(WrongState, match="N-2 is on its way or has left since 10:00"):
        desk.do(me, "drop", "N-2", {})


@pytest.mark.parametrize("draft", ["yes", "no"])
def test_telling_is_taken_back(desk: Desk, me: Actor, ref: str, draft: str) -> None:
    before = desk.trail.item(me, ref).clocks
    desk.do(me, "inform", ref, {**LATE, "draft": draft})
    desk.do(me, "undo", ref, {})
    item = desk.trail.item(me, ref)
    assert (item.clocks, item.promises, item.messages) == (before, (), ())
    assert _notice(desk, me).state == "cancelled"


def test_what_lies_ready_falls_away_when_the_customer_is_told_otherwise(
    desk: Desk, me: Actor, ref: str
) -> None:
    desk.do(me, "inform", ref, {**LATE, "draft": "yes"})
    done = desk.do(me, "inform", ref, {**LATE, "promised": "2026-11-26 18:00"})
    assert "N-1, which lay ready, falls away." in done.effects
    assert (_notice(desk, me).state, _notice(desk, me, "N-2").state) == ("cancelled", "initial")
    assert desk.trail.item(me, ref).draft == ""
    desk.do(me, "undo", ref, {})
    assert (_notice(desk, me).state, _notice(desk, me, "N-2").state) == ("draft", "cancelled")
    assert desk.do(me, "send", "N-1", {}).state == "initial"


def test_a_plan_tells_the_customer_a_new_time(
    desk: Desk, me: Actor, ref: str, clock: FixedClock
) -> None:
    clock.advance(5 * HOUR)
    values = {"plan": "Splice it", "promised": "2026-11-26 18:00"}
    told = "\n".join(desk.do(me, "acknowledge", ref, values, dry_run=True).effects)
    assert "The customer is told by mail, a@b.example: Ihre Meldung Leitung" in told
    desk.do(me, "acknowledge", ref, values)
    assert (_notice(desk, me).purpose, _notice(desk, me).state) == ("late", "initial")
    item = desk.trail.item(me, ref)
    assert [row.text.splitlines()[0] for row in item.trail[-2:]] == [
        "Acknowledged (overdue): Splice it", "Guten Tag Ärzte GmbH,",
    ]  # fmt: skip
    (promise,) = item.promises
    assert promise.due == NOW + 80 * HOUR
    desk.do(me, "undo", ref, {})
    item = desk.trail.item(me, ref)
    assert (item.plan, item.promises, item.messages) == (None, (), ())
    assert _notice(desk, me).state == "cancelled"


def test_a_plan_without_an_address_promises_nothing(
    desk: Desk, me: Actor, clock: FixedClock
) -> None:
    values = {"direction": "inbound", "channel": "email", "subject": "Nobody known"}
    ref = desk.do(me, "log", "interaction", values).ref
    clock.advance(5 * HOUR)
    with pytest.raises(MissingValue, match="Nobody knows where to tell the customer"):
        desk.do(me, "acknowledge", ref, {"plan": "x", "promised": "2026-11-26 18:00"})


def test_a_draft_that_was_sent_since_is_not_taken_back(desk: Desk, me: Actor, ref: str) -> None:
    desk.do(me, "inform", ref, {**LATE, "draft": "yes"})
    desk.do(me, "send", "N-1", {})
    with pytest.raises(ChangedMeanwhile, match="notices"):
        desk.undo(me, ref)


def test_what_failed_is_spared_another_try(
    desk: Desk, me: Actor, ref: str, clock: FixedClock
) -> None:
    desk.do(me, "inform", ref, LATE)
    clock.advance(HOUR)
    with desk._store.writing() as session:
        session.sql("UPDATE outbox SET state = 'failed', tries = 1")
    with pytest.raises(WrongState, match="N-1 is on its way or has left"):
        desk.do(me, "edit", "N-1", {"text": "x"})
    assert desk.do(me, "drop", "N-1", {}).state == "cancelled"
    assert not desk.trail.item(me, ref).messages


def test_a_newer_promise_takes_the_place_of_the_one_before(desk: Desk, me: Actor, ref: str) -> None:
    desk.do(me, "inform", ref, LATE)
    desk.do(me, "inform", ref, {**LATE, "promised": "2026-11-26 20:00"})
    assert [each.state for each in desk.trail.item(me, ref).promises] == ["cancelled", "running"]


def test_customers_who_do_not_want_to_be_told_are_not(
    desk: Desk, me: Actor, ref: str, customer: str
) -> None:
    desk.do(me, "notify", customer, {"refuse": "late, progress"})
    with pytest.raises(WrongState, match="Ärzte GmbH does not want to be told of late"):
        desk.do(me, "inform", ref, LATE)
    desk.do(me, "inform", ref, {"purpose": "information", "text": "Hallo"})


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        ({"purpose": "late"}, (MissingValue, "A late notice names a new time")),
        ({"purpose": "information"}, (MissingValue, "There is no text")),
        ({"purpose": "late", "promised": "2026-11-01"}, (BadValue, "new time lies in the past")),
        ({"purpose": "survey"}, (BadValue, "survey")),
    ],
)
def test_what_is_no_notice(
    desk: Desk, me: Actor, ref: str, values: dict[str, str], refusal: tuple[type[Exception], str]
) -> None:
    with pytest.raises(refusal[0], match=refusal[1]):
        desk.do(me, "inform", ref, values)
    assert not desk.outbox_list.of_item(me, ref)


def test_nobody_to_tell_nothing_to_edit_nothing_there(
    desk: Desk, me: Actor, ref: str, hire: Hire
) -> None:
    values = {"direction": "inbound", "channel": "web", "subject": "Lamp"}
    nameless = desk.do(me, "log", "interaction", values).ref
    with pytest.raises(MissingValue, match="Nobody knows where to tell the customer of I-2"):
        desk.do(me, "inform", nameless, LATE)
    desk.do(me, "inform", ref, {**LATE, "draft": "yes"})
    with pytest.raises(MissingValue, match="Nothing is written otherwise"):
        desk.do(me, "edit", "N-1", {})
    with pytest.raises(BadValue, match="A subject is one line"):
        desk.notices.edit(me, "N-1", subject="a\r\nBcc: b@c.example")
    with pytest.raises(ChangedMeanwhile, match="N-1 has changed since you looked"):
        desk.do(me, "drop", "N-1", {}, expect=7)
    with pytest.raises(NotFound, match="There is no N-9"):
        desk.do(me, "drop", "N-9", {})
    with pytest.raises(NotAllowed):
        desk.do(hire("Ada", role="auditor"), "send", "N-1", {})


def test_what_has_nothing_to_tell_any_more_falls_away_with_the_work(
    desk: Desk, me: Actor, ref: str
) -> None:
    desk.do(me, "inform", ref, {**LATE, "draft": "yes"})
    desk.do(me, "inform", ref, {"purpose": "information", "text": "Hallo", "draft": "yes"})
    desk.do(me, "complete", ref, {"outcome": "answered"})
    late, other = _notice(desk, me, "N-1"), _notice(desk, me, "N-2")
    assert (late.state, late.last_answer) == ("cancelled", "I-1 has ended")
    assert other.state == "draft"
    with pytest.raises(WrongState, match="I-1 was completed"):
        desk.do(me, "inform", ref, LATE)
    desk.do(me, "send", "N-2", {})

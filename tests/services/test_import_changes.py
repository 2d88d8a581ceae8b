"""Files read again: what they change, what people keep, and runs that broke off."""

import pytest

from desk.rules.instants import rfc3339
from tests.services.import_files import Files, case, counts
from tests.stores import Hire


def test_a_changed_row_updates_with_one_entry(files: Files) -> None:
    files.take(case(Said="a", Zip="1", Who="Ana"), case(2))
    changed = case(About="No tone at all", Said="b", Zip="2", Prio="1", Who="Ben", Team="Field")
    done = files.take(changed, case(2))
    assert counts(done) == (2, 0, 1, 1, 0)
    item = files.item("I-1")
    assert (item.work.subject, item.work.priority, item.work.team) == ("No tone at all", 1, "Field")
    assert item.work.customer == "Ben"
    assert item.fields["extra"] == {"Zip": "2"}
    assert [message.text for message in item.messages] == ["a", "b"]
    assert [entry.action for entry in item.trail] == ["log", "import", "import"]
    assert item.trail[2].changes["priority"] == (3, 1)
    assert {clock.policy for clock in item.clocks if clock.state == "running"} == {"priority 1"}
    assert files.refs("tone all ben") == ["I-1"]
    assert files.refs("dial") == ["I-2"]
    assert counts(files.take(changed, case(2))) == (2, 0, 0, 2, 0)


def test_what_people_did_is_not_trampled(files: Files, hire: Hire) -> None:
    hire("Mia")
    files.take(case(Zip="1"), case(2), case(3))
    do = files.desk.do
    do(files.actor, "assign", "I-1", {"to": "Mia"})
    do(files.actor, "note", "I-1", {"text": "She called back"})
    do(files.actor, "prioritise", "I-1", {"priority": "2", "note": "VIP"})
    do(files.actor, "complete", "I-2", {"outcome": "spam"})
    do(files.actor, "claim", "I-3", {})
    done = files.take(
        case(Zip="2"), case(2, State="work"), case(3, State="done", Closed="23.11.2026 09:00")
    )
    assert counts(done) == (3, 0, 2, 1, 0)
    assert list(done.remarks.values()) == [1]
    first, second, third = (files.item(ref) for ref in ("I-1", "I-2", "I-3"))
    assert (first.work.owner, first.work.priority) == ("Mia", 2)
    assert first.fields["extra"] == {"Zip": "2"}
    assert [message.text for message in first.messages] == ["She called back"]
    assert (second.work.state, second.fields["outcome"]) == ("completed", "spam")
    assert (third.work.state, third.work.owner) == ("completed", files.actor.name)


def test_what_the_file_closes_ends_its_promises_and_its_snooze(files: Files) -> None:
    files.take(case(State="new"), case(2))
    do = files.desk.do
    do(files.actor, "promise", "I-1", {"text": "Call back", "at": "+1d"})
    do(files.actor, "snooze", "I-1", {"until": "+2d"})
    files.take(case(State="done", Closed="20.11.2026 16:00"), case(2))
    item = files.item("I-1")
    assert (item.work.state, item.work.snoozed_until) == ("completed", None)
    assert [promise.state for promise in item.promises] == ["cancelled"]
    assert [row.check for row in files.desk.health.checks() if not row.ok] == []


def test_what_was_merged_stays_so_when_its_file_changes(files: Files) -> None:
    files.take(case(State="new"), case(2))
    files.desk.do(files.actor, "merge", "I-1", {"into": "I-2"})
    files.take(case(State="new", About="Changed", Said="One more word"), case(2))
    item = files.item("I-1")
    assert (item.work.ref, item.merged_from) == ("I-2", ("I-1",))
    assert ("I-1", "One more word") in [(said.ref, said.text) for said in item.messages]
    assert files.refs("changed") == ["I-1"]


def test_what_the_file_closes_is_closed(files: Files) -> None:
    files.take(case(State="new"), case(2, State="waits"))
    waiting = {clock.name: clock.state for clock in files.item("I-2").clocks}
    assert waiting == {"firstAnswer": "running", "completion": "paused"}
    closed = case(State="done", Closed="20.11.2026 16:00")
    assert counts(files.take(closed, case(2, State="work"))) == (2, 0, 2, 0, 0)
    item = files.item("I-1")
    assert (item.work.state, item.work.standing) == ("completed", "closed")
    assert rfc3339(item.work.closed or 0) == "2026-11-20T15:00:00Z"
    assert {clock.name: clock.state for clock in item.clocks} == {
        "firstAnswer": "cancelled",
        "completion": "met",
    }
    assert {clock.state for clock in files.item("I-2").clocks} == {"running"}
    assert counts(files.take(case(State="work"), case(2, State="work"))) == (2, 0, 1, 1, 0)
    again = files.item("I-1")
    assert (again.work.state, again.work.closed, again.work.standing) == (
        "inProgress",
        None,
        "running",
    )


def test_of_rows_with_one_key_the_last_counts(files: Files) -> None:
    rows = [case(1, State="new"), case(2), case(1, State="work"), case(1, State="done")]
    assert counts(files.take(*rows)) == (4, 2, 0, 2, 0)
    assert files.refs("state:completed") == ["I-2"]
    assert counts(files.take(*rows)) == (4, 0, 0, 4, 0)


def test_a_run_that_stops_goes_on(files: Files) -> None:
    rows = [case(number, Who=f"W{number}") for number in range(2500)]
    done = files.take(*rows, watch=lambda progress: progress.read < 2000)
    assert done.is_stopped
    assert counts(done) == (2000, 2000, 0, 0, 0)
    assert counts(files.take(*rows)) == (2500, 500, 0, 2000, 0)
    assert len(files.refs()) == 2500


def test_a_run_that_breaks_goes_on(files: Files) -> None:
    rows = [case(number) for number in range(1500)]

    def breaks(_: object) -> bool:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        files.take(*rows, watch=breaks)
    assert counts(files.take(*rows)) == (1500, 500, 0, 1000, 0)

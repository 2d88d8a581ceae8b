"""One item in full."""

from collections.abc import Callable

import pytest

from desk.bootstrap import Desk
from desk.clock import FixedClock
from desk.errors import NotFound
from desk.rules.actions import acting_on
from desk.rules.facts import Fact, told
from desk.rules.permissions import Actor

DAY = 86400


STORY: tuple[tuple[str, dict[str, str], tuple[str, str, str]], ...] = (
    ("claim", {}, ("", "ME", "Claimed")),
    ("note", {"text": "Sounds angry"}, ("", "ME", "Sounds angry")),
    ("reply", {"text": "Which lamp?"}, ("out", "ME", "Which lamp?")),
    ("assign", {"to": "ben"}, ("", "ME", "Assigned to ben")),
    ("hand", {"team": "Field"}, ("", "ME", "Handed to Field")),
    ("await", {"question": "The red one?", "due": "+1d"}, ("out", "ME", "The red one?")),
    ("answer", {"text": "Yes"}, ("in", "a@b.example", "Yes")),
    (
        "complete",
        {"outcome": "answered", "text": "Lamp sent"},
        ("", "ME", "Completed: answered. Lamp sent"),
    ),
    ("reopen", {"reason": "Broken again"}, ("", "ME", "Reopened: Broken again")),
)
"""What is done to an item, and how its trail tells it: direction, who, what."""


def test_a_story_reads_from_the_first_contact_on(
    desk: Desk, me: Actor, clock: FixedClock, hire: Callable[..., Actor]
) -> None:
    hire("ben", team="Field")
    known = {"text": "It is dark", "from": "a@b.example", "customer": "Acme"}
    contact = {"direction": "inbound", "channel": "email", "subject": "Lamp"}
    ref = desk.do(me, "log", "interaction", contact | known).ref
    for action, values, _ in STORY:
        clock.advance(60)
        desk.do(me, action, ref, values)
    item = desk.trail.item(me, ref)
    first, *lines = [(entry.direction, entry.actor, entry.text) for entry in item.trail]
    assert first == ("in", "a@b.example", "It is dark")
    assert lines == [(way, who.replace("ME", me.name), what) for _, _, (way, who, what) in STORY]
    assert [entry.seq for entry in item.trail] == sorted(entry.seq for entry in item.trail)
    assert [entry.at for entry in item.trail] == sorted(entry.at for entry in item.trail)
    ways = [message.direction for message in item.messages]
    assert ways == ["in", "note", "out", "out", "in", "note"]
    assert item.customer is not None
    assert (item.customer.name, item.reply_to) == ("Acme", "a@b.example")
    assert item.customer.open_work[0].ref == ref


FIELDS = (
    *("direction", "channel", "reason", "priority", "outcome", "awaiting", "snoozed_until"),
    *("promises", "merged_into", "reopen_count", "extra"),
)


def test_scripts_find_every_field(desk: Desk, me: Actor) -> None:
    ref = desk.interactions.log(me, "inbound", "email", "x").ref
    item = desk.trail.item(me, ref.lower())
    assert set(FIELDS) <= set(item.fields)
    assert (item.customer, item.reply_to, item.messages) == (None, "", ())
    (entry,) = item.trail
    assert entry.text == "Logged, mail in"
    assert entry.changes["subject"] == (None, "x")
    with pytest.raises(NotFound):
        desk.trail.item(me, "I-99")


@pytest.mark.parametrize("action", acting_on("interaction"), ids=lambda action: action.name)
def test_every_use_case_has_words(action: object) -> None:
    name = action.name  # type: ignore[attr-defined]
    line = told(Fact(name, {"tags": "|a|"}, {"outcome": "answered"}, "why"), lambda *_: "ben")
    assert line.endswith(": why")
    assert line[0].isupper()


def test_a_fact_of_a_later_desk_is_told_by_its_name() -> None:
    assert told(Fact("survey", {}, {}), lambda *_: "") == "survey"


def test_an_item_of_the_past_reads_like_one_of_today(full: Desk, ben: Actor) -> None:
    """Made-up histories of every age and language, written in bulk."""
    for number in range(1, 300, 7):
        item = full.trail.item(ben, f"I-{number}")
        assert item.trail[0].action == "log"
        assert all(entry.text for entry in item.trail)
        assert {clock.name for clock in item.clocks} == {"firstAnswer", "completion"}
        assert all(clock.steps for clock in item.clocks if clock.state != "cancelled")
        running = [clock.due for clock in item.clocks if clock.state == "running"]
        if item.work.standing == "running":
            assert item.work.due == min(due for due in running if due is not None)

"""Two clients on one item: the second one is told who changed what, and nothing is lost."""

from collections.abc import Callable, Iterator

import pytest

from desk.bootstrap import Desk
from desk.clock import FixedClock
from desk.errors import ChangedMeanwhile
from desk.rules.actions import acting_on
from desk.rules.permissions import Actor
from tests.services.invariants import broken
from tests.services.replay import states
from tests.services.test_rights import values_of

EDITS = [each for each in acting_on("interaction") if each.name not in ("reopen", "undo")]
NAMES = [each.name for each in EDITS]

LINES = {
    "claim": "Claimed",
    "release": "Given back",
    "assign": "Assigned to ",
    "hand": "Handed to Field",
    "note": "Noted",
    "reply": "Answered",
    "identify": "Customer is Acme",
    "prioritise": "Priority 3 -> 1: why",
    "await": "Asked the customer",
    "answer": "The customer answered",
    "tag": "Tagged vip",
    "untag": "Tag vip taken off",
    "snooze": "Snoozed until Tue 24 Nov 2026 ",
    "wake": "Snooze ended",
    "promise": "Promised for Tue 24 Nov 2026 ",
    "keep": "Promise kept: words",
    "link": "Linked: duplicates ",
    "unlink": "Link taken away: duplicates ",
    "merge": "Merged into ",
    "unmerge": "Gave back ",
    "follow-up": "Follow-up logged: is followed up by ",
    "complete": "Completed: answered",
    "acknowledge": "Acknowledged (far overdue): By four",
    "remedy": "Missed target: words",
    "inform": "notice",
}


@pytest.fixture(autouse=True)
def _sound(desk: Desk) -> Iterator[None]:
    yield
    assert broken(desk) == []


def _values(name: str) -> dict[str, str]:
    return values_of(next(action for action in EDITS if action.name == name), "I-1")


def _ready(desk: Desk, me: Actor, action: str) -> str:
    """An item on which the action can be done."""
    is_late = action in ("acknowledge", "remedy")
    at = desk.clock.now() - (20 * 86400 if is_late else 0)
    ref = desk.interactions.log(me, "inbound", "email", "x", sender="a@b.example", at=at).ref
    if action == "remedy":
        desk.interactions.reply(me, ref, "Late")
    if action == "release":
        desk.interactions.claim(me, ref)
    if action == "answer":
        desk.interactions.await_customer(me, ref, "Which?", desk.clock.now() + 86400)
    if action == "untag":
        desk.interactions.tag(me, ref, "vip")
    before = {"wake": "snooze", "keep": "promise", "unlink": "link"}.get(action)
    if before is not None:
        desk.do(me, before, ref, _values(before))
    if action == "unmerge":
        other = desk.interactions.log(me, "inbound", "email", "x", sender="a@b.example").ref
        desk.interactions.merge(me, other, ref)
    return ref


def test_every_pair_of_edits(
    desk: Desk, me: Actor, hire: Callable[..., Actor], clock: FixedClock
) -> None:
    """Whatever the first did, the second, who saw the item before, is refused and told."""
    hire("Mia", team="Field")
    desk.customers.create(me, "Acme")
    desk.interactions.log(me, "inbound", "email", "What others are linked to and merged into")
    for first in NAMES:
        ref = _ready(desk, me, first)
        seen = desk.work.find(me, ref).version
        desk.do(me, first, ref, _values(first), expect=seen)
        clock.advance(3)
        left = states(desk, [ref])
        for second in NAMES:
            with pytest.raises(ChangedMeanwhile) as caught:
                desk.do(me, second, ref, _values(second), expect=seen)
            said = caught.value.message
            assert "kept" in caught.value.next_step
            if first == "merge" and second not in ("merge", "unmerge"):
                assert said == f"{ref} was merged into I-1"
                continue
            assert said.startswith(f"{ref} has changed since you looked: {me.name}, 3 s ago: ")
            assert LINES[first] in said
        assert first == "merge" or desk.work.find(me, ref).version == seen + 1
        assert states(desk, [ref]) == left


def test_the_last_changes_are_told_and_the_rest_counted(desk: Desk, me: Actor) -> None:
    ref = _ready(desk, me, "note")
    for name in "abcde":
        desk.interactions.tag(me, ref, name)
    with pytest.raises(ChangedMeanwhile) as caught:
        desk.interactions.note(me, ref, "x", expect=1)
    said = caught.value.message
    assert "Tagged e" in said
    assert "Tagged b" not in said
    assert said.endswith("and 2 changes before")


def test_a_version_that_never_was_is_refused(desk: Desk, me: Actor) -> None:
    ref = _ready(desk, me, "note")
    with pytest.raises(ChangedMeanwhile, match="has version 1, not 7"):
        desk.interactions.note(me, ref, "x", expect=7)
    desk.interactions.note(me, ref, "x", expect=1)


def test_who_does_not_say_what_he_saw_is_not_refused(desk: Desk, me: Actor) -> None:
    ref = _ready(desk, me, "note")
    desk.interactions.tag(me, ref, "vip")
    assert desk.interactions.note(me, ref, "x").version == 3

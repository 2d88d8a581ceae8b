"""Two people on one item, each from what they saw.

What does not collide is merged, what does is told with both sides, and nothing is dropped.
"""

from collections.abc import Callable, Iterator
from itertools import product

import pytest

from desk.bootstrap import Desk
from desk.clock import FixedClock
from desk.errors import Clash, Collision, DeskError, WrongState
from desk.rules.permissions import Actor
from tests.services.invariants import broken
from tests.services.replay import misreplayed, states

EDITS: dict[str, dict[str, str]] = {
    "claim": {},
    "assign": {"to": "NAME"},
    "hand": {"team": "NAME"},
    "note": {"text": "NAME's note"},
    "reply": {"text": "NAME's answer"},
    "identify": {"customer": "NAME Ltd"},
    "prioritise": {"priority": "OWN", "note": "why"},
    "await": {"question": "NAME's question", "due": "+OWNh"},
    "tag": {"name": "NAME"},
    "snooze": {"until": "+OWNh"},
    "promise": {"text": "NAME's promise", "at": "+OWNh"},
    "link": {"to": "I-OWN", "relation": "relatesTo"},
    "merge": {"into": "I-OWN"},
    "complete": {"outcome": "answered", "text": "NAME's end"},
    "follow-up": {},
}
"""What two people do at the same time, each with values of their own."""

SPEAKING = ("reply", "await", "complete", "merge")
ENDED = [
    *("claim", "assign", "hand", "reply", "prioritise", "await", "snooze", "promise"),
    *("merge", "complete"),
]

COLLIDING = {
    *product(("claim", "assign"), ("assign", "hand")),
    *((edit, edit) for edit in ("hand", "identify", "prioritise", "snooze")),
    *product(("reply", "await"), SPEAKING),
    *product(("merge",), EDITS),
} - {("await", "await"), ("merge", "merge")}
"""What the first did and the second then saves: told with both sides."""

REFUSED = {
    *(("claim", "claim"), ("assign", "claim"), ("await", "await"), ("merge", "merge")),
    *product(("complete",), ENDED),
}
"""What cannot be done any more after the first; the rest is merged."""


@pytest.fixture(autouse=True)
def _sound(desk: Desk) -> Iterator[None]:
    yield
    assert broken(desk) == []


@pytest.fixture
def two(desk: Desk, me: Actor, hire: Callable[..., Actor]) -> tuple[Actor, Actor]:
    """Two people at work, with two items, teams and customers for each of their edits."""
    for name in ("ana", "ben"):
        hire(name, team=name)
        desk.customers.create(me, f"{name} Ltd")
        desk.interactions.log(me, "inbound", "phone", "x")
    return desk.directory.actor("ana"), desk.directory.actor("ben")


def _values(edit: str, name: str) -> dict[str, str]:
    own = "1" if name == "ana" else "2"
    return {
        key: value.replace("NAME", name).replace("OWN", own) for key, value in EDITS[edit].items()
    }


def _fresh(desk: Desk, me: Actor) -> str:
    return desk.interactions.log(me, "inbound", "email", "x", sender="a@b.example").ref


def test_all_pairs_of_edits(
    desk: Desk, me: Actor, clock: FixedClock, two: tuple[Actor, Actor]
) -> None:
    ana, ben = two
    for first, second in product(EDITS, EDITS):
        ref = _fresh(desk, me)
        desk.do(ana, first, ref, _values(first, "ana"), base=1)
        clock.advance(2)
        left = states(desk, [ref])
        refusal = _refusal(desk, ben, ref, second)
        assert misreplayed(desk, [ref]) == []
        if refusal is None:
            assert (first, second) not in COLLIDING | REFUSED
            _keeps_both(desk, me, ref, (first, second))
            continue
        assert states(desk, [ref]) == left
        if isinstance(refusal, Collision):
            assert (first, second) in COLLIDING
            _tells_both_sides(refusal, first, second)
        else:
            assert (first, second) in REFUSED
            assert isinstance(refusal, WrongState)
            assert "ana" in refusal.message or first == "merge"


def _refusal(desk: Desk, ben: Actor, ref: str, edit: str) -> DeskError | None:
    """Why ben cannot save what he thought out on the first version; told, he can save it on top."""
    values = _values(edit, "ben")
    try:
        desk.do(ben, edit, ref, values, base=1)
    except Collision as collision:
        desk.do(ben, edit, ref, values, base=collision.version, dry_run=True)
        return collision
    except DeskError as error:
        return error
    return None


def _tells_both_sides(error: Collision, first: str, second: str) -> None:
    assert error.who == "ana, 2 s ago"
    assert all(clash.theirs != clash.mine for clash in error.clashes)
    mine = [text for text in _values(second, "ben").values() if "'s" in text]
    assert error.mine == (mine[0] if second in ("note", "reply", "await", "complete") else "")
    if first in ("reply", "await"):
        assert error.theirs == (*_values(first, "ana").values(),)[:1]
    else:
        assert error.clashes


def _keeps_both(desk: Desk, me: Actor, ref: str, edits: tuple[str, str]) -> None:
    """Everything that either of them typed is there."""
    item = desk.trail.item(me, ref)
    told = f"{item.work} {item.fields} {item.messages} {[row.text for row in item.trail]}"
    for edit, name in zip(edits, ("ana", "ben"), strict=True):
        # A later one of them may have handed it on, so a name need not be the owner's any more.
        typed = [text for text in _values(edit, name).values() if name in text]
        assert [text for text in typed if text.replace("'", "\\'") not in told
                and text not in told] == []  # fmt: skip


def test_values_are_told_in_words(
    desk: Desk, me: Actor, clock: FixedClock, two: tuple[Actor, Actor]
) -> None:
    ana, ben = two
    ref = _fresh(desk, me)
    desk.do(ana, "assign", ref, {"to": "ana"}, base=1)
    desk.do(ana, "snooze", ref, {"until": "+1h"}, base=2)
    with pytest.raises(Collision) as caught:
        desk.do(ben, "assign", ref, {"to": "ben"}, base=1)
    assert caught.value.clashes == (Clash("owner", "ana", "ben"),)
    with pytest.raises(Collision) as caught:
        desk.do(ben._replace(zone="Asia/Tokyo"), "snooze", ref, {"until": "+2h"}, base=1)
    assert caught.value.clashes == (
        Clash("snooze", "Mon 23 Nov 2026 20:00", "Mon 23 Nov 2026 21:00"),
    )


def test_what_was_taken_back_does_not_collide(
    desk: Desk, me: Actor, two: tuple[Actor, Actor]
) -> None:
    ana, ben = two
    ref = _fresh(desk, me)
    desk.do(ana, "prioritise", ref, {"priority": "1", "note": "why"})
    desk.do(ana, "undo", ref, {})
    desk.do(ana, "reply", ref, {"text": "too early"})
    desk.do(ana, "undo", ref, {})
    desk.do(ben, "prioritise", ref, {"priority": "2", "note": "why"}, base=1)
    desk.do(ben, "reply", ref, {"text": "now"}, base=1)
    item = desk.trail.item(me, ref)
    assert (item.work.priority, [each.text for each in item.messages]) == (2, ["now"])


def test_an_end_waits_for_what_the_customer_just_wrote(
    desk: Desk, me: Actor, two: tuple[Actor, Actor]
) -> None:
    ana, ben = two
    ref = _fresh(desk, me)
    desk.do(me, "await", ref, {"question": "Which?", "due": "+1d"})
    desk.do(ana, "answer", ref, {"text": "None of them, call me!"})
    with pytest.raises(Collision) as caught:
        desk.do(ben, "complete", ref, {"outcome": "answered", "text": "no answer"}, base=2)
    assert caught.value.theirs == ("None of them, call me!",)
    assert caught.value.mine == "no answer"


def test_who_collided_is_named_not_who_came_last(
    desk: Desk, me: Actor, clock: FixedClock, two: tuple[Actor, Actor]
) -> None:
    ana, ben = two
    ref = _fresh(desk, me)
    desk.do(ana, "identify", ref, {"customer": "ana Ltd"})
    clock.advance(60)
    desk.do(me, "tag", ref, {"name": "vip"})
    with pytest.raises(Collision) as caught:
        desk.do(ben, "identify", ref, {"customer": "ben Ltd"}, base=1)
    assert caught.value.who == "ana, 1 min ago"

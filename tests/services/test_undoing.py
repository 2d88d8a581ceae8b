"""Undo: what is put back, what no longer can be, and who may."""

from collections.abc import Callable

import pytest

from desk.bootstrap import Desk
from desk.clock import FixedClock
from desk.errors import ChangedMeanwhile, NotAllowed, NotFound, NothingToDo, WrongState
from desk.models.outbox import Outbox
from desk.models.settings import put_setting
from desk.rules.actions import Action, acting_on
from desk.rules.permissions import Actor
from tests.services.replay import states

Hire = Callable[..., Actor]

READY: dict[str, tuple[tuple[str, dict[str, str]], ...]] = {
    "release": (("claim", {}),),
    "answer": (("await", {"question": "Which?", "due": "+1d"}),),
    "untag": (("tag", {"name": "vip"}),),
    "wake": (("snooze", {"until": "+1h"}),),
    "keep": (("promise", {"text": "A call", "at": "+1h"}),),
    "unlink": (("link", {"to": "I-2", "relation": "relatesTo"}),),
    "unmerge": (("merge", {"into": "I-2"}),),
    "reopen": (("complete", {"outcome": "answered"}),),
    "remedy": (("reply", {"text": "Late"}),),
}
"""What has to be done first."""

VALUES = {
    "to": "me", "team": "Field", "text": "words", "customer": "Acme", "priority": "1",
    "note": "why", "question": "Which?", "due": "+1d", "name": "vip", "outcome": "answered",
    "reason": "why", "until": "+1h", "at": "+1h", "relation": "relatesTo", "into": "I-2",
    "purpose": "progress",
    "plan": "By four",
}  # fmt: skip


def _values(action: Action) -> dict[str, str]:
    own = {"to": "I-2"} if action.name in ("link", "unlink") else {}
    own |= {"text": "words"} if action.name == "inform" else {}
    known = VALUES | own
    return own | {each.name: known[each.name] for each in action.parameters if each.required}


@pytest.fixture
def ref(desk: Desk, me: Actor, hire: Hire) -> str:
    hire("Mia", team="Field")
    desk.customers.create(me, "Acme")
    for _ in range(2):
        desk.interactions.log(me, "inbound", "email", "x", sender="a@b.example", text="hello")
    return "I-1"


@pytest.mark.parametrize("action", acting_on("interaction"), ids=lambda action: action.name)
def test_what_the_table_says_can_be_taken_back_is(
    desk: Desk, me: Actor, ref: str, clock: FixedClock, action: Action
) -> None:
    if action.name == "undo":
        return
    if action.name in ("acknowledge", "remedy"):
        clock.advance(20 * 86400)
    for name, values in READY.get(action.name, ()):
        desk.do(me, name, ref, values)
    before = states(desk, ["I-1", "I-2"])
    told = desk.do(me, action.name, ref, _values(action), dry_run=True).effects[-1]
    done = desk.do(me, action.name, ref, _values(action))
    assert done.undo == action.undo
    assert told.startswith("Can be taken back" if action.undo else "Cannot be taken back")
    if action.undo:
        desk.do(me, "undo", ref, {})
        assert states(desk, ["I-1", "I-2"]) == before
    else:
        with pytest.raises(WrongState, match="cannot be taken back"):
            desk.do(me, "undo", ref, {})


def test_a_trail_tells_both(desk: Desk, me: Actor, ref: str) -> None:
    desk.do(me, "assign", ref, {"to": "Mia"})
    desk.do(me, "undo", ref, {})
    lines = [row.text for row in desk.trail.item(me, ref).trail]
    assert lines[1:] == ["Assigned to Mia, taken back", "Taken back: Assigned to Mia"]


def test_one_after_the_other_is_taken_back(desk: Desk, me: Actor, ref: str) -> None:
    desk.do(me, "claim", ref, {})
    desk.do(me, "tag", "I-2", {"name": "vip"})
    desk.do(me, "tag", ref, {"name": "old"})
    assert desk.undoable(me) == "Tagged I-1"
    assert desk.undo(me).what == "Tagged I-1"
    assert desk.undo(me).what == "Tagged I-2"
    assert desk.undo(me).what == "Claimed I-1"
    assert desk.undoable(me) == ""
    with pytest.raises(WrongState) as caught:
        desk.undo(me)
    assert caught.value.message == "Logged I-2: this cannot be taken back"
    assert caught.value.next_step


def test_what_is_never_taken_back_hides_nothing(desk: Desk, me: Actor, ref: str) -> None:
    """It names what was done before; that goes back when its item is named."""
    desk.do(me, "claim", ref, {})
    desk.do(me, "follow-up", ref, {})
    with pytest.raises(WrongState) as caught:
        desk.undo(me)
    assert "cannot be taken back" in caught.value.message
    desk.interactions.log(me, "inbound", "email", "y")
    desk.do(me, "tag", "I-2", {"name": "vip"})
    desk.interactions.log(me, "inbound", "email", "y")
    with pytest.raises(WrongState) as caught:
        desk.undo(me)
    assert "Before it: Tagged I-2; desk do I-2 undo" in caught.value.next_step
    assert desk.undo(me, ref).what == "Claimed I-1"


def test_what_takes_the_next_is_taken_back_too(desk: Desk, me: Actor, ref: str) -> None:
    desk.interactions.take_next(me)
    assert desk.undo(me).what == "Claimed I-1"
    assert desk.work.find(me, ref).owner is None


def test_an_answer_is_taken_back_while_it_waits(
    desk: Desk, me: Actor, ref: str, clock: FixedClock
) -> None:
    told = desk.do(me, "reply", ref, {"text": "Dear Zebra"}, dry_run=True)
    assert told.effects[-1] == "Can be taken back for 10 s; after that the answer has left."
    desk.do(me, "reply", ref, {"text": "Dear Zebra"})
    clock.advance(9)
    effects = desk.do(me, "undo", ref, {}).effects
    assert "It is taken out of the outbox." in effects
    item = desk.trail.item(me, ref)
    assert [message.text for message in item.messages] == ["hello"]
    assert item.trail[-2].text == "Answered, taken back"
    assert item.trail[-2].visibility == "internal"
    with desk._store.reading() as session:
        assert session.rows(Outbox.select(Outbox.state)) == [("cancelled",)]
    (draft,) = desk.drafts.of(me, f"reply:{ref}")
    assert (draft.fields, draft.reason) == (
        {"text": "Dear Zebra"},
        "your answer was taken back",
    )


@pytest.mark.parametrize("state", ["initial", "sent"])
def test_an_answer_that_may_have_left_stays(
    desk: Desk, me: Actor, ref: str, clock: FixedClock, state: str
) -> None:
    desk.do(me, "reply", ref, {"text": "Dear Zebra"})
    with desk._store.writing() as session:
        session.run(Outbox.update(state=state))
    clock.advance(10 if state == "initial" else 1)
    before = states(desk, [ref])
    with pytest.raises(WrongState, match="10:00") as caught:
        desk.undo(me)
    assert "once more" in caught.value.next_step
    assert states(desk, [ref]) == before


def test_what_was_said_on_the_spot_can_be_taken_back_later(
    desk: Desk, me: Actor, clock: FixedClock
) -> None:
    ref = desk.interactions.log(me, "inbound", "phone", "x").ref
    told = desk.do(me, "reply", ref, {"text": "said so"}, dry_run=True)
    assert told.effects[-1] == "Can be taken back."
    desk.do(me, "reply", ref, {"text": "said so"})
    clock.advance(3600)
    desk.undo(me)
    assert desk.trail.item(me, ref).messages == ()


@pytest.fixture
def ben(hire: Hire) -> Actor:
    return hire("ben", "teamLead")


CHANGED_SINCE = [
    (("claim", {}), ("assign", {"to": "Mia"}), "owner"),
    (("tag", {"name": "vip"}), ("tag", {"name": "old"}), "tags"),
    (("reply", {"text": "x"}), ("complete", {"outcome": "answered"}), "state"),
    (
        ("prioritise", {"priority": "1", "note": "x"}),
        ("prioritise", {"priority": "2", "note": "x"}),
        "priority, clocks",
    ),
]
"""What was done, what another did after it, and what keeps it from being taken back."""


@pytest.mark.parametrize("case", CHANGED_SINCE, ids=lambda case: case[0][0])
def test_what_others_changed_since_stays(
    desk: Desk,
    me: Actor,
    ref: str,
    ben: Actor,
    case: tuple[tuple[str, dict[str, str]], tuple[str, dict[str, str]], str],
) -> None:
    mine, theirs, what = case
    desk.do(me, mine[0], ref, mine[1])
    desk.do(ben, theirs[0], ref, theirs[1])
    before = states(desk, [ref])
    with pytest.raises(ChangedMeanwhile) as caught:
        desk.do(me, "undo", ref, {})
    assert caught.value.message == f"{ref} was changed since by ben, 0 s ago: {what}"
    assert states(desk, [ref]) == before


def test_what_others_added_is_no_obstacle(desk: Desk, me: Actor, ref: str, ben: Actor) -> None:
    desk.do(me, "claim", ref, {})
    desk.do(ben, "note", ref, {"text": "seen"})
    desk.do(ben, "tag", ref, {"name": "vip"})
    desk.do(me, "undo", ref, {})
    row = desk.work.find(me, ref)
    assert (row.owner, row.tags) == (None, ("vip",))


def test_an_end_is_taken_back_without_a_step(
    desk: Desk, me: Actor, ref: str, clock: FixedClock
) -> None:
    """No lead is asked, no day is counted: it is no transition."""
    before = states(desk, [ref])
    desk.do(me, "complete", ref, {"outcome": "answered", "text": "done"})
    clock.advance(3 * 86400)
    desk.undo(me)
    assert states(desk, [ref]) == before


def test_nobody_takes_back_what_others_did(desk: Desk, me: Actor, ref: str, ben: Actor) -> None:
    desk.do(me, "claim", ref, {})
    for where in (None, ref):
        with pytest.raises(NothingToDo):
            desk.undo(ben, where)


def test_an_undo_needs_the_right_of_what_it_undoes(
    desk: Desk, me: Actor, ref: str, ben: Actor
) -> None:
    desk.do(me, "complete", ref, {"outcome": "answered"})
    desk.do(ben, "reopen", ref, {"reason": "why"})
    for role in ("agent", "auditor"):
        with pytest.raises(NotAllowed):
            desk.undo(ben._replace(role=role))
    desk.undo(ben)
    assert desk.work.find(me, ref).state == "completed"


def test_what_came_before_the_desk_could_take_back_stays(desk: Desk, me: Actor, ref: str) -> None:
    done = desk.do(me, "claim", ref, {})
    with desk._store.writing() as session:
        put_setting(session, "undo_after", str(done.seq))
    with pytest.raises(WrongState, match="before the desk could"):
        desk.undo(me)


def test_an_item_that_is_not_there_has_nothing(desk: Desk, me: Actor) -> None:
    with pytest.raises(NotFound):
        desk.undo(me, "I-99")
    with pytest.raises(NothingToDo):
        desk.undo(me._replace(id=None))


def test_only_tried_nothing_is_taken_back(desk: Desk, me: Actor, ref: str) -> None:
    desk.do(me, "claim", ref, {})
    before = states(desk, [ref])
    (done,) = desk.undo(me, dry_run=True).done
    assert done.outcome is not None
    assert done.outcome.effects[0] == "Put back: owner nobody."
    assert states(desk, [ref]) == before
    assert desk.undoable(me) == "Claimed I-1"


def test_an_undo_of_the_version_seen_alone(desk: Desk, me: Actor, ref: str) -> None:
    seen = desk.do(me, "claim", ref, {}).version
    desk.do(me, "tag", ref, {"name": "vip"})
    with pytest.raises(ChangedMeanwhile):
        desk.do(me, "undo", ref, {}, expect=seen)
    desk.do(me, "undo", ref, {}, expect=seen + 1)


def test_a_bulk_action_is_one(desk: Desk, me: Actor, ref: str, ben: Actor) -> None:
    """Where somebody went on with one of its items, that one stays and the rest is put back."""
    refs = [ref, "I-2", desk.interactions.log(me, "inbound", "email", "y").ref]
    desk.do(me, "tag", ref, {"name": "vip"})
    list(desk.do_each(me, "complete", refs, {"outcome": "spam"}))
    assert desk.undoable(me) == "Completed 3 items"
    desk.do(ben, "reopen", "I-2", {"reason": "no spam"})
    undone = desk.undo(me)
    assert undone.what == "Completed 3 items"
    refused = {done.ref: done.error for done in undone.done if done.error}
    assert list(refused) == ["I-2"]
    assert isinstance(refused["I-2"], ChangedMeanwhile)
    assert [desk.work.find(me, each).state for each in refs] == ["open", "inProgress", "open"]
    assert desk.work.find(me, ref).tags == ("vip",)

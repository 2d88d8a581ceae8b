"""What tells of one thing from both ends is taken back from both, or not at all."""

from collections.abc import Callable

import pytest

from desk.bootstrap import Desk
from desk.errors import ChangedMeanwhile
from desk.rules.permissions import Actor
from tests.services.replay import misreplayed, states

Hire = Callable[..., Actor]


@pytest.fixture
def ref(desk: Desk, me: Actor, hire: Hire) -> str:
    hire("Mia", team="Field")
    desk.customers.create(me, "Acme")
    for _ in range(2):
        desk.interactions.log(me, "inbound", "email", "x", sender="a@b.example", text="hello")
    return "I-1"


@pytest.fixture
def ben(hire: Hire) -> Actor:
    return hire("ben", "teamLead")


def test_both_ends_of_a_link_or_a_merge_go_back_together_or_not_at_all(
    desk: Desk, me: Actor, ref: str, ben: Actor
) -> None:
    desk.customers.create(me, "Zeta")
    desk.do(me, "identify", ref, {"customer": "Acme"})
    desk.do(me, "merge", ref, {"into": "I-2"})
    desk.do(ben, "identify", "I-2", {"customer": "Zeta"})
    before = states(desk, ["I-1", "I-2"])
    with pytest.raises(ChangedMeanwhile, match="I-2 was changed since by ben.*customer"):
        desk.undo(me)
    assert states(desk, ["I-1", "I-2"]) == before


def test_of_many_links_made_at_once_those_that_others_changed_stay(
    desk: Desk, me: Actor, ref: str, ben: Actor
) -> None:
    desk.interactions.log(me, "inbound", "email", "x")
    refs = ["I-1", "I-2", "I-3"]
    list(desk.do_each(me, "link", refs[:2], {"to": "I-3", "relation": "causedBy"}))
    desk.do(ben, "unlink", "I-3", {"to": "I-1"})
    desk.do(ben, "link", "I-3", {"to": "I-1", "relation": "relatesTo"})
    done = {each.ref: each for each in desk.undo(me).done}
    assert isinstance(done["I-1"].error, ChangedMeanwhile)
    assert done["I-2"].error is None
    links = {name: state["links"] for name, state in states(desk, refs).items()}
    assert links["I-2"] == []
    assert len(links["I-1"]) == len(links["I-3"]) == 1
    assert misreplayed(desk, refs) == []


def test_a_link_made_anew_by_others_is_not_taken_for_the_one_that_was_taken_away(
    desk: Desk, me: Actor, ref: str, ben: Actor
) -> None:
    desk.do(me, "link", ref, {"to": "I-2", "relation": "causedBy"})
    desk.do(me, "unlink", ref, {"to": "I-2"})
    desk.do(ben, "link", ref, {"to": "I-2", "relation": "relatesTo"})
    with pytest.raises(ChangedMeanwhile, match="links"):
        desk.undo(me)
    assert misreplayed(desk, ["I-1", "I-2"]) == []


def test_items_of_one_bulk_action_lose_nothing_earlier(desk: Desk, me: Actor, ref: str) -> None:
    list(desk.do_each(me, "claim", [ref, "I-2"], {}))
    list(desk.do_each(me, "complete", [ref, "I-2"], {"outcome": "spam"}))
    done = list(desk.do_each(me, "undo", [ref, "I-2"], {}))
    assert [each.ref for each in done] == [ref, "I-2"]
    assert [desk.work.find(me, each).owner for each in (ref, "I-2")] == [me.name, me.name]
    assert desk.undoable(me) == "Claimed 2 items"
    (only,) = desk.do_each(me, "undo", ["I-2"], {})
    assert only.ref == "I-2"
    assert desk.work.find(me, ref).owner is None

"""How the act that would be taken back is found."""

import pytest

from desk.bootstrap import Desk
from desk.models import undone
from desk.rules.permissions import Actor


def test_the_walk_is_bounded(desk: Desk, me: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who did nothing lately costs a look at so many entries, not at all of them."""
    ref = desk.interactions.log(me, "inbound", "phone", "x").ref
    desk.do(me, "claim", ref, {})
    assert desk.undoable(me) == f"Claimed {ref}"
    for number in range(3):
        desk.do(me, "note", ref, {"text": f"{number}"})
        desk.do(me, "undo", ref, {})
    assert desk.undoable(me) == f"Claimed {ref}"
    monkeypatch.setattr(undone, "LOOKED_BACK", 6)
    assert desk.undoable(me) == ""
    assert desk.undoable(me, ref) == f"Claimed {ref}", "on the item itself nothing is too old"

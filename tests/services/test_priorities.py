"""How quickly to act: the matrix, what moves a place in it, and what it does to clocks."""

import pytest

from desk.bootstrap import Desk
from desk.clock import FixedClock
from desk.errors import DeskError
from desk.rules.permissions import Actor
from tests.services.reports import do, report, shown
from tests.stores import NOW

HOUR = 3600


def test_the_matrix_gives_the_priority(desk: Desk, me: Actor) -> None:
    sides = ("high", "medium", "low")
    severities = dict(zip(sides, ("critical", "major", "minor"), strict=True))
    for row, impact in enumerate(sides):
        for column, urgency in enumerate(sides):
            ref = report(desk, me, impact=impact, urgency=urgency)
            assert desk.work.find(me, ref).priority == 1 + row + column
            assert desk.hints.priority(me, impact, urgency).priority == 1 + row + column
            assert shown(desk, me, ref).fields["severity"] == severities[impact]


def test_a_change_says_that_it_is_late_at_once_before_it_is_kept(
    desk: Desk, me: Actor, clock: FixedClock
) -> None:
    ref = report(desk, me)
    clock.advance(5 * HOUR)
    wanted = {"impact": "high", "urgency": "high", "note": "It is the hospital"}
    tried = desk.do(me, "prioritise", ref, wanted, dry_run=True)
    assert any("Resolution is due" in line and "late at once" in line for line in tried.effects)
    assert desk.work.find(me, ref).priority == 3
    desk.do(me, "prioritise", ref, wanted)
    row = desk.work.find(me, ref)
    assert (row.priority, row.due) == (1, NOW + 15 * 60)
    do(desk, me, ref, "undo")
    assert desk.work.find(me, ref).priority == 3


def test_what_is_known_moves_a_place_and_is_told(desk: Desk, me: Actor) -> None:
    vip = report(desk, me, tag="vip")
    assert shown(desk, me, vip).fields["reasons"] == [
        "The customer is a VIP: impact one step up.",
        "Impact high and urgency medium give P2 high.",
    ]
    hurry = report(desk, me, wanted="+2h")
    assert "wants it before it is due" in str(shown(desk, me, hurry).fields["reasons"])
    assert desk.work.find(me, hurry).priority == 2
    do(desk, me, vip, "prioritise", workaround="yes", note="A spare line")
    assert desk.work.find(me, vip).priority == 3


def test_the_third_contact_in_a_week_makes_it_more_urgent(desk: Desk, me: Actor) -> None:
    ref = report(desk, me)
    for n in range(3):
        contact = desk.interactions.log(me, "inbound", "phone", f"Again {n}").ref
        do(desk, me, ref, "link", to=contact, relation="reportedIn")
    do(desk, me, ref, "prioritise", impact="low", note="One house")
    fields = shown(desk, me, ref).fields
    assert fields["reasons"] == [
        "Third contact on the same matter in 7 days: urgency one step up.",
        "Impact low and urgency high give P3 moderate.",
    ]


def test_a_change_needs_its_reason(desk: Desk, me: Actor) -> None:
    with pytest.raises(DeskError, match="note"):
        do(desk, me, report(desk, me), "prioritise", impact="high", note=" ")


def test_what_is_filed_is_told(desk: Desk, me: Actor) -> None:
    ref = report(desk, me)
    do(desk, me, ref, "classify", service="Fibre", place="Lyon")
    fields = shown(desk, me, ref).fields
    assert (fields["service"], fields["place"], fields["category"]) == ("Fibre", "Lyon", None)
    with pytest.raises(DeskError, match="already"):
        do(desk, me, ref, "classify", service="Fibre")

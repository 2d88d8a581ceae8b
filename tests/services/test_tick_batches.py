"""The tick in several transactions: what belongs together stays so, and none takes for long."""

import pytest

from desk.bootstrap import Desk
from desk.clock import FixedClock
from desk.errors import Collision
from desk.rules.permissions import Actor
from desk.services import tick
from desk.services.tick import BATCH, paced
from tests.services.invariants import broken
from tests.services.lines import Line
from tests.services.replay import misreplayed
from tests.services.ticks import HOUR, crossings, told, version
from tests.stores import NOW


def test_an_item_whose_clocks_are_due_far_apart_is_told_of_once(
    desk: Desk, me: Actor, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tick, "BATCH", 1)
    for number in range(3):
        desk.interactions.log(me, "inbound", "email", f"Mail {number}", sender="a@example.net")
        desk.interactions.claim(me, f"I-{number + 1}")
    clock.advance(62 * HOUR)
    assert {each.clock for each in desk.tick.run()} == {"firstAnswer", "completion"}
    levels = [why for why, _ in told(desk, me.name) if why not in ("late", "assigned")]
    assert levels == ["overdue3"] * 3


def test_a_problem_climbs_each_step_at_its_time_however_late_somebody_looks(
    desk: Desk, me: Actor, line: Line, clock: FixedClock
) -> None:
    ref, seen = line.ref, version(desk, line.ref)
    clock.advance(7 * HOUR)
    actions = {each.level: each.action for each in desk.tick.run()}
    item = desk.trail.item(me, ref)
    assert [(step.goal, step.level, step.at - NOW) for step in item.steps] == [
        ("dora", 1, 4 * HOUR),
        ("mia", 2, 5 * HOUR),
        ("root", 3, 6 * HOUR),
    ]
    assert "level 1: dora" in actions["breached"]
    assert actions["overdue2"] == "level 2: mia"
    assert [why for why, _ in told(desk, "dora")][-1:] == ["overdue3"]
    raised = [entry for entry in item.trail if entry.action == "escalate"]
    assert [entry.at - NOW for entry in raised] == [4 * HOUR, 5 * HOUR, 6 * HOUR]
    found = [entry for entry in item.trail if entry.actor == "desk"]
    assert [entry.at for entry in found] == sorted(entry.at for entry in found)
    after = {entry.level: next_.text for entry, next_ in zip(found, found[1:], strict=False)}
    assert after["breached"] == "Level 1 told: dora"
    assert version(desk, ref) == seen + len(raised)
    assert broken(desk) == []
    assert misreplayed(desk, [ref]) == []


def test_what_others_changed_before_time_did_still_collides(
    desk: Desk, me: Actor, line: Line, clock: FixedClock
) -> None:
    ref, seen = line.ref, version(desk, line.ref)
    for name in ("Acme Ltd", "Other Ltd"):
        desk.do(me, "create", "customer", {"name": name})
    desk.do(me, "identify", ref, {"customer": "Acme Ltd"})
    clock.advance(7 * HOUR)
    assert desk.tick.run()
    with pytest.raises(Collision, match="customer"):
        desk.do(line.ben, "identify", ref, {"customer": "Other Ltd"}, base=seen)


def test_a_change_before_levels_are_counted_anew_knows_when_they_are_reached(
    desk: Desk, me: Actor, clock: FixedClock
) -> None:
    desk.interactions.log(me, "inbound", "email", "Mail", sender="a@example.net")
    clock.advance(2 * HOUR + 60)  # half of the time is used, and nobody looked
    desk.store_settings.save_terms(me, {"levels": {"watch": 60}})
    desk.interactions.reply(me, "I-1", "We look")
    assert crossings(desk) == []
    assert broken(desk) == []


def test_batches_shrink_where_each_takes_long_and_grow_again() -> None:
    assert paced(100, 0.6) == 50
    assert paced(100, 60.0) == 10
    assert paced(100, 0.001) == 400
    assert paced(400, 0.01) == BATCH

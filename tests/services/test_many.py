"""One use case on several items: each by itself, told one by one, undone as one."""

from collections.abc import Callable

import pytest

from desk.bootstrap import Desk
from desk.clock import FixedClock
from desk.errors import BadValue, DeskError, MissingValue, UnknownAction
from desk.models.journal import Journal
from desk.rules.permissions import Actor

Hire = Callable[..., Actor]


@pytest.fixture
def refs(desk: Desk, me: Actor) -> list[str]:
    return [desk.interactions.log(me, "inbound", "email", "x").ref for _ in range(4)]


def test_each_is_told_and_none_stops_the_others(desk: Desk, me: Actor, refs: list[str]) -> None:
    desk.do(me, "claim", refs[1], {})
    named = [refs[0], refs[1], "I-77", "nonsense", "C-1", refs[2].lower(), refs[0]]
    done = list(desk.do_each(me, "claim", named, {}))
    assert [each.ref for each in done] == [refs[0], refs[1], "I-77", "nonsense", "C-1", refs[2]]
    codes = [each.error.code if each.error else "done" for each in done]
    assert codes == [
        *("done", "wrong_state", "not_found", "bad_value", "unknown_action", "done"),
    ]
    assert [each.outcome is None for each in done] == [code != "done" for code in codes]


def test_several_share_a_group_and_one_has_none(desk: Desk, me: Actor, refs: list[str]) -> None:
    several = list(desk.do_each(me, "claim", refs[:3], {}))
    (one,) = desk.do_each(me, "claim", refs[3:], {})
    with desk._store.reading() as session:
        groups: dict[int, str | None] = dict(session.rows(Journal.select(Journal.seq, Journal.grp)))
    assert len({groups[each.outcome.seq] for each in several if each.outcome}) == 1
    assert one.outcome is not None
    assert groups[one.outcome.seq] is None


WRONG = [
    ("jump", {}, UnknownAction),
    ("create", {}, UnknownAction),
    ("import", {}, UnknownAction),
    ("claim", {"to": "me"}, BadValue),
    ("assign", {}, MissingValue),
    ("snooze", {"until": "yesterweek"}, BadValue),
    ("undo", {"to": "me"}, BadValue),
]
"""An action, its values, and how they are refused."""


@pytest.mark.parametrize("case", WRONG, ids=lambda case: case[0])
def test_what_is_wrong_for_all_is_told_once_and_before(
    desk: Desk, me: Actor, refs: list[str], case: tuple[str, dict[str, str], type[DeskError]]
) -> None:
    action, values, kind = case
    with pytest.raises(kind):
        desk.do_each(me, action, refs, values)
    assert {desk.work.find(me, ref).version for ref in refs} == {1}


def test_nothing_is_done_before_it_is_asked_for(desk: Desk, me: Actor, refs: list[str]) -> None:
    """Whoever shows the results stops between two items, and the rest stays."""
    doing = desk.do_each(me, "claim", refs, {})
    next(doing)
    owners = [desk.work.find(me, ref).owner for ref in refs]
    assert owners == [me.name, None, None, None]


def test_a_time_is_the_same_for_all(
    desk: Desk, me: Actor, refs: list[str], clock: FixedClock
) -> None:
    for _ in desk.do_each(me, "snooze", refs, {"until": "+2h"}):
        clock.advance(60)
    with desk._store.reading() as session:
        times = session.sql("SELECT DISTINCT snoozed_until FROM work")
    assert len(times) == 1


def test_rights_are_asked_for_each(desk: Desk, me: Actor, refs: list[str], hire: Hire) -> None:
    auditor = hire("Ada", "auditor")
    codes = [each.error.code for each in desk.do_each(auditor, "claim", refs, {}) if each.error]
    assert codes == ["not_allowed"] * 4


def test_only_tried_nothing_is_kept(desk: Desk, me: Actor, refs: list[str]) -> None:
    for each in desk.do_each(me, "complete", refs, {"outcome": "spam"}, dry_run=True):
        assert each.outcome is not None
        assert each.outcome.effects[-1] == "Can be taken back."
    assert {desk.work.find(me, ref).version for ref in refs} == {1}


def test_all_are_based_on_what_was_seen(desk: Desk, me: Actor, refs: list[str]) -> None:
    desk.do(me, "tag", refs[0], {"name": "vip"})
    done = list(desk.do_each(me, "claim", refs, {}, expect=1))
    assert [each.error is None for each in done] == [False, True, True, True]


def test_a_group_of_forty_with_three_refused_and_back(desk: Desk, me: Actor, hire: Hire) -> None:
    refs = [desk.interactions.log(me, "inbound", "web", "x").ref for _ in range(40)]
    for ref in refs[:3]:
        desk.do(me, "complete", ref, {"outcome": "spam"})
    done = list(desk.do_each(me, "complete", refs, {"outcome": "answered"}))
    assert sum(each.error is not None for each in done) == 3
    undone = desk.undo(me)
    assert undone.what == "Completed 37 items"
    assert [each.ref for each in undone.done] == refs[3:]
    assert {desk.work.find(me, ref).state for ref in refs[3:]} == {"open"}
    assert {desk.work.find(me, ref).state for ref in refs[:3]} == {"completed"}


def test_what_stays_of_a_group_is_told_with_what_was_asked_for(
    desk: Desk, me: Actor, refs: list[str], hire: Hire
) -> None:
    list(desk.do_each(me, "claim", refs, {}))
    desk.do(hire("ben"), "assign", refs[1], {"to": "ben"})
    effects = desk.do(me, "undo", refs[0], {}).effects
    assert effects[-1].startswith(f"{refs[1]} stays as it is: {refs[1]} was changed since by ben")
    assert [desk.work.find(me, ref).owner for ref in refs] == [None, "ben", None, None]


def test_one_item_of_a_group_tells_of_the_others(desk: Desk, me: Actor, refs: list[str]) -> None:
    list(desk.do_each(me, "claim", refs[:2], {}))
    done = desk.do(me, "undo", refs[1], {})
    assert done.ref == refs[1]
    assert done.effects[-1] == "It was done to 2 items as one, so all are put back."

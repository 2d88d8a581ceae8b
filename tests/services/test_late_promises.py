"""What becomes of a time that the desk promised by itself, when that is missed too."""

import pytest

from desk.bootstrap import Desk
from desk.clock import FixedClock
from desk.models.terms import put_table
from desk.rows.outbox import OutboxRow
from desk.rules.permissions import Actor
from tests.services.invariants import broken
from tests.services.reports import report
from tests.stores import Hire

HOUR = 3600


@pytest.fixture
def ref(desk: Desk, me: Actor, hire: Hire) -> str:
    """A problem of ben's that nobody looks at; late notices go by themselves."""
    desk.do(me, "create", "customer", {"name": "Acme Ltd", "email": "a@acme.test"})
    with desk._store.writing() as session:
        put_table(session, "notices", {"late": "send"})
    made = report(desk, me)
    desk.do(me, "assign", made, {"to": hire("ben").name})
    return made


def _of_promises(desk: Desk, me: Actor, ref: str) -> list[OutboxRow]:
    rows = desk.outbox_list.of_item(me, ref)
    return [row for row in rows if row.purpose == "late" and row.clock == "promise"][::-1]


def _pass_by(desk: Desk, clock: FixedClock, hours: int) -> None:
    for _ in range(4 * hours):
        clock.advance(HOUR // 4)
        desk.tick.run()


def test_it_promises_by_itself_but_once_for_a_target(
    desk: Desk, me: Actor, ref: str, clock: FixedClock
) -> None:
    """Left alone it would tell the customer another time every half hour, for days.

    The notice of the first promise falls away with that of the resolution, which goes.
    """
    _pass_by(desk, clock, 72)
    letters = _of_promises(desk, me, ref)
    assert [letter.state for letter in letters] == ["cancelled", "draft"]
    sent = [row for row in desk.outbox_list.of_item(me, ref) if row.state != "draft"]
    sent_of = [row.clock for row in sent if row.purpose == "late" and row.state == "initial"]
    assert sorted(sent_of) == ["resolution", "response"]
    assert broken(desk) == []


def test_what_a_person_promised_is_told_late_by_itself(
    desk: Desk, me: Actor, ref: str, clock: FixedClock
) -> None:
    desk.do(me, "promise", ref, {"text": "A call", "at": "+2h"})
    _pass_by(desk, clock, 3)
    letter, *_ = _of_promises(desk, me, ref)
    assert letter.state == "initial"
    assert broken(desk) == []

"""Several desks give work by load at once: none piles it on who another has just filled."""

from collections import Counter
from collections.abc import Iterator

import pytest

from desk.bootstrap import Desk, build
from desk.clock import FixedClock
from desk.rows.work import Listing
from desk.rules.filters import Filter
from tests.forked import Forked, start
from tests.stores import NOW, Places, settings_for

DESKS, TEAM, EACH = 4, 4, 6


@pytest.fixture
def shared(places: Places) -> Iterator[Desk]:
    """A team of four without work, and as many desks, each with contacts of its own to give."""
    url = places.founded()
    desk = build(settings_for(url), FixedClock(NOW))
    me = desk.directory.actor()
    for number in range(TEAM):
        desk.people.add(me, f"worker {number}", team="Field")
    for number in range(DESKS):
        desk.people.add(me, f"giver {number}", "teamLead")
    desk.teams.save(me, "Field", calendar="round the clock")
    for number in range(DESKS * EACH):
        desk.interactions.log(me, "inbound", "email", f"Item {number}")
        desk.interactions.hand(me, f"I-{number + 1}", "Field")
    yield desk
    desk.close()
    places.remove(url)


def test_what_several_desks_give_at_once_is_even(shared: Desk) -> None:
    url = shared._store.location.target
    running = [_started(url, number) for number in range(DESKS)]
    for process in running:
        assert process.stdout.readline() == "ready\n"
    for process in running:
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in running:
        _, faults = process.communicate(timeout=120)
        assert process.returncode == 0, faults
    me = shared.directory.actor()
    rows = shared.work.page(me, Listing(Filter()), limit=DESKS * EACH).rows
    held = Counter(row.owner for row in rows)
    assert held == {f"worker {number}": DESKS * EACH // TEAM for number in range(TEAM)}


def _started(url: str, number: int) -> Forked:
    task = f"share:{number * EACH + 1}:{(number + 1) * EACH}"
    return start("tests.services.colleague", url, f"giver {number}", task)

"""Real processes on one store: one item, one owner, and no word lost."""

from collections.abc import Iterator

import pytest

from desk.bootstrap import Desk, build
from desk.clock import FixedClock
from desk.rows.work import Listing
from desk.rules.filters import Filter
from desk.rules.permissions import Actor
from tests.forked import start
from tests.services.colleague import NOTES
from tests.services.invariants import broken
from tests.stores import NOW, Places, settings_for

TAKERS = 20
ITEMS = 60
WRITERS = 6


@pytest.fixture
def shared(places: Places) -> Iterator[Desk]:
    """A desk with items for everybody and people to work on them."""
    url = places.founded()
    desk = build(settings_for(url), FixedClock(NOW))
    me = desk.directory.actor()
    for number in range(TAKERS):
        desk.people.add(me, f"agent {number}")
    for number in range(ITEMS):
        desk.interactions.log(me, "inbound", "email", f"Item {number}", priority=number % 5 + 1)
    yield desk
    desk.close()
    places.remove(url)


def test_take_next_gives_each_item_once(shared: Desk, me_there: Actor) -> None:
    took: dict[str, str] = {}
    for name, refs in _race(shared, "take", TAKERS).items():
        for ref in refs:
            assert ref not in took, f"{ref} went to {took[ref]} and to {name}"
            took[ref] = name
    assert len(took) == ITEMS
    rows = shared.work.page(me_there, Listing(Filter()), limit=ITEMS).rows
    assert {row.ref: row.owner for row in rows} == took
    assert broken(shared) == []


def test_what_many_write_at_once_is_all_there(shared: Desk, me_there: Actor) -> None:
    said = _race(shared, "write", WRITERS)
    versions = sorted(int(version) for lines in said.values() for version in lines)
    assert versions == list(range(2, 2 + WRITERS * NOTES))
    item = shared.trail.item(me_there, "I-1")
    texts = {message.text for message in item.messages}
    assert texts == {f"{name} {number}" for name in said for number in range(NOTES)}
    assert [entry.seq for entry in item.trail] == sorted(entry.seq for entry in item.trail)
    assert broken(shared) == []


def test_who_crosses_others_on_two_items_waits_for_nobody_for_ever(
    shared: Desk, me_there: Actor
) -> None:
    """Merges in circles, links from both ends: one of two is first, and all stays sound."""
    said = _race(shared, "cross", WRITERS)
    seqs = [int(seq) for lines in said.values() for seq in lines]
    assert len(seqs) == len(set(seqs))
    assert broken(shared) == []
    assert [(row.check, row.message) for row in shared.health.checks() if not row.ok] == []
    for number in range(1, 6):
        shared.trail.item(me_there, f"I-{number}")


@pytest.fixture
def me_there(shared: Desk) -> Actor:
    """The first person of that desk."""
    return shared.directory.actor()


def _race(desk: Desk, task: str, many: int) -> dict[str, list[str]]:
    """Let so many processes do a task at once; what each said, by who it was."""
    url = desk._store.location.target
    names = [f"agent {number}" for number in range(many)]
    running = {name: start("tests.services.colleague", url, name, task) for name in names}
    for process in running.values():
        assert process.stdout.readline() == "ready\n"
    for process in running.values():
        process.stdin.write("go\n")
        process.stdin.flush()
    said: dict[str, list[str]] = {}
    for name, process in running.items():
        lines, faults = process.communicate(timeout=120)
        assert process.returncode == 0, faults
        said[name] = lines.split()
    return said

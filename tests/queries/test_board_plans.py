"""How SQLite reads a lane: along its index, without sorting, however many cards are in it."""

import pytest

from desk.bootstrap import Desk
from desk.models.store import Row, Session
from desk.queries.clause import Clause, ask
from desk.queries.lanes import lane_count, lane_heads, level_count, way_of
from desk.queries.listing import Window
from desk.queries.where import plan
from desk.rows.board import Lane
from desk.rows.work import END, Key, Listing
from desk.rules.filters import Filter, parse
from desk.rules.permissions import Actor
from tests.boards import fill, of_every_kind

# PostgreSQL chooses by its statistics.
pytestmark = pytest.mark.parametrize("places", ["sqlite"], indirect=True, scope="session")

KEY = Key((1_795_428_000, 3), 7)
WALKS = {
    ("state", "pending"): "problem_by_state (state=?",
    ("owner", "0"): "problem_by_owner (owner=?",
    ("priority", "2"): "problem_by_priority (priority=?",
    ("level", "breached"): "problem_by_due (due_key<?",
    ("level", "inTime"): "problem_by_due (due_key>? AND due_key<?",
    ("level", "still"): "problem_by_due (due_key>? AND due_key<?",
    ("level", "jeopardy"): "problem_by_due (due_key>? AND due_key<?",
    ("partner", ""): "problem_by_due (due_key<?",
}


class Explained:
    """Takes the place of `ask`: notes how each statement is read."""

    def __init__(self) -> None:
        self.steps: list[str] = []

    def __call__(self, session: Session, clause: Clause) -> list[Row]:
        rows = session.sql("EXPLAIN QUERY PLAN " + clause.text, clause.values)
        self.steps += [str(row[3]) for row in rows]
        return ask(session, clause)


@pytest.fixture
def explained(monkeypatch: pytest.MonkeyPatch) -> Explained:
    """How the statements of lanes are read; nothing counts as few."""
    noted = Explained()
    monkeypatch.setattr("desk.queries.listing.FEW", -1)
    monkeypatch.setattr("desk.queries.lanes.FEW", -1)
    monkeypatch.setattr("desk.queries.lanes.ask", noted)
    return noted


def _read(desk: Desk, actor: Actor, lane: Lane, part: Window, wanted: Filter = Filter()) -> None:  # noqa: B008
    now = desk.clock.now()
    with desk._store.reading() as session:
        lane_heads(
            session, plan(session, actor, Listing(wanted), now), way_of(session, lane, now), part
        )


@pytest.mark.parametrize(("by", "key"), WALKS)
def test_a_lane_walks_an_index(
    desk: Desk, me: Actor, explained: Explained, by: str, key: str
) -> None:
    lane = Lane(by, key, "")
    for part in (Window(), Window(KEY), Window(KEY, backwards=True), Window(END, backwards=True)):
        explained.steps.clear()
        _read(desk, me, lane, part)
        assert not [step for step in explained.steps if "TEMP B-TREE" in step]
        walks = [step for step in explained.steps if " work " in step]
        assert all("USING INDEX problem_by" in step for step in walks)
    explained.steps.clear()
    _read(desk, me, lane, Window())
    assert WALKS[by, key] in " ".join(explained.steps)


def test_a_lane_goes_on_where_it_ended(desk: Desk, me: Actor, explained: Explained) -> None:
    """Every part of the key stands in the search, also among equals of due time and priority."""
    _read(desk, me, Lane("state", "pending", ""), Window(KEY))
    steps = " ".join(explained.steps)
    assert "state=? AND due_key=? AND priority=? AND id>?" in steps
    assert "state=? AND due_key=? AND priority>?" in steps
    assert "state=? AND due_key>?" in steps


@pytest.mark.parametrize("by", ["state", "owner", "priority"])
def test_counts_read_the_index_alone(desk: Desk, me: Actor, explained: Explained, by: str) -> None:
    now, lane = desk.clock.now(), Lane(by, "1", "")
    with desk._store.reading() as session:
        wanted, way = plan(session, me, Listing(Filter()), now), way_of(session, lane, now)
        lane_count(session, wanted, way, 100)
        level_count(session, wanted, way, "jeopardy", (now, 100))
        level_count(session, wanted, way, "warning", (now, 100))
    searches = [step for step in explained.steps if " work " in step]
    assert len(searches) == 3, explained.steps
    assert all("USING COVERING INDEX problem_by_" in step for step in searches), searches


def test_few_of_a_partner_are_found_by_its_tickets(
    desk: Desk, me: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(desk, of_every_kind(40, ()))
    noted = Explained()
    monkeypatch.setattr("desk.queries.lanes.ask", noted)
    _read(desk, me, Lane("partner", "NetCo", "NetCo"), Window())
    steps = " ".join(noted.steps)
    assert "ticket_by_partner (partner=?)" in steps
    assert "SEARCH work USING INTEGER PRIMARY KEY" in steps


def test_a_narrow_filter_leads_to_the_cards(
    desk: Desk, me: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted = Explained()
    monkeypatch.setattr("desk.queries.lanes.ask", noted)
    made = desk.do(me, "create", "customer", {"name": "Acme Ltd"})
    wanted = parse(f"customer:{made.ref}", "UTC", desk.clock.now())
    _read(desk, me, Lane("state", "pending", ""), Window(), wanted)
    assert any("work_by_customer (customer=?" in step for step in noted.steps)

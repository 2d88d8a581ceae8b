"""How SQLite reads the lists: along an index, without sorting, whatever the size."""

import pytest

from desk.bootstrap import Desk
from desk.models.store import Row, Session
from desk.queries.clause import Clause, ask
from desk.queries.found import found
from desk.queries.listing import Window, window
from desk.queries.where import plan
from desk.rows.work import END, Key, Listing
from desk.rules.filters import VIEWS, parse
from desk.rules.permissions import Actor
from desk.rules.vocabulary import SORTS

# PostgreSQL chooses by its statistics.
pytestmark = pytest.mark.parametrize("places", ["sqlite"], indirect=True, scope="session")

KEYS = {
    "due": Key((1_795_428_000, 3), 7),
    "updated": Key((1_795_428_000,), 7),
    "priority": Key((3, 1_795_428_000), 7),
}
RECENT = Key((1_795_428_000 << 24,), 7)


def _steps(desk: Desk, actor: Actor, listing: Listing, part: Window) -> list[str]:
    with desk._store.reading() as session:
        statement: Clause = window(session, plan(session, actor, listing, desk.clock.now()), part)
        rows = session.sql("EXPLAIN QUERY PLAN " + statement.text, statement.values)
    return [str(row[3]) for row in rows]


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("view", VIEWS)
def test_a_view_walks_an_index(
    full: Desk, ben: Actor, view: str, sort: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where few rows are left they may be sorted; here none counts as few."""
    monkeypatch.setattr("desk.queries.listing.FEW", -1)
    listing = Listing(parse(VIEWS[view], "UTC", full.clock.now()), sort)
    key = KEYS.get(sort, RECENT)
    for part in (Window(), Window(key), Window(key, backwards=True), Window(END, backwards=True)):
        steps = _steps(full, ben, listing, part)
        assert not [step for step in steps if "TEMP B-TREE" in step]
        walks = [step for step in steps if " work" in step]
        assert all("USING INDEX" in step for step in walks)
        if view in ("Mine and unowned", "Mine", "Unowned") and sort == "due":
            assert all("work_by_owner (owner=?" in step for step in walks)


@pytest.mark.parametrize("view", ["Mine and unowned", "All"])
def test_a_page_begins_where_the_last_one_ended(full: Desk, ben: Actor, view: str) -> None:
    """Every part of the key stands in the search, also among equals of due time and priority."""
    listing = Listing(parse(VIEWS[view], "UTC", full.clock.now()))
    steps = " ".join(_steps(full, ben, listing, Window(KEYS["due"])))
    assert "due_key=? AND priority=? AND id>?" in steps
    assert "due_key=? AND priority>?" in steps
    assert "due_key>?" in steps
    assert "SCAN" not in steps


@pytest.mark.parametrize(
    ("text", "ways"),
    [
        (
            "invoice",
            [
                "SEARCH search USING INTEGER PRIMARY KEY (rowid<?)",
                "SCAN search_words VIRTUAL TABLE INDEX",
            ],
        ),
        ("invoice customer:C-3", ["work_by_customer (customer=? AND recency<?)"]),
    ],
)
def test_words_are_read_newest_first(
    full: Desk, ben: Actor, text: str, ways: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """First among the newest, then by their index; where few items are left, in those."""
    monkeypatch.setattr("desk.queries.found._FURTHER", 0)
    listing = Listing(parse(text, "UTC", full.clock.now()))
    steps: list[list[str]] = []

    def explained(session: Session, clause: Clause) -> list[Row]:
        rows = session.sql("EXPLAIN QUERY PLAN " + clause.text, clause.values)
        steps.append([str(row[3]) for row in rows])
        return ask(session, clause)

    with full._store.reading() as session:
        wanted = plan(session, ben, listing, full.clock.now())
        monkeypatch.setattr("desk.queries.found.ask", explained)
        found(session, wanted, Window(RECENT, limit=1000), "work.id")
    for way in ways:
        assert any(way in step for part in steps for step in part), steps
    sorting = [part for part in steps if "TEMP B-TREE" in " ".join(part)]
    assert all("CO-ROUTINE" in " ".join(part) for part in sorting)


@pytest.mark.parametrize(
    ("text", "index"),
    [
        ("ref:I-5", "work_by_reference (kind=? AND number=?)"),
        ("customer:C-3", "work_by_customer (customer=?)"),
        ("created:2026-11-20", "sqlite_autoindex_work_1 (recency>? AND recency<?)"),
        ("is:overdue", "work_by_due (due_key<?)"),
        ("state:awaitingCustomer", "work_by_due (due_key<?)"),
        ("level>=breached", "work_by_due (due_key<?)"),
        ("level:jeopardy", "work_by_jeopardy (owner=? AND jeopardy_at>? AND jeopardy_at<?)"),
        ("level>=jeopardy", "work_by_jeopardy (owner=? AND jeopardy_at>? AND jeopardy_at<?)"),
    ],
)
def test_a_narrow_filter_takes_its_index(full: Desk, ben: Actor, text: str, index: str) -> None:
    listing = Listing(parse(text, "UTC", full.clock.now()))
    assert index in _steps(full, ben, listing, Window())[0]

"""What reaches jeopardy soon, for whom it matters: on both engines, along indexes."""

import random

import pytest

from desk.bootstrap import Desk
from desk.clock import FixedClock
from desk.models.ladder import read_ladder
from desk.models.people import Team
from desk.queries import outlook
from desk.queries.clause import Clause, ask
from desk.rules.escalation import told_of
from desk.rules.outlook import Concern
from desk.rules.permissions import Actor
from tests.queries.conftest import work
from tests.services.lines import Line
from tests.stores import NOW, Fill, Hire

HOUR = 3600


@pytest.fixture
def line(desk: Desk, me: Actor, hire: Hire) -> Line:
    """Two lines of support, the first with a lead and her manager."""
    return Line(desk, me, hire)


def comes(desk: Desk, actor: Actor, *refs: str, at: int = NOW + HOUR // 2) -> None:
    """Let items reach jeopardy at an instant, one a minute."""
    ids = [desk.work.find(actor, ref).id for ref in refs]
    with desk._store.writing() as session:
        for place, id_ in enumerate(ids):
            value = (at + place * 60, id_)
            ask(session, Clause("UPDATE work SET jeopardy_at = ? WHERE id = ? RETURNING 1", value))


def seen(desk: Desk, actor: Actor) -> list[str]:
    """What lies ahead of somebody, by its references."""
    return [row.ref for row in desk.alerts.outlook(actor).rows]


def test_ones_own_and_the_teams_one_leads_the_next_first(
    desk: Desk, me: Actor, line: Line, clock: FixedClock
) -> None:
    other = desk.do(me, "report", "problem", {"subject": "Nobody's"}).ref
    desk.do(me, "hand", other, {"team": "First"})
    theirs = desk.do(me, "report", "problem", {"subject": "Of the second line"}).ref
    desk.do(me, "hand", theirs, {"team": "Second"})
    desk.do(me, "assign", theirs, {"to": "cem"})
    desk.teams.save(me, "Second", lead="mia")
    comes(desk, me, other, line.ref, theirs)
    ahead = desk.alerts.outlook(line.dora)
    assert [row.ref for row in ahead.rows] == [other, line.ref]
    assert (ahead.until, ahead.rows[0].at) == (NOW + HOUR, NOW + HOUR // 2)
    assert (ahead.may_pop, ahead.is_cut) == (True, False)
    assert seen(desk, line.ben) == [line.ref]
    assert seen(desk, line.cem) == seen(desk, line.mia) == [theirs]
    assert seen(desk, line.ben._replace(role="customer")) == []
    desk.store_settings.save_terms(me, {"escalation": {"jeopardy": ["lead"]}})
    assert (seen(desk, line.ben), seen(desk, line.dora)) == ([], [other, line.ref])


def test_only_what_comes_before_the_spell_ends_and_has_not_come_yet(
    desk: Desk, me: Actor, line: Line, clock: FixedClock
) -> None:
    for at, is_ahead in ((NOW, False), (NOW + 1, True), (NOW + 3599, True), (NOW + 3600, False)):
        comes(desk, me, line.ref, at=at)
        assert bool(seen(desk, line.ben)) is is_ahead
    clock.advance(41 * 60)
    assert seen(desk, line.ben) == [line.ref]
    desk.do(me, "cancel", line.ref, {"reason": "duplicate"})
    assert seen(desk, line.ben) == []


def test_it_shows_by_itself_in_working_hours_alone_where_that_is_settled(
    desk: Desk, me: Actor, line: Line, clock: FixedClock
) -> None:
    desk.store_settings.save_terms(me, {"notices": {"working_hours": True}})
    comes(desk, me, line.ref)
    assert desk.alerts.outlook(line.ben).may_pop  # Monday at ten
    clock.advance(12 * HOUR)
    comes(desk, me, line.ref, at=clock.now() + 60)
    ahead = desk.alerts.outlook(line.ben)
    assert (len(ahead.rows), ahead.may_pop) == (1, False)


def test_no_more_is_read_than_is_counted(
    desk: Desk, me: Actor, line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outlook, "MOST", 3)
    refs = [desk.do(me, "report", "problem", {"subject": f"No {n}"}).ref for n in range(5)]
    for ref in refs:
        desk.do(me, "assign", ref, {"to": "ben"})
    comes(desk, me, *refs)
    ahead = desk.alerts.outlook(line.ben)
    assert ([row.ref for row in ahead.rows], ahead.is_cut) == (refs[:3], True)


class TestFull:
    """On a store full of made-up work."""

    @pytest.fixture
    def filling(self) -> Fill:
        """Work of every kind and age."""
        return work

    def test_it_is_what_the_rule_of_telling_names(self, desk: Desk) -> None:
        chance = random.Random(3)
        with desk._store.writing() as session:
            ids = [id_ for (id_,) in session.sql("SELECT id FROM work WHERE due_key < 4000000000")]
            for id_ in ids:
                at = NOW + chance.randrange(-HOUR, 3 * HOUR)
                session.sql(f"UPDATE work SET jeopardy_at = {at} WHERE id = {id_} RETURNING 1")
            rows = session.sql(
                f"SELECT id, owner, team FROM work WHERE jeopardy_at > {NOW}"
                f" AND jeopardy_at < {NOW + HOUR} ORDER BY jeopardy_at, id"
            )
            ladder = read_ladder(session)
        assert len(rows) > 30
        for row in desk.directory.people():
            wanted = [
                id_
                for id_, owner, team in rows
                if row.id in told_of(("owner", "lead"), owner, team, ladder)
            ]
            ahead = desk.alerts.outlook(desk.directory.actor(row.name)._replace(zone="UTC"))
            assert [each.id for each in ahead.rows] == wanted, row.name

    def test_it_walks_two_indexes(self, desk: Desk) -> None:
        with desk._store.writing() as session:
            session.sql("ANALYZE")
        with desk._store.reading() as session:
            teams = [team for (team,) in session.rows(Team.select(Team.id))]
            concern = Concern((1, 2), (None, *teams))
            statement = outlook.ahead(session, concern, NOW, NOW + HOUR)
            assert statement is not None
            if not session.is_sqlite:  # so few rows would be read whole
                session.sql("SET LOCAL enable_seqscan = off")
            way = "EXPLAIN QUERY PLAN " if session.is_sqlite else "EXPLAIN "
            rows = ask(session, Clause(way + statement.text, statement.values))
        plan = " ".join(str(row[-1]) for row in rows)
        assert "work_by_jeopardy" in plan
        assert plan.count("work_of_team") == 2
        if session.is_sqlite:
            assert "(owner=? AND jeopardy_at>? AND jeopardy_at<?)" in plan
            assert plan.count("(team=? AND jeopardy_at>? AND jeopardy_at<?)") == 2
            assert "SCAN work" not in plan
        else:
            assert "Seq Scan" not in plan

"""Which work reaches jeopardy soon, of all that somebody is told of when it does."""

from desk.models.base import NEVER
from desk.models.ladder import read_ladder
from desk.models.people import Team
from desk.models.store import Session
from desk.models.terms import table_of
from desk.queries.clause import Clause, among, ask, every, joined
from desk.rows.alerts import AheadRow
from desk.rules.escalation import people_of, read, told_of
from desk.rules.outlook import Concern, concern_of
from desk.rules.vocabulary import Reference

MOST = 1000
"""So much is looked through and counted, the next first."""

_COLUMNS = "id, kind, number, subject, owner, team, jeopardy_at"


def coming(
    session: Session, person: int, now: int, until: int
) -> tuple[tuple[AheadRow, ...], bool]:
    """What reaches jeopardy after `now` and before `until`, and whether there is more than is read.

    Of each way to somebody only the work that comes in that time is read, however much is open.
    """
    roles = people_of(read(table_of(session, "escalation")).jeopardy)
    ladder = read_ladder(session)
    teams = [team for (team,) in session.rows(Team.select(Team.id))]
    statement = ahead(session, concern_of(person, roles, ladder, teams), now, until)
    found = ask(session, statement) if statement else []
    rows = tuple(
        AheadRow(id_, str(Reference(kind, number)), subject, at)
        for id_, kind, number, subject, owner, team, at in found[:MOST]
        if person in told_of(roles, owner, team, ladder)
    )
    return rows, len(found) > MOST


def ahead(session: Session, concern: Concern, now: int, until: int) -> Clause | None:
    """The statement that reads it: ranges of indexes by owner and by team, the next first.

    None where nothing can concern somebody.
    """
    teams = [team for team in concern.teams if team is not None]
    held = [("work_by_jeopardy", among("owner", concern.owners))] if concern.owners else []
    held += [("work_of_team", among("team", teams))] if teams else []
    held += [("work_of_team", Clause("team IS NULL"))] if None in concern.teams else []
    spell = Clause(f"jeopardy_at > ? AND jeopardy_at < ? AND jeopardy_at < {NEVER}", (now, until))
    ways = [_way(session, index, every((whose, spell))) for index, whose in held]
    if not ways:
        return None
    found = joined(" UNION ", ways)
    text = f"SELECT {_COLUMNS} FROM ({found.text}) AS ahead ORDER BY jeopardy_at, id LIMIT ?"
    return Clause(text, (*found.values, MOST + 1))


def _way(session: Session, index: str, condition: Clause) -> Clause:
    """What lies in a range of an index, the next first."""
    source = f"work INDEXED BY {index}" if session.is_sqlite else "work"
    inner = f"SELECT {_COLUMNS} FROM {source} WHERE {condition.text} ORDER BY jeopardy_at LIMIT ?"
    return Clause(f"SELECT * FROM ({inner}) AS way", (*condition.values, MOST + 1))

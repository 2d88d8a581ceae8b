"""The agenda: a team of six with one absent, overdue work, days of 23 and 25 hours."""

import pytest

from desk.bootstrap import Desk
from desk.clock import FixedClock
from desk.errors import BadValue, NotAllowed, NotFound
from desk.models.absences import put_absence
from desk.models.store import Session
from desk.rows.tasks import Agenda, AgendaPerson
from desk.rules.instants import parse_rfc3339
from desk.rules.permissions import Actor
from tests.stores import NOW, Hire

HOUR = 3600
DAY = 86_400
SIX = ("Ana", "Ben", "Cem", "Dora", "Mia", "Olek")


@pytest.fixture
def team(desk: Desk, me: Actor, hire: Hire) -> Desk:
    """Six people of a team, Mia away from Monday noon to Thursday, and a problem of theirs."""
    for name in SIX:
        hire(name, team="Field")
    desk.do(me, "report", "problem", {"subject": "Line dead", "team": "Field"})
    with desk._store.writing() as session:
        mia = desk.directory.actor("Mia")
        assert mia.id is not None
        put_absence(session, mia.id, NOW + 2 * HOUR, NOW + 3 * DAY - HOUR, "holiday")
    return desk


def _add(desk: Desk, me: Actor, name: str, **values: str) -> None:
    desk.do(me, "add-task", "P-1", {"name": name, **values})


def _people(agenda: Agenda, day: int = 0) -> dict[str, AgendaPerson]:
    return {person.name: person for person in agenda.days[day].people}


def _names(person: AgendaPerson) -> list[str]:
    return [task.name for task in person.tasks]


def test_a_team_of_six_with_one_absent(team: Desk, me: Actor) -> None:
    _add(team, me, "late", due="-1h", owner="Ben", effort="2h")
    _add(team, me, "today", due="+3h", owner="Ben", effort="6h")
    _add(team, me, "hers", due="+1d", owner="Mia")
    _add(team, me, "free", due="+2h")
    _add(team, me, "tomorrow", due="+1d", owner="Ana", effort="90m")
    _add(team, me, "some time", owner="Ana")
    _add(team, me, "begins", start="+2d", owner="Ana")
    _add(team, me, "far", due="+20d", owner="Ana")
    agenda = team.agenda.day(me, days=4, team="field")
    assert (agenda.of, agenda.overdue, agenda.now, agenda.is_cut) == ("Field", 1, NOW, False)
    assert [day.day for day in agenda.days] == [NOW - 10 * HOUR + day * DAY for day in range(4)]
    today, tomorrow, wednesday = (_people(agenda, day) for day in range(3))
    assert list(today) == ["", *SIX]
    assert (_names(today[""]), today[""].load_seconds, today[""].id) == (["free"], HOUR, None)
    assert _names(today["Ben"]) == ["late", "today"]
    assert (today["Ben"].load_seconds, today["Ben"].capacity_seconds) == (8 * HOUR, 7 * HOUR)
    assert (_names(today["Ana"]), today["Ana"].load_seconds) == (["some time"], HOUR)
    assert (today["Mia"].is_absent, today["Mia"].capacity_seconds) == (False, 2 * HOUR)
    mia = tomorrow["Mia"]
    assert (mia.is_absent, mia.capacity_seconds, _names(mia)) == (True, 0, ["hers"])
    assert (mia.absent_until, mia.absent_why) == (NOW + 3 * DAY - HOUR, "holiday")
    assert list(tomorrow) == [*SIX]
    assert (tomorrow["Ana"].load_seconds, tomorrow["Ana"].capacity_seconds) == (5400, 8 * HOUR)
    assert _names(wednesday["Ana"]) == ["begins"]
    assert not _people(agenda, 3)["Mia"].is_absent


def test_working_hours_that_are_gone_do_not_count(team: Desk, me: Actor, clock: FixedClock) -> None:
    left = {10: 7, 12: 5, 16: 1, 17: 0, 20: 0}
    for hour, hours in left.items():
        clock.at = NOW + (hour - 10) * HOUR
        people = _people(team.agenda.day(me, days=1))
        assert people["Ana"].capacity_seconds == hours * HOUR
        assert not people["Ana"].is_absent


def test_nobody_is_absent_on_a_day_off(team: Desk, me: Actor) -> None:
    """A Saturday without hours; who is away all the time is away then too."""
    with team._store.writing() as session:
        ben = team.directory.actor("Ben")
        assert ben.id is not None
        put_absence(session, ben.id, NOW, NOW + 14 * DAY, "")
    saturday = _people(team.agenda.day(me, at=NOW + 5 * DAY, days=1))
    assert (saturday["Ana"].capacity_seconds, saturday["Ana"].is_absent) == (0, False)
    assert saturday["Ben"].is_absent


def test_one_person(team: Desk, me: Actor) -> None:
    _add(team, me, "his", due="+3h", owner="Ben")
    _add(team, me, "free", due="+3h")
    _add(team, me, "mine", due="+3h", owner="me")
    agenda = team.agenda.day(me, days=2, person="ben")
    assert agenda.of == "Ben"
    assert {name: _names(person) for name, person in _people(agenda).items()} == {"Ben": ["his"]}
    mine = team.agenda.day(me, days=1, person="me")
    assert [_names(person) for person in mine.days[0].people] == [["mine"]]


def test_what_has_ended_stands_nowhere(team: Desk, me: Actor) -> None:
    _add(team, me, "done", due="+1h", owner="me")
    _add(team, me, "open", due="+1h", owner="me", after="1")
    team.tasks.start(me, "T-1")
    team.tasks.finish(me, "T-1")
    assert _names(_people(team.agenda.day(me))[me.name]) == ["open"]
    team.do(me, "hold", "P-1", {"cause": "other"})
    assert _names(_people(team.agenda.day(me))[me.name]) == ["open"]
    team.do(me, "cancel", "P-1", {"reason": "notOurs"})
    assert _names(_people(team.agenda.day(me))[me.name]) == []


def test_what_waits_says_for_what(team: Desk, me: Actor) -> None:
    _add(team, me, "first", due="+20d")
    _add(team, me, "second", due="+1h", after="1")
    (task,) = _people(team.agenda.day(me, days=1))[""].tasks
    assert (task.name, task.blocked_by, task.problem_ref) == ("second", (1,), "P-1")


@pytest.mark.parametrize(("night", "hours"), [(28, 23), (21, 24)])
@pytest.mark.parametrize("shift", ["00:00", "12:00"])
def test_a_day_is_as_long_as_its_zone_makes_it(
    desk: Desk, me: Actor, night: int, hours: int, shift: str
) -> None:
    """A night shift in Berlin in March works an hour less where it is left out."""
    until = f"{int(shift[:2]) + 8:02}:00"
    desk.calendars.save(me, "office", {"tz": "Europe/Berlin", "hours": {"sun": [[shift, until]]}})
    berlin = me._replace(zone="Europe/Berlin")
    desk.do(me, "report", "problem", {"subject": "Line dead"})
    _add(desk, me, "late", due=f"2027-03-{night}T21:30:00Z", owner="me")
    noon = parse_rfc3339(f"2027-03-{night}T12:00:00Z")
    (day,) = desk.agenda.day(berlin, at=noon, days=1).days
    assert day.ends - day.day == hours * HOUR
    (person,) = day.people
    lost = 24 - hours if shift == "00:00" else 0
    assert person.capacity_seconds == (8 - lost) * HOUR
    assert _names(person) == ["late"]


def test_a_desk_of_many_shows_who_has_something(
    team: Desk, me: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desk.queries.agenda.MOST_PEOPLE", 3)
    _add(team, me, "his", due="+3h", owner="Ben")
    assert list(_people(team.agenda.day(me))) == ["Ben"]


def test_it_says_when_there_are_more(
    team: Desk, me: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desk.queries.agenda.MOST_TASKS", 2)
    for name in "abc":
        _add(team, me, name, due="+1h", owner="me")
    agenda = team.agenda.day(me)
    assert agenda.is_cut
    assert _names(_people(agenda)[me.name]) == ["a", "b"]


@pytest.mark.parametrize(
    ("asked", "fault", "said"),
    [
        ({"team": "none such"}, NotFound, "There is no team 'none such'"),
        ({"person": "none such"}, NotFound, "Nobody at this desk is called 'none such'"),
        ({"days": 0}, BadValue, "An agenda of 0 days"),
        ({"days": 32}, BadValue, "An agenda of 32 days"),
        ({"team": "Field", "person": "Ben"}, BadValue, "of a team or of a person"),
    ],
)
def test_what_cannot_be_read_is_said(
    team: Desk, me: Actor, asked: dict[str, object], fault: type[Exception], said: str
) -> None:
    with pytest.raises(fault, match=said):
        team.agenda.day(me, **asked)  # type: ignore[arg-type]


def test_who_may_not_read_is_refused(desk: Desk, me: Actor) -> None:
    with pytest.raises(NotAllowed):
        desk.agenda.day(me._replace(role="partner"))


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every statement that sessions run."""
    found: list[str] = []
    sql, execute = Session.sql, Session._execute

    def told_sql(self: Session, text: str, values: object = ()) -> object:
        found.append(text)
        return sql(self, text, values)  # type: ignore[arg-type]

    def told_query(self: Session, query: object) -> object:
        found.append("a query")
        return execute(self, query)  # type: ignore[arg-type]

    monkeypatch.setattr(Session, "sql", told_sql)
    monkeypatch.setattr(Session, "_execute", told_query)
    return found


def test_it_asks_as_often_for_many_as_for_few(
    team: Desk, me: Actor, asked: list[str], hire: Hire
) -> None:
    _add(team, me, "one", due="+1h", owner="me")
    asked.clear()
    team.agenda.day(me)
    few = len(asked)
    for number in range(20):
        hire(f"Agent {number}", team="Field")
        _add(team, me, f"task {number}", due=f"+{number}h", owner=f"Agent {number}", after="1")
    asked.clear()
    team.agenda.day(me, days=14)
    assert len(asked) == few
    assert few < 15


@pytest.mark.parametrize("places", ["sqlite"], indirect=True, scope="session")
@pytest.mark.parametrize(
    ("whose", "index"),
    [({}, "task_by_due (due_key<?)"), ({"person": "Ben"}, "task_by_owner (owner=? AND due_key<?)")],
)
def test_it_walks_an_index(
    team: Desk, me: Actor, whose: dict[str, str], index: str, asked: list[str]
) -> None:
    team.agenda.day(me, **whose)  # type: ignore[arg-type]
    (statement,) = [text for text in asked if "task.due_key < ?" in text]
    with team._store.reading() as session:
        marks = statement.count("?")
        steps = session.sql(f"EXPLAIN QUERY PLAN {statement}", [1] * marks)
    told = [str(step[3]) for step in steps]
    assert any(index in step for step in told), told
    assert not [step for step in told if "TEMP B-TREE" in step]

"""A report as the store gives it: everything on one problem, and who may have it."""

import json

import pytest

from desk.bootstrap import Desk
from desk.clock import FixedClock
from desk.errors import BadValue, NotAllowed, NotFound
from desk.rules.permissions import Actor
from desk.rules.report import FORMATS, Report
from tests.stores import Hire

SECRET = "kept among us"


@pytest.fixture
def mia(hire: Hire) -> Actor:
    """Leads a team."""
    return hire("Mia", role="teamLead", team="Field")


@pytest.fixture
def problem(desk: Desk, mia: Actor, clock: FixedClock) -> str:
    """A problem that was worked on, waited, was resolved and closed."""
    given = {"subject": "Line down", "text": "Nothing works", "contact": "a@acme.example"}
    given |= {"customer": "Acme", "channel": "email", "impact": "high", "urgency": "high"}
    ref = desk.do(mia, "report", "problem", {**given, "tag": SECRET.replace(" ", "-")}).ref

    def then(seconds: int, action: str, on: str = ref, **values: str) -> None:
        clock.advance(seconds)
        desk.do(mia, action, on, values)

    then(60, "claim")
    then(60, "start")
    then(60, "note", text=f"{SECRET} 山田商店")
    then(60, "reply", text="We are on it")
    then(60, "add-task", name=f"{SECRET} look", kind="internal", owner="Mia")
    then(60, "add-task", name="Visit the shop", kind="fieldVisit", owner="Mia", after="1")
    then(60, "start", "T-1")
    then(60, "finish", "T-1", text=f"{SECRET} done")
    then(60, "pend", party="customer", question="Which colour?")
    then(600, "answer", text="Red")
    then(60, "hold", cause="customerAccess", note=f"{SECRET} hold")
    then(1200, "resume")
    then(60, "start", "T-2")
    then(60, "finish", "T-2", text=f"{SECRET} card")
    then(60, "resolve", cause="hardware", code="fixed", resolution="The card was replaced")
    then(60, "confirm", text="Thank you")
    return ref


def test_it_has_everything(desk: Desk, mia: Actor, problem: str) -> None:
    report = desk.reports.problem(mia, problem)
    head = report.head
    assert (report.ref, head.subject, head.state, head.priority) == (
        problem,
        "Line down",
        "closed",
        1,
    )
    assert (head.customer_ref, head.customer, head.owner) == ("C-1", "Acme", "Mia")
    assert (report.cause, report.resolution_code) == ("hardware", "fixed")
    assert report.resolution == "The card was replaced"
    assert [(task.place, task.state, task.owner) for task in report.tasks] == [
        (1, "done", "Mia"),
        (2, "done", "Mia"),
    ]
    assert report.tasks[1].after == (1,)
    assert [clock.name for clock in report.clocks] == ["response", "resolution"]
    assert {"Nothing works", "We are on it", "Which colour?", "Red"} <= {
        said.text for said in report.messages
    }
    assert [notice.ref for notice in report.notices][:2] == ["N-1", "N-2"]


def test_each_pause_says_what_was_waited_for(desk: Desk, mia: Actor, problem: str) -> None:
    (_, resolution) = desk.reports.problem(mia, problem).clocks
    waited, held = resolution.pauses
    assert waited.reason == "waits for customer"
    assert held.reason == "held for access at the customer"
    assert (waited.end or 0) - waited.begin == 600
    assert (held.end or 0) - held.begin == 1200


@pytest.mark.parametrize("form", FORMATS)
def test_the_public_one_tells_nothing_of_the_house(
    desk: Desk, mia: Actor, problem: str, form: str
) -> None:
    public = desk.reports.problem(mia, problem, public=True)
    data = desk.reports.rendered(public, form)
    assert data
    if form != "pdf":
        text = data.decode()
        for each in (SECRET, SECRET.replace(" ", "-"), "Mia", "Field", "shop opens"):
            assert each not in text
        for each in ("Nothing works", "We are on it", "The card was replaced", "Visit the shop"):
            assert each in text
    assert SECRET in desk.reports.rendered(desk.reports.problem(mia, problem), "md").decode()


def test_what_of_others_belongs_to_it(
    desk: Desk, mia: Actor, problem: str, clock: FixedClock
) -> None:
    def reported(customer: str, **values: str) -> str:
        given = {"subject": f"Of {customer}", "customer": customer, "text": f"{SECRET} {customer}"}
        return desk.do(mia, "report", "problem", {**given, **values}).ref

    major = reported("Globex")
    desk.do(mia, "prioritise", major, {"major": "yes", "note": "many"})
    part, same = reported("Initech", parent=major), reported("Globex", parent=major)
    whole = desk.reports.problem(mia, major)
    assert [each.ref for each in whole.parts] == [part, same]
    public = desk.reports.problem(mia, major, public=True)
    assert [each.ref for each in public.parts] == [same]
    of_part = desk.reports.problem(mia, part, public=True)
    assert of_part.parent is not None
    assert (of_part.parent.ref, of_part.parent.subject) == (major, "")
    assert "Globex" not in desk.reports.rendered(of_part, "json").decode()


def test_what_was_merged_from_another_customer_stays_inside(desk: Desk, mia: Actor) -> None:
    def reported(text: str) -> str:
        given = {"subject": "Down", "customer": "Globex", "text": text}
        return desk.do(mia, "report", "problem", given).ref

    into, merged = reported("first words"), reported("second words")
    desk.do(mia, "merge", merged, {"into": into})
    public = desk.reports.problem(mia, merged, public=True)
    assert (public.ref, [each.ref for each in public.merged]) == (into, [merged])
    assert "second words" in desk.reports.rendered(public, "md").decode()
    desk.do(mia, "create", "customer", {"name": "Initech"})
    desk.do(mia, "identify", into, {"customer": "Initech"})
    public = desk.reports.problem(mia, into, public=True)
    text = desk.reports.rendered(public, "md").decode()
    assert (public.merged, "second words" in text, "first words" in text) == ((), False, True)


def test_json_is_one_line_of_ascii(desk: Desk, mia: Actor, problem: str) -> None:
    data = desk.reports.rendered(desk.reports.problem(mia, problem), "json")
    assert data.count(b"\n") == 1
    shape = json.loads(data.decode("ascii"))
    assert (shape["report"], shape["ref"], shape["public"]) == ("problem", problem, False)


def test_who_may_have_it(desk: Desk, mia: Actor, problem: str) -> None:
    auditor = mia._replace(role="auditor")
    assert isinstance(desk.reports.problem(auditor, problem), Report)
    with pytest.raises(NotFound):
        desk.reports.problem(mia._replace(role="customer"), problem)
    with pytest.raises((NotFound, NotAllowed)):
        desk.reports.problem(mia._replace(role="partner"), problem)


def test_what_is_no_problem_has_no_report(desk: Desk, mia: Actor) -> None:
    with pytest.raises(NotFound, match="There is no P-9"):
        desk.reports.problem(mia, "P-9")
    with pytest.raises(BadValue, match="I-1 is no problem"):
        desk.reports.problem(mia, "I-1")

"""What the customer may read of a report, and what not."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.rules.report import EntryPart, Report, SaidPart
from desk.rules.report_html import html
from desk.rules.report_json import as_json
from desk.rules.report_layout import laid_out
from desk.rules.report_markdown import markdown
from desk.rules.report_public import for_customer
from tests.trouble import AT, EMPTY, FULL, SECRET

PUBLIC = for_customer(FULL)


def test_the_whole_report_tells_what_is_internal() -> None:
    text = markdown(laid_out(FULL))
    for each in ("owner", "reason", "step", "note", "look at the switch", "escalated", "tag"):
        assert f"{SECRET} {each}" in text


@pytest.mark.parametrize("drawn", ["md", "html", "json", "values"])
def test_nothing_internal_is_in_the_public_one(drawn: str) -> None:
    document = laid_out(PUBLIC)
    text = {
        "md": markdown(document),
        "html": html(document),
        "json": json.dumps(as_json(PUBLIC)),
        "values": repr(PUBLIC) + repr(document),
    }[drawn]
    assert SECRET not in text


def test_what_is_the_customers_stays() -> None:
    text = markdown(laid_out(PUBLIC))
    for each in (
        *("Line down", "It does not work", "We are on it", "from the one merged"),
        *("Visit the shop", "Restart the router", "The card was replaced", "Same customer"),
        *("Your report", "Ada of Acme", "in progress"),
    ):
        assert each in text


def test_the_story_is_in_order_and_names_nobody_of_the_house() -> None:
    assert [entry.at for entry in PUBLIC.timeline] == sorted(entry.at for entry in PUBLIC.timeline)
    assert {entry.who for entry in PUBLIC.timeline} == {"", "service desk", "Ada of Acme"}


@pytest.mark.parametrize(
    ("party", "status"),
    [("customer", "pending, waits for customer"), ("partner", "pending"), ("internal", "pending")],
)
def test_for_whom_of_the_house_it_waits_stays_inside(party: str, status: str) -> None:
    waiting = FULL._replace(head=FULL.head._replace(state="pending", pending_on=party))
    assert f"**Status:** {status}\n" in markdown(laid_out(for_customer(waiting)))


def test_a_public_one_stays_as_it_is() -> None:
    assert for_customer(PUBLIC) is PUBLIC
    assert for_customer(EMPTY).is_public


def test_of_an_unknown_customer_nothing_of_others_is_told() -> None:
    unknown = FULL._replace(head=FULL.head._replace(customer_ref=None, customer=None))
    others = tuple(each._replace(customer_ref=None) for each in FULL.parts)
    public = for_customer(unknown._replace(parts=others, merged=others))
    assert (public.parts, public.merged) == ((), ())


_WORDS = st.text(st.sampled_from("abc "), max_size=4)
_SAID = st.builds(
    SaidPart,
    at=st.integers(AT, AT + 9999),
    who=_WORDS,
    direction=st.sampled_from(["in", "out", "note", ""]),
    channel=st.just("email"),
    visibility=st.sampled_from(["internal", "customer", "partner", ""]),
    text=_WORDS,
    ref=st.sampled_from(["", "P-4", "P-5", "P-77"]),
)
_TOLD = st.builds(
    EntryPart,
    at=st.integers(AT, AT + 9999),
    who=_WORDS,
    action=st.sampled_from(["note", "start", "reply", "escalate", "import"]),
    direction=st.sampled_from(["in", "out", ""]),
    visibility=st.sampled_from(["internal", "customer", "partner"]),
    text=_WORDS,
    state=st.sampled_from(["", "inProgress", "resolved"]),
    ref=st.sampled_from(["", "P-5"]),
)


@given(st.lists(_SAID, max_size=6), st.lists(_TOLD, max_size=6))
def test_whatever_was_said_only_what_is_the_customers_goes_out(
    messages: list[SaidPart], timeline: list[EntryPart]
) -> None:
    marked = tuple(each._replace(text=f"{each.text}#{n}#") for n, each in enumerate(messages))
    lines = tuple(each._replace(text=f"{each.text}!{n}!") for n, each in enumerate(timeline))
    public: Report = for_customer(FULL._replace(messages=marked, timeline=lines))
    text = markdown(laid_out(public)) + json.dumps(as_json(public))
    assert "!" not in "".join(entry.text for entry in public.timeline)
    for number, each in enumerate(messages):
        is_theirs = each.visibility == "customer" and each.direction in ("in", "out")
        goes_out = is_theirs and each.ref in ("", "P-4")
        assert (f"#{number}#" in text) == goes_out


def test_a_state_that_two_lines_tell_stands_once() -> None:
    told = EntryPart(1, "ben", "resolve", "", "internal", "Resolved", "resolved")
    again = told._replace(who="desk", direction="out", visibility="customer")
    later = told._replace(at=2, action="reopen", state="inProgress")
    once_more = told._replace(at=3)
    lines = (told, again, later, once_more)
    public = for_customer(FULL._replace(messages=(), timeline=lines))
    assert [entry.state for entry in public.timeline] == ["resolved", "inProgress", "resolved"]

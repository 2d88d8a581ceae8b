"""The filter language: what it takes, what it means, and where it says a fault lies."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.errors import BadFilter
from desk.rules.filters import FIELDS, ME, VIEWS, Filter, Span, Term, Value, parse
from desk.rules.vocabulary import LEVELS, Reference

ZONE = "Europe/Berlin"
NOW = int(datetime(2026, 11, 23, 10, 30, tzinfo=ZoneInfo(ZONE)).timestamp())
HOUR = 3600


def at(*wall: int) -> int:
    """The instant of a wall time in the desk's zone."""
    return int(datetime(*wall, tzinfo=ZoneInfo(ZONE)).timestamp())  # type: ignore[arg-type,misc]


def day(*date: int) -> Span:
    """A day of the desk's zone."""
    return Span(at(*date), at(*date) + 24 * HOUR)


def only(text: str) -> Term:
    """The one term of a filter."""
    (term,) = parse(text, ZONE, NOW).terms
    return term


@pytest.mark.parametrize(
    ("text", "op", "values"),
    [
        ("ref:i-10423", ":", (Reference("interaction", 10423),)),
        ("kind:problem|task", ":", ("problem", "task")),
        ("kind:PARTNERINTERACTION", ":", ("partnerInteraction",)),
        ("state:inProgress", ":", ("inProgress",)),
        ("state:opened", ":", ("open",)),
        ("is:open|overdue", ":", ("open", "overdue")),
        ("channel:email", ":", ("email",)),
        ("direction:outbound", ":", ("outbound",)),
        ("owner:me|none|Zoë", ":", (ME, None, "zoe")),
        ('owner:"me"', ":", ("me",)),
        ('team:"Second Line"', ":", ("second line",)),
        ("team:me", ":", (ME,)),
        ("customer:C-77|Ácme", ":", (Reference("customer", 77), "acme")),
        ("customer:I-77", ":", ("i-77",)),
        ("partner:B-9|none", ":", (Reference("partner", 9), None)),
        ("priority<=2", "<=", (2,)),
        ("priority:high|P1", ":", (2, 1)),
        ("level>=warning", ">=", (LEVELS.index("warning"),)),
        ("level:none|green", ":", (None, 0)),
        ("tag:Spam", ":", ("spam",)),
        ("created>=2015-04-01", ">=", (day(2015, 4, 1),)),
        ("closed:none", ":", (None,)),
        ("due<2h", "<", (Span(NOW + 2 * HOUR, NOW + 2 * HOUR + 1),)),
        ("due<2h|none", "<", (Span(NOW + 2 * HOUR, NOW + 2 * HOUR + 1), None)),
        ("due>-30m", ">", (Span(NOW - 1800, NOW - 1799),)),
        ("created<7d", ">", (Span(NOW - 168 * HOUR, NOW - 168 * HOUR + 1),)),
        ("updated>=1h30m", "<=", (Span(NOW - 5400, NOW - 5399),)),
        ("created>-3d", ">", (Span(NOW - 72 * HOUR, NOW - 72 * HOUR + 1),)),
        (
            "created:2026-11-23T10:00:00Z",
            ":",
            (Span(at(2026, 11, 23, 11), at(2026, 11, 23, 11) + 1),),
        ),
        ('created:"2026-11-23 10:00"', ":", (Span(at(2026, 11, 23, 10), at(2026, 11, 23, 10, 1)),)),
        ("created:today|yesterday", ":", (day(2026, 11, 23), day(2026, 11, 22))),
        ("due:fri", ":", (day(2026, 11, 27),)),
        ("created:fri", ":", (day(2026, 11, 20),)),
        ("created:mon", ":", (day(2026, 11, 23),)),
    ],
)
def test_a_term_means(text: str, op: str, values: tuple[Value, ...]) -> None:
    """Each field reads values of its own kind."""
    term = only(text)
    assert (term.op, term.values) == (op, values)


def test_days_change_length_with_the_clocks() -> None:
    """A day is from midnight to midnight of the zone, whatever its hours."""
    (spring,) = only("created:2026-03-29").values
    (autumn,) = only("created:2026-10-25").values
    assert isinstance(spring, Span)
    assert isinstance(autumn, Span)
    assert spring.end - spring.start == 23 * HOUR
    assert autumn.end - autumn.start == 25 * HOUR


@pytest.mark.parametrize(
    ("op", "bounds"),
    [
        (":", (10, 20)),
        ("<", (None, 10)),
        ("<=", (None, 20)),
        (">", (20, None)),
        (">=", (10, None)),
    ],
)
def test_a_span_compares_by_its_ends(op: str, bounds: tuple[int | None, int | None]) -> None:
    """Before a day is before it begins; up to a day includes it."""
    assert Span(10, 20).bounds(op) == bounds


def test_terms_and_words_part() -> None:
    """Words stand beside the terms; a `-` denies either."""
    found = parse('is:open -tag:spam router "no dial tone" -"fax"  -Wörter', ZONE, NOW)
    assert [(term.field, term.negated, term.column) for term in found.terms] == [
        ("is", False, 1),
        ("tag", True, 9),
    ]
    assert found.words == ("router", "no dial tone")
    assert found.without == ("fax", "Wörter")


@pytest.mark.parametrize(
    ("text", "name", "op", "values"),
    [
        ("x.City:Acworth", "city", ":", ("acworth",)),
        ('x."Zip code":30102|none', "zip_code", ":", ("30102", None)),
        ("x.zip_code>=30000", "zip_code", ">=", (30000.0,)),
        ('x.Größe:"12 m"', "grösse", ":", ("12 m",)),
    ],
)
def test_kept_fields(text: str, name: str, op: str, values: tuple[Value, ...]) -> None:
    """Fields an import kept are asked for by their column's name."""
    term = only(text)
    assert (term.field, term.name, term.op, term.values) == ("x", name, op, values)


@pytest.mark.parametrize(
    ("text", "column", "said"),
    [
        ("is:open chanel:email", 9, "Did you mean channel?"),
        ("http://example.org", 1, "in quotes"),
        ("is:", 4, "missing"),
        ("is:open|", 9, "missing"),
        ("is: open", 4, "missing"),
        ("  state:opne", 9, "Did you mean open?"),
        ("channel:mail", 9, "Did you mean email?"),
        ("level>jeopardie", 7, "Did you mean jeopardy?"),
        ("channel>email", 8, "does not compare"),
        ('customer:"Acme', 10, "no end"),
        ('customer:"Acme\\"', 10, "no end"),
        ('customer:""', 10, "nothing in the quotes"),
        ("priority:9", 10, "not a priority"),
        ("priority:none", 10, "never empty"),
        ("due:2h", 5, "length of time"),
        ("created<7d|2026-01-01", 12, "do not mix"),
        ("created:2026-13-01", 9, "not a date"),
        ("created:soon", 9, "Days are"),
        ("x.amount>ten", 10, "not a number"),
        ("x:1", 1, "x.NAME"),
        ("customer.name:Acme", 1, "no field 'customer.name'"),
        ('a"b"', 2, "blank"),
        ("one|two", 4, "quotes"),
        ("router -", 8, "Nothing follows"),
        ("- router", 1, "Nothing follows"),
        ("router !!!", 8, "letter or digit"),
        ("ref:Q-1", 5, "not a reference"),
        ("ref:none", 5, "never empty"),
    ],
)
def test_a_fault_names_its_place(text: str, column: int, said: str) -> None:
    """Column and reason, and what to write instead."""
    with pytest.raises(BadFilter) as caught:
        parse(text, ZONE, NOW)
    assert caught.value.column == column
    assert said in f"{caught.value.message} {caught.value.next_step}"
    assert f"column {column}" in caught.value.message


def test_views_are_filters() -> None:
    """Every named view parses."""
    for text in VIEWS.values():
        assert str(parse(text, ZONE, NOW)) == text


def meaning(found: Filter) -> Filter:
    """A filter without what was typed, and without the places its terms were typed at."""
    terms = tuple(term._replace(column=0) for term in found.terms)
    return found._replace(terms=terms, typed="")


PIECES = st.one_of(
    st.text(st.characters()),
    st.sampled_from(
        [
            *(f"{field}{op}" for field in (*FIELDS, "x.Zip", 'x."a b"') for op in (":", "<", ">=")),
            *("none", "me", "open", "email", "2h", "-3d", "2026-11-23", "today", "high", "green"),
            *(" ", "|", "-", '"', "\\", '"a b"', "I-1", "word"),
        ]
    ),
)


def fault_of(text: str) -> BadFilter | None:
    """What is wrong with a filter, if anything."""
    try:
        parse(text, ZONE, NOW)
    except BadFilter as error:
        return error
    return None


@given(st.lists(PIECES).map("".join))
def test_whatever_is_typed(text: str) -> None:
    """A filter parses or says what is wrong; what parses can be written down and read again."""
    fault = fault_of(text)
    if fault is None:
        found = parse(text, ZONE, NOW)
        assert meaning(parse(str(found), ZONE, NOW)) == meaning(found)
    else:
        assert 1 <= fault.column <= len(text) + 1
        assert fault.text == text

"""What stands beside an item: a snooze, promises and links."""

import pytest

from desk.rows.items import ItemRow, LinkRow, PromiseRow
from desk.rules.plain_text import cells
from desk.widgets.clock_bar import Moment, worst_first
from desk.widgets.drawn import Pen
from desk.widgets.relations import relation_lines, state_of
from tests.stores import NOW
from tests.widgets.rows_of_work import work_row
from tests.widgets.stages import HOSTILE, look, text_of
from tests.widgets.test_clock_bar import clock

AT = Moment(NOW, "UTC")
HOUR = 3600

CALL = PromiseRow(1, "Call back", NOW + 2 * HOUR, "ben", None, "running")


def item(snoozed_until: int | None = None, **values: object) -> ItemRow:
    """An item with these things beside it."""
    work = work_row(1)._replace(snoozed_until=snoozed_until)
    made = ItemRow(work, {}, (), (), (), None, "")
    return made._replace(**values)  # type: ignore[arg-type]


def lines(shown: ItemRow, width: int = 40) -> list[str]:
    """What is drawn, as text."""
    return [line.rstrip() for line in text_of(relation_lines(shown, AT, Pen(look()), width))]


def test_an_item_without_any_has_no_line() -> None:
    assert lines(item()) == []


def test_a_snooze_is_told_until_it_is_over() -> None:
    assert lines(item(NOW + 24 * HOUR)) == ["Snoozed        until Tue 10:00"]
    assert lines(item(NOW)) == []


def test_the_state_says_that_it_is_snoozed() -> None:
    snoozed = item(NOW + 24 * HOUR).work
    assert state_of(snoozed, AT) == "open, snoozed until Tue 10:00"
    assert state_of(snoozed, Moment(NOW + 24 * HOUR, "UTC")) == "open"


def test_promises_that_are_open_are_told_with_their_time() -> None:
    kept = CALL._replace(number=2, state="met", kept=NOW)
    assert lines(item(promises=(CALL, kept))) == ["Promised       12:00 Call back"]


def test_links_say_how_the_item_stands_to_the_other() -> None:
    links = (
        LinkRow("duplicatedBy", "I-7", "Lamp", "open"),
        LinkRow("merged", "I-8", "Lamp again", "completed"),
    )
    shown = lines(item(links=links))
    assert shown == ["Duplicated by  I-7 Lamp", "Took in        I-8 Lamp again"]


def test_many_links_are_counted() -> None:
    links = tuple(LinkRow("relatesTo", f"I-{number}", "x", "open") for number in range(9))
    assert lines(item(links=links))[-1] == "               and 3 more links"


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("width", [30, 46])
def test_what_others_wrote_stays_in_its_lines(text: str, width: int) -> None:
    links = (LinkRow("relatesTo", "I-7", text, "open"),)
    for line in lines(item(links=links, promises=(CALL._replace(text=text),)), width):
        assert cells(line) <= width
        assert line.isprintable()


def test_clocks_of_promises_that_are_over_leave_the_lines() -> None:
    kept = clock("promise", "met")
    assert worst_first([clock(), kept, clock("promise")]) == [clock(), clock("promise")]

"""What stands beside the trail of a problem: reasons, its ticket, its kin."""

from collections.abc import Mapping

from desk.rows.items import ItemRow, LinkRow
from desk.widgets.clock_bar import Moment
from desk.widgets.drawn import Line, Pen
from desk.widgets.hint_list import Hint, HintList
from desk.widgets.problem_facts import kin_lines, problem_groups, ticket_lines
from tests.widgets.rows_of_work import work_row
from tests.widgets.stages import look

AT = Moment(1_795_428_000, "UTC")


def problem(fields: Mapping[str, object]) -> ItemRow:
    """A problem with these fields."""
    work = work_row(1)._replace(ref="P-1", kind="problem", priority=1)
    return ItemRow(work, fields, (), (), (), None, "")


def said(lines: list[Line]) -> str:
    """The lines as text."""
    return "\n".join("".join(piece.text for piece in line).rstrip() for line in lines)


def test_the_reasons_of_the_priority_are_told() -> None:
    item = problem({"reasons": ["Impact high and urgency high give P1 critical."]})
    groups = problem_groups(item, AT, Pen(look()), 40)
    assert said(groups[1]) == "Why P1\nImpact high and urgency high give P1\n  critical."


def test_what_is_empty_is_left_out_and_markup_is_data() -> None:
    fields = {"service": "[b]Fibre[/]", "place": None, "pending_on": "customer", "awaiting": None}
    told = said(ticket_lines(problem(fields), AT, Pen(look()), 40))
    assert told == "Service        [b]Fibre[/]\nWaits for      customer"


def test_a_question_is_told_with_its_time() -> None:
    asked = {"question": "Since when?", "due": "2026-11-23T14:00:00Z"}
    told = said(ticket_lines(problem({"awaiting": asked}), AT, Pen(look()), 40))
    assert told == "Asked          Since when?\nAnswer by      14:00"


def test_a_long_list_of_parts_is_counted() -> None:
    parts = tuple(LinkRow("part", f"P-{n}", f"No tone {n}", "pending") for n in range(2, 9))
    told = said(kin_lines(problem({})._replace(children=parts), Pen(look()), 40))
    assert told.startswith("Parts 7\n  P-2  No tone 2  pending")
    assert told.endswith("and 2 more")


def test_a_part_names_its_major_problem() -> None:
    parent = LinkRow("part", "P-9", "Exchange is down " * 4, "acknowledged")
    [title, line] = kin_lines(problem({})._replace(parent=parent), Pen(look()), 40)
    assert said([title]) == "Part of"
    assert said([line]).endswith("…  acknowledged")


def test_hints_keep_the_mark_on_their_problem() -> None:
    hints = HintList(look())
    hints.hints = [Hint("P-1", "One", "held", "same customer", is_major=False)]
    two = Hint("P-2", "Two", "held", "major, same place", is_major=True)
    assert hints.current is not None
    assert "same customer" in said(hints.draw(60))
    hints.hints = [two, *hints.hints]
    assert said(hints.draw(60)).startswith(" Open already\n▌ P-2  Two  held")

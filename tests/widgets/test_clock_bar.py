"""Clock lines: order, bars, signs, values and what is told besides."""

import pytest

from desk.rows.items import ClockRow
from desk.rules.plain_text import cells
from desk.widgets.clock_bar import ClockBar, Moment, clock_pieces, stacked, worst_first
from desk.widgets.drawn import Pen
from tests.stores import NOW
from tests.widgets.stages import look, text_of

AT = Moment(NOW, "UTC")
HOUR = 3600


def clock(name: str = "firstAnswer", state: str = "running", **values: object) -> ClockRow:
    """A clock of four hours with one used."""
    row = ClockRow(
        name, "priority 3", "office", 4 * HOUR, NOW - HOUR, NOW + 3 * HOUR, None, HOUR, "green",
        state == "paused", NOW - 600 if state == "paused" else None, state, (),
    )  # fmt: skip
    return row._replace(**values)  # type: ignore[arg-type]


LATE = clock(due=NOW - 18 * 60, elapsed_seconds=5 * HOUR, level="breached")


def said(row: ClockRow) -> str:
    """One clock as its line says it."""
    return text_of([clock_pieces(row, AT, Pen(look()), (13, 14))])[0]


def test_a_running_clock_shows_its_share_and_what_is_left() -> None:
    assert said(clock()) == "First answer ━━━───────────    3h00"


def test_a_late_clock_is_all_used_and_says_by_how_much() -> None:
    assert said(LATE) == "First answer ━━━━━━━━━━━━━━ ✖  -18m"


def test_a_standing_clock_waits() -> None:
    assert said(clock(state="paused", level="warning")) == "First answer ━━━───────────    wait"


@pytest.mark.parametrize(("state", "sign"), [("met", "✓"), ("missed", "✖"), ("cancelled", "–")])
def test_a_clock_that_is_over_has_no_bar(state: str, sign: str) -> None:
    assert said(clock(state=state)) == f"First answer {sign} {state}"


def test_the_worst_comes_first_and_what_is_over_last() -> None:
    rows = [clock(state="met"), clock(state="paused"), clock(), LATE]
    assert worst_first(rows) == [LATE, rows[2], rows[1], rows[0]]


@pytest.mark.parametrize("width", [60, 72, 80, 100, 119])
def test_two_clocks_fit_in_one_line_of_any_width(width: int) -> None:
    bar = ClockBar(look())
    bar.show([LATE, clock("completion", due=NOW + 43 * HOUR)], AT)
    (line,) = text_of(bar.draw(width))
    assert cells(line) <= width
    assert "-18m" in line
    assert " 43h" in line


def test_at_80_the_moment_is_told_too() -> None:
    bar = ClockBar(look())
    bar.show([LATE, clock("completion", due=NOW + 43 * HOUR)], AT)
    assert text_of(bar.draw(80))[0].endswith("Wed 05:00")


def test_in_a_pane_each_has_what_to_know_below_it() -> None:
    lines = text_of(stacked([clock(), clock("completion", state="met")], AT, Pen(look()), 45))
    assert lines[1].strip() == "due 13:00"
    assert lines[2] == "Completion     ✓ met  1 h of 4 h"


def test_a_clock_of_an_unknown_kind_is_shown_by_its_own_name() -> None:
    assert said(clock("[/]promise")).startswith("[/]promise")

"""The window over a long list: what is in memory, and what the cursor and the top stand on."""

from desk.widgets.work_window import MOST, PAGE, Window
from tests.widgets.rows_of_work import work_row

HEIGHT = 20


def window(first: int, last: int, *, is_first: bool = True, is_last: bool = False) -> Window:
    """A window of items with these numbers, from its start."""
    made = Window()
    made.resize(HEIGHT)
    made.open([work_row(n) for n in range(first, last)], is_first=is_first, is_last=is_last)
    return made


def test_a_list_begins_at_its_first_row_and_an_end_at_its_last() -> None:
    assert window(0, 100).cursor == 0
    end = window(900, 1000, is_first=False, is_last=True)
    assert (end.cursor, end.top) == (99, 80)


def test_the_cursor_stops_at_both_ends() -> None:
    made = window(0, 30, is_last=True)
    made.move(-1)
    assert made.cursor == 0
    made.move(1000)
    assert (made.cursor, made.top) == (29, 10)


def test_the_list_goes_on_by_one_row_or_by_as_many_as_are_wanted() -> None:
    made = window(0, 100)
    made.move(HEIGHT)
    assert (made.cursor, made.top) == (20, 1)
    made.move(HEIGHT - 1)
    made.move(1, turn=10)
    assert (made.cursor, made.top) == (40, 30)


def test_memory_holds_a_few_pages_however_far_one_goes() -> None:
    made = window(0, PAGE)
    for page in range(1, 12):
        made.move(PAGE)
        made.extend([work_row(page * PAGE + n) for n in range(PAGE)], is_last=False)
        assert len(made.rows) <= MOST
    row = made.row
    assert row is not None
    assert row.id == 11 * PAGE - 1
    assert not made.is_first


def test_going_back_reads_back_and_drops_the_far_end() -> None:
    made = window(MOST, 2 * MOST, is_first=False)
    made.move(-made.cursor)
    row = made.row
    made.precede([work_row(MOST - PAGE + n) for n in range(PAGE)], is_first=False)
    assert made.row == row
    assert len(made.rows) == MOST
    assert not made.is_last


def test_more_is_asked_for_before_it_is_missing() -> None:
    made = window(0, PAGE)
    wanted = [made.wants_after]
    made.move(60)
    wanted.append(made.wants_after)
    made.is_last = True
    wanted.append(made.wants_after)
    assert wanted == [False, True, False]
    assert not made.wants_before


def test_what_comes_in_above_does_not_move_the_cursor_from_its_item_or_its_line() -> None:
    made = window(10, 110)
    made.move(5)
    row = made.row
    made.renew([work_row(n) for n in range(110)], is_first=True, is_last=False)
    assert made.row == row
    assert made.cursor - made.top == 5


def test_an_item_that_is_gone_leaves_the_cursor_to_the_next() -> None:
    made = window(0, 50, is_last=True)
    made.move(7)
    made.renew([work_row(n) for n in range(50) if n != 7], is_first=True, is_last=True)
    assert made.row == work_row(8)
    made.move(100)
    made.renew([work_row(n) for n in range(10)], is_first=True, is_last=True)
    assert made.row == work_row(9)
    made.renew([], is_first=True, is_last=True)
    assert made.row is None


def test_rows_are_exchanged_where_they_stand() -> None:
    made = window(0, 50)
    changed = work_row(3, "Another subject")
    assert made.put({3: changed, 4: work_row(4), 99: work_row(99)}) == [3]
    assert made.rows[3] == changed


def test_the_cursor_goes_to_an_item_that_is_there() -> None:
    made = window(0, 100)
    assert made.turn_to(70)
    assert (made.row, made.top) == (work_row(70), 51)
    assert not made.turn_to(500)

"""How a customer wants to be told leaves with an export, comes back, or is refused by its name."""

import csv
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desk.bootstrap import Desk, build
from desk.clock import FixedClock
from desk.models.addressees import Wishes
from desk.models.customers import Customer
from desk.rules.permissions import Actor
from tests.services.test_exports import FORMATS, counts, export, take, to_file
from tests.stores import NOW, Places, settings_for

WISHES = {
    "preferred": "phone",
    "language": "de",
    "zone": "Europe/Berlin",
    "quiet": "22:00-7:00",
    "refuse": "survey, progress",
    "events": "held resolved",
}
KEPT = Wishes("de", "Europe/Berlin", "phone", "22:00-07:00", "survey progress", "held resolved")

Card = dict[str, object]


@pytest.fixture
def empty(places: Places) -> Iterator[Desk]:
    """Another desk, on a store where nothing is yet."""
    url = places.founded()
    made = build(settings_for(url), FixedClock(NOW + 500))
    yield made
    made.close()
    places.remove(url)


@pytest.fixture(autouse=True)
def _told(desk: Desk, me: Actor) -> None:
    """Two contacts of a customer who wants to be told their own way, and one of another."""
    desk.do(me, "create", "customer", {"name": "Ana Ruiz", "email": "ana@example.org"})
    desk.do(me, "notify", "C-1", WISHES)
    desk.do(me, "create", "customer", {"name": "Ben Okri", "email": "ben@example.org"})
    for customer in ("C-1", "C-1", "C-2"):
        values = {"channel": "email", "subject": "x", "direction": "inbound", "customer": customer}
        desk.do(me, "log", "interaction", values)


def _wishes(desk: Desk) -> list[Wishes]:
    columns = [getattr(Customer, name) for name in Wishes._fields]
    with desk._store.reading() as session:
        rows = session.rows(Customer.select(*columns).order_by(Customer.number))
    return [Wishes(*row) for row in rows]


def _changed(path: Path, line: int, change: Callable[[Card], object]) -> None:
    """Change what is known of the customer in one line of a file; the header of CSV is line 1."""
    if path.suffix == ".jsonl":
        rows = [json.loads(each) for each in path.read_text().splitlines()]
        change(rows[line - 1]["customer"])
        path.write_text("".join(json.dumps(row) + "\n" for row in rows))
        return
    with path.open(newline="") as file:
        cells = list(csv.reader(file))
    at = cells[0].index("customer_card")
    card = json.loads(cells[line - 1][at])
    change(card)
    cells[line - 1][at] = json.dumps(card)
    with path.open("w", newline="") as file:
        csv.writer(file).writerows(cells)


@pytest.mark.parametrize("form", FORMATS)
def test_wishes_come_back_as_they_were(
    desk: Desk, me: Actor, empty: Desk, tmp_path: Path, form: str
) -> None:
    assert _wishes(desk) == [KEPT, Wishes()]
    path = to_file(tmp_path, form, export(desk, me))
    there = empty.directory.actor()
    assert counts(take(empty, there, path)) == (3, 3, 0, 0, 0)
    assert _wishes(empty) == [KEPT, Wishes()]
    assert export(empty, there) == export(desk, me)
    assert counts(take(empty, there, path)) == (3, 0, 0, 3, 0)
    assert counts(take(desk, me, path)) == (3, 0, 0, 3, 0)


@pytest.mark.parametrize("form", FORMATS)
def test_files_of_desks_before_still_come_in(
    desk: Desk, me: Actor, empty: Desk, tmp_path: Path, form: str
) -> None:
    path = to_file(tmp_path, form, export(desk, me))

    def older(card: Card) -> None:
        for name in ("preferred", "zone", "quiet", "refuse", "events"):
            del card[name]

    for line in range(1, 4):
        _changed(path, line + (form == "csv"), older)
    assert counts(take(empty, empty.directory.actor(), path)) == (3, 3, 0, 0, 0)
    assert _wishes(empty) == [Wishes("de"), Wishes()]


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ({"preferred": "pigeon"}, "Nobody is told by 'pigeon'"),
        ({"zone": "Europe/Berln"}, "There is no time zone 'Europe/Berln'"),
        ({"quiet": "25:00-7"}, "'25:00-7' are no quiet hours"),
        ({"refuse": ["survy"]}, "'survy' is no purpose"),
        ({"events": ["solved"]}, "'solved' is no state"),
        ({"events": "held"}, "not a list"),
        ({"quiet": 7}, "not a text"),
    ],
)
def test_what_cannot_be_is_refused_by_line_and_column(
    tmp_path: Path, form: str, value: Card, reason: str, both: tuple[Desk, Desk]
) -> None:
    """The record of that line alone does not come in, and its customer only by the other one."""
    desk, empty = both
    path = to_file(tmp_path, form, export(desk, desk.directory.actor()))
    line = 3 + (form == "csv")
    _changed(path, line, lambda card: card.update(value))
    assert counts(take(empty, empty.directory.actor(), path)) == (3, 2, 0, 0, 1)
    assert _wishes(empty) == [KEPT]
    with Path(f"{path}.rejects").open(newline="") as file:
        (_, (at, why, *_)) = csv.reader(file)
    column = "customer_card" if form == "csv" else "customer"
    assert (at, why.startswith(f"{column}, {next(iter(value))}: ")) == (str(line), True)
    assert reason in why


@pytest.fixture
def both(desk: Desk, empty: Desk) -> tuple[Desk, Desk]:
    """The desk that exports, and the one that imports."""
    return desk, empty

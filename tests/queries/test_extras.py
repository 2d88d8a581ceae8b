"""Fields that an import kept, as filters ask for them."""

import json

import pytest

from desk.bootstrap import Desk
from desk.models.details import Detail
from desk.rows.work import Listing
from desk.rules.filters import parse
from desk.rules.permissions import Actor

KEPT: tuple[dict[str, object], ...] = (
    {"Zip Code": "20815", "City": "Zürich", "Score": "7.5"},
    {"zip-code": "02139", "City": "ZURICH", "Score": "12"},
    {"City": "", "Score": "n/a", "Count": 3},
    {},
)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("x.zip_code:20815", [1]),
        ("x.ZIP_Code:02139", [2]),
        ("x.city:zurich", [1, 2]),
        ("-x.city:zurich", [3, 4]),
        ("x.city:none", [3, 4]),
        ("-x.city:none", [1, 2]),
        ("x.score>7", [1, 2]),
        ("x.score>=12", [2]),
        ("x.score<8", [1]),
        ("x.count:3", [3]),
        ("x.count>2", [3]),
        ("x.nothing:1", []),
        ('x."zip code":20815', [1]),
        ('x.city:"zürich\' OR 1=1"', []),
    ],
)
def test_a_kept_field_is_asked_for(desk: Desk, me: Actor, text: str, numbers: list[int]) -> None:
    for kept in KEPT:
        desk.interactions.log(me, "inbound", "email", "x")
        with desk._store.writing() as session:
            last = session.one(Detail.select(Detail.id).order_by(Detail.id.desc()))
            assert last is not None
            session.run(Detail.update(extra=json.dumps(kept)).where(Detail.id == last[0]))
    listing = Listing(parse(text, "UTC", desk.clock.now()), "oldest")
    rows = desk.work.page(me, listing).rows
    assert [row.ref for row in rows] == [f"I-{number}" for number in numbers]
    assert desk.work.count(me, listing, 9) == len(numbers)

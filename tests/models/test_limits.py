"""Text of any length is taken on both engines, though an index holds only so much of it."""

import pytest

from desk.bootstrap import Desk
from desk.models.customers import resolve_customer
from desk.models.people import Team
from desk.rows.work import Listing
from desk.rules.filters import parse
from desk.rules.permissions import Actor
from tests.stores import NOW

ENDLESS = "a" * 100_000 + "漢"
WORDS = {
    "Latin": " ".join(f"word{number}" for number in range(60_000)),
    "Cyrillic": " ".join(f"слово{number}" for number in range(60_000)),
    "Chinese": "".join(chr(0x4E00 + number * 7919 % 20_000) for number in range(150_000)),
    "ideographs beyond": "".join(chr(0x20000 + number * 7919 % 42_000) for number in range(90_000)),
    "without end": ENDLESS,
}


@pytest.mark.parametrize("script", WORDS)
def test_a_message_of_any_length_is_kept_and_found_by_its_beginning(
    desk: Desk, me: Actor, script: str
) -> None:
    text = f"beginning {WORDS[script]}"
    contact = {"direction": "inbound", "channel": "email", "subject": "Long", "text": text}
    ref = desk.do(me, "log", "interaction", contact).ref
    assert desk.trail.item(me, ref).messages[0].text == text
    listing = Listing(parse("beginning", "UTC", NOW), "newest")
    assert [row.ref for row in desk.work.stream(me, listing)] == [ref]


@pytest.mark.parametrize("letter", ["a", "я", "漢", "\U00020000", "ﷺ"])
def test_names_and_addresses_of_any_length_are_taken(desk: Desk, me: Actor, letter: str) -> None:
    name = letter * 20_000
    made = desk.customers.create(me, name, f"{letter * 20_000}@mail.example")
    with desk._store.reading() as session:
        found = resolve_customer(session, name)
    assert found is not None
    assert found.ref == made.ref
    assert desk.cards.card(me, made.ref).name == name


def test_two_streams_run_beside_each_other(desk: Desk) -> None:
    with desk._store.writing() as session:
        rows = [(f"team {number}", f"{number:03}", 1) for number in range(50)]
        session.insert_many(Team, ("name", "name_key", "version"), rows)
    query = Team.select(Team.name).order_by(Team.name_key)
    with desk._store.reading() as session:
        pairs = list(zip(session.stream(query, 7), session.stream(query, 11), strict=True))
    assert [one for (one,), _ in pairs] == [row[0] for row in rows]
    assert all(one == other for one, other in pairs)

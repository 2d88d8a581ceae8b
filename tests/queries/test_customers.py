"""Customers found while somebody types, and their cards."""

import pytest

from desk.bootstrap import Desk
from desk.clock import FixedClock
from desk.errors import NotFound
from desk.rules.permissions import Actor

DAY = 86400


@pytest.fixture(autouse=True)
def _known(desk: Desk, me: Actor) -> None:
    create = desk.customers.create
    create(me, "Björk & Þórsson ehf", email="bjork@thorsson.example", phone="+354 555 0199")
    create(me, "Acme Ltd", email="office@acme.example")
    create(me, "The Acme Fans")
    create(me, "서울무역")
    create(me, "acme")


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("acme", ["acme", "Acme Ltd", "The Acme Fans"]),
        ("ACM", ["acme", "Acme Ltd", "The Acme Fans"]),
        ("acme l", ["Acme Ltd"]),
        ("fans the", ["The Acme Fans"]),
        ("bjo", ["Björk & Þórsson ehf"]),
        ("bjork@", ["Björk & Þórsson ehf"]),
        ("5550199", ["Björk & Þórsson ehf"]),
        ("+354 555", ["Björk & Þórsson ehf"]),
        ("서울", ["서울무역"]),
        ("zz", []),
        ("", []),
        ("%", []),
        ("'; --", []),
    ],
)
def test_a_customer_is_found_by_beginnings(
    desk: Desk, me: Actor, typed: str, names: list[str]
) -> None:
    assert [row.name for row in desk.cards.search(me, typed)] == names


def test_a_match_shows_what_matched(desk: Desk, me: Actor) -> None:
    (by_mail,) = desk.cards.search(me, "bjork@th")
    (by_phone,) = desk.cards.search(me, "354555")
    assert (by_mail.ref, by_mail.contact) == ("C-1", "bjork@thorsson.example")
    assert by_phone.contact == "+354 555 0199"
    assert len(desk.cards.search(me, "acme", limit=2)) == 2


def test_a_card_shows_open_work_and_contacts(desk: Desk, me: Actor, clock: FixedClock) -> None:
    log = desk.interactions.log
    log(me, "inbound", "email", "old", customer="C-2", at=clock.now() - 100 * DAY)
    low = log(me, "inbound", "email", "low", customer="C-2", priority=5).ref
    high = log(me, "inbound", "email", "high", customer="C-2", priority=1).ref
    done = log(me, "inbound", "email", "done", customer="C-2").ref
    desk.interactions.complete(me, done, "answered")
    log(me, "inbound", "email", "other", customer="C-1")
    card = desk.cards.card(me, "C-2")
    assert (card.name, card.media) == ("Acme Ltd", (("email", "office@acme.example"),))
    assert [each.ref for each in card.open_work] == ["I-1", high, low]
    assert card.open_work[0].level == "overdue3"
    assert card.contacts_90_days == 3
    with pytest.raises(NotFound):
        desk.cards.card(me, "C-99")
    with pytest.raises(NotFound):
        desk.cards.card(me, "I-1")


def test_people_and_teams_are_listed(desk: Desk, me: Actor) -> None:
    desk.people.add(me, "Zoë", "teamLead", "Field")
    desk.people.add(me, "ben", "agent", "Field")
    people = {row.name: row for row in desk.directory.people()}
    assert (people["Zoë"].role, people["Zoë"].teams) == ("teamLead", ("Field",))
    assert people[me.name].teams == ()
    (team,) = desk.directory.teams()
    assert (team.name, team.members) == ("Field", 2)

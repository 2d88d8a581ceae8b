"""Customers: made, found again, never guessed."""

import pytest

from desk.bootstrap import Desk
from desk.errors import BadValue, NotAllowed, NotFound
from desk.models.customers import customers_named, customers_reached, resolve_customer
from desk.rules.permissions import Actor
from tests.stores import Hire


def test_a_customer_has_a_name_and_addresses(desk: Desk, me: Actor) -> None:
    made = desk.do(
        me,
        "create",
        "customer",
        {
            "name": "Chloé  Lefèvre",
            "email": "Chloe@Iris.example",
            "phone": "+33 1 99 00 04 17",
            "language": "fr",
        },
    )
    assert made.ref == "C-1"
    card = desk.cards.card(me, made.ref)
    assert (card.name, card.language) == ("Chloé Lefèvre", "fr")
    assert card.media == (("email", "Chloe@Iris.example"), ("phone", "+33 1 99 00 04 17"))


@pytest.mark.parametrize(
    "typed", ["chl", "LEFEVRE", "lef chl", "chloe@iris", "@iris", "0033199", "01 99 00", "C-1"]
)
def test_a_customer_is_found_while_typing(desk: Desk, me: Actor, typed: str) -> None:
    desk.customers.create(me, "Chloé Lefèvre", "chloe@iris.example", "+33 1 99 00 04 17")
    desk.customers.create(me, "Somebody Else", "else@mail.example", "+44 20 7946 0001")
    assert [row.ref for row in desk.cards.search(me, typed)] == ["C-1"]


def test_a_reference_or_a_whole_name_means_a_customer(desk: Desk, me: Actor) -> None:
    desk.customers.create(me, "Iris SARL")
    with desk._store.reading() as session:
        assert resolve_customer(session, "c-1") == resolve_customer(session, "IRIS sarl")
        assert resolve_customer(session, "Iris") is None
        with pytest.raises(NotFound, match="C-9"):
            resolve_customer(session, "C-9")


def test_a_name_several_have_is_not_guessed(desk: Desk, me: Actor) -> None:
    desk.customers.create(me, "Ana Kos", "ana@one.example")
    desk.customers.create(me, "Ana Kós")
    with desk._store.reading() as session:
        with pytest.raises(BadValue) as refused:
            resolve_customer(session, "ana kos")
        assert len(customers_named(session, "Ana Kos")) == 2
    assert "C-1 (ana@one.example), C-2" in refused.value.message
    assert "C-1" in refused.value.next_step


def test_an_address_that_reaches_somebody_else_is_told(desk: Desk, me: Actor) -> None:
    desk.customers.create(me, "Ana Kos", "ana@one.example")
    again = desk.customers.create(me, "A. Kos", "ANA@one.example")
    assert again.effects == ("ANA@one.example also reaches C-1 Ana Kos.",)
    with desk._store.reading() as session:
        assert [each.ref for each in customers_reached(session, "ana@ONE.example")] == [
            "C-1",
            "C-2",
        ]


@pytest.mark.parametrize(
    ("values", "told"),
    [
        (("´",), "is no name"),
        (("Ana", "not a mail"), "no mail address"),
        (("Ana", "", "call me"), "no telephone number"),
    ],
)
def test_what_is_no_name_mail_or_number_is_refused(
    desk: Desk, me: Actor, values: tuple[str, ...], told: str
) -> None:
    with pytest.raises(BadValue, match=told):
        desk.customers.create(me, *values)


def test_an_auditor_adds_no_customers(desk: Desk, hire: Hire) -> None:
    with pytest.raises(NotAllowed, match="add customers"):
        desk.customers.create(hire("Olga", "auditor"), "Ana")


@pytest.mark.parametrize("name", ["田中 健太", "محمد الحداد", "Δήμητρα", "Ґалаґан"])
def test_names_of_any_script_are_found(desk: Desk, me: Actor, name: str) -> None:
    made = desk.customers.create(me, name)
    assert [row.ref for row in desk.cards.search(me, name[:2])] == [made.ref]

"""Every use case on work against every role, on items that are there and that are not."""

from collections.abc import Iterator

import pytest

from desk.bootstrap import Desk, build
from desk.clock import FixedClock
from desk.errors import DeskError, NotAllowed
from desk.rules.actions import ACTIONS, Action, acting_on
from desk.rules.permissions import PERMISSIONS, Actor
from desk.rules.vocabulary import ROLES
from desk.services.interactions import Interactions
from tests.stores import NOW, Places, settings_for

VALUES = {
    "to": "me",
    "team": "Field",
    "text": "words",
    "customer": "Acme",
    "priority": "1",
    "note": "why",
    "question": "Which?",
    "due": "+1d",
    "name": "vip",
    "outcome": "answered",
    "reason": "why",
    "until": "+1d",
    "at": "+1d",
    "relation": "duplicates",
    "plan": "By four",
    "purpose": "information",
}
"""A good value for every parameter that a use case demands."""

TARGET = "I-3"
"""The other item, for use cases on two."""

_METHODS = {"await": "await_customer", "follow-up": "follow_up"}
_WITHOUT_ACTION = {"take_next": "claim"}
"""Methods that are another way to a use case of the table."""


@pytest.fixture(scope="module")
def standing(places: Places) -> Iterator[Desk]:
    """A desk with the open items I-1 and I-3 and an ended one I-2."""
    url = places.founded()
    made = build(settings_for(url), FixedClock(NOW))
    me = made.directory.actor()
    made.people.add(me, "Mia", "agent", "Field")
    made.customers.create(me, "Acme")
    for _ in range(3):
        made.interactions.log(me, "inbound", "email", "x", sender="a@b.example")
    made.interactions.complete(me, "I-2", "answered")
    yield made
    made.close()
    places.remove(url)


def values_of(action: Action, target: str = TARGET) -> dict[str, str]:
    """A good value for everything that a use case demands; `target` where it is another item."""
    needed = [each for each in action.parameters if each.required or action.name == "inform"]
    return {
        each.name: target if each.type == "work" else VALUES[each.name]
        for each in needed
        if each.type == "work" or each.name in VALUES
    }


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("action", acting_on("interaction"), ids=lambda action: action.name)
def test_a_role_may_what_the_table_says(standing: Desk, action: Action, role: str) -> None:
    actor = standing.directory.actor()._replace(role=role)
    before = [standing.work.find(standing.directory.actor(), ref).version for ref in ("I-1", "I-2")]
    refused, steps = [], []
    for ref in ("I-1", "I-2", "I-99"):
        try:
            standing.do(actor, action.name, ref, values_of(action), dry_run=True)
        except NotAllowed as error:
            refused.append(error.message)
        except DeskError as error:
            steps.append(error.next_step)
    assert all(steps)
    if action.permission in PERMISSIONS[role]:
        assert refused == []
    else:
        assert len(refused) == 3
        assert len(set(refused)) == 1, "what is there and what is not must look alike"
    after = [standing.work.find(standing.directory.actor(), ref).version for ref in ("I-1", "I-2")]
    assert after == before


@pytest.mark.parametrize("role", ["partner", "customer"])
def test_outsiders_see_no_word(standing: Desk, role: str) -> None:
    """A marker word in an internal note is found nowhere by those outside the house."""
    me = standing.directory.actor()
    standing.interactions.note(me, "I-1", "xyzzymarker")
    outsider = me._replace(role=role)
    for read in (standing.trail.item, standing.work.find):
        for ref in ("I-1", "I-99"):
            with pytest.raises(DeskError) as caught:
                read(outsider, ref)
            assert caught.value.code == "not_found"
            assert caught.value.message == f"There is no {ref}"
    with pytest.raises(DeskError):
        standing.cards.card(outsider, "C-1")
    assert standing.cards.search(outsider, "Acme") == ()


def test_every_method_that_writes_stands_in_the_table() -> None:
    """A service method is a use case, and a use case is in `rules.actions`."""
    known = {_METHODS.get(action.name, action.name) for action in ACTIONS}
    methods = {name for name in dir(Interactions) if not name.startswith("_")}
    assert methods - set(_WITHOUT_ACTION) <= known
    on_work = {_METHODS.get(each.name, each.name) for each in acting_on("interaction")}
    of_others = {"undo", "acknowledge", "remedy", "inform"}
    assert on_work - of_others | {"log"} == methods - set(_WITHOUT_ACTION), (
        "those of others have services of their own"
    )


def test_every_role_has_its_permissions() -> None:
    assert set(PERMISSIONS) == set(ROLES)
    held = set().union(*PERMISSIONS.values())
    assert {action.permission for action in ACTIONS} <= held


def test_an_actor_is_named_in_what_he_did(standing: Desk) -> None:
    me: Actor = standing.directory.actor()
    assert standing.trail.item(me, "I-2").trail[-1].actor == me.name

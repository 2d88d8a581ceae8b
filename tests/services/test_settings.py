"""The store's settings: who may change them, what the journal keeps, all together or not at all."""

import json

import pytest

from desk.bootstrap import Desk
from desk.errors import BadValue, NotAllowed, NotFound, Unreachable
from desk.rules.permissions import Actor
from desk.rules.policies import DEFAULT_POLICIES, Policy
from desk.rules.settings import NOTHING, House
from tests.stores import Hire

DEPOT = {"tz": "Europe/Berlin", "hours": {"mon": [["08:00", "12:00"]]}}
TABLE = [{"name": "all", "calendar": "office", "firstAnswer": "1h", "completion": 7200}]


def journal(desk: Desk) -> list[tuple[str, str, object]]:
    """Action, kind and values of the last entries."""
    statement = (
        "SELECT action, kind, after FROM journal JOIN journal_value USING (seq) ORDER BY seq"
    )
    with desk._store.reading() as session:
        return [(a, k, json.loads(after)) for a, k, after in session.sql(statement)]


def test_a_fresh_store_says_what_it_goes_by(desk: Desk, me: Actor) -> None:
    house = desk.kept_settings.house(me)
    assert house.values == {"zone": "UTC"}
    assert set(house.calendars) == {"office", "round the clock"}
    assert house.policies == DEFAULT_POLICIES


def test_a_setting_changes_with_an_entry(desk: Desk, me: Actor) -> None:
    desk.do(me, "set", "setting", {"name": "training", "value": "true"})
    assert desk.kept_settings.house(me).values["training"] == "true"
    assert journal(desk)[-1] == ("set", "setting", {"training": "true"})


def test_a_zone_that_is_none_is_refused_with_the_nearest(desk: Desk, me: Actor) -> None:
    with pytest.raises(BadValue) as refused:
        desk.store_settings.change(me, "zone", "Europe/Berln")
    assert "Europe/Berlin" in refused.value.next_step
    assert desk.kept_settings.house(me).values == {"zone": "UTC"}


def test_service_levels_hold_for_new_items(desk: Desk, me: Actor) -> None:
    contact = {"direction": "inbound", "channel": "email", "subject": "Bill", "from": "a@b.example"}
    before = desk.do(me, "log", "interaction", contact).ref
    saved = desk.do(me, "save", "policy", {"table": json.dumps(TABLE)})
    after = desk.do(me, "log", "interaction", contact).ref
    assert "new items" in saved.effects[0]
    old, new = desk.work.find(me, before), desk.work.find(me, after)
    assert old.due is not None
    assert new.due is not None
    assert old.due - new.due == 3 * 3600
    desk.do(me, "prioritise", before, {"priority": "2", "note": "counted anew"})
    assert desk.work.find(me, before).due == new.due


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"calendar": "ofice"}, "office"),
        ({"calendar": "office", "chanel": "email"}, "channel"),
        ({"calendar": "office", "channel": "emial"}, "email"),
        ({"calendar": "office", "completion": "4 hours"}, "1h30m"),
        ({}, "calendar"),
    ],
)
def test_a_wrong_row_is_refused_with_the_nearest(
    desk: Desk, me: Actor, row: dict[str, object], told: str
) -> None:
    with pytest.raises(BadValue) as refused:
        desk.store_settings.save_policies(me, json.dumps([row]))
    assert told in f"{refused.value.message} {refused.value.next_step}"
    assert desk.kept_settings.house(me).policies == DEFAULT_POLICIES


def test_several_are_taken_over_together(desk: Desk, me: Actor) -> None:
    policy = Policy("depot", {"team": ["Depot"]}, {"calendar": "depot", "completion": 60})
    desk.store_settings.take_over(me, House({"zone": "Asia/Tokyo"}, {"depot": DEPOT}, (policy,)))
    house = desk.kept_settings.house(me)
    assert (house.values["zone"], house.calendars["depot"]) == ("Asia/Tokyo", DEPOT)
    assert house.policies == (policy,)
    assert [(a, k) for a, k, _ in journal(desk)[-3:]] == [
        ("set", "setting"), ("save", "calendar"), ("save", "policy")
    ]  # fmt: skip


def test_when_the_last_step_fails_nothing_holds(desk: Desk, me: Actor) -> None:
    before, entries = desk.kept_settings.house(me), journal(desk)

    def full() -> None:
        raise Unreachable("The file cannot be written", "Make room.")

    with pytest.raises(Unreachable):
        desk.store_settings.take_over(me, House({"zone": "Asia/Tokyo"}, {"depot": DEPOT}, ()), full)
    assert desk.kept_settings.house(me) == before
    assert journal(desk) == entries


def test_a_country_brings_its_holidays(desk: Desk, me: Actor) -> None:
    wanted = NOTHING._replace(calendars={"depot": {**DEPOT, "country": "DE"}})
    spec = desk.store_settings.worked_out(wanted).calendars["depot"]
    assert "country" not in spec
    assert {"date": "2026-12-25", "name": "Christmas Day"} in list(spec["holidays"])  # type: ignore[call-overload]


@pytest.mark.parametrize("role", ["agent", "teamLead", "manager", "auditor"])
def test_only_an_administrator_may(desk: Desk, hire: Hire, role: str) -> None:
    somebody = hire("Mia", role)
    with pytest.raises(NotAllowed):
        desk.store_settings.change(somebody, "zone", "UTC")
    with pytest.raises(NotAllowed):
        desk.store_settings.save_policies(somebody, json.dumps(TABLE))
    with pytest.raises(NotAllowed):
        desk.store_settings.take_over(somebody, House({"zone": "UTC"}, {}, None))


def test_everybody_sets_their_own_zone_and_no_other(desk: Desk, me: Actor, hire: Hire) -> None:
    mia = hire("Mia")
    desk.do(mia, "zone", "person", {"name": "mia", "zone": "Asia/Tokyo"})
    assert desk.directory.actor("Mia").zone == "Asia/Tokyo"
    assert journal(desk)[-1] == ("zone", "person", {"zone": "Asia/Tokyo"})
    with pytest.raises(NotAllowed):
        desk.people.set_zone(mia, me.name, "Asia/Tokyo")
    desk.people.set_zone(me, "Mia", "Europe/Paris")
    assert desk.directory.actor("Mia").zone == "Europe/Paris"
    with pytest.raises(NotFound):
        desk.people.set_zone(me, "nobody", "UTC")
    with pytest.raises(BadValue):
        desk.people.set_zone(mia, "Mia", "Mars/Olympus")

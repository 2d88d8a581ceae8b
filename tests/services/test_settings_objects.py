"""Settings object by object: a form gives back what it was given, and changes what it says."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from desk.bootstrap import Desk, settings_book
from desk.bootstrap.book import SettingsBook
from desk.errors import BadValue, DeskError
from desk.rules.permissions import Actor
from desk.rules.settings_shape import (
    GROUPS,
    HOURS,
    LINE,
    ROWS,
    TOML,
    WORDS,
    Key,
    group_of,
)
from desk.rules.settings_typed import found_in, nested, read, typed


@pytest.fixture
def chief(desk: Desk) -> Actor:
    """The first person, who may do everything."""
    return desk.directory.actor()


@pytest.fixture
def book(desk: Desk, chief: Actor, tmp_path: Path) -> SettingsBook:
    """The settings of a desk that has some of everything."""
    page = """
        [calendar.shifts]
        tz = "Europe/Berlin"
        hours.mon = [["06:00", "12:00"], ["13:00", "22:00"]]
        holidays = [{ date = "2026-12-25", name = "Christmas" }]
        [hook.crm]
        url = "https://crm.example.com/desk"
        secret = "env:CRM"
        filter = "is:open kind:problem"
        [outlet.smtp]
        host = "mail.example.com"
        from = "desk@example.com"
        [plan.cable]
        steps = [{ name = "Look" }, { name = "Mend", after = [1] }]
        [team.Field]
        lead = "PERSON"
        [[policy]]
        name = "gold"
        tag = ["vip", "gold"]
        calendar = "shifts"
        completion = "2h"
    """
    book = _again(desk, chief, tmp_path)
    book.take(book.turn(book.page.read(page.replace("PERSON", chief.name), "page")))
    return _again(desk, chief, tmp_path)


def _again(desk: Desk, chief: Actor, folder: Path) -> SettingsBook:
    settings = desk.settings._replace(config=str(folder / "config.toml"))
    return settings_book(settings, lambda chosen, place: None, (desk, chief))


def _as_typed(table: str, held: Mapping[str, object]) -> dict[str, object]:
    """An object as its form would give it back without a key pressed."""
    given: dict[str, object] = {}
    for key in group_of(table).keys:
        value = found_in(held, key.name)
        as_is = key.kind == TOML or (key.kind == LINE and not isinstance(value, str | None))
        given[key.name] = value if as_is else read(key, typed(key, value))
    if table == "policy":
        return {name: value for name, value in given.items() if value not in ([], None)}
    return given


@pytest.mark.parametrize("table", [group.table for group in GROUPS if group.table != "keys"])
def test_an_object_that_nobody_changed_stays_as_it_is(book: SettingsBook, table: str) -> None:
    group = group_of(table)
    for name, held in book.objects(group).items():
        given = _as_typed(table, held)
        wanted = book.with_object(group, name, given if group.is_own else nested(given))
        assert book.turn(wanted).changes == {}, name


def test_every_leaf_of_the_page_stands_in_a_form(book: SettingsBook) -> None:
    for group in GROUPS:
        known = {key.name.partition(".")[0] for key in group.keys}
        for held in book.objects(group).values() if group.table != "keys" else ():
            assert set(held) <= known, group.title


def test_an_object_is_added_changed_and_taken_away(
    desk: Desk, chief: Actor, book: SettingsBook, tmp_path: Path
) -> None:
    hook = group_of("hook")
    wanted = book.with_object(hook, "erp", {"url": "https://erp.example.com/in"})
    assert book.turn(wanted).changes == {"hook.erp.url": (None, "https://erp.example.com/in")}
    book.take(book.turn(wanted))
    book = _again(desk, chief, tmp_path)
    assert set(book.objects(hook)) == {"crm", "erp"}
    book.take(book.turn(book.without_object(hook, "crm")))
    book = _again(desk, chief, tmp_path)
    assert set(book.objects(hook)) == {"erp"}
    policy = group_of("policy")
    many = len(book.objects(policy))
    book.take(book.turn(book.without_object(policy, "1. gold")))
    assert len(_again(desk, chief, tmp_path).objects(policy)) == many - 1


def test_what_others_may_stand_on_stays(book: SettingsBook) -> None:
    with pytest.raises(BadValue, match="stays"):
        book.without_object(group_of("calendar"), "shifts")


@pytest.mark.parametrize(
    ("table", "name", "values"),
    [
        ("calendar", "shifts", {"tz": "Mars/Olympus", "hours": {}}),
        ("hook", "erp", {"url": "no address"}),
        ("levels", "", {"watch": 80}),
        ("template", "late de", {"subject": "Spät", "text": "ohne neue Zeit"}),
        ("person", "ana", {"role": "king"}),
    ],
)
def test_a_fault_is_told_before_anything_is_written(
    book: SettingsBook, table: str, name: str, values: Mapping[str, object]
) -> None:
    with pytest.raises(DeskError):
        book.turn(book.with_object(group_of(table), name, values))


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (HOURS, "09:00-12:00, 13:00-17:00", [["09:00", "12:00"], ["13:00", "17:00"]]),
        (WORDS, "a, b c,", ["a", "b c"]),
        (WORDS, "", []),
        (ROWS, "1 2 / 3 4", [[1, 2], [3, 4]]),
        (LINE, " x ", "x"),
        (LINE, " ", None),
    ],
)
def test_what_is_typed_is_read(kind: str, text: str, value: object) -> None:
    assert read(Key("key", "Key", kind), text) == value


def test_hours_without_an_end_are_refused() -> None:
    with pytest.raises(BadValue, match="no span of hours"):
        read(Key("hours.mon", "Mon", HOURS), "09:00")

"""The settings on the screen: found, looked at, changed on sheets that check while one types."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from desk.bootstrap import Desk
from desk.rules.permissions import Actor
from desk.screens.people_sheet import PeopleSheet
from desk.screens.settings import SettingsScreen
from desk.screens.settings_keys import Shown
from tests.screens.seats import SMALL, Keys, on_top, seated, text_of, until, write


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A configuration file of one's own."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path


async def _open(keys: Keys) -> SettingsScreen:
    await keys.press("comma")
    await until(keys, lambda: "Service levels" in text_of(keys))
    return on_top(keys, SettingsScreen)


async def _sheet(keys: Keys, *pressed: str) -> PeopleSheet:
    await keys.press(*pressed)
    await until(keys, lambda: isinstance(keys.app.screen, PeopleSheet))
    sheet = on_top(keys, PeopleSheet)
    await until(keys, lambda: sheet.is_ready)
    return sheet


async def _at(keys: Keys, key: str) -> SettingsScreen:
    """The settings with the cursor on a group or an object."""
    screen = on_top(keys, SettingsScreen)
    places = [number for number, line in enumerate(screen.list.lines) if line.key == key]
    screen.list.go(places[0])
    await keys.pause()
    return screen


async def test_what_is_wrong_is_told_while_one_types_and_nothing_is_kept(local: Desk) -> None:
    chief = local.directory.actor()
    async with seated(local, chief, SMALL) as keys:
        await _open(keys)
        await _at(keys, "levels")
        sheet = await _sheet(keys, "enter")
        sheet._form.fields["watch"].put("80")
        await until(keys, lambda: "must begin after the one before" in text_of(keys))
        sheet._form.fields["watch"].put("40")
        await until(keys, lambda: "levels.watch: 50 -> 40" in text_of(keys))
        await keys.press("ctrl+s")
        await until(keys, lambda: "Saved Levels" in text_of(keys))
    house = local.kept_settings.house(chief)
    assert house.times["levels"]["watch"] == 40


async def test_a_hook_is_added_and_taken_away(local: Desk) -> None:
    chief = local.directory.actor()
    async with seated(local, chief, SMALL) as keys:
        await _open(keys)
        await _at(keys, "hook")
        await keys.press("enter")
        await until(keys, lambda: "n adds one" in text_of(keys))
        sheet = await _sheet(keys, "n")
        sheet._form.fields["name of it"].put("crm")
        sheet._form.fields["url"].put("https://crm.example.com/in")
        await keys.press("ctrl+s")
        await until(keys, lambda: "Added crm" in text_of(keys))
        await until(keys, lambda: "https://crm.example.com/in" in text_of(keys))
        await _sheet(keys, "x")
        await keys.press("ctrl+s")
        await until(keys, lambda: "Took away crm" in text_of(keys))
        await keys.press("escape")
        await until(keys, lambda: "Service levels" in text_of(keys))
    assert local.kept_settings.house(chief).times["hook"] == {}


async def test_a_key_is_chosen_and_a_clash_is_told(local: Desk, home: Path) -> None:
    chief = local.directory.actor()
    async with seated(local, chief, SMALL) as keys:
        await _open(keys)
        await _at(keys, "keys")
        await keys.press("enter")
        await until(keys, lambda: "desk.agenda" not in text_of(keys) and "A " in text_of(keys))
        await _at(keys, "desk.agenda")
        sheet = await _sheet(keys, "enter")
        sheet._form.fields["keys"].put("W")
        await until(keys, lambda: "! " in text_of(keys))
        sheet._form.fields["keys"].put("f7")
        await keys.press("ctrl+s")
        await until(keys, lambda: "It holds from the next opening" in text_of(keys))
    assert '"desk.agenda" = "f7"' in (home / "config/desk/config.toml").read_text(encoding="utf-8")


async def test_one_is_found_by_its_words(local: Desk) -> None:
    async with seated(local, local.directory.actor(), SMALL) as keys:
        await _open(keys)
        await keys.press("slash")
        await write(keys, "template late de")
        await keys.press("enter")
        await until(keys, lambda: isinstance(keys.app.screen, PeopleSheet))
        assert "Templates: late de" in text_of(keys)
        assert "Guten Tag {customer}" in text_of(keys)


async def test_who_may_not_change_them_looks_and_is_told(local: Desk, ana: Actor) -> None:
    async with seated(local, ana, SMALL) as keys:
        await _open(keys)
        await _at(keys, "levels")
        await keys.press("enter")
        await until(keys, lambda: "may not change settings of the desk" in text_of(keys))
        assert on_top(keys, SettingsScreen)


async def test_what_nobody_touched_is_no_change_and_empty_fields_say_what_they_take(
    local: Desk,
) -> None:
    chief = local.directory.actor()
    async with seated(local, chief, SMALL) as keys:
        await _open(keys)
        await _at(keys, "policy")
        await keys.press("enter")
        sheet = await _sheet(keys, "enter")
        await until(keys, lambda: "any; several with commas between" in text_of(keys))
        sheet.look_ahead()
        await keys.pause(0.1)
        await keys.app.workers.wait_for_complete()
        assert "What will happen" not in text_of(keys)
        sheet._form.fields["completion"].put("5h")
        await until(keys, lambda: "policy.1.completion: " in text_of(keys))
        assert "policy.1.priority" not in text_of(keys)


async def test_a_word_stands_there_while_they_are_read(
    local: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    go = threading.Event()
    load = SettingsScreen.load

    def slow(self: SettingsScreen) -> Shown:
        go.wait(5)
        return load(self)

    monkeypatch.setattr(SettingsScreen, "load", slow)
    async with seated(local, local.directory.actor(), SMALL) as keys:
        await keys.press("comma")
        await until(keys, lambda: "They are being read." in text_of(keys))
        go.set()
        await until(keys, lambda: "Service levels" in text_of(keys))


async def test_a_template_reads_as_a_customer_reads_it_and_a_slip_is_told(local: Desk) -> None:
    chief = local.directory.actor()
    async with seated(local, chief, SMALL) as keys:
        await _open(keys)
        await _at(keys, "template")
        await keys.press("enter")
        await _at(keys, "late de")
        sheet = await _sheet(keys, "enter")
        await until(keys, lambda: "Guten Tag Ana Ruiz," in text_of(keys))
        assert "How it reads" in text_of(keys)
        assert "{promised}" in text_of(keys), "what it may name stands above it"
        sheet._form.fields["text"].put("Neu bis {promized}")
        await until(keys, lambda: "placeholder '{promized}'" in text_of(keys))
        sheet._form.fields["text"].put("Neu bis {promised}.")
        await until(keys, lambda: "As sms: 29 signs, 1 message." in text_of(keys))
        await keys.press("ctrl+s")
        await until(keys, lambda: "Saved late de" in text_of(keys))
    letters = local.kept_settings.house(chief).times["template"]["late"]
    assert isinstance(letters, dict)
    assert letters["de"]["text"] == "Neu bis {promised}."


async def test_how_states_are_called_is_settled_by_language(local: Desk) -> None:
    chief = local.directory.actor()
    async with seated(local, chief, SMALL) as keys:
        await _open(keys)
        await _at(keys, "words")
        await keys.press("enter")
        await _at(keys, "de")
        sheet = await _sheet(keys, "enter")
        await until(keys, lambda: "in Bearbeitung" in text_of(keys))
        sheet._form.fields["inProgress"].put("wird bearbeitet")
        await until(keys, lambda: "template.words.de.inProgress: " in text_of(keys))
        await keys.press("ctrl+s")
        await until(keys, lambda: "Saved de" in text_of(keys))
        other = await _sheet(keys, "n")
        other._form.fields["name of it"].put("Italiano")
        await until(keys, lambda: "is no language" in text_of(keys))
        other._form.fields["name of it"].put("it")
        other._form.fields["held"].put("sospesa")
        await keys.press("ctrl+s")
        await until(keys, lambda: "Added it" in text_of(keys))
    words = local.kept_settings.house(chief).times["template"]["words"]
    assert isinstance(words, dict)
    assert (words["de"]["inProgress"], words["it"]) == ("wird bearbeitet", {"held": "sospesa"})


async def test_what_another_desk_saved_meanwhile_stays(local: Desk) -> None:
    chief = local.directory.actor()
    async with seated(local, chief, SMALL) as keys:
        await _open(keys)
        await _at(keys, "levels")
        sheet = await _sheet(keys, "enter")
        held = local.kept_settings.house(chief).times["levels"]
        local.store_settings.save_terms(chief, {"levels": {**held, "watch": 30}})
        sheet._form.fields["jeopardy"].put("91")
        await until(keys, lambda: "levels.jeopardy: 90 -> 91" in text_of(keys))
        assert "levels.watch" not in text_of(keys)
        await keys.press("ctrl+s")
        await until(keys, lambda: "Saved Levels" in text_of(keys))
    levels = local.kept_settings.house(chief).times["levels"]
    assert (levels["watch"], levels["jeopardy"]) == (30, 91)


async def test_two_who_changed_the_same_setting_are_told_so(local: Desk) -> None:
    chief = local.directory.actor()
    async with seated(local, chief, SMALL) as keys:
        await _open(keys)
        await _at(keys, "levels")
        sheet = await _sheet(keys, "enter")
        held = local.kept_settings.house(chief).times["levels"]
        local.store_settings.save_terms(chief, {"levels": {**held, "watch": 30}})
        sheet._form.fields["watch"].put("40")
        await until(keys, lambda: "Watch at % was saved meanwhile as: 30" in text_of(keys))
        await keys.press("ctrl+s")
        await keys.pause(0.1)
        assert on_top(keys, PeopleSheet)
    assert local.kept_settings.house(chief).times["levels"]["watch"] == 30


async def test_steps_of_a_plan_stand_a_line_each_and_can_be_changed(local: Desk) -> None:
    chief = local.directory.actor()
    local.plans.save(chief, "fibre cut", {"steps": [{"name": "Look"}, {"name": "Mend"}]})
    async with seated(local, chief, SMALL) as keys:
        await _open(keys)
        await _at(keys, "plan")
        await keys.press("enter")
        await until(keys, lambda: "2 steps" in text_of(keys))
        sheet = await _sheet(keys, "enter")
        field = sheet._form.fields["steps"]
        lines = [line for line in field.value.splitlines() if "name" in line]
        assert len(lines) == 2
        field.put(field.value.replace("Mend", "Splice"))
        await until(keys, lambda: "What will happen" in text_of(keys))
        await keys.press("ctrl+s")
        await until(keys, lambda: "Saved fibre cut" in text_of(keys))
    steps = local.kept_settings.house(chief).plans["fibre cut"]["steps"]
    assert isinstance(steps, list)
    assert [step["name"] for step in steps] == ["Look", "Splice"]


async def test_what_no_list_has_takes_nothing_away(local: Desk, ben: Actor) -> None:
    chief = local.directory.actor()
    local.teams.save(chief, "Field", lead="Ben")
    async with seated(local, chief, SMALL) as keys:
        await _open(keys)
        await _at(keys, "team")
        await keys.press("enter")
        await until(keys, lambda: "lead Ben" in text_of(keys))
        await _at(keys, "Field")
        sheet = await _sheet(keys, "enter")
        sheet._form.fields["lead"].focus_editor()
        await keys.press("ctrl+u")
        await write(keys, "nobodyhere")
        await keys.press("ctrl+s")
        await until(keys, lambda: "Pick one of the list, or leave it empty." in text_of(keys))
        assert "not set" not in text_of(keys)
    assert local.kept_settings.house(chief).staff.teams["Field"]["lead"] == "Ben"


@pytest.mark.parametrize(
    ("words", "found"), [("opening hours", "Calendars  office"), ("claim", "Keys  c")]
)
async def test_one_is_found_by_what_it_says_too(local: Desk, words: str, found: str) -> None:
    async with seated(local, local.directory.actor(), SMALL) as keys:
        await _open(keys)
        await keys.press("slash")
        await write(keys, words)
        await until(keys, lambda: found in text_of(keys))

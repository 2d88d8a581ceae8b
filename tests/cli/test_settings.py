"""`desk settings`: one page for what stands in the file and in the store, wholly or not at all."""

import os
import pty
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Call


@pytest.fixture
def file(home: Path) -> Path:
    """Where the operator's configuration file lies."""
    return home / "xdg_config_home" / "desk" / "config.toml"


@pytest.fixture
def page(call: Call, home: Path) -> Path:
    """An exported page."""
    place = home / "page.toml"
    place.write_text(call("settings", "export").out, encoding="utf-8")
    return place


def changed(page: Path, old: str, new: str) -> Path:
    """The page with one part other than before."""
    text = page.read_text(encoding="utf-8")
    assert old in text
    page.write_text(text.replace(old, new, 1), encoding="utf-8")
    return page


def test_an_exported_page_changes_nothing(call: Call, page: Path, file: Path) -> None:
    ended = call("settings", "import", str(page))
    assert (ended.code, ended.out) == (0, "")
    assert "Nothing differs" in ended.err
    assert not file.exists()


def test_a_page_moves_to_another_desk(call: Call, page: Path, home: Path) -> None:
    call("settings", "set", "looks.theme", "light-safe")
    call("settings", "set", "desk.zone", "Asia/Tokyo")
    call("settings", "set", "calendar.office.annual_holidays", '["12-25"]')
    call("settings", "set", "policy.2.channel", '["email", "letter"]')
    text = call("settings", "export").out
    assert call("settings", "import", str(page)).code == 0  # back to how it was
    page.write_text(text, encoding="utf-8")
    assert call("settings", "import", str(page)).code == 0
    assert call("settings", "export").out == text


def test_what_changed_is_told(call: Call, page: Path, file: Path) -> None:
    changed(page, 'completion = "8h"', 'completion = "6h"')
    changed(page, 'theme = "dark"', 'theme = "light"')
    dry = call("settings", "import", "--dry-run", str(page), "--json")
    assert call("settings", "get", "policy.2.completion").out == "8h\n"
    assert not file.exists()
    done = call("settings", "import", str(page), "--json")
    assert done.out == dry.out
    assert done.records == [
        {"name": "looks.theme", "before": "dark", "after": "light"},
        {"name": "policy.2.completion", "before": "8h", "after": "6h"},
    ]
    assert "new items" in done.err
    assert call("settings", "get", "policy.2.completion").out == "6h\n"
    assert call("settings", "get", "theme").out == "light\n"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('theme = "dark"', 'them = "dark"', ("line 6", "looks.them", "Did you mean looks.theme?")),
        ('theme = "dark"', 'theme = "pink"', ("line 6", "looks.theme", "dark, light")),
        ("ascii = false", "ascii = 1", ("line 8", "looks.ascii", "true or false")),
        ('zone = "', 'zone = "X', ("line 17", "there is no time zone", "nearest known")),
        ("training = false", "traning = false", ("desk.traning", "Did you mean desk.training?")),
        ("[calendar.office]", "[calender.office]", ("'calender'", "Did you mean calendar?")),
        ("[calendar.office.hours]", "[calendar.office.hour]", ("line 23", "'hour'", "hours")),
        ('mon = [["09:00", "17:00"]]', 'mon = [["09:00"]]', ("line 24", "hours.mon")),
        ('mon = [["09:00", "17:00"]]', 'mom = [["09:00", "17:00"]]', ("line 24", "mon")),
        ('calendar = "office"', 'calendar = "ofice"', ("'ofice'", "Did you mean office?")),
        ("priority = 2", "prioritty = 2", ("prioritty", "Did you mean priority?")),
        ("priority = 2", "priority = 9", ("priority is never '9'",)),
        ('firstAnswer = "30m"', 'firstAnswer = "half"', ("firstAnswer", "45m")),
        ('name = "priority 2"', 'name = "priority 1"', ("two policies are called",)),
        ("[looks]", "[looks", ("is not TOML", "line 5")),
        ("[looks]", f"x = {'[' * 5000}\n[looks]", ("is not TOML", "nested too deep")),
        ("[looks]", f"x = {'1' * 5000}\n[looks]", ("is not TOML", "limit")),
        ('tz = "', 'tz = "X', ("line 21", "there is no time zone")),
        ("[looks]", '[keys]\nitem.clam = "K"\n[looks]', ("line 6", "item.clam", "item.claim?")),
        ("[looks]", '[keys]\nitem.claim = "r"\n[looks]', ("line 6", "item.claim", "item.reply")),
    ],
)
def test_a_wrong_page_is_told_and_changes_nothing(
    call: Call, page: Path, old: str, new: str, told: tuple[str, ...]
) -> None:
    before = call("settings", "export").out
    changed(page, 'bell = "off"', 'bell = "all"')
    changed(page, old, new)
    ended = call("settings", "import", str(page))
    assert ended.code != 0
    for part in (str(page), *told):
        assert part.lower() in ended.err.lower()
    assert call("settings", "export").out == before


def test_set_keeps_comments_and_order(call: Call, file: Path) -> None:
    file.parent.mkdir(parents=True)
    file.write_text('# mine\nas = "x" # me\n\n[looks]\n# bright\ntheme = "dark"\n', "utf-8")
    call("settings", "set", "looks.theme", "light")
    call("settings", "set", "looks.bell", "all")
    call("settings", "set", "keys.item.reply", "Z")
    assert file.read_text(encoding="utf-8") == (
        '# mine\nas = "x" # me\n\n[looks]\n# bright\ntheme = "light"\nbell = "all"\n\n'
        '[keys]\n"item.reply" = "Z"\n'
    )
    call("settings", "set", "keys.item.reply", "")
    call("settings", "set", "looks.bell", "")
    assert "reply" not in file.read_text(encoding="utf-8")
    assert "bell" not in file.read_text(encoding="utf-8")


def test_keys_written_with_bare_dots_are_changed_in_place(call: Call, file: Path) -> None:
    file.parent.mkdir(parents=True)
    file.write_text('[keys]\nitem.reply = "R"\n', "utf-8")
    assert call("settings", "set", "keys.item.reply", "f5").code == 0
    assert file.read_text(encoding="utf-8") == '[keys]\nitem.reply = "f5"\n'
    assert call("settings", "get", "keys.item.reply").out == "f5\n"


def test_ones_own_settings_need_no_store(
    call: Call, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DESK_DB", "/nowhere/at/all/desk.db")
    assert call("settings", "set", "looks.theme", "light").code == 0
    assert call("settings", "get", "looks.theme").out == "light\n"
    assert call("settings", "get", "desk.zone").code == 1


def test_what_nobody_settled_is_not_set(call: Call) -> None:
    assert call("settings", "get", "outlet.smtp.password").out == "not set\n"
    assert call("settings", "get", "hook.crm.secret").code == 1
    call("settings", "set", "hook.crm.url", "https://crm.example/desk")
    assert call("settings", "get", "hook.crm.secret").out == "not set\n"
    assert "There is no setting" in call("settings", "get", "outlet.smtp.passwort").err


def test_a_read_only_file_is_told_and_left(call: Call, file: Path) -> None:
    file.parent.mkdir(parents=True)
    file.write_text('[looks]\ntheme = "dark"\n', "utf-8")
    file.chmod(0o444)
    ended = call("settings", "set", "looks.theme", "light")
    assert ended.code == 1
    assert "read-only" in ended.err
    assert "dark" in file.read_text(encoding="utf-8")
    both = call("settings", "export").out.replace('theme = "dark"', 'theme = "light"')
    assert "light" in both
    page = file.parent / "page.toml"
    page.write_text(both.replace('completion = "8h"', 'completion = "6h"'), "utf-8")
    assert call("settings", "import", str(page)).code == 1
    assert call("settings", "get", "policy.2.completion").out == "8h\n"


def test_a_link_stays_a_link_and_the_mode_stays(call: Call, file: Path, home: Path) -> None:
    real = home / "dotfiles.toml"
    real.write_text("", "utf-8")
    real.chmod(0o600)
    file.parent.mkdir(parents=True)
    file.symlink_to(real)
    call("settings", "set", "looks.theme", "light")
    assert file.is_symlink()
    assert 'theme = "light"' in real.read_text(encoding="utf-8")
    assert stat.S_IMODE(real.stat().st_mode) == 0o600
    assert [each.name for each in home.iterdir() if each.name.startswith(".desk-")] == []


def test_a_fresh_file_is_for_its_owner_alone(call: Call, file: Path) -> None:
    assert call("settings", "set", "db", "postgresql://ana:secret@db.example/desk").code == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_password_is_never_shown(call: Call, file: Path, home: Path) -> None:
    file.parent.mkdir(parents=True)
    file.write_text('db = "postgresql://ana:secret@db.example/desk"\n', "utf-8")
    shown = call("settings", "get", "db").out + call("settings", "export").out
    assert "secret" not in shown + call("settings", "get", "--json").out
    assert "ana:***@db.example" in shown


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("get", "looks.them"), "Did you mean looks.theme?"),
        (("set", "looks.them", "x"), "Did you mean looks.theme?"),
        (("set", "desk.zone", "Europe/Berln"), "Europe/Berlin"),
        (("set", "policy.9.name", "x"), "1 to 5"),
        (("set", "policy.1", "x"), "1 to 5"),
        (("set", "policy.1.calendar", "nowhere"), "policy.1.calendar: priority 1: there is no"),
        (("set", "policy.1.channel", '["fax"]'), "policy.1.channel: priority 1: channel is never"),
        (("set", "calendar.depot.tz", "UTC"), "no hours"),
        (("set", "looks.bell", "loud"), "Write one of: off, breached, all."),
        (("set", "calendar.office.annual_holidays", "[" * 5000), "not a list"),
        (("set", "calendar", "x"), "There is no setting"),
        (("import", "nowhere.toml"), "cannot be read"),
    ],
)
def test_a_wrong_name_or_value_is_told(call: Call, words: tuple[str, ...], told: str) -> None:
    ended = call("settings", *words)
    assert ended.code != 0
    assert told in ended.err


def test_a_calendar_is_made_by_a_page(call: Call, home: Path) -> None:
    page = home / "depot.toml"
    page.write_text(
        '[calendar.depot]\ntz = "Europe/Berlin"\ncountry = "DE"\n'
        'hours.mon = [["08:00", "12:00"]]\nannual_holidays = ["12-24"]\n'
        '[[policy]]\nname = "all"\ncalendar = "depot"\ncompletion = "1h30m"\n',
        "utf-8",
    )
    assert call("settings", "import", str(page)).code == 0
    assert "Christmas Day" in call("settings", "get", "calendar.depot.holidays").out
    assert call("settings", "get", "policy.1.completion").out == "1h30m\n"
    assert "Nothing differs" in call("settings", "import", str(page)).err


def test_an_agent_changes_the_file_but_not_the_store(call: Call, file: Path) -> None:
    call("people", "add", "mia")
    assert call("--as", "mia", "settings", "set", "looks.theme", "light").code == 0
    refused = call("--as", "mia", "settings", "set", "desk.zone", "Asia/Tokyo")
    assert refused.code == 1
    assert "may not" in refused.err


def test_a_zone_of_a_person(call: Call) -> None:
    call("people", "add", "mia")
    assert call("people", "zone", "mia", "Asia/Tokyo", "--json").record["zone"] == "Asia/Tokyo"
    assert call("people", "zone", "mia", "Asia/Tokio").code == 1


def editor(home: Path, script: str) -> str:
    """An editor that does to the file what the script says."""
    place = home / "editor.sh"
    place.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    place.chmod(0o755)
    return str(place)


def test_a_page_is_edited(spawn: Call, home: Path, file: Path) -> None:
    change = editor(home, """sed -i 's/theme = "dark"/theme = "light"/' "$1" """)
    ended = spawn("settings", "edit", VISUAL=change)
    assert (ended.code, ended.out) == (0, "looks.theme: dark → light\n")
    taken_out = editor(home, """sed -i '/theme =/d' "$1" """)
    assert "light → dark" in spawn("settings", "edit", VISUAL=taken_out).out
    assert "theme" not in file.read_text(encoding="utf-8")


def test_a_page_that_was_spoilt_is_kept_and_changes_nothing(
    spawn: Call, home: Path, file: Path
) -> None:
    change = editor(home, """sed -i 's/theme = "dark"/theme = "pink"/' "$1" """)
    ended = spawn("settings", "edit", EDITOR=change, VISUAL="")
    assert ended.code == 1
    assert "looks.theme" in ended.err
    kept = Path(ended.err.rsplit(" ", 1)[1].strip().rstrip("."))
    assert "pink" in kept.read_text(encoding="utf-8")
    kept.unlink()
    assert not file.exists()


def test_who_edits_at_a_terminal_may_go_back(home: Path, file: Path) -> None:
    change = editor(
        home, """grep -q pink "$1" && sed -i s/pink/light/ "$1" || sed -i s/dark/pink/ "$1" """
    )
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "desk", "settings", "edit"],
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"VISUAL": change},
    ) as running:
        os.close(theirs)
        os.write(ours, b"\n")
        said, talk = running.communicate(timeout=60)
    os.close(ours)
    assert running.returncode == 0, talk
    assert b"enter goes back" in talk
    assert said.decode() == "looks.theme: dark → light\n"

"""Settings: which source wins, and what a wrong file is told."""

from pathlib import Path

import pytest

from desk.config import (
    Options,
    Settings,
    default_store,
    line_of,
    load,
    machine_zone,
    user_name,
)
from desk.errors import BadValue, Unreachable


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    """A user's environment with folders of its own."""
    return {
        "HOME": str(tmp_path),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "XDG_DATA_HOME": str(tmp_path / "data"),
    }


def written(environ: dict[str, str], text: str) -> Path:
    """The user's configuration file, holding that text."""
    file = Path(environ["XDG_CONFIG_HOME"]) / "desk" / "config.toml"
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")
    return file


def test_without_anything_the_defaults_hold(environ: dict[str, str], tmp_path: Path) -> None:
    settings = load(Options(), environ)
    assert settings == Settings(db=str(tmp_path / "data" / "desk" / "desk.db"))
    assert settings.is_default_db


def test_a_folder_that_is_relative_does_not_count(tmp_path: Path) -> None:
    environ = {"HOME": str(tmp_path), "XDG_DATA_HOME": "relative"}
    assert default_store(environ) == tmp_path / ".local/share/desk/desk.db"


def test_the_file_wins_over_defaults(environ: dict[str, str]) -> None:
    file = written(
        environ,
        'db = "/data/a.db"\nas = "Ana"\n[desk]\nzone = "Europe/Lisbon"\n'
        '[looks]\ntheme = "light"\ncursor = "short"\nascii = true\nbell = "breached"\n'
        'dates = "iso"\ntimes = "12h"\n[keys]\nitem.claim = "K"\n"item.reply" = "R,f5"\n',
    )
    assert load(Options(), environ) == Settings(
        db="/data/a.db",
        is_default_db=False,
        as_name="Ana",
        zone="Europe/Lisbon",
        ascii=True,
        theme="light",
        cursor="short",
        bell="breached",
        dates="iso",
        times="12h",
        keys={"item.claim": "K", "item.reply": "R,f5"},
        config=str(file),
    )


@pytest.mark.parametrize(("once", "now"), [("true", "all"), ("false", "off")])
def test_a_bell_that_was_on_or_off_is_read_as_it_is_now(
    environ: dict[str, str], once: str, now: str
) -> None:
    written(environ, f"[looks]\nbell = {once}\n")
    assert load(Options(), environ).bell == now


def test_the_environment_wins_over_the_file(environ: dict[str, str]) -> None:
    written(environ, 'db = "/data/a.db"\n')
    environ |= {"DESK_DB": "/data/b.db", "DESK_CLOCK": "+2h", "NO_COLOR": "1"}
    settings = load(Options(), environ)
    assert (settings.db, settings.clock, settings.color) == ("/data/b.db", "+2h", False)


def test_options_win_over_all(environ: dict[str, str]) -> None:
    written(environ, 'as = "Ana"\n[looks]\nascii = false\n')
    environ["DESK_DB"] = "/data/b.db"
    settings = load(Options(db="/data/c.db", as_name="Ben", ascii=True), environ)
    assert (settings.db, settings.as_name, settings.ascii) == ("/data/c.db", "Ben", True)


def test_empty_variables_are_none(environ: dict[str, str]) -> None:
    environ |= {"DESK_DB": "", "DESK_CONFIG": "", "NO_COLOR": "", "DESK_CLOCK": ""}
    assert load(Options(), environ).color
    assert load(Options(), environ).is_default_db


def test_a_file_is_named_by_option_or_variable(environ: dict[str, str], tmp_path: Path) -> None:
    one, two = tmp_path / "one.toml", tmp_path / "two.toml"
    one.write_text('as = "One"')
    two.write_text('as = "Two"')
    environ["DESK_CONFIG"] = str(one)
    assert load(Options(), environ).as_name == "One"
    assert load(Options(config=str(two)), environ).as_name == "Two"


def test_a_named_file_that_is_missing_is_told(environ: dict[str, str]) -> None:
    with pytest.raises(Unreachable, match="cannot be read"):
        load(Options(config="/nowhere/desk.toml"), environ)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('\n\n[looks]\nthem = "dark"\n', ("line 4", "'looks.them'", "Did you mean looks.theme?")),
        ('[looks]\ntheme = "pink"\n', ("line 2", "'looks.theme'", "dark, light")),
        ("[looks]\nascii = 1\n", ("line 2", "'looks.ascii'", "true or false")),
        ("db = 5\n", ("line 1", "'db'", "a text in quotes")),
        ('\n[desk]\nzone = "Mars/Olympus"', ("line 3", "Mars/Olympus", "Europe/Berlin")),
        ('looks.bell = "loud"', ("line 1", "looks.bell", "off, breached, all")),
        ("db = \n", ("not TOML", "line 1")),
        ('[looks]\ndates = "us"\n', ("line 2", "'looks.dates'", "short, iso")),
        ("[keys]\n\nitem.claim = 5", ("line 3", "keys.item.claim", "a text in quotes")),
        ("[colour]\nred = 1", ("line 2", "'colour.red'", "Settings: db")),
    ],
)
def test_a_wrong_file_is_told_by_line_and_key(
    environ: dict[str, str], text: str, told: tuple[str, ...]
) -> None:
    file = written(environ, text)
    with pytest.raises(BadValue) as refused:
        load(Options(), environ)
    said = f"{refused.value.message} {refused.value.next_step}"
    for part in (str(file), *told):
        assert part in said


@pytest.mark.parametrize(
    ("key", "line"),
    [
        ("db", 1),
        ("looks.theme", 4),
        ("keys.item.claim", 7),
        ("keys.item.reply", 8),
        ("calendar.round the clock.hours.mon", 12),
        ("calendar.round the clock", 10),
        ("policy.2.completion", 18),
        ("policy.2", 16),
        ("policy.2.unsaid", 16),
        ("nowhere", 1),
    ],
)
def test_a_key_is_found_on_its_line(key: str, line: int) -> None:
    text = """db = "x"

[looks]  # mine
theme = "dark"

[keys]
item.claim = "C"
"item.reply" = "R"

[calendar."round the clock"]
tz = "UTC"
hours.mon = [["00:00", "24:00"]]
[[policy]]
name = "one"
completion = "4h"
[[policy]]
name = "two"
completion = "x"
"""
    assert line_of(text, key) == line


def test_a_file_that_is_no_utf8_is_told(environ: dict[str, str]) -> None:
    written(environ, "").write_bytes(b'as = "\xe9"')
    with pytest.raises(BadValue, match="not UTF-8"):
        load(Options(), environ)


def test_the_machines_zone_is_a_name_or_utc() -> None:
    assert machine_zone({"TZ": "Asia/Tokyo"}) == "Asia/Tokyo"
    assert machine_zone({"TZ": ":Asia/Tokyo"}) == "Asia/Tokyo"
    assert machine_zone({"TZ": "CET-1CEST"}) == "UTC"
    assert machine_zone({})


def test_the_user_has_a_name() -> None:
    assert user_name()

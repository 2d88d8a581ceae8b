"""Comfort: themes that change while the desk is open, one's own zone, forms of times, the bell."""

import stat
from pathlib import Path

import pytest

from desk.app import look_of
from desk.bootstrap import Desk
from desk.config import Settings
from desk.rules.permissions import Actor
from desk.rules.times import OwnZone
from desk.terminal.environment import Terminal
from desk.terminal.glyphs import choose
from desk.widgets.palette import COLOURED
from tests.screens.queues import log, queue
from tests.screens.seats import LARGE, Keys, seated, text_of, until, write

SENDER = {"from": "x@y.example"}
MANY = Terminal("many", is_utf8=True, is_remote=False)


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the operator's configuration file lies."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    return tmp_path / "desk" / "config.toml"


def kept(file: Path) -> str:
    """What stands in the file."""
    return file.read_text(encoding="utf-8")


def bar(file: Path) -> None:
    """Make a file that nobody may write."""
    file.parent.mkdir(parents=True)
    file.write_text("", encoding="utf-8")
    file.chmod(stat.S_IRUSR)


def grounds(keys: Keys) -> set[str]:
    """Every colour that something on the screen lies on."""
    return {
        segment.style.bgcolor.name
        for strip in keys.app.screen._compositor.render_strips()
        for segment in strip
        if segment.style is not None and segment.style.bgcolor is not None
    }


async def take(keys: Keys, typed: str) -> None:
    """Do something by its name."""
    await keys.press("ctrl+p")
    await until(keys, lambda: "Do anything" in text_of(keys))
    await write(keys, typed)
    await keys.press("enter")


async def test_another_theme_is_worn_at_once_and_kept(
    local: Desk, ana: Actor, ref: str, file: Path
) -> None:
    async with seated(local, ana, LARGE) as keys:
        await until(keys, lambda: ref in text_of(keys) and "c claim" in text_of(keys))
        assert COLOURED["dark"]["background"] in grounds(keys)
        await take(keys, "theme light")
        await until(keys, lambda: "Theme: light" in text_of(keys))
        assert kept(file) == '[looks]\ntheme = "light"\n'
        dark = {COLOURED["dark"][ground] for ground in ("background", "surface", "cursor")}
        assert grounds(keys) & dark == set()
        await keys.press("enter")
        await until(keys, lambda: "esc back" in text_of(keys))
        assert grounds(keys) & dark == set()
        await take(keys, "sixteen")
        await until(keys, lambda: "Theme: the terminal" in text_of(keys))
        assert grounds(keys) == {"default"}
        await take(keys, "theme dark eyes")
        await until(keys, lambda: "Theme: dark, for eyes" in text_of(keys))
        assert 'theme = "dark-safe"' in kept(file)


async def test_a_theme_that_cannot_be_kept_is_worn_all_the_same(
    local: Desk, ana: Actor, ref: str, file: Path
) -> None:
    bar(file)
    async with seated(local, ana, LARGE) as keys:
        await until(keys, lambda: ref in text_of(keys) and "c claim" in text_of(keys))
        await take(keys, "theme light")
        await until(keys, lambda: "The theme holds until you leave" in text_of(keys))
        assert COLOURED["light"]["background"] in grounds(keys)


async def test_ones_zone_is_set_by_name(local: Desk, ana: Actor, ref: str) -> None:
    async with seated(local, ana) as keys:
        await until(keys, lambda: ref in text_of(keys) and "c claim" in text_of(keys))
        await take(keys, "your time zone")
        await until(keys, lambda: "Your time zone" in text_of(keys))
        await write(keys, "lisbon")
        await keys.press("enter")
        await until(keys, lambda: "Your zone is Europe/Lisbon" in text_of(keys))
    assert local.directory.actor("Ana").zone == "Europe/Lisbon"


async def test_times_and_days_read_as_they_were_chosen(local: Desk, ana: Actor, ref: str) -> None:
    american = ana._replace(zone=OwnZone("America/New_York", "iso", "12h"))
    async with seated(local, american, LARGE) as keys:
        await until(keys, lambda: ref in text_of(keys) and "c claim" in text_of(keys))
        await keys.press("enter")
        await until(keys, lambda: "esc back" in text_of(keys))
        shown = text_of(keys)
    assert "2026-11-23 5:00am" in shown
    assert "Mon 23 Nov" not in shown


@pytest.mark.parametrize(
    ("terminal", "chosen", "palette", "offered"),
    [
        (MANY, Settings(), "dark", 5),
        (MANY, Settings(theme="light-safe"), "light-safe", 5),
        (MANY, Settings(theme="light", color=False), "mono", 0),
        (MANY._replace(colours="sixteen"), Settings(theme="light"), "terminal", 0),
        (MANY._replace(colours="sixteen"), Settings(theme="terminal"), "terminal", 0),
        (MANY._replace(colours="none"), Settings(), "mono", 0),
    ],
)
def test_only_what_the_terminal_can_show_is_offered(
    terminal: Terminal, chosen: Settings, palette: str, offered: int
) -> None:
    look = look_of(chosen, terminal)
    choose(ascii_only=False)
    assert (look.palette.name, len(look.themes)) == (palette, offered)


@pytest.mark.parametrize("bell", ["all", "off"])
async def test_new_urgent_work_rings_for_who_wants_it(
    local: Desk, ana: Actor, ben: Actor, monkeypatch: pytest.MonkeyPatch, bell: str
) -> None:
    monkeypatch.setattr(local, "settings", local.settings._replace(bell=bell))
    rung: list[bool] = []
    late = {"at": "-5h", "priority": "1"}
    async with seated(local, ana) as keys:
        monkeypatch.setattr(keys.app, "bell", lambda: rung.append(True))
        await until(keys, lambda: "n new" in text_of(keys))
        log(local, ben, "The one under the cursor", **SENDER)
        while not queue(keys).table.fresh:  # then others are listened to
            log(local, ben, "Any time will do", **SENDER)
            await keys.pause(0.1)
        log(local, ben, "All lines are dead", **SENDER, **late)
        await until(keys, lambda: "came in and cannot wait" in text_of(keys))
        assert rung == [True] * (bell == "all")

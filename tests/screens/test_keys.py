"""Keys of one's own: they do what they are to do, are shown wherever keys are, and never clash."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from desk.app import bindings, keymap_of, look_of
from desk.bootstrap import Desk
from desk.config import Options, Settings, load
from desk.errors import BadValue
from desk.rules.permissions import Actor
from desk.screens.help import HelpScreen
from desk.screens.item import ItemScreen
from desk.terminal.environment import Terminal
from desk.terminal.glyphs import choose
from desk.widgets.keys import spoken
from desk.widgets.look import Look
from desk.widgets.palette import Palette
from tests.screens.seats import on_top, seated, text_of, until, write


def look_with(chosen: Mapping[str, str]) -> Look:
    """A look with these keys."""
    look = Look(choose(ascii_only=False), Palette("dark"))
    look.keys = keymap_of(chosen, str)
    return look


def footer(screen: str) -> str:
    """The last line."""
    return screen.split("\n")[-1]


def test_every_binding_has_an_id_that_is_its_own() -> None:
    ids = bindings()
    assert {"desk.help", "item.claim", "list.next", "composer.send", "filter.leave"} <= set(ids)
    assert all(ids.values())


def test_the_keys_of_the_desk_do_not_clash_with_themselves() -> None:
    ids = bindings()
    assert keymap_of(dict.fromkeys(ids, ""), str).chosen == {}
    written_out = {name: ", ".join(own.split()) for name, (own, _) in ids.items()}
    assert set(ids) - set(keymap_of(written_out, str).chosen) == {"desk.settings"}


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("K", ("K",)),
        ("K, ctrl+k", ("K", "ctrl+k")),
        ("&", ("ampersand",)),
        ("Ctrl+K", ("ctrl+k",)),
        ("f9", ("f9",)),
        ("backslash", ("backslash",)),
        ("K,K", ("K",)),
    ],
)
def test_keys_are_read_as_they_are_typed(typed: str, keys: tuple[str, ...]) -> None:
    assert keymap_of({"item.reply": typed}, str).chosen == {"item.reply": keys}


@pytest.mark.parametrize(
    ("chosen", "told"),
    [
        ({"item.clam": "K"}, ("'item.clam'", "Did you mean item.claim?")),
        ({"item.claim": "foo"}, ("there is no key 'foo'",)),
        ({"item.claim": "escpe"}, ("'escpe'", "Did you mean esc")),
        ({"item.claim": "strg+k"}, ("'strg+k'",)),
        ({"item.claim": "r"}, ("r cannot be", "item.claim", "item.reply")),
        ({"item.claim": "q"}, ("item.claim", "desk.quit")),
        ({"item.claim": "?"}, ("? cannot be", "desk.help")),
        ({"item.claim": "j"}, ("j cannot be", "item.claim")),
        ({"item.claim": "K", "item.reply": "K"}, ("item.claim", "item.reply")),
        ({"queue.go": "enter"}, ("enter", "queue.go", "list.open")),
        ({"composer.send": "s"}, ("s cannot be", "it is typed there")),
        ({"contact.leave": "x"}, ("x cannot be", "it is typed there")),
        ({"palette.take": "x"}, ("x cannot be", "it is typed there")),
        ({"desk.leave": "Q"}, ("Q cannot be", "it is typed there")),
        ({"item.reply": "ctrl+m"}, ("ctrl+m is the same key as enter",)),
    ],
)
def test_a_wrong_choice_is_refused_by_its_names(
    chosen: dict[str, str], told: tuple[str, ...]
) -> None:
    with pytest.raises(BadValue) as refused:
        keymap_of(chosen, lambda name: f"config.toml, line 3 ({name})")
    said = f"{refused.value.message} {refused.value.next_step}"
    for part in ("config.toml, line 3", *told):
        assert part in said


def test_a_desk_does_not_open_on_a_wrong_choice(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('[looks]\n[keys]\n"item.claim" = "r"\n', encoding="utf-8")
    terminal = Terminal("many", is_utf8=True, is_remote=False)
    with pytest.raises(BadValue, match=f"^{file}, line 3: r cannot be the key of item.claim"):
        look_of(load(Options(config=str(file)), {}), terminal)


def test_without_a_choice_nothing_is_looked_through() -> None:
    terminal = Terminal("many", is_utf8=True, is_remote=False)
    assert look_of(Settings(), terminal).keys.keymap() == {}


def test_two_bindings_may_change_places() -> None:
    chosen = keymap_of({"item.claim": "r", "item.reply": "c"}, str).chosen
    assert chosen == {"item.claim": ("r",), "item.reply": ("c",)}


async def test_another_key_claims_and_the_old_one_does_not(
    local: Desk, ana: Actor, ref: str
) -> None:
    async with seated(local, ana, look=look_with({"item.claim": "K"})) as keys:
        await until(keys, lambda: ref in text_of(keys) and "K claim" in footer(text_of(keys)))
        assert "c claim" not in footer(text_of(keys))
        assert footer(text_of(keys)).index("K claim") < footer(text_of(keys)).index("r reply")
        await keys.press("c")
        await keys.pause(0.2)
        assert local.work.find(ana, ref).owner is None
        await keys.press("K")
        await until(keys, lambda: f"Claimed {ref}" in text_of(keys))


async def test_keys_that_changed_places_do_each_others_work(
    local: Desk, ana: Actor, ref: str
) -> None:
    look = look_with({"item.claim": "d", "item.done": "c"})
    async with seated(local, ana, look=look) as keys:
        await until(keys, lambda: ref in text_of(keys) and "d claim" in footer(text_of(keys)))
        await keys.press("d")
        await until(keys, lambda: f"Claimed {ref}" in text_of(keys))


async def test_help_and_palette_name_the_keys_there_are(local: Desk, ana: Actor, ref: str) -> None:
    look = look_with({"item.claim": "K,f9", "desk.help": "H,f1", "queue.sort": "U"})
    async with seated(local, ana, look=look) as keys:
        await until(keys, lambda: ref in text_of(keys) and "H keys" in footer(text_of(keys)))
        await keys.press("H")
        await until(keys, lambda: isinstance(keys.app.screen, HelpScreen))
        labels = [option.label for option in on_top(keys, HelpScreen).options]
        assert "K f9        Take the item for yourself" in labels
        await write(keys, "f9")
        await until(keys, lambda: "Take the item for yourself" in text_of(keys))
        assert "Choose the order" not in text_of(keys)
        await keys.press("backspace", "backspace")
        await write(keys, "new")
        await until(keys, lambda: "Log a contact" in text_of(keys))
        await keys.press("escape", "ctrl+p")
        await until(keys, lambda: "Do anything" in text_of(keys))
        await write(keys, "claim")
        line = next(line for line in text_of(keys).split("\n") if line.startswith("▌Claim"))
        assert line.rstrip().endswith("K")


async def test_a_field_takes_letters_and_shows_no_key_for_them(
    local: Desk, ana: Actor, ref: str
) -> None:
    async with seated(local, ana, look=look_with({"desk.palette": "Z"})) as keys:
        await until(keys, lambda: ref in text_of(keys) and "c claim" in text_of(keys))
        await keys.press("slash")
        await write(keys, "Z")
        await until(keys, lambda: " Z" in text_of(keys))
        assert "Do anything" not in text_of(keys)
        await keys.press("escape")
        await until(keys, lambda: "c claim" in footer(text_of(keys)))
        await keys.press("Z")
        await until(keys, lambda: "Do anything" in text_of(keys))


async def test_a_refusal_names_the_key_there_is(local: Desk, ana: Actor, ref: str) -> None:
    async with seated(local, ana, look=look_with({"desk.leave": "f10"})) as keys:
        await until(keys, lambda: ref in text_of(keys) and "c claim" in text_of(keys))
        await keys.press("ctrl+c")
        await until(keys, lambda: "f10 does." in text_of(keys))


@pytest.mark.parametrize(
    ("sentence", "read"),
    [
        ("c takes it.", "K takes it."),
        ("V lists the views; ctrl+s there saves one.", "V lists the views; f5 there saves one."),
        ("Claimed I-1 · u gives it back, c takes it", "Claimed I-1 · u gives it back, K takes it"),
        ("Read c and what ctrl+shift does", "Read c and what ctrl+shift does"),
    ],
)
def test_sentences_name_the_keys_there_are(sentence: str, read: str) -> None:
    assert spoken(sentence, {"c": "K", "ctrl+s": "f5"}) == read
    assert spoken(sentence, {}) == sentence


async def test_a_composer_is_sent_by_its_new_key(local: Desk, ana: Actor, ref: str) -> None:
    async with seated(local, ana, look=look_with({"composer.send": "f5"})) as keys:
        await until(keys, lambda: ref in text_of(keys) and "c claim" in text_of(keys))
        await keys.press("r")
        await until(keys, lambda: isinstance(keys.app.screen, ItemScreen) and "f5" in text_of(keys))
        await write(keys, "On its way")
        await keys.press("f5")
        await until(keys, lambda: f"Answered {ref}" in text_of(keys))

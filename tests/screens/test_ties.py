"""Snoozing, merging, linking, promising and taking back, through their keys."""

from desk.bootstrap import Desk
from desk.clock import FixedClock
from desk.rules.permissions import Actor
from desk.screens.dialogs import ActionSheet
from desk.screens.item import ItemScreen
from desk.screens.links import LinksSheet
from desk.screens.queue import QueueScreen
from tests.screens.queues import CLOSING, log, shown
from tests.screens.seats import Keys, on_top, seated, text_of, until, write
from tests.screens.test_dialogs import asked, saved

HOUR = 3600


async def links(keys: Keys) -> LinksSheet:
    """The sheet of what the item under the cursor is tied to."""
    await keys.press("o")
    await until(keys, lambda: isinstance(keys.app.screen, LinksSheet))
    await shown(keys, "Links and promises of", "esc back")
    return on_top(keys, LinksSheet)


async def test_a_snooze_is_picked_from_the_usual_times(
    local: Desk, ana: Actor, ref: str, clock: FixedClock
) -> None:
    async with seated(local, ana) as keys:
        await asked(keys, ref, "z")
        await shown(keys, f"Snooze {ref} until", "In one hour", "11:00", "Tomorrow morning")
        await keys.press("down", "down", "enter")
        await shown(keys, "Tue 24 Nov 2026 09:00", "What will happen")
        await saved(keys)
        await shown(keys, f"✓ Snoozed {ref} · u takes it back")
        until_ = local.trail.item(ana, ref).fields["snoozed_until"]
        assert until_ == "2026-11-24T09:00:00Z"


async def test_any_other_time_is_typed(local: Desk, ana: Actor, ref: str) -> None:
    async with seated(local, ana) as keys:
        await asked(keys, ref, "z")
        await write(keys, "wed 16:30")
        await shown(keys, "Wed 25 Nov 2026 16:30")
        await saved(keys)
        fields = local.trail.item(ana, ref).fields
        assert fields["snoozed_until"] == "2026-11-25T16:30:00Z"


async def test_the_target_of_a_merge_is_offered_and_found_by_words_and_reference(
    local: Desk, ana: Actor
) -> None:
    same = log(local, ana, "Where is my refund", customer="Acme")
    other = log(local, ana, "No signal at all", customer="Bolt")
    ref = log(local, ana, "Refund again", customer="Acme", priority="1")
    async with seated(local, ana) as keys:
        await asked(keys, ref, "m")
        await shown(keys, f"Merge {ref} into another item?", f"▌{same} Where is my refund")
        assert other not in text_of(keys).split("Merge")[1]
        await write(keys, "signal")
        await shown(keys, f"▌{other} No signal at all")
        await keys.press(*["backspace"] * 6)
        await write(keys, same.lower())
        await shown(keys, f"▌{same} Where")
        await keys.press("enter")
        await shown(keys, "What will happen")
        await saved(keys)
        await shown(keys, f"✓ Merged {ref} · u takes it back")
        assert local.work.find(ana, ref).ref == same
        await keys.press("u")
        await shown(keys, "✓ Taken back: merged")
        assert local.work.find(ana, ref).ref == ref


async def test_a_link_is_made_shown_followed_and_taken_off(local: Desk, ana: Actor) -> None:
    other = log(local, ana, "Router is broken")
    ref = log(local, ana, "No network", priority="1")
    async with seated(local, ana) as keys:
        await shown(keys, ref, other)
        await links(keys)
        await shown(keys, "Nothing yet: l links it, h promises something.")
        await keys.press("l")
        await until(keys, lambda: isinstance(keys.app.screen, ActionSheet))
        await write(keys, "router")
        await shown(keys, f"▌{other} Router")
        await keys.press("enter", "tab")
        await write(keys, "caused")
        assert "is caused by" in text_of(keys)
        await saved(keys)
        await shown(keys, f"✓ Linked {ref}")
        await links(keys)
        await shown(keys, "is caused by", other, "Router is broken")
        await keys.press("enter")
        await until(keys, lambda: isinstance(keys.app.screen, ItemScreen))
        assert on_top(keys, ItemScreen).ref == other
        await shown(keys, "Router is broken", "c claim")
        await links(keys)
        await shown(keys, "causes", ref)
        await keys.press("x")
        await shown(keys, f"Took a link off {other}")
        assert local.trail.item(ana, ref).links == ()


async def test_a_promise_is_made_and_kept(local: Desk, ana: Actor, ref: str) -> None:
    async with seated(local, ana) as keys:
        await shown(keys, ref)
        await links(keys)
        await keys.press("h")
        await until(keys, lambda: isinstance(keys.app.screen, ActionSheet))
        await write(keys, "Call back")
        await keys.press("tab")
        await write(keys, "tomorrow 10:00")
        await saved(keys)
        await links(keys)
        await shown(keys, "promise", "Call back", "for Tue 10:00", "enter keep it")
        await keys.press("enter")
        await shown(keys, f"✓ Kept a promise on {ref}")
        await links(keys)
        await shown(keys, "kept 10:00")


async def test_one_of_several_promises_is_picked(local: Desk, ana: Actor, ref: str) -> None:
    for text, at in (("Call back", "+3h"), ("Send the form", "+2h")):
        local.do(ana, "promise", ref, {"text": text, "at": at})
    async with seated(local, ana) as keys:
        await shown(keys, ref)
        await keys.press("ctrl+p")
        await write(keys, "keep")
        await shown(keys, "Keep a promise")
        await keys.press("enter")
        await shown(keys, f"Keep a promise on {ref}?", "▌Send the form", "Call back")
        await keys.press("down", "enter")
        await shown(keys, "The promise 'Call back' is kept.")
        await saved(keys)
        kept = {each.text for each in local.trail.item(ana, ref).promises if each.kept}
        assert kept == {"Call back"}


async def test_the_cursor_goes_from_a_promise_to_a_link_and_the_keys_with_it(
    local: Desk, ana: Actor, ref: str
) -> None:
    other = log(local, ana, "Router is broken", priority="5")
    local.do(ana, "link", ref, {"to": other, "relation": "causedBy"})
    local.do(ana, "promise", ref, {"text": "Call back", "at": "+3h"})
    async with seated(local, ana) as keys:
        await shown(keys, ref)
        await links(keys)
        await shown(keys, "▌ promise", "enter keep it")
        assert "x take off" not in text_of(keys)
        await keys.press("j")
        await shown(keys, "▌ is caused by", "enter open", "x take off")
        await keys.press("k")
        await shown(keys, "▌ promise", "enter keep it")


async def test_what_was_merged_is_taken_apart_from_the_links(local: Desk, ana: Actor) -> None:
    twin = log(local, ana, "Same again")
    ref = log(local, ana, "Lost parcel", priority="1")
    local.do(ana, "merge", twin, {"into": ref})
    async with seated(local, ana) as keys:
        await shown(keys, ref)
        await links(keys)
        await shown(keys, "took in", twin)
        await keys.press("x")
        await shown(keys, f"✓ Unmerged {twin}")
        assert local.work.find(ana, twin).ref == twin


async def test_the_last_act_is_taken_back_on_any_screen(local: Desk, ana: Actor, ref: str) -> None:
    async with seated(local, ana) as keys:
        await shown(keys, ref)
        await keys.press("c")
        await shown(keys, f"✓ Claimed {ref} · u gives it back")
        await keys.press("enter")
        await until(keys, lambda: isinstance(keys.app.screen, ItemScreen))
        await shown(keys, "r reply")
        await keys.press("u")
        await shown(keys, f"✓ Taken back: claimed {ref}")
        assert local.work.find(ana, ref).owner is None


async def test_what_cannot_be_taken_back_says_why(
    local: Desk, ana: Actor, ben: Actor, ref: str
) -> None:
    async with seated(local, ana) as keys:
        await shown(keys, ref)
        await keys.press("u")
        await shown(keys, "!", "cannot be taken back")
        await keys.press("c")
        await shown(keys, f"✓ Claimed {ref}")
        local.do(ben, "assign", ref, {"to": "Ben"})
        await until(keys, lambda: f"{ref}  " not in text_of(keys) or " Ben\n" in text_of(keys))
        await keys.press("u")
        await shown(keys, "! ", "Ben")
        assert local.work.find(ana, ref).owner == "Ben"


async def test_what_was_done_some_time_ago_is_named_first(
    local: Desk, ana: Actor, ref: str
) -> None:
    local.do(ana, "claim", ref, {})
    async with seated(local, ana) as keys:
        await shown(keys, ref)
        await keys.press("u")
        await shown(keys, f"You did this before: Claimed {ref}", "u again takes it back.")
        assert local.work.find(ana, ref).owner == "Ana"
        await keys.press("u")
        await shown(keys, f"✓ Taken back: claimed {ref}")
        assert local.work.find(ana, ref).owner is None


async def test_the_palette_names_what_would_be_taken_back(
    local: Desk, ana: Actor, ref: str
) -> None:
    async with seated(local, ana) as keys:
        await shown(keys, ref)
        await keys.press("c")
        await shown(keys, f"✓ Claimed {ref}")
        await keys.press("ctrl+p")
        await write(keys, "undo")
        await shown(keys, f"Undo: claimed {ref}")
        await keys.press("enter")
        await shown(keys, f"✓ Taken back: claimed {ref}")


async def test_a_follow_up_says_beforehand_that_it_stays(local: Desk, ana: Actor, ref: str) -> None:
    local.do(ana, "complete", ref, CLOSING)
    log(local, ana, "Something else")
    async with seated(local, ana) as keys:
        await shown(keys, "Something else")
        await keys.press("g")
        await shown(keys, "Go to", "enter take")
        await write(keys, ref)
        await keys.press("enter")
        await until(keys, lambda: isinstance(keys.app.screen, ItemScreen))
        await shown(keys, "o links")
        await links(keys)
        await keys.press("n")
        await until(keys, lambda: isinstance(keys.app.screen, ActionSheet))
        await shown(keys, f"Log a follow-up to {ref}", "Cannot be taken back.")
        await keys.press("ctrl+s")
        await shown(keys, "✓ Logged a follow-up")


async def test_keys_that_need_an_item_say_so_without_one(local: Desk, ana: Actor) -> None:
    async with seated(local, ana) as keys:
        await shown(keys, "Nothing is here yet.")
        await keys.press("o", "m", "z", "space", "asterisk")
        await shown(keys, "! There is no item here")
        on_top(keys, QueueScreen)
        assert "marked" not in text_of(keys)
        assert not [line for line in text_of(keys).split("\n") if line.startswith("▌I-")]

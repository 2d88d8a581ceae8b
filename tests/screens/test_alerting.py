"""What one is told is shown by itself on the desk of whom it concerns: once, a few at a time."""

import pytest

from desk.bootstrap import Desk, build
from desk.clock import FixedClock
from desk.rules.permissions import Actor
from desk.screens.contact import ContactScreen
from desk.screens.item import ItemScreen
from tests.screens.queues import cursor_line, lines_of, log, queue, shown
from tests.screens.seats import Keys, on_top, seated, text_of, until
from tests.screens.told import crossed

SENDER = {"from": "x@example.org"}


@pytest.fixture
def other(local: Desk, clock: FixedClock) -> Desk:
    """Another process on the same store, in which time is worked."""
    return build(local.settings, clock)


async def listening(keys: Keys) -> None:
    """Wait until the desk knows what it was told before."""
    await until(keys, lambda: queue(keys)._newest is not None)


async def test_one_notice_names_its_item_and_the_key(
    local: Desk, other: Desk, ana: Actor, clock: FixedClock
) -> None:
    async with seated(local, ana) as keys:
        await listening(keys)
        ref = crossed(other, ana, clock.now(), subject="Fibre [/] \x1b[2J down")
        await shown(keys, f"▌ ▲ {ref} reaches jeopardy", "Fibre [/]", "! lists them")
        assert "\x1b" not in text_of(keys)
        assert "!1" in lines_of(keys)[0]
        assert keys.app.focused is queue(keys).table


async def test_several_of_a_kind_are_one_and_never_more_than_three_stand_there(
    local: Desk, other: Desk, ana: Actor, clock: FixedClock
) -> None:
    async with seated(local, ana) as keys:
        await listening(keys)
        refs = [log(other, ana, f"Broken {number}") for number in range(8)]
        whys = ("breached", "breached", "jeopardy", "jeopardy", "jeopardy", "watch", "late")
        for ref, why in zip(refs, whys, strict=False):
            crossed(other, ana, clock.now(), why, ref=ref)
        await until(keys, lambda: local.alerts.unread(ana) == 7)
        queue(keys).toast.leave()
        queue(keys)._newest, queue(keys)._known = 0, set()
        queue(keys)._look()
        await shown(keys, "2 items miss their target", "I-1, I-2", "3 items reach jeopardy")
        await shown(keys, "2 more notices")
        assert text_of(keys).count("lists them") == 1


async def test_who_is_not_concerned_sees_nothing(
    local: Desk, other: Desk, ana: Actor, ben: Actor, clock: FixedClock
) -> None:
    async with seated(local, ben) as keys:
        await listening(keys)
        ref = log(other, ana, "Ours")
        await shown(keys, ref)
        crossed(other, ana, clock.now(), ref=ref)
        seen = queue(keys)._load_number
        await until(keys, lambda: queue(keys)._load_number > seen)
        assert not queue(keys).toast.is_shown


async def test_it_goes_by_esc_and_never_lies_on_the_cursor(
    local: Desk, other: Desk, ana: Actor, clock: FixedClock
) -> None:
    for number in range(30):
        log(local, ana, f"Old one {number}")
    async with seated(local, ana) as keys:
        await listening(keys)
        for _ in range(14):
            await keys.press("j")
        before = cursor_line(keys)
        crossed(other, ana, clock.now(), ref="I-1")
        await shown(keys, "! lists them")
        assert cursor_line(keys) == before
        for _ in range(16):
            await keys.press("k")
            assert "Old one" in cursor_line(keys)
            assert cursor_line(keys).rstrip().endswith("–")
        await keys.press("escape")
        await until(keys, lambda: "lists them" not in text_of(keys))


async def test_it_stands_on_whichever_screen_is_looked_at(
    local: Desk, other: Desk, ana: Actor, clock: FixedClock
) -> None:
    ref = log(local, ana, "Here")
    async with seated(local, ana) as keys:
        await listening(keys)
        await keys.press("enter")
        await until(keys, lambda: isinstance(keys.app.screen, ItemScreen))
        crossed(other, ana, clock.now(), ref=ref)
        await shown(keys, "! lists them")
        await keys.press("exclamation_mark")
        await shown(keys, "1 new of 1")
        crossed(other, ana, clock.now(), "breached", ref=ref)
        await shown(keys, "2 new of 2")


async def test_whoever_types_is_shown_the_gravest_alone_clear_of_the_field(
    local: Desk, other: Desk, ana: Actor, clock: FixedClock
) -> None:
    refs = [log(other, ana, f"Broken {number}") for number in range(2)]
    async with seated(local, ana) as keys:
        await listening(keys)
        await keys.press("n")
        await until(keys, lambda: isinstance(keys.app.screen, ContactScreen))
        screen = on_top(keys, ContactScreen)
        for ref, why in zip(refs, ("breached", "watch"), strict=True):
            crossed(other, ana, clock.now(), why, ref=ref)
        await until(keys, lambda: screen.toast.is_shown)
        assert len(screen.toast._news) == 1
        assert screen.focused is not None
        assert not screen.toast.region.overlaps(screen.focused.region)


@pytest.mark.parametrize("ringing", [("off", 0), ("breached", 1), ("all", 2)])
async def test_the_bell_rings_for_who_wants_it(
    local: Desk, ana: Actor, monkeypatch: pytest.MonkeyPatch, ringing: tuple[str, int]
) -> None:
    bell, rung = ringing
    monkeypatch.setattr(local, "settings", local.settings._replace(bell=bell))
    heard: list[str] = []
    async with seated(local, ana) as keys:
        monkeypatch.setattr(keys.app, "bell", lambda: heard.append(bell))
        await listening(keys)
        crossed(local, ana, local.clock.now(), "jeopardy")
        await shown(keys, "reaches jeopardy")
        crossed(local, ana, local.clock.now(), "breached", text="Completion missed")
        await shown(keys, "misses its target")
    assert len(heard) == rung


async def test_outside_working_hours_it_is_only_counted(
    local: Desk, other: Desk, ana: Actor, clock: FixedClock
) -> None:
    boss = local.directory.actor("")
    local.store_settings.save_terms(boss, {"notices": {"working_hours": True}})
    clock.advance(10 * 3600)  # eight in the evening
    async with seated(local, ana) as keys:
        await listening(keys)
        crossed(other, ana, clock.now())
        await shown(keys, "!1")
        assert not queue(keys).toast.is_shown


async def test_what_came_while_the_desk_was_closed_is_summed_up_once(
    local: Desk, other: Desk, ana: Actor, clock: FixedClock
) -> None:
    async with seated(local, ana) as keys:
        await listening(keys)
    clock.advance(62 * 3600)
    first = log(local, ana, "First")
    for why in ("watch", "warning", "jeopardy", "breached"):
        crossed(other, ana, clock.now() - 3600, why, ref=first)
    crossed(other, ana, clock.now() - 1800)
    again = build(local.settings, clock)  # one that has stopped to listen hears no more
    async with seated(again, ana) as keys:
        await shown(keys, "While the desk was closed since Mon 10:00", "1 target missed")
        await shown(keys, "1 item came into jeopardy", "! lists them, J shows what is late")
        # The first pass over clocks goes on after the desk was opened: still one notice.
        crossed(other, ana, clock.now() - 900)
        await shown(keys, "2 items came into jeopardy")
        assert "reaches jeopardy" not in text_of(keys)
        assert text_of(keys).count("While the desk was closed") == 1
        await keys.press("exclamation_mark")
        await shown(keys, "6 new of 6", "Wed")
    async with seated(local, ana) as keys:
        await listening(keys)
        assert not queue(keys).toast.is_shown


async def test_what_others_are_told_meanwhile_is_whispered(
    local: Desk, ana: Actor, ben: Actor, clock: FixedClock
) -> None:
    async with seated(local, ben) as keys:
        await listening(keys)
    clock.advance(3600)
    crossed(local, ana, clock.now() - 60)
    async with seated(local, ben) as keys:
        await shown(keys, "1 threshold")
        assert not queue(keys).toast.is_shown

"""The outbox by its keys: what needs somebody, what waits, and letting it go."""

from desk.bootstrap import Desk
from desk.clock import FixedClock
from desk.rules.permissions import Actor
from desk.screens.item import ItemScreen
from desk.screens.outbox import OutboxScreen
from desk.terminal.glyphs import choose
from desk.widgets.look import Look
from desk.widgets.palette import Palette
from tests.screens.outboxes import filled, laid
from tests.screens.queues import lines_of, shown
from tests.screens.seats import Keys, on_top, seated, text_of, until, write

NEEDS, WAITS, FAILED, DELIVERED = "Needs you", "Waits", "Failed", "Delivered"


async def opened(keys: Keys) -> OutboxScreen:
    """The outbox, opened by its key."""
    await shown(keys, "Queue")
    await keys.press("O")
    await shown(keys, "Outbox", "Dropped")
    return on_top(keys, OutboxScreen)


async def test_an_empty_outbox_says_how_anything_can_leave(local: Desk, ana: Actor) -> None:
    async with seated(local, ana) as keys:
        await opened(keys)
        await shown(keys, "No outlet: nothing leaves.  desk settings set outlet.smtp.host")
        await shown(keys, "Nothing waits for you.", "The arrows show what waits")
        await keys.press("s")
        await shown(keys, "There is no message here")
        await keys.press("escape")
        await until(keys, lambda: "Outbox" not in text_of(keys))


async def test_an_outlet_that_was_begun_says_what_it_lacks(local: Desk, ana: Actor) -> None:
    me = local.directory.actor()
    local.store_settings.save_terms(me, {"outlet": {"smtp": {"host": "mail.example.org"}}})
    async with seated(local, ana) as keys:
        await opened(keys)
        await shown(keys, "An outlet lacks outlet.smtp.from: nothing leaves by it.")


async def test_what_needs_somebody_stands_first_with_the_words_of_the_server(
    local: Desk, ben: Actor, clock: FixedClock
) -> None:
    filled(local, clock, ben)
    async with seated(local, ben) as keys:
        await opened(keys)
        await shown(keys, "Needs you 4  Waits 2  Failed 1  Delivered 1  Dropped 0  All")
        await shown(keys, "1 is tried again: RCPT TO: 450 4.2.0 Greylisted")
        lines = lines_of(keys)
        assert "wait@soon.example" in lines[5]
        assert lines[5].endswith("draft")
        assert lines[6].startswith(" ! ")
        assert "kim@gone.example" in lines[6]
        assert [line.split()[-1] for line in lines[7:9]] == ["held", "held"]
        await keys.press("j")
        await shown(keys, "Given up 10:00, tried once: RCPT TO: 550 5.1.1 <kim@gone.example>")
        assert "\x1b" not in text_of(keys)
        await keys.press("right")
        await shown(keys, "min@grey.example")
        assert [line.split()[-1] for line in lines_of(keys)[5:7]] == ["waits", "again"]
        await keys.press("left", "left", "left")
        await shown(keys, "Nothing was dropped.")


async def test_one_key_sends_lets_go_and_tries_again(
    local: Desk, ben: Actor, clock: FixedClock
) -> None:
    filled(local, clock, ben)
    async with seated(local, ben) as keys:
        await opened(keys)
        await shown(keys, "s send")
        await keys.press("j")
        await shown(keys, "s try again")
        await keys.press("j")
        await shown(keys, "s let go")
        await keys.press("s")
        await until(keys, lambda: "N-2" not in "".join(lines_of(keys)[5:9]))
        assert local.outbox_list.find(ben, "N-2").state == "initial"
        await keys.press("home", "j", "s")
        await until(keys, lambda: local.outbox_list.find(ben, "N-4").state == "initial")


async def test_what_is_marked_is_let_go_as_one(local: Desk, ben: Actor, clock: FixedClock) -> None:
    filled(local, clock, ben)
    async with seated(local, ben) as keys:
        await opened(keys)
        await shown(keys, "held")
        await keys.press("end", "space", "k", "space", "s")
        await until(
            keys,
            lambda: (
                {local.outbox_list.find(ben, ref).state for ref in ("N-1", "N-2")} == {"initial"}
            ),
        )
        await keys.press("home", "asterisk")
        await shown(keys, "2 marked")
        await keys.press("x")
        await shown(keys, "What will happen")
        await keys.press("escape", "escape")


async def test_a_message_leads_to_its_item_and_to_what_is_written_of_it(
    local: Desk, ben: Actor, clock: FixedClock
) -> None:
    filled(local, clock, ben)
    async with seated(local, ben) as keys:
        await opened(keys)
        await shown(keys, "held")
        await keys.press("end", "enter")
        await shown(keys, "Information notice N-1", "Il arrive")
        await keys.press("escape", "o")
        await shown(keys, "Fibre down, Lyon office")
        on_top(keys, ItemScreen)
        await keys.press("escape")
        await shown(keys, "Needs you")
        await keys.press("slash")
        await write(keys, "deliv")
        await keys.press("enter")
        await shown(keys, "olga@late.example", "/ delivered")


async def test_beside_the_list_the_whole_message_is_read(
    local: Desk, ben: Actor, clock: FixedClock
) -> None:
    filled(local, clock, ben)
    async with seated(local, ben, size=(140, 40)) as keys:
        await opened(keys)
        await keys.press("j")
        await shown(keys, "About VPN drops:", "we look into it.", "about I-4", "written by Ben")


async def test_what_is_sent_meanwhile_shows_by_itself(
    local: Desk, ben: Actor, clock: FixedClock
) -> None:
    async with seated(local, ben) as keys:
        screen = await opened(keys)
        await keys.press("right")
        laid(local, ben, "a@b.example", "Router", "Soon.")
        screen._look()
        await shown(keys, "a@b.example", "1 message")
        local.do(ben, "drop", "N-1", {})
        screen._look()
        await shown(keys, "Nothing is on its way out.")


async def test_an_agent_is_told_who_may_let_things_go(
    local: Desk, ana: Actor, clock: FixedClock
) -> None:
    filled(local, clock, ana)
    async with seated(local, ana) as keys:
        await opened(keys)
        await shown(keys, "held")
        await keys.press("end", "s")
        await shown(keys, "Ana may not let a held notice go")


async def test_in_plain_letters(local: Desk, ben: Actor, clock: FixedClock) -> None:
    filled(local, clock, ben)
    look = Look(choose(ascii_only=True), Palette("mono"), ascii_text=True)
    try:
        async with seated(local, ben, look=look) as keys:
            await opened(keys)
            await shown(keys, "Needs you 4")
            assert text_of(keys).isascii()
            assert cursor_line_in_ascii(keys).startswith(">")
    finally:
        choose(ascii_only=False)


def cursor_line_in_ascii(keys: Keys) -> str:
    """The line of the cursor where signs are plain."""
    return next(line for line in lines_of(keys) if line.startswith(">"))


async def test_the_cursor_goes_on_to_what_was_there_not_to_what_came(
    local: Desk, ben: Actor, clock: FixedClock
) -> None:
    filled(local, clock, ben)
    async with seated(local, ben) as keys:
        screen = await opened(keys)
        await shown(keys, "s send")
        here, below = screen.list.rows[0].ref, screen.list.rows[1].ref
        values = {"purpose": "information", "text": "Nobody has read this.", "draft": "yes"}
        clock.advance(60)
        local.do(ben, "inform", "I-6", values)
        local.do(ben, "send", here, {})
        screen.reload()
        await until(keys, lambda: here not in "".join(lines_of(keys)[5:9]))
        assert screen.list.rows[0].ref not in (here, below)
        assert screen.letter is not None
        assert screen.letter.ref == below
        await keys.press("s")
        await shown(keys, f"To be tried again: {below}")


async def test_what_has_failed_is_only_read(local: Desk, ben: Actor, clock: FixedClock) -> None:
    filled(local, clock, ben)
    async with seated(local, ben) as keys:
        await opened(keys)
        await shown(keys, "s send")
        await keys.press("j")
        await shown(keys, "s try again")
        await keys.press("enter")
        await shown(keys, "notice N-", "! Given up 10:00, tried once: RCPT TO: 550 5.1.1")
        await write(keys, "xyz")
        await keys.pause(0.4)
        assert "xyz" not in text_of(keys)
        assert "is not an instant" not in text_of(keys)
        await keys.press("escape")
        await shown(keys, "Needs you")

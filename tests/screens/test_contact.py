"""A new contact: who while typing, everything saved in one go, nothing typed ever lost."""

from desk.bootstrap import Desk
from desk.rows.work import Listing, WorkRow
from desk.rules.filters import parse
from desk.rules.permissions import Actor
from desk.screens.contact import ContactScreen
from desk.screens.queue import QueueScreen
from tests.screens.seats import LARGE, MARKUP, Keys, on_top, seated, text_of, until, write
from tests.stores import NOW


async def begun(keys: Keys) -> ContactScreen:
    """The form, as `n` opens it."""
    await until(keys, lambda: "n new" in text_of(keys))
    await keys.press("n")
    await until(keys, lambda: isinstance(keys.app.screen, ContactScreen))
    await until(keys, lambda: "began" in text_of(keys))
    return on_top(keys, ContactScreen)


def newest(desk: Desk, actor: Actor) -> WorkRow:
    """The contact that was logged last."""
    return desk.work.page(actor, Listing(parse("", "UTC", NOW), "newest")).rows[0]


async def test_a_call_of_a_known_customer_is_logged_and_answered(
    local: Desk, ana: Actor, ref: str
) -> None:
    async with seated(local, ana) as keys:
        await begun(keys)
        await write(keys, "acme")
        await until(keys, lambda: "enter take [INC-9] Acme [/]" in text_of(keys))
        await keys.press("enter")
        await until(keys, lambda: "Open with [INC-9] Acme [/]" in text_of(keys))
        assert ref in text_of(keys)
        await keys.press("tab", "tab")
        await write(keys, "Paid twice")
        await keys.press("tab")
        await write(keys, "Says October was taken twice")
        await keys.press("tab")
        await write(keys, "answ")
        await keys.press("ctrl+s")
        await until(keys, lambda: isinstance(keys.app.screen, QueueScreen))
        row = newest(local, ana)
        assert (row.subject, row.channel, row.direction) == ("Paid twice", "phone", "inbound")
        assert (row.customer, row.state) == ("[INC-9] Acme [/]", "completed")
        assert f"Completed {row.ref}" in text_of(keys)


async def test_someone_new_becomes_a_light_customer(local: Desk, ana: Actor, ref: str) -> None:
    async with seated(local, ana) as keys:
        await begun(keys)
        await write(keys, "Okaf")
        await until(keys, lambda: 'someone new: "Okaf"' in text_of(keys))
        await keys.press("enter", "tab")
        await write(keys, "+44 20 7946 0821")
        await keys.press("tab")
        await write(keys, "Moved")
        await keys.press("tab", "tab")
        await write(keys, "stays")
        await keys.press("ctrl+s")
        await until(keys, lambda: isinstance(keys.app.screen, QueueScreen))
        row = newest(local, ana)
        assert (row.customer, row.contact, row.state) == ("Okaf", "+44 20 7946 0821", "open")


async def test_waiting_asks_until_when(local: Desk, ana: Actor, ref: str) -> None:
    async with seated(local, ana) as keys:
        await begun(keys)
        await keys.press("tab")
        await write(keys, "+44 20 7946 0821")
        await keys.press("tab")
        await write(keys, "Which invoice?")
        await keys.press("tab", "tab")
        await write(keys, "waits")
        await keys.press("enter")
        await until(keys, lambda: "Until" in text_of(keys))
        await keys.press("ctrl+s")
        await until(keys, lambda: "Say until when the customer should answer." in text_of(keys))
        await write(keys, "Tue 16:00")
        await until(keys, lambda: "Tue 24 Nov 2026 16:00" in text_of(keys))
        await keys.press("ctrl+s")
        await until(keys, lambda: isinstance(keys.app.screen, QueueScreen))
        assert newest(local, ana).state == "awaitingCustomer"


async def test_what_is_missing_stands_below_its_fields(local: Desk, ana: Actor, ref: str) -> None:
    async with seated(local, ana) as keys:
        await begun(keys)
        await write(keys, "Acm")
        await keys.press("ctrl+s")
        await until(keys, lambda: "! Take a match with enter, or someone new." in text_of(keys))
        for text in ("! Say what it is about.", "! Say how it ended, or that it stays open."):
            assert text in text_of(keys)
        assert newest(local, ana).ref == ref


async def test_esc_keeps_what_was_typed_for_the_next_time(
    local: Desk, ana: Actor, ref: str
) -> None:
    async with seated(local, ana, LARGE) as keys:
        screen = await begun(keys)
        await keys.press("tab", "tab")
        await write(keys, " ".join(MARKUP))
        await keys.press("escape")
        await until(keys, lambda: isinstance(keys.app.screen, QueueScreen))
        await keys.press("n")
        await until(keys, lambda: keys.app.screen is screen)
        for text in MARKUP:
            assert text in text_of(keys)


async def test_a_refused_save_keeps_the_form(local: Desk, ana: Actor, ref: str) -> None:
    local.people.add(local.directory.actor(), "Eve", "auditor")
    async with seated(local, ana) as keys:
        screen = await begun(keys)
        screen.seat = screen.seat._replace(actor=local.directory.actor("Eve"))
        await keys.press("tab")
        await write(keys, "eve@mail.example")
        await keys.press("tab")
        await write(keys, "Looking")
        await keys.press("tab", "tab")
        await write(keys, "stays")
        await keys.press("ctrl+s")
        await until(keys, lambda: "Eve may not" in text_of(keys))
        assert keys.app.screen is screen
        assert "Looking" in text_of(keys)


async def test_the_direction_chooses_how_it_may_end(local: Desk, ana: Actor, ref: str) -> None:
    async with seated(local, ana) as keys:
        screen = await begun(keys)
        await keys.press("shift+tab")
        await keys.press("end", *["backspace"] * len("phone in"))
        await write(keys, "phone out")
        await keys.press("tab")
        for _ in range(4):
            await keys.press("tab")
        await until(keys, lambda: "left a message" in text_of(keys))
        assert screen.way.value == "phone outbound"

"""Searching on the screen: completed while typed, given up by further typing, never in the way."""

from threading import Event

import pytest

from desk.bootstrap import Desk
from desk.rows.work import Page
from desk.rules.permissions import Actor
from tests.screens.queues import cursor_line, lines_of, log, queue, shown
from tests.screens.seats import seated, text_of, until, write


async def test_fields_and_values_are_offered_and_tab_takes_them(local: Desk, ana: Actor) -> None:
    mail, call = (
        log(local, ana, "By mail", tag="late"),
        log(local, ana, "By phone", channel="phone"),
    )
    async with seated(local, ana) as keys:
        await shown(keys, mail, call)
        await keys.press("slash")
        await shown(keys, "Words, or channel:email")
        await write(keys, "chan")
        await shown(keys, "tab channel:")
        await keys.press("tab")
        await shown(keys, " channel:", "phone  email  chat")
        await write(keys, "ph")
        await shown(keys, "tab phone")
        await keys.press("tab")
        await shown(keys, " Mine and unowned ▾  / channel:phone")
        await until(keys, lambda: mail not in text_of(keys))


async def test_what_the_store_knows_is_offered_and_tab_goes_round(
    local: Desk, ana: Actor, ben: Actor
) -> None:
    log(local, ana, "By mail", tag="late", customer="Acme Tools")
    async with seated(local, ana) as keys:
        await shown(keys, "By mail")
        await keys.press("slash")
        await write(keys, "owner:")
        await shown(keys, "Ana  Ben")
        await keys.press("tab")
        await shown(keys, " owner:Ana")
        await keys.press("tab")
        await shown(keys, " owner:Ben")
        await write(keys, " tag:l")
        await shown(keys, "tab late")
        await keys.press("tab")
        await write(keys, " customer:ac")
        await shown(keys, 'tab "Acme Tools"')
        await keys.press("tab")
        await shown(keys, 'customer:"Acme Tools"')


async def test_a_fault_keeps_its_place_while_ways_are_offered(local: Desk, ana: Actor) -> None:
    log(local, ana, "By mail")
    async with seated(local, ana) as keys:
        await shown(keys, "By mail")
        await keys.press("slash")
        await write(keys, "channel:")
        await shown(keys, "A value is missing, at column 9", "tab phone")


async def test_further_typing_gives_the_search_before_up(
    local: Desk, ana: Actor, ref: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The newest question is answered first, and no key waits for an older one."""
    other = log(local, ana, "Another invoice")
    held, begun, stops = Event(), Event(), []
    read, stop = local.work.page, local.work.stop

    def slow(actor: Actor, listing: object, **given: object) -> Page:
        if "slow" in str(listing):
            held.clear()
            begun.set()
            held.wait(10)
        return read(actor, listing, **given)  # type: ignore[arg-type]

    def stopping(thread: int | None = None) -> None:
        stops.append(thread)
        held.set()
        stop(thread)

    monkeypatch.setattr(local.work, "page", slow)
    monkeypatch.setattr(local.work, "stop", stopping)
    async with seated(local, ana) as keys:
        await shown(keys, ref, other)
        screen = queue(keys)
        await keys.press("slash")
        await write(keys, "slow")
        await until(keys, begun.is_set)
        before = len(stops)
        await keys.press("x")
        await until(keys, lambda: len(stops) > before)
        screen._bar._field.value = "another"  # type: ignore[union-attr]
        await until(keys, lambda: ref not in text_of(keys))
        assert other in cursor_line(keys)
        await write(keys, "slow")
        await until(keys, lambda: screen.is_looking)
        await keys.press("escape")
        await shown(keys, ref, other)
        assert screen.list.typed == ""
        assert not screen.is_looking


async def test_a_count_does_not_hold_the_reader_up(
    local: Desk, ana: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    log(local, ana, "By mail", text="What was said in it")
    held = Event()
    count = local.work.count

    def slow(actor: Actor, listing: object, cap: int) -> int:
        if "mail" in str(listing):
            held.wait(10)
        return count(actor, listing, cap)  # type: ignore[arg-type]

    async with seated(local, ana) as keys:
        await shown(keys, "By mail", "What was said")
        monkeypatch.setattr(local.work, "count", slow)
        await keys.press("slash")
        await write(keys, "mail")
        await keys.press("enter")
        await until(keys, lambda: lines_of(keys)[1].startswith(" Mine and unowned ▾  / mail"))
        await until(keys, lambda: not queue(keys).is_looking)
        await keys.press("escape")
        held.set()
        await shown(keys, "What was said")

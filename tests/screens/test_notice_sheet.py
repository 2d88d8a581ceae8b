"""The sheet of a notice: the letter as it goes out, changed, sent, kept and dropped."""

import pytest

from desk.bootstrap import Desk
from desk.rules.permissions import Actor
from desk.screens.notice_sheet import NoticeSheet
from tests.screens.queues import shown
from tests.screens.seats import Keys, seated, text_of, until, write

LATE = {"purpose": "late", "promised": "2026-11-23 16:00", "draft": "yes"}


@pytest.fixture
def drafted(local: Desk, ana: Actor) -> int:
    """The number of a notice that lies ready, on an item with a strange subject."""
    boss = local.directory.actor("")
    log = {"direction": "inbound", "channel": "email", "subject": "Lamp [/] \x1b[2J {promised}"}
    ref = local.do(boss, "log", "interaction", {**log, "from": "a@b.example"}).ref
    local.do(boss, "inform", ref, LATE)
    return 1


async def _open(keys: Keys, number: int) -> tuple[NoticeSheet, list[str | None]]:
    answers: list[str | None] = []
    sheet = NoticeSheet(keys.app.seat, number)  # type: ignore[attr-defined]
    keys.app.push_screen(sheet, answers.append)
    await until(keys, lambda: sheet.is_ready)
    return sheet, answers


async def test_the_letter_is_read_changed_and_sent(local: Desk, ana: Actor, drafted: int) -> None:
    async with seated(local, ana) as keys:
        sheet, answers = await _open(keys, drafted)
        await shown(
            keys, "Late notice N-1", "draft, by mail to a@b.example", "New time", "f4 drop it"
        )
        assert "\x1b" not in text_of(keys)
        sheet._form.fields["promised"].put("2026-11-23 18:30")
        await shown(keys, "You hear from us by 2026-11-23 18:30 UTC")
        await keys.press("ctrl+s")
        await until(keys, lambda: answers)
    assert answers == ["N-1 leaves at 10:00"]
    row = local.outbox_list.find(ana, "N-1")
    assert (row.state, row.writer) == ("initial", ana.name)
    assert "18:30" in row.text
    assert "16:00" not in row.text


async def test_it_is_kept_for_later(local: Desk, ana: Actor, drafted: int) -> None:
    async with seated(local, ana) as keys:
        sheet, answers = await _open(keys, drafted)
        sheet._form.fields["subject"].put("Other [I-1]")
        await keys.press("f2")
        await until(keys, lambda: answers)
    assert answers == ["N-1 is kept as it is written"]
    row = local.outbox_list.find(ana, "N-1")
    assert (row.state, row.subject) == ("draft", "Other [I-1]")


async def test_it_is_dropped_by_a_second_press(local: Desk, ana: Actor, drafted: int) -> None:
    async with seated(local, ana) as keys:
        _, answers = await _open(keys, drafted)
        await keys.press("f4")
        await shown(keys, "f4 once more to drop it")
        assert local.outbox_list.find(ana, "N-1").state == "draft"
        await keys.press("f4")
        await until(keys, lambda: answers)
    assert answers == ["N-1 is dropped"]


async def test_what_is_wrong_is_said_and_what_was_typed_comes_back(
    local: Desk, ana: Actor, drafted: int
) -> None:
    async with seated(local, ana) as keys:
        sheet, _ = await _open(keys, drafted)
        sheet._form.fields["subject"].put("")
        await keys.press("ctrl+s")
        await shown(keys, "Write something, or drop it.")
        sheet._form.fields["subject"].put("Half of a subj")
        await keys.press("escape")
        await until(keys, lambda: not sheet.is_attached)
        again, _ = await _open(keys, drafted)
        await until(keys, lambda: again._form.fields["subject"].value == "Half of a subj")
    assert local.outbox_list.find(ana, "N-1").state == "draft"


async def test_one_that_is_not_there_is_said(local: Desk, ana: Actor, drafted: int) -> None:
    async with seated(local, ana) as keys:
        keys.app.push_screen(NoticeSheet(keys.app.seat, 99))  # type: ignore[attr-defined]
        await shown(keys, "There is no N-99")
        await keys.press("ctrl+s", "f2", "escape")
        await until(keys, lambda: not isinstance(keys.app.screen, NoticeSheet))


async def test_from_an_item_the_letter_that_lies_ready_is_a_key_away(
    local: Desk, ana: Actor, drafted: int
) -> None:
    async with seated(local, ana) as keys:
        await keys.press("enter")
        await shown(keys, "N-1 lies ready", "y notice")
        await keys.press("y")
        await until(keys, lambda: isinstance(keys.app.screen, NoticeSheet))
        await shown(keys, "f2 keep it")
        await keys.press("f4", "f4")
        await shown(keys, "N-1 is dropped")
        assert "y notice" not in text_of(keys)


async def test_a_customer_is_told_from_a_sheet_that_shows_the_letter(
    local: Desk, ana: Actor, drafted: int
) -> None:
    async with seated(local, ana) as keys:
        await keys.press("enter")
        await shown(keys, "lies ready")
        await keys.press("T")
        await shown(keys, "Tell the customer of I-1")
        await write(keys, "prog")
        await keys.press("enter")
        await shown(keys, "The customer is told by mail, a@b.example", "we are still working on")
        await keys.press("ctrl+s")
        await until(keys, lambda: len(local.outbox_list.of_item(ana, "I-1")) == 2)
    assert local.outbox_list.find(ana, "N-2").purpose == "progress"

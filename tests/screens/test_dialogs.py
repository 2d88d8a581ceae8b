"""Sheets: what a use case takes, what it would do, and what becomes of what was typed."""

from desk.bootstrap import Desk
from desk.rules.actions import acting_on
from desk.rules.permissions import Actor
from desk.screens.dialogs import ActionSheet
from desk.screens.queue import QueueScreen
from desk.widgets.fields import LineField, TextField
from tests.screens.seats import LARGE, MARKUP, SMALL, Keys, on_top, seated, text_of, until, write


async def asked(keys: Keys, ref: str, key: str) -> ActionSheet:
    """The sheet that a key of the queue asks with."""
    await until(keys, lambda: ref in text_of(keys))
    await keys.press(key)
    await until(keys, lambda: isinstance(keys.app.screen, ActionSheet))
    await until(keys, lambda: keys.app.screen.focused is not None)
    return on_top(keys, ActionSheet)


async def saved(keys: Keys) -> None:
    """`ctrl+s`, and the sheet is gone."""
    await keys.press("ctrl+s")
    await until(keys, lambda: isinstance(keys.app.screen, QueueScreen))


async def test_completing_shows_what_will_happen_and_does_it(
    local: Desk, ana: Actor, ref: str
) -> None:
    async with seated(local, ana) as keys:
        await asked(keys, ref, "d")
        assert f"Complete {ref}?" in text_of(keys)
        await write(keys, "no act")
        await keys.press("enter")
        await until(keys, lambda: "What will happen" in text_of(keys))
        await saved(keys)
        assert f"Completed {ref}" in text_of(keys)
        assert local.trail.item(ana, ref).fields["outcome"] == "noActionNeeded"


async def test_the_subject_and_the_kept_text_are_shown_to_the_letter(
    local: Desk, ana: Actor, ref: str
) -> None:
    async with seated(local, ana, LARGE) as keys:
        await asked(keys, ref, "w")
        assert MARKUP[1] in text_of(keys)
        await write(keys, "[/] [INC-1234] [@click=app.quit]x[/]")
        for text in MARKUP:
            assert text in text_of(keys)
        await keys.press("escape")
        on_top(keys, QueueScreen)
        await asked(keys, ref, "w")
        assert "[@click=app.quit]x[/]" in text_of(keys)


async def test_what_is_missing_is_said_below_its_field(local: Desk, ana: Actor, ref: str) -> None:
    async with seated(local, ana) as keys:
        await asked(keys, ref, "w")
        await keys.press("ctrl+s")
        await until(keys, lambda: "! Write something for Question." in text_of(keys))
        lines = text_of(keys).splitlines()
        place = next(n for n, line in enumerate(lines) if "Write something for Question" in line)
        assert "Answer by" in "".join(lines[place + 1 : place + 3])


async def test_a_moment_is_said_in_full_and_a_wrong_one_below_its_field(
    local: Desk, ana: Actor, ref: str
) -> None:
    async with seated(local, ana) as keys:
        await asked(keys, ref, "w")
        await write(keys, "When")
        await keys.press("tab")
        await write(keys, "Tue 16:00")
        await until(keys, lambda: "Tue 24 Nov 2026 16:00" in text_of(keys))
        await keys.press("tab")
        await write(keys, "soonish")
        await keys.press("ctrl+s")
        await until(keys, lambda: "! 'soonish' is not an instant" in text_of(keys))
        assert local.trail.item(ana, ref).work.state == "open"


async def test_waiting_stops_the_clock_until_the_moment_typed(
    local: Desk, ana: Actor, ref: str
) -> None:
    async with seated(local, ana) as keys:
        await asked(keys, ref, "w")
        await write(keys, "When")
        await keys.press("tab")
        await write(keys, "Tue 16:00")
        await saved(keys)
        assert local.trail.item(ana, ref).work.state == "awaitingCustomer"


async def test_assigning_picks_a_person_while_typing(
    local: Desk, ana: Actor, ben: Actor, ref: str
) -> None:
    async with seated(local, ana) as keys:
        await asked(keys, ref, "a")
        await until(keys, lambda: "Ben" in text_of(keys))
        await write(keys, "be")
        await keys.press("enter")
        await saved(keys)
        assert local.trail.item(ana, ref).work.owner == "Ben"


async def test_a_refusal_keeps_the_sheet_and_what_was_typed(
    local: Desk, ana: Actor, ben: Actor, ref: str
) -> None:
    async with seated(local, ana) as keys:
        sheet = await asked(keys, ref, "p")
        await write(keys, "high")
        await keys.press("enter", "tab")
        await write(keys, "Second reminder")
        local.do(ben, "complete", ref, {"outcome": "answered"})
        await keys.press("ctrl+s")
        await until(keys, lambda: "!" in text_of(keys) and "completed" in text_of(keys))
        assert on_top(keys, ActionSheet) is sheet
        assert "Second reminder" in text_of(keys)
        assert local.trail.item(ana, ref).work.priority != 2


ASKING = [action.name for action in acting_on("interaction") if action.parameters]


async def test_every_use_case_that_takes_values_has_a_sheet_in_words(
    local: Desk, ana: Actor, ref: str
) -> None:
    row = local.work.find(ana, ref)
    async with seated(local, ana) as keys:
        seat = on_top(keys, QueueScreen).seat
        for action in ASKING:
            await keys.app.push_screen(ActionSheet(seat, row, action))
            await until(keys, lambda: "ctrl+s" in text_of(keys))
            assert "ctrl+s do it" not in text_of(keys), action
            assert ref in text_of(keys), action
            await until(keys, lambda: isinstance(keys.app.focused, LineField | TextField))
            await keys.press("escape")
            on_top(keys, QueueScreen)


async def test_the_sheet_is_as_wide_as_the_list(local: Desk, ana: Actor, ref: str) -> None:
    async with seated(local, ana, LARGE) as keys:
        sheet = await asked(keys, ref, "d")
        assert sheet.query_one("#sheet").region.width == 80
        assert sheet.query_one("#sheet").region.bottom == LARGE[1] - 1


async def test_work_is_offered_to_who_may_do_it_and_to_oneself_first(
    local: Desk, ana: Actor, ref: str
) -> None:
    for name, role in (("Abe", "agent"), ("Otto", "auditor")):
        local.people.add(local.directory.actor(), name, role)
    async with seated(local, ana) as keys:
        await until(keys, lambda: ref in text_of(keys))
        await keys.press("a")
        await until(keys, lambda: "Abe" in text_of(keys))
        assert "▌Ana" in text_of(keys)
        assert "Otto" not in text_of(keys)


async def test_a_sheet_goes_along_when_the_terminal_changes(
    local: Desk, ana: Actor, ref: str
) -> None:
    async with seated(local, ana, (60, 15)) as keys:
        await asked(keys, ref, "w")
        for columns, rows in ((80, 24), (140, 40), (60, 15)):
            await keys.resize_terminal(columns, rows)
            wide = min(columns, 80)
            await until(keys, lambda: len(title_of(keys).rstrip()) == wide)  # noqa: B023


def title_of(keys: Keys) -> str:
    """The rule of the sheet, as far as it is thick."""
    return next(line for line in text_of(keys).splitlines() if line.startswith("━"))[:80]


async def test_what_a_long_sheet_tells_gives_way_to_its_keys(local: Desk, ana: Actor) -> None:
    boss = local.directory.actor("")
    values = {"direction": "inbound", "channel": "email", "subject": "Long " * 40}
    local.do(boss, "log", "interaction", {**values, "from": "a@b.example"})
    async with seated(local, ana, SMALL) as keys:
        await until(keys, lambda: "Long" in text_of(keys))
        await keys.press("T")
        await until(keys, lambda: isinstance(keys.app.screen, ActionSheet))
        fields = on_top(keys, ActionSheet)._form.fields
        fields["purpose"].put("late")
        fields["promised"].put("+100h")
        await until(keys, lambda: "lines more" in text_of(keys))
        assert "Can be taken back for 10 s" in text_of(keys)
        assert "ctrl+s tell them" in text_of(keys).splitlines()[-1]

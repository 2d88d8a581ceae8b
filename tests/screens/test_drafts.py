"""What is typed comes back: after its screen, its desk or its save was lost."""

import asyncio

import pytest

from desk.bootstrap import Desk
from desk.clock import FixedClock
from desk.errors import DeskError, StoreLocked
from desk.rules.permissions import Actor
from desk.screens.contact import ContactScreen
from desk.screens.dialogs import ActionSheet
from desk.screens.item import ItemScreen
from desk.services.drafts import Drafts
from tests.screens.begun import begun, left
from tests.screens.queues import shown
from tests.screens.seats import on_top, seated, text_of, until, write


def texts(desk: Desk, actor: Actor, place: str) -> list[str]:
    """What is kept at a place, the newest first."""
    return [next(iter(row.fields.values())) for row in desk.drafts.of(actor, place)]


async def test_a_text_is_in_the_store_within_two_seconds(local: Desk, ana: Actor, ref: str) -> None:
    async with seated(local, ana) as keys:
        await begun(keys, ref, "Dear")
        async with asyncio.timeout(2):
            await until(keys, lambda: texts(local, ana, f"reply:{ref}") == ["Dear"])
        await shown(keys, "kept 10:00")
        await write(keys, " Ms")
        async with asyncio.timeout(2):
            await until(keys, lambda: texts(local, ana, f"reply:{ref}") == ["Dear Ms"])


async def test_it_is_written_at_once_when_its_screen_is_left(
    local: Desk, ana: Actor, ref: str
) -> None:
    async with seated(local, ana) as keys:
        await begun(keys, ref, "Dear")
        await left(keys)
        await until(keys, lambda: texts(local, ana, f"reply:{ref}") == ["Dear"])
        await until(keys, lambda: "answer begun 10:00" in text_of(keys))
        screen = await begun(keys, ref)
        assert screen.composer.text == "Dear"
        await shown(keys, "kept 10:00")


async def test_a_new_desk_brings_it_back_and_says_where_it_came_from(
    local: Desk, ana: Actor, ref: str, clock: FixedClock
) -> None:
    local.drafts.keep(ana, f"reply:{ref}", "lost", {"text": "Dear Ms"}, "the line was lost")
    clock.advance(3 * 86400)
    async with seated(local, ana) as keys:
        await shown(keys, f"1 text begun: {ref}", "answer begun Mon 10:00")
        screen = await begun(keys, ref)
        assert screen.composer.text == "Dear Ms"
        await shown(keys, "from Mon 10:00, the line was lost")
        assert texts(local, ana, f"reply:{ref}") == ["Dear Ms"]
        await write(keys, " K")
        await shown(keys, "kept 10:00")
        await until(keys, lambda: texts(local, ana, f"reply:{ref}") == ["Dear Ms K"])
        await keys.press("ctrl+s")
        await shown(keys, f"Answered {ref}")
    assert local.drafts.all(ana) == ()


async def test_nobody_sees_what_another_began(
    local: Desk, ana: Actor, ben: Actor, ref: str
) -> None:
    local.drafts.keep(ben, f"reply:{ref}", "his", {"text": "Ben was here"})
    async with seated(local, ana) as keys:
        screen = await begun(keys, ref)
        assert screen.composer.text == ""
        assert "begun" not in text_of(keys)


async def test_a_text_that_is_sent_as_it_came_back_is_no_draft_any_more(
    local: Desk, ana: Actor, ref: str
) -> None:
    local.drafts.keep(ana, f"reply:{ref}", "lost", {"text": "All of it"})
    async with seated(local, ana) as keys:
        await begun(keys, ref)
        await keys.press("ctrl+s")
        await shown(keys, f"Answered {ref}")
    assert local.drafts.all(ana) == ()


async def test_an_emptied_text_is_no_draft_any_more(local: Desk, ana: Actor, ref: str) -> None:
    local.drafts.keep(ana, f"reply:{ref}", "lost", {"text": "xy"})
    async with seated(local, ana) as keys:
        await begun(keys, ref)
        await keys.press("backspace", "backspace")
        await left(keys)
        await until(keys, lambda: local.drafts.all(ana) == ())
        screen = await begun(keys, ref)
        assert screen.composer.text == ""


async def test_the_newest_fills_and_the_other_can_be_taken_up(
    local: Desk, ana: Actor, ref: str, clock: FixedClock
) -> None:
    local.drafts.keep(ana, f"reply:{ref}", "first", {"text": "older"})
    clock.advance(60)
    local.drafts.keep(ana, f"reply:{ref}", "second", {"text": "newer"})
    async with seated(local, ana) as keys:
        screen = await begun(keys, ref)
        assert screen.composer.text == "newer"
        await write(keys, "!")
        await keys.press("ctrl+p")
        await write(keys, "go on with another")
        await shown(keys, "Go on with another text", "from 10:00")
        await keys.press("enter")
        await until(keys, lambda: screen.composer.text == "older")
        await until(keys, lambda: sorted(texts(local, ana, screen.place)) == ["newer!", "older"])
        await write(keys, "?")
        await left(keys)
        await until(keys, lambda: sorted(texts(local, ana, screen.place)) == ["newer!", "older?"])


async def test_two_desks_of_one_person_do_not_overwrite_each_other(
    local: Desk, ana: Actor, ref: str
) -> None:
    async with seated(local, ana) as here, seated(local, ana) as there:
        await begun(here, ref, "one")
        await begun(there, ref, "two")
        await left(here)
        await left(there)
        await until(here, lambda: sorted(texts(local, ana, f"reply:{ref}")) == ["one", "two"])


async def test_a_refused_save_keeps_the_text_with_the_reason(
    local: Desk, ana: Actor, ben: Actor, ref: str
) -> None:
    async with seated(local, ana) as keys:
        screen = await begun(keys, ref, "Dear")
        local.do(ben, "complete", ref, {"outcome": "answered", "text": "Done"})
        await keys.press("ctrl+s")
        await until(keys, lambda: local.drafts.of(ana, screen.place) != ())
        await until(keys, lambda: local.drafts.of(ana, screen.place)[0].reason != "")
        assert screen.composer.text == "Dear"


async def test_over_somebody_elses_answer_the_text_says_who_was_first(
    local: Desk, ana: Actor, ben: Actor, ref: str
) -> None:
    async with seated(local, ana) as keys:
        screen = await begun(keys, ref, "Mine")
        local.do(ben, "reply", ref, {"text": "His"})
        await keys.press("ctrl+s")
        await until(keys, lambda: local.drafts.of(ana, screen.place) != ())
        await until(keys, lambda: local.drafts.of(ana, screen.place)[0].reason == "Ben saved first")
        assert texts(local, ana, screen.place) == ["Mine"]


async def test_an_answer_that_was_taken_back_is_a_draft_again(
    local: Desk, ana: Actor, ref: str
) -> None:
    async with seated(local, ana) as keys:
        await begun(keys, ref, "Too early")
        await keys.press("ctrl+s")
        await shown(keys, f"Answered {ref}")
        await left(keys)
        await keys.press("u")
        await shown(keys, "Taken back", "answer begun 10:00")
        screen = await begun(keys, ref)
        assert screen.composer.text == "Too early"
        await shown(keys, "from 10:00, your answer was taken back")


async def test_a_sheet_comes_back_in_another_desk(local: Desk, ana: Actor, ref: str) -> None:
    async with seated(local, ana) as keys:
        await until(keys, lambda: ref in text_of(keys))
        await keys.press("w")
        await until(keys, lambda: isinstance(keys.app.screen, ActionSheet))
        await write(keys, "Which meter")
        await keys.press("ctrl+q")
        await until(keys, lambda: keys.app.return_code == 0)
    async with seated(local, ana) as keys:
        await shown(keys, f"1 text begun: {ref}")
        await keys.press("w")
        await until(keys, lambda: isinstance(keys.app.screen, ActionSheet))
        await shown(keys, "Which meter", "from 10:00")
        await keys.press("tab")
        await write(keys, "+2d")
        await keys.press("ctrl+s")
        await until(keys, lambda: not isinstance(keys.app.screen, ActionSheet))
        await until(keys, lambda: local.drafts.all(ana) == ())


async def test_a_sheet_whose_save_was_refused_says_so(
    local: Desk, ana: Actor, ben: Actor, ref: str
) -> None:
    async with seated(local, ana) as keys:
        await until(keys, lambda: ref in text_of(keys))
        await keys.press("w")
        await until(keys, lambda: isinstance(keys.app.screen, ActionSheet))
        await write(keys, "Which meter")
        await keys.press("tab")
        await write(keys, "+2d")
        local.do(ben, "complete", ref, {"outcome": "answered", "text": "Done"})
        await keys.press("ctrl+s")
        await until(keys, lambda: any(row.reason for row in local.drafts.all(ana)))
        (row,) = local.drafts.all(ana)
        assert row.fields == {"question": "Which meter", "due": "+2d"}
        await until(keys, lambda: row.reason in text_of(keys))


async def test_a_new_contact_comes_back_in_another_desk(local: Desk, ana: Actor, ref: str) -> None:
    async with seated(local, ana) as keys:
        await until(keys, lambda: ref in text_of(keys))
        await keys.press("n")
        await until(keys, lambda: isinstance(keys.app.screen, ContactScreen))
        await write(keys, "Acme")
        await shown(keys, "C-1")
        await keys.press("enter", "tab", "tab")
        await write(keys, "No dial tone")
        await shown(keys, "kept 10:00")
        form = on_top(keys, ContactScreen).form
        before = {name: field.typed for name, field in form.fields.items()}
        await keys.press("ctrl+q")
        await until(keys, lambda: keys.app.return_code == 0)
    async with seated(local, ana) as keys:
        await shown(keys, "1 text begun: new contact")
        await keys.press("n")
        await until(keys, lambda: isinstance(keys.app.screen, ContactScreen))
        await shown(keys, "No dial tone", "from 10:00")
        form = on_top(keys, ContactScreen).form
        assert {name: field.typed for name, field in form.fields.items()} == before
        assert form.fields["customer"].value == "C-1"


@pytest.mark.parametrize("typed", ["continue the answer", "continue the new contact"])
async def test_the_palette_goes_on_with_what_was_begun(
    local: Desk, ana: Actor, ref: str, typed: str
) -> None:
    local.drafts.keep(ana, f"reply:{ref}", "lost", {"text": "Dear"})
    local.drafts.keep(ana, "new:interaction", "lost", {"subject": "No dial tone"})
    async with seated(local, ana) as keys:
        await shown(keys, "2 texts begun:")
        await keys.press("ctrl+p")
        await write(keys, typed)
        await keys.press("enter")
        wanted = ItemScreen if "answer" in typed else ContactScreen
        await until(keys, lambda: isinstance(keys.app.screen, wanted))
        await shown(keys, "Dear" if "answer" in typed else "No dial tone")


class Refusing(Drafts):
    """A store that is locked by somebody else."""

    is_locked = True

    def keep(self, *given: object, **named: object) -> None:
        """Refuse as long as it is locked."""
        if self.is_locked:
            raise StoreLocked("The store is locked by another program")
        super().keep(*given, **named)  # type: ignore[arg-type]


async def test_what_the_store_cannot_take_is_tried_again_and_told_once(
    local: Desk, ana: Actor, ref: str
) -> None:
    refusing = Refusing(local._store, local.clock)
    local.__dict__["drafts"] = refusing
    async with seated(local, ana) as keys:
        screen = await begun(keys, ref, "Dear")
        await shown(keys, "Not kept yet: The store is locked", "not kept yet")
        refusing.is_locked = False
        await until(keys, lambda: "kept 10:00" in text_of(keys))
        assert texts(local, ana, screen.place) == ["Dear"]


async def test_what_is_typed_while_a_save_is_on_its_way_stays(
    local: Desk, ana: Actor, ref: str
) -> None:
    async with seated(local, ana) as keys:
        screen = await begun(keys, ref, "First.")
        with local._store.writing():
            await keys.press("ctrl+s")
            await write(keys, " Second")
        await shown(keys, f"Answered {ref}")
        await until(keys, lambda: screen.composer.text == " Second")
        await until(keys, lambda: texts(local, ana, screen.place) == [" Second"])


async def test_a_store_that_cannot_be_read_for_drafts_still_opens_the_sheet(
    local: Desk, ana: Actor, ref: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> tuple[()]:
        raise DeskError("No")

    async with seated(local, ana) as keys:
        await until(keys, lambda: ref in text_of(keys))
        monkeypatch.setattr(Drafts, "of", broken)
        await keys.press("w")
        await until(keys, lambda: isinstance(keys.app.screen, ActionSheet))
        await write(keys, "Which meter")
        await shown(keys, "Which meter")

"""The sheet that writes a report about a problem: its form, for whom, and to which file."""

from pathlib import Path

import pytest

from desk.bootstrap import Desk
from desk.rules.permissions import Actor
from desk.screens.item import ItemScreen
from desk.screens.reporting import ReportSheet
from tests.screens.problems import opened, report
from tests.screens.queues import shown
from tests.screens.seats import MARKUP, Keys, on_top, seated, until, write

SUBJECT = f"{MARKUP[0]} Καφέ"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder, empty."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def problem(local: Desk, ana: Actor) -> str:
    """A problem with a note of the house."""
    ref = report(local, ana, SUBJECT, customer="Acme", text="All is dark")
    local.do(ana, "note", ref, {"text": "between us"})
    return ref


async def asked(keys: Keys, problem: str) -> ReportSheet:
    """The sheet, open on a problem in full."""
    await opened(keys, problem)
    await keys.press("R")
    await shown(keys, f"Write a report about {problem}", f"{problem}.pdf")
    return on_top(keys, ReportSheet)


async def test_a_pdf_for_the_house_is_two_keys_away(
    local: Desk, ana: Actor, problem: str, folder: Path
) -> None:
    async with seated(local, ana) as keys:
        await asked(keys, problem)
        await keys.press("ctrl+s")
        await until(keys, lambda: isinstance(keys.app.screen, ItemScreen))
        await shown(keys, "The report is in")
    assert (folder / f"{problem}.pdf").read_bytes().startswith(b"%PDF")


async def test_what_the_customer_may_read_has_a_name_of_its_own(
    local: Desk, ana: Actor, problem: str, folder: Path
) -> None:
    async with seated(local, ana) as keys:
        await asked(keys, problem)
        await write(keys, "html")
        await keys.press("enter")
        await shown(keys, f"{problem}.html")
        await keys.press("tab")
        await write(keys, "the")
        await keys.press("enter")
        await shown(keys, f"{problem}-public.html")
        await keys.press("ctrl+s")
        await until(keys, lambda: (folder / f"{problem}-public.html").exists())
    page = (folder / f"{problem}-public.html").read_text(encoding="utf-8")
    assert "All is dark" in page
    assert "between us" not in page


async def test_a_file_is_replaced_when_it_is_asked_twice(
    local: Desk, ana: Actor, problem: str, folder: Path
) -> None:
    taken = folder / f"{problem}.pdf"
    taken.write_text("mine", encoding="utf-8")
    async with seated(local, ana) as keys:
        await asked(keys, problem)
        await keys.press("ctrl+s")
        await shown(keys, "already. ctrl+s again replaces it")
        assert taken.read_text(encoding="utf-8") == "mine"
        await keys.press("ctrl+s")
        await until(keys, lambda: isinstance(keys.app.screen, ItemScreen))
    assert taken.read_bytes().startswith(b"%PDF")


async def test_a_place_where_nothing_can_be_written_is_named(
    local: Desk, ana: Actor, problem: str, folder: Path
) -> None:
    async with seated(local, ana) as keys:
        sheet = await asked(keys, problem)
        sheet._form.fields["file"].put("no/such/place.md")
        await keys.press("ctrl+s")
        await shown(keys, "cannot be written")
        await keys.press("escape")
        await until(keys, lambda: isinstance(keys.app.screen, ItemScreen))
    assert not (folder / "no").exists()


async def test_an_interaction_has_no_report(local: Desk, ana: Actor, ref: str) -> None:
    async with seated(local, ana) as keys:
        await shown(keys, ref)
        await keys.press("R")
        await shown(keys, f"{ref} is no problem")

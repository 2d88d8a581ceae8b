"""Views on the screen: saved, opened by a key, counted in their list, back at start."""

import pytest

from desk.bootstrap import Desk
from desk.rules.filters import VIEWS
from desk.rules.permissions import Actor
from desk.screens.columns import ColumnsScreen
from desk.screens.view_sheet import ViewSheet
from desk.screens.views import ViewsScreen
from tests.screens.queues import lines_of, log, queue, shown
from tests.screens.seats import MARKUP, on_top, seated, text_of, until, write


def _save(desk: Desk, actor: Actor, name: str, **values: str) -> None:
    desk.do(actor, "save", "view", {"name": name, **values})


async def test_a_digit_shows_the_view_that_has_it(local: Desk, ana: Actor) -> None:
    mail, call = log(local, ana, "By mail"), log(local, ana, "By phone", channel="phone")
    _save(local, ana, "Calls", filter="is:open channel:phone", key="2", sort="newest")
    async with seated(local, ana) as keys:
        await shown(keys, mail, call)
        await keys.press("V")
        await until(keys, lambda: isinstance(keys.app.screen, ViewsScreen))
        await keys.press("2")
        await until(keys, lambda: mail not in text_of(keys))
        assert lines_of(keys)[1].startswith(" Calls ▾  newest first")
        assert call in text_of(keys)
        await keys.press("alt+7")
        await shown(keys, "No view has the key 7")


async def test_alt_with_a_digit_shows_the_view_that_has_it(local: Desk, ana: Actor) -> None:
    mail, call = log(local, ana, "By mail"), log(local, ana, "By phone", channel="phone")
    _save(local, ana, "Calls", filter="is:open channel:phone", key="2")
    async with seated(local, ana) as keys:
        await shown(keys, mail, call)
        await keys.press("alt+2")
        await until(keys, lambda: mail not in text_of(keys))
        assert call in text_of(keys)


async def test_the_view_looked_at_last_comes_back(local: Desk, ana: Actor, ben: Actor) -> None:
    mail, call = log(local, ana, "By mail"), log(local, ana, "By phone", channel="phone")
    _save(local, ana, "Calls", filter="channel:phone", key="2")
    async with seated(local, ana) as keys:
        await shown(keys, mail)
        await keys.press("alt+2")
        await until(keys, lambda: local.views.last(ana) == "Calls")
    async with seated(local, ana) as keys:
        await shown(keys, " Calls ▾", call)
        assert mail not in text_of(keys)
        queue(keys).take("view:All open")
        await until(keys, lambda: local.views.last(ana) == "All open")
    async with seated(local, ana) as keys:
        await shown(keys, " All open ▾", mail)
    async with seated(local, ben) as keys:
        await shown(keys, " Mine and unowned ▾", mail)


async def test_a_view_that_is_gone_gives_way_to_the_first_one(local: Desk, ana: Actor) -> None:
    mail = log(local, ana, "By mail")
    _save(local, ana, "Calls", filter="channel:phone")
    local.saved_views.remember(ana, "Calls")
    local.do(ana, "remove", "view", {"name": "Calls"})
    async with seated(local, ana) as keys:
        await shown(keys, " Mine and unowned ▾", mail)


async def test_the_list_of_views_counts_and_opens_one(local: Desk, ana: Actor) -> None:
    for number in range(3):
        log(local, ana, f"Mail {number}")
    loud = f"{MARKUP[1]} Acme"
    _save(local, ana, loud, filter="is:open", key="4")
    _save(local, ana, "Nobody's", filter="owner:gone", shared="no")
    async with seated(local, ana) as keys:
        await shown(keys, "Mail 2")
        await keys.press("V")
        await shown(keys, "Which work", loud)
        screen = on_top(keys, ViewsScreen)
        await until(keys, lambda: screen.options[-1].aside.strip() == "?")
        counts = {option.key: option.aside.strip() for option in screen.options}
        assert [counts[name] for name in ("Mine", "All", loud, "Nobody's")] == [
            *("0", "3", "3", "?")
        ]
        await write(keys, "Acme")
        await keys.press("enter")
        await until(keys, lambda: lines_of(keys)[1].startswith(f" {loud} ▾"))


async def test_the_list_as_it_is_becomes_a_view(local: Desk, ana: Actor) -> None:
    log(local, ana, "By mail")
    log(local, ana, "By phone", channel="phone")
    async with seated(local, ana) as keys:
        await shown(keys, "By mail")
        screen = queue(keys)
        screen.take("sort:newest")
        await keys.press("slash")
        await write(keys, "channel:phone")
        await keys.press("enter")
        await until(keys, lambda: "By mail" not in text_of(keys))
        await keys.press("V")
        await shown(keys, "Which work")
        await keys.press("ctrl+s")
        await shown(keys, "Save this list as a view")
        await write(keys, "Calls")
        await keys.press("ctrl+s")
        await shown(keys, "Saved the view Calls", " Calls ▾")
        (row,) = local.views.of(ana)
        assert (row.filter, row.sort) == (f"{VIEWS['Mine and unowned']} channel:phone", "newest")
        assert screen.list.typed == ""


async def test_a_view_that_was_begun_is_there_again_in_the_next_session(
    local: Desk, ana: Actor
) -> None:
    log(local, ana, "By mail")
    for _ in range(2):
        async with seated(local, ana) as keys:
            await shown(keys, "By mail")
            await keys.press("V")
            await until(keys, lambda: isinstance(keys.app.screen, ViewsScreen))
            await keys.press("ctrl+s")
            await until(keys, lambda: on_top(keys, ViewSheet).is_ready)
            name = on_top(keys, ViewSheet)._form.fields["name"]
            if not name.value:
                assert local.drafts.all(ana) == ()
                await write(keys, "Begun")
                await keys.press("escape")
                await until(keys, lambda: local.drafts.all(ana))
    async with seated(local, ana) as keys:
        await shown(keys, "1 text begun")
    assert name.value == "Begun"


async def test_a_view_is_changed_and_removed_from_the_list_of_them(local: Desk, ana: Actor) -> None:
    log(local, ana, "By mail")
    _save(local, ana, "Calls", filter="channel:phone")
    async with seated(local, ana) as keys:
        await shown(keys, "By mail")
        await keys.press("V")
        await until(keys, lambda: isinstance(keys.app.screen, ViewsScreen))
        await write(keys, "Calls")
        await keys.press("f2")
        await shown(keys, "Change the view")
        on_top(keys, ViewSheet)._form.fields["filter"].put("foo:1")
        await keys.press("ctrl+s")
        await shown(keys, "There is no field 'foo'")
        on_top(keys, ViewSheet)._form.fields["filter"].put("")
        on_top(keys, ViewSheet)._form.fields["name"].put("Everything")
        await keys.press("ctrl+s")
        await shown(keys, " Everything ▾", "By mail")
        await keys.press("V")
        await until(keys, lambda: isinstance(keys.app.screen, ViewsScreen))
        await write(keys, "Everything")
        await keys.press("f8")
        await shown(keys, "f8 again removes Everything")
        await keys.press("f8")
        await shown(keys, "Removed the view Everything")
        assert local.views.of(ana) == ()


async def test_columns_are_chosen_and_leave_where_it_is_narrow(local: Desk, ana: Actor) -> None:
    log(local, ana, "Which router?", tag="late", priority="2")
    async with seated(local, ana, (100, 24)) as keys:
        await shown(keys, "Which router?")
        await keys.press("C")
        await until(keys, lambda: isinstance(keys.app.screen, ColumnsScreen))
        for name in ("Pri", "Tags"):
            field = on_top(keys, ColumnsScreen)._field
            field.value = ""
            await write(keys, name)
            await keys.press("enter")
        await keys.press("ctrl+s")
        await until(keys, lambda: "Pri" in lines_of(keys)[2])
        assert queue(keys).list.columns[-2:] == ("priority", "tags")
        assert "Tags" not in lines_of(keys)[2], "64 cells have no room for it"
        assert "P2" in lines_of(keys)[3]
        await keys.resize_terminal(200, 40)
        await until(keys, lambda: "Tags" in lines_of(keys)[2])
        assert "late" in lines_of(keys)[3]
        await keys.press("C")
        await until(keys, lambda: isinstance(keys.app.screen, ColumnsScreen))
        await keys.press("f5", "ctrl+s")
        await until(keys, lambda: "Pri" not in lines_of(keys)[2])


@pytest.mark.parametrize("width", [60, 64, 80, 100, 140])
def test_columns_fill_the_width_and_stand_in_it(width: int) -> None:
    from desk.rules.list_columns import LIST_COLUMNS
    from desk.widgets.work_columns import chosen

    of = chosen(tuple(LIST_COLUMNS), width, 9)
    assert sum(of.widths) + 2 * (len(of.widths) - 1) == width - 4
    assert of.names[:2] == ("due", "ref")

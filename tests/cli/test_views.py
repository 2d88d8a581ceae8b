"""Views from the command line: kept, listed, shown, taken away."""

from tests.cli.conftest import Call

LOGGED = ("log", "--direction", "inbound", "--subject")


def _two(call: Call) -> None:
    assert call(*LOGGED, "By mail", "--channel", "email").code == 0
    assert call(*LOGGED, "By phone", "--channel", "phone").code == 0


def test_a_view_is_kept_and_shown(call: Call) -> None:
    _two(call)
    kept = call("views", "save", "Calls", "--filter", "channel:phone", "--key", "2", "--json")
    assert kept.record == {
        "view": "Calls",
        "filter": "channel:phone",
        "sort": "due",
        "columns": None,
        "key": "2",
        "shared": False,
        "version": 1,
    }
    assert [row["ref"] for row in call("list", "--view", "calls", "--json").records] == ["I-2"]
    assert call("list", "--view", "calls", "--filter", "channel:email", "--json").record["ref"] == (
        "I-1"
    )
    assert "Calls" in call("views", "list").out
    assert call("views", "list", "--json").record["key"] == "2"


def test_what_is_not_given_stays_and_nothing_takes_it_off(call: Call) -> None:
    _two(call)
    call("views", "save", "Calls", "--filter", "channel:phone", "--sort", "newest")
    changed = call("views", "save", "calls", "--filter", "", "--rename", "All of it", "--shared")
    assert changed.out == 'Saved. Show it: desk list --view "All of it"\n'
    row = call("views", "list", "--json").record
    assert (row["filter"], row["sort"], row["shared"], row["version"]) == ("", "newest", True, 2)
    assert [row["ref"] for row in call("list", "--view", "all of it", "--json").records] == [
        *("I-2", "I-1")
    ]
    assert call("views", "remove", "All of it").code == 0
    assert call("views", "list").out == ""


def test_what_cannot_be_kept_is_refused(call: Call) -> None:
    wrong = call("views", "save", "X", "--filter", "is:open foo:1")
    assert wrong.code == 2
    assert "There is no field 'foo', at column 9" in wrong.err
    nobody = call("views", "save", "X", "--filter", "owner:nobody-here")
    assert nobody.code == 2
    assert "Nobody at this desk is called" in nobody.err
    assert call("views", "save", "Mine").code == 1
    gone = call("list", "--view", "Gone")
    assert (gone.code, gone.out) == (1, "")
    assert "There is no view 'Gone'" in gone.err
    assert call("views", "remove", "Gone").code == 1


def test_a_view_that_is_not_there_gets_no_other_name(call: Call) -> None:
    ended = call("views", "save", "nowhere", "--rename", "elsewhere")
    assert (ended.code, ended.out) == (1, "")
    assert "no saved view 'nowhere'" in ended.err
    assert call("views", "list", "--json").out == ""

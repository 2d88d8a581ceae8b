"""Levels and notices among the settings: there and back, set one by one, each fault placed."""

from pathlib import Path

import pytest

from tests.cli.conftest import Call


def test_what_is_exported_reads_back_the_same(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "page.toml"
    file.write_text(call("settings", "export").out, encoding="utf-8")
    assert "[levels]\nwatch = 50\nwarning = 75\n" in file.read_text(encoding="utf-8")
    again = call("settings", "import", str(file))
    assert (again.code, again.out) == (0, ""), again.err


def test_one_value_is_set_and_the_rest_stays(call: Call) -> None:
    done = call("settings", "set", "levels.jeopardy", "85")
    assert done.out == "levels.jeopardy: 90 → 85\n"
    assert call("settings", "set", "notices.late", "send").code == 0
    kept = {
        row["name"]: row["value"] for row in call("settings", "get", "levels", "--json").records
    }
    assert kept["levels.jeopardy"] == 85
    assert kept["levels.watch"] == 50
    assert call("settings", "get", "notices.give_up").out == "72h\n"


def test_what_a_page_does_not_name_stays(call: Call, tmp_path: Path) -> None:
    """A page with one hook takes no other away, nor one value of an outlet the others."""
    file = tmp_path / "page.toml"
    for page in (
        '[hook.a]\nurl = "https://a.example/x"\nsecret = "env:A"\n[problem]\nconfirm = "48h"\n',
        '[hook.b]\nurl = "https://b.example/x"\nsecret = "env:B"\n[problem]\nwarn = "12h"\n',
        "[levels]\nwatch = 40\n",
        "[levels]\nwarning = 70\n",
    ):
        file.write_text(page, encoding="utf-8")
        assert call("settings", "import", str(file)).code == 0
    kept = {row["name"]: row["value"] for row in call("settings", "get", "--json").records}
    assert (kept["hook.a.secret"], kept["hook.b.secret"]) == ("env:A", "env:B")
    assert (kept["levels.watch"], kept["levels.warning"]) == (40, 70)
    assert (kept["problem.confirm"], kept["problem.warn"]) == ("48h", "12h")
    assert call("settings", "set", "hook.a", "").code == 0
    assert call("settings", "get", "hook", "--json").out.count("hook.a.") == 0


def test_a_fault_names_its_place(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "page.toml"
    file.write_text("[levels]\nwatch = 50\nwarning = 40\n", encoding="utf-8")
    refused = call("settings", "import", str(file))
    assert refused.code == 1
    assert f"{file}, line" in refused.err
    assert "Each level must begin after the one before" in refused.err
    refused = call("settings", "set", "notices.late", "later")
    assert "Write one of: off, draft, send" in refused.err


def test_a_template_gets_its_own_text_back(call: Call) -> None:
    before = call("settings", "get", "template.late.de.text").out
    assert call("settings", "set", "template.late.de.text", "{ref} kommt {promised}").code == 0
    assert call("settings", "set", "template.late.de.text", "").code == 0
    assert call("settings", "get", "template.late.de.text").out == before
    refused = call("settings", "set", "template.late.nl.subject", "Te laat [{ref}]")
    assert refused.err.startswith("desk: template.late.nl: late.nl says nothing\n")


def test_who_may_not_settle_is_refused(call: Call) -> None:
    call("people", "add", "ana", "--role", "agent")
    refused = call("settings", "set", "levels.jeopardy", "85", "--as", "ana")
    assert refused.code == 1
    assert "ana may not settle how the desk goes about its work" in refused.err


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("outlet.smtp.timeout", "-1", "outlet.smtp.timeout is '-1'"),
        ("notices.give_up", "-1h", "give_up is '-1h'"),
        ("notices.give_up", "9999999d", "give_up is '9999999d'"),
    ],
)
def test_a_value_below_nought_is_a_value(call: Call, name: str, value: str, said: str) -> None:
    ended = call("settings", "set", name, value)
    assert (ended.code, said in ended.err) == (1, True)
    assert call("--json", "settings", "set", name, value).record["error"]["code"] == "bad_value"

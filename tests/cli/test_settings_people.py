"""Teams and people among the settings: there and back, taken over whole, each fault placed."""

from pathlib import Path

import pytest

from tests.cli.conftest import Call


@pytest.fixture
def page(call: Call, tmp_path: Path) -> Path:
    """The settings of a desk with a team and two people, as they are exported."""
    call("people", "add", "dora", "--role", "teamLead", "--team", "Field")
    call("people", "add", "ana", "--team", "Field")
    call("people", "change", "ana", "--manager", "dora", "--hours", "office")
    call("people", "save-team", "Field", "--lead", "dora", "--by-load", "yes", "--level", "2")
    file = tmp_path / "page.toml"
    file.write_text(call("settings", "export").out, encoding="utf-8")
    return file


def test_what_is_exported_says_what_is_set_and_reads_back_the_same(call: Call, page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert '[team.Field]\nlevel = 2\nlead = "dora"\nby_load = true\n' in text
    assert 'manager = "dora"\ncalendar = "office"\nzone = "UTC"' in text
    again = call("settings", "import", str(page))
    assert (again.code, again.out) == (0, "")
    assert "Nothing differs" in again.err


def test_what_a_page_says_is_taken_over_and_the_rest_stays(
    call: Call, page: Path, tmp_path: Path
) -> None:
    file = tmp_path / "more.toml"
    file.write_text(
        '[team.field]\nreturn_after = "4h"\nlead = "none"\n[team.Second]\nlead = "Eve"\n'
        '[person.Eve]\nrole = "manager"\nteams = ["Second"]\n'
        '[person.ana]\nmanager = "Eve"\nteams = ["Second"]\n',
        encoding="utf-8",
    )
    done = call("settings", "import", str(file))
    assert done.code == 0, done.err
    told = done.out.splitlines()
    assert "team.Field.return_after: not set → 4h" in told
    assert "team.Field.lead: dora → not set" in told
    assert 'person.ana.teams: ["Field"] → ["Second"]' in told
    teams = {row["team"]: row for row in call("people", "teams", "--json").records}
    assert (teams["Field"]["level"], teams["Field"]["lead"]) == (2, None)
    assert teams["Field"]["return_after_seconds"] == 14_400
    assert teams["Second"]["lead"] == "Eve"
    people = {row["name"]: row for row in call("people", "list", "--json").records}
    assert (people["ana"]["manager"], people["ana"]["teams"]) == ("Eve", ["Second"])
    assert people["dora"]["teams"] == ["Field"]
    again = call("settings", "import", str(file))
    assert "Nothing differs" in again.err


def test_one_value_is_shown_and_set_by_its_name(call: Call, page: Path) -> None:
    assert call("settings", "get", "team.Field.by_load").out == "true\n"
    assert call("settings", "set", "team.Field.return_after", "2h").code == 0
    assert call("settings", "get", "team.Field.return_after").out == "2h\n"
    assert call("settings", "set", "person.ana.role", "manager").code == 0
    assert call("settings", "get", "person.ana.role").out == "manager\n"


@pytest.mark.parametrize(
    ("there", "instead", "says"),
    [
        ("level = 2", "level = 12", ("'level'", "no support level")),
        ("level = 2", "levl = 2", ("'levl'", "Did you mean level?")),
        ("by_load = true", 'by_load = "yes"', ("by_load", "true or false")),
        ("by_load = true", "return_after = 4", ("return_after", "no length of time")),
        ("by_load = true", 'return_after = "soon"', ("return_after", "not a duration")),
        ('lead = "dora"', 'lead = "dorra"', ("nobody is called 'dorra'", "Did you mean dora?")),
        ('manager = "dora"', 'manager = "nora"', ("nobody is called 'nora'",)),
        ('calendar = "office"', 'calendar = "ofice"', ("no calendar 'ofice'", "office?")),
        ('role = "agent"', 'role = "agnet"', ("'agnet' is no role", "Did you mean agent?")),
        ('teams = ["Field"]', "teams = 3", ("no list of teams",)),
        ('zone = "UTC"', 'zone = "Mars"', ("no time zone",)),
        ("[team.Field]", "[team.me]", ("meaning of its own",)),
    ],
)
def test_a_fault_names_file_line_and_key_and_nothing_is_changed(
    call: Call, page: Path, there: str, instead: str, says: tuple[str, ...]
) -> None:
    text = page.read_text(encoding="utf-8")
    begin, found, rest = text.partition("[team")
    rest = found + rest
    assert there in rest
    changed = begin + rest.replace(there, instead, 1)
    page.write_text(changed, encoding="utf-8")
    line = next(n for n, each in enumerate(changed.splitlines(), 1) if instead in each)
    before = call("settings", "export").out
    refused = call("settings", "import", str(page))
    assert refused.code == 1
    assert f"page.toml, line {line}" in refused.err
    for part in says:
        assert part in refused.err
    assert call("settings", "export").out == before

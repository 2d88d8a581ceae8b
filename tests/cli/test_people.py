"""`desk people`: teams, managers, absences and sign-off from the command line."""

from tests.cli.conftest import Call


def test_the_list_keeps_its_keys_and_tells_hours_manager_and_absence(call: Call) -> None:
    call("people", "add", "dora", "--role", "teamLead")
    call("people", "add", "ana", "--team", "Field", "--zone", "Europe/Berlin")
    call("people", "change", "ana", "--manager", "dora", "--hours", "round the clock")
    call("people", "absence", "ana", "--until", "2026-11-30T08:00:00Z", "--why", "leave")
    ana = next(row for row in call("people", "list", "--json").records if row["name"] == "ana")
    assert ana == {
        "name": "ana",
        "role": "agent",
        "teams": ["Field"],
        "zone": "Europe/Berlin",
        "manager": "dora",
        "hours": "round the clock",
        "absent_until": "2026-11-30T08:00:00Z",
        "absences": [
            {"from": "2026-11-19T14:24:00Z", "until": "2026-11-30T08:00:00Z", "why": "leave"}
        ],
    }
    line = next(row for row in call("people", "list").out.splitlines() if "ana" in row)
    assert line.endswith("round the clock  reports to dora · absent until Mon 30 Nov 08:00")


def test_a_team_is_saved_and_listed(call: Call) -> None:
    call("people", "add", "dora", "--team", "Field")
    words = ("--level", "2", "--lead", "dora", "--by-load", "yes", "--return-after", "4h")
    saved = call("people", "save-team", "Field", *words)
    assert saved.out.splitlines() == [
        "Field             level 2  1 person    led by dora · by load · goes back after 4 h",
        "  New work goes to whoever has the most room.",
        "  Work goes back to the team once its owner left it for 4 h.",
    ]
    assert call("people", "teams", "--json").record == {
        "team": "Field",
        "members": 1,
        "level": 2,
        "lead": "dora",
        "calendar": None,
        "by_load": True,
        "return_after_seconds": 14_400,
    }
    assert call("people", "save-team", "Field", "--level", "2").code == 1


def test_somebody_joins_and_leaves_teams_and_gets_a_role(call: Call) -> None:
    call("people", "add", "ana", "--team", "Front")
    changed = call("people", "team", "ana", "Field", "Second", "--leave", "Front", "--json").record
    assert changed["teams"] == ["Field", "Second"]
    assert call("people", "role", "ana", "teamLead", "--json").record["role"] == "teamLead"
    refused = call("people", "team", "ana", "--leave", "Front")
    assert refused.code == 1
    assert "ana is not in Front" in refused.err


def test_an_absence_is_ones_own_unless_another_is_named(call: Call) -> None:
    me = call("people", "list", "--json").record["name"]
    assert call("people", "absence", "--until", "+2h", "--json").record["name"] == me
    assert call("people", "present").out == f"{me} is there again.\n"
    assert "is not absent" in call("people", "present").err


def test_sign_off_says_what_went_where_and_is_taken_back_as_one(call: Call, logged: str) -> None:
    call("people", "add", "ben")
    call("do", logged, "claim")
    tried = call("people", "sign-off", "--to", "ben", "--dry-run")
    assert tried.out.splitlines() == [
        f"{logged} assign · open · only tried, nothing was changed",
        "  ben has it now.",
    ]
    done = call("people", "sign-off", "--to", "ben", "--json").record
    assert (done["ref"], done["action"], done["effects"]) == (logged, "assign", ["ben has it now."])
    undone = call("do", "undo", "--json").record
    assert undone["ref"] == logged
    assert "1 open item stays with" in call("people", "sign-off", "--to", "keep").out


def test_where_nothing_is_open_sign_off_says_so(call: Call) -> None:
    call("people", "add", "ben")
    assert call("people", "sign-off", "ben", "--to", "team").out == "ben has nothing open.\n"
    assert call("people", "sign-off", "nora", "--to", "team").code == 1


def test_a_loop_of_managers_is_named(call: Call) -> None:
    for name in ("ana", "ben"):
        call("people", "add", name)
    call("people", "change", "ana", "--manager", "ben")
    refused = call("people", "change", "ben", "--manager", "ana")
    assert "ben > ana > ben" in refused.err

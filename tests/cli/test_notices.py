"""Notices from the command line: listed by themselves, shown as a letter, acted on."""

import pytest

from tests.cli.conftest import Call

LATE = ("purpose=late", "promised=+120h", "draft=yes")


@pytest.fixture
def told(call: Call) -> str:
    """An item on which the customer was answered, and a late notice lies ready."""
    assert call("new", "customer", "name=Acme", "email=a@acme.example").code == 0
    logged = call(
        *("log", "--direction", "inbound", "--channel", "email", "--subject", "Lamp"),
        *("--customer", "C-1", "--from", "a@acme.example"),
    )
    ref = logged.out.strip()
    assert call("do", ref, "reply", "text=We look.").code == 0
    assert call("do", ref, "inform", *LATE).code == 0
    return ref


def test_notices_are_listed_by_themselves(call: Call, told: str) -> None:
    rows = call("list", "--filter", "kind:notice", "--json").records
    assert [(row["ref"], row["state"]) for row in rows] == [("N-1", "initial"), ("N-2", "draft")]
    assert rows[1]["customer"] == {"ref": "C-1", "name": "Acme"}
    assert (rows[0]["channel"], rows[0]["due"]) == ("email", "2026-11-19T14:24:10Z")
    assert [row["ref"] for row in call("list", "--json").records] == [told]


@pytest.mark.parametrize(
    ("filter_", "found"),
    [
        ("state:draft", ["N-2"]),
        ("is:open", ["N-1", "N-2"]),
        ("is:waiting", ["N-2"]),
        ("customer:acme created<1h", ["N-1", "N-2"]),
        ("ref:N-1", ["N-1"]),
        ("channel:sms", []),
        ("lamp -state:draft", ["N-1"]),
        ("owner:none", ["N-1", "N-2"]),
    ],
)
def test_they_are_found_by_what_they_have(
    call: Call, told: str, filter_: str, found: list[str]
) -> None:
    rows = call("list", "--filter", f"kind:notice {filter_}", "--json").records
    assert sorted(row["ref"] for row in rows) == found


@pytest.mark.parametrize(
    ("filter_", "said"),
    [
        ("kind:notice level>=warning", "Notices have no level>=warning, at column 13"),
        ("kind:notice is:snoozed", "Notices have no is:snoozed, at column 13"),
        ("kind:notice tag:vip", "Notices have no tag:vip, at column 13"),
        ("kind:notice|problem", "Notices are listed by themselves, at column 1"),
        ("kind:problem kind:notice", "Notices are listed by themselves, at column 14"),
        ("kind:customer", "Lists hold work, and no customers, at column 1"),
        ("is:open kind:problem|customer", "Lists hold work, and no customers, at column 9"),
        ("kind:partner", "Lists hold work, and no business partners, at column 1"),
    ],
)
def test_what_they_have_not_is_said(call: Call, filter_: str, said: str) -> None:
    ended = call("list", "--filter", filter_)
    assert ended.code == 2
    assert ended.err.startswith(f"desk: {said}")


def test_a_notice_is_shown_as_it_is_listed_with_its_letter(call: Call, told: str) -> None:
    for row in call("list", "--filter", "kind:notice", "--json").records:
        shown = call("show", row["ref"], "--json").record
        assert {name: shown[name] for name in row} == row
    fields = shown["fields"]
    assert (fields["about"], fields["purpose"], fields["medium"]) == (told, "late", "email")
    assert (fields["to"], fields["state"], fields["tries"]) == ("a@acme.example", "draft", 0)
    assert fields["promised"] == "2026-11-24T14:24:00Z"
    assert "Our new time is 2026-11-24 14:24 UTC" in fields["text"]
    out = call("show", "n-2").out
    assert out.startswith("N-2  Your report Lamp takes longer than agreed [I-1]\nnotice · late")
    assert "\n  Hello Acme,\n" in out


def test_what_happened_to_it_stands_in_its_trail(call: Call, told: str) -> None:
    call("do", "N-2", "edit", "promised=+4h")
    call("do", "N-2", "send")
    call("do", "N-2", "drop", "reason=He called")
    trail = call("show", "N-2", "--json").record["trail"]
    assert [(entry["action"], entry["text"]) for entry in trail] == [
        ("inform", "Late notice N-2 drafted"),
        ("edit", "Late notice N-2 written otherwise"),
        ("send", "Late notice N-2 sent"),
        ("drop", "Late notice N-2 dropped: He called"),
    ]
    assert [entry["seq"] for entry in trail] == sorted(entry["seq"] for entry in trail)
    (said,) = call("show", "N-1", "--json").record["trail"]
    assert (said["action"], said["actor"]) == ("reply", trail[0]["actor"])
    assert "\nTrail\n" in call("show", "N-1").out


def test_it_is_sent_and_dropped_by_its_reference(call: Call, told: str) -> None:
    assert call("do", "N-2", "send", "--json").record["state"] == "initial"
    assert call("do", "N-2", "drop", "reason=He called", "--json").record["state"] == "cancelled"
    ended = call("do", "N-2", "send")
    assert (ended.code, ended.err.splitlines()[0]) == (1, "desk: N-2 is cancelled, not a draft")
    assert call("show", "N-2", "--json").record["fields"]["last_answer"] == "He called"


def test_how_a_customer_is_told_is_settled_and_shown(call: Call, told: str) -> None:
    done = call("do", "C-1", "notify", "quiet=22:00-7:00", "refuse=late", "language=tlh")
    assert done.code == 0
    assert "Nobody has written templates in 'tlh': it is English." in done.out + done.err
    fields = call("show", "C-1", "--json").record["fields"]
    assert (fields["quiet"], fields["refused"], fields["zone"]) == ("22:00-07:00", ["late"], None)
    assert "  quiet         22:00-07:00\n" in call("show", "C-1").out
    for wrong in ("zone=Mars", "quiet=x", "refuse=laet", "events=never", "language=_"):
        assert call("do", "C-1", "notify", wrong).code == 1
    assert call("do", "C-1", "notify").code == 1

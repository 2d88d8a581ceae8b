"""`desk hooks`: settled by settings, tried, listed with what was answered, tried again."""

from collections.abc import Iterator

import pytest

from tests.cli.conftest import Call
from tests.receivers import SECRET, Receiver, Say, is_signed, receiving


@pytest.fixture
def receiver(monkeypatch: pytest.MonkeyPatch) -> Iterator[Receiver]:
    """A receiver, whose secret the desk finds."""
    monkeypatch.setenv("HOOK_KEY", SECRET)
    with receiving() as made:
        yield made


@pytest.fixture
def settled(call: Call, receiver: Receiver) -> Call:
    """A desk with a hook at the receiver."""
    for name, value in (
        ("url", receiver.url),
        ("secret", "env:HOOK_KEY"),
        ("filter", "kind:problem"),
        ("private_targets", "true"),
    ):
        assert call("settings", "set", f"hook.crm.{name}", value).code == 0
    return call


def test_a_hook_is_settled_tried_and_listed(settled: Call, receiver: Receiver) -> None:
    tried = settled("hooks", "test", "crm")
    assert (tried.code, tried.out) == (0, "N-1  delivered: 204 No Content\n")
    assert [came.told["type"] for came in receiver.came] == ["hook.test"]
    assert all(map(is_signed, receiver.came))
    row = settled("hooks", "--json").record
    assert (row["name"], row["filter"], row["delivered"]) == ("crm", "kind:problem", 1)
    assert (row["internal_notes"], row["private_targets"]) == (False, True)
    assert SECRET not in settled("settings", "export").out + settled("hooks", "list").out


def test_it_is_told_of_what_happens_from_when_it_is_settled(
    settled: Call, receiver: Receiver
) -> None:
    settled("new", "problem", "subject=Dark", "impact=high")
    settled("work", "--once")
    settled("work", "--once")
    assert [came.told["type"] for came in receiver.came] == ["problem.report"]


def test_what_it_answers_is_said_through_the_gate(settled: Call, receiver: Receiver) -> None:
    receiver.answer = lambda _: Say(500, "\x1b]0;owned\x07 down")
    tried = settled("hooks", "test", "crm")
    assert tried.code == 1
    assert "not delivered: 500 Internal Server Error" in tried.out
    shown = settled("hooks").out
    assert "1 wait" in shown
    assert "\x1b" not in tried.out + shown
    receiver.answer = lambda _: Say()
    assert settled("hooks", "retry", "crm").err == "1 event to be tried again.\n"
    assert settled("hooks", "retry", "gone").code == 1


def test_a_hook_that_is_not_settled_yet_says_what_it_lacks(call: Call) -> None:
    assert call("hooks").err.startswith("No hook is settled")
    call("settings", "set", "hook.crm.url", "https://crm.example/")
    assert "it has no secret" in call("hooks").out
    refused = call("hooks", "test", "crm")
    assert (refused.code, "it has no secret" in refused.err) == (1, True)


def test_a_wrong_hook_is_refused_where_it_is_settled(call: Call) -> None:
    for name, value, said in (
        ("hook.crm.url", "ftp://x", "neither with https"),
        ("hook.crm.filter", "prio:1", "There is no field 'prio'"),
        ("hook.crm.secret", SECRET, "no place of a secret"),
        ("hook.crm.private_targets", "perhaps", "true or false"),
    ):
        refused = call("settings", "set", name, value)
        assert refused.code != 0, name
        assert said in refused.err, refused.err
        assert SECRET not in refused.err

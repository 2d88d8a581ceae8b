"""Hooks as settings say them: there and back, and every fault with its place."""

import pytest

from desk.errors import BadValue
from desk.rules.hooks import Hook, read, written

GIVEN = {
    "crm": {
        "url": "https://crm.example/desk?team=1",
        "secret": "env:CRM_KEY",
        "filter": 'kind:problem priority<=2 -tag:"no crm"',
        "internal_notes": True,
        "private_targets": True,
        "ca": "/etc/own.pem",
    },
    "bare": {"url": "http://[::1]:8080", "secret": "file:/etc/desk/hook"},
}


def test_what_is_written_reads_back_the_same() -> None:
    hooks = read(GIVEN)
    assert written(hooks) == GIVEN
    assert read(written(hooks)) == hooks
    assert [hook.name for hook in hooks.ready] == ["bare", "crm"]
    assert hooks.named("crm").internal_notes  # type: ignore[union-attr]
    assert hooks.named("gone") is None


def test_what_is_lacking_is_no_fault_but_nothing_goes_there() -> None:
    hooks = read({"crm": {"url": "https://crm.example/"}})
    assert hooks.hooks == (Hook("crm", "https://crm.example/"),)
    assert hooks.hooks[0].lacking == ("secret",)
    assert hooks.ready == ()


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"url": "ftp://crm.example/"}, "neither with https"),
        ({"url": "javascript:alert(1)"}, "neither with https"),
        ({"url": "https://"}, "is no address"),
        ({"url": "https://me:pass@crm.example/"}, "a name or password"),
        ({"url": "https://crm.example\\@10.0.0.1/"}, "a name or password"),
        ({"url": "https://crm.example:0/"}, "a port that cannot be"),
        ({"url": "https://crm.example:99999/"}, "a port that cannot be"),
        ({"url": "https://crm.example/#part"}, "behind #"),
        ({"url": "https://crm.example/\r\nX: y"}, "is no address"),
        ({"url": "https://\u00fcber.example/"}, "is no address"),
        ({"url": 7}, "is no text"),
        ({"secret": "hunter2"}, "hook.crm.secret is no place of a secret"),
        ({"filter": "prio:1"}, "There is no field 'prio', at column 1"),
        ({"filter": "owner:me"}, "there is no 'me'"),
        ({"filter": "kind:task"}, "no kind of work"),
        ({"filter": 3}, "is no text"),
        ({"internal_notes": "yes"}, "hook.crm.internal_notes is 'yes'"),
        ({"ca": 7}, "hook.crm.ca is '7'"),
        ({"ca": "/etc/own.pem\nX"}, "hook.crm.ca is '/etc/own.pem"),
        ({"password": "x"}, "has no 'password'"),
    ],
)
def test_each_fault_is_named(values: dict[str, object], said: str) -> None:
    with pytest.raises(BadValue) as refused:
        read({"crm": values})
    assert said in refused.value.message
    assert "hunter2" not in refused.value.message + refused.value.next_step


@pytest.mark.parametrize("name", ["", "a.b", "../x", "a b", "x" * 41, "\u0430", "a\n"])
def test_names_are_safe(name: str) -> None:
    with pytest.raises(BadValue, match="cannot be called"):
        read({name: {}})

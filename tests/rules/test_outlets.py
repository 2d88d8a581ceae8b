"""By which ways messages leave, as settings say it."""

import pytest

from desk.errors import BadValue
from desk.rules.outlets import NONE, Folder, Outlets, Smtp, newly_open, read, written
from desk.rules.retries import WAITS, wait_after

SMTP = {"host": "mail.example.org", "from": "Desk <desk@example.org>"}


def test_it_is_written_as_it_is_read() -> None:
    table = {
        "smtp": {
            **SMTP,
            "port": 2525,
            "security": "tls",
            "user": "desk",
            "password": "env:DESK_PASSWORD",
            "name": "desk.example.org",
            "ca": "/etc/own.pem",
            "timeout": "10s",
        },
        "folder": {"path": "/var/spool/desk", "media": ["sms", "letter"]},
    }
    assert written(read(table)) == table
    assert written(read({})) == {}
    assert read(written(read({"smtp": SMTP}))).smtp.door == 587


def test_settings_come_one_after_the_other() -> None:
    """What is not whole yet is kept and sends nothing."""
    outlets = read({"smtp": {"host": "mail.example.org"}})
    assert (outlets.smtp.lacking, outlets.media) == (("from",), ())
    outlets = read({"smtp": {**SMTP, "user": "desk"}})
    assert (outlets.smtp.lacking, outlets.media) == (("password",), ())
    assert read({"smtp": SMTP}).media == ("email",)


def test_each_medium_has_its_outlet() -> None:
    """A folder takes what it names, or all that nothing else takes."""
    both = read({"smtp": SMTP, "folder": {"path": "/out"}})
    assert [both.of(medium) for medium in ("email", "sms", "letter")] == ["smtp", *["folder"] * 2]
    assert read({"folder": {"path": "/out"}}).of("email") == "folder"
    named = read({"smtp": SMTP, "folder": {"path": "/out", "media": "sms,email"}})
    assert [named.of(medium) for medium in ("email", "sms", "letter")] == ["folder", "folder", ""]
    assert newly_open(NONE, both) == ("email", "sms", "letter", "social")
    assert newly_open(read({"smtp": SMTP}), named) == ("sms",)
    assert newly_open(both, NONE) == ()


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"pigeon": {}}, "has no 'pigeon'"),
        ({"smtp": {"hots": "x"}}, "outlet.smtp has no 'hots'"),
        ({"smtp": {"port": 0}}, "outlet.smtp.port is '0'"),
        ({"smtp": {"port": True}}, "outlet.smtp.port is 'True'"),
        ({"smtp": {"security": "ssl"}}, "outlet.smtp.security is 'ssl'"),
        ({"smtp": {"from": "desk"}}, "outlet.smtp.from: 'desk' is no address of mail"),
        ({"smtp": {"from": "a@b.c\nBcc: d@e.f"}}, "outlet.smtp.from is"),
        ({"smtp": {"host": "a\nb"}}, "outlet.smtp.host is"),
        ({"smtp": {"host": "mail.example.org evil"}}, "outlet.smtp.host is"),
        ({"smtp": {"host": "mail.example.org:25"}}, "outlet.smtp.host is"),
        ({"smtp": {"host": "smtp://mail.example.org"}}, "outlet.smtp.host is"),
        ({"smtp": {"name": "desk example"}}, "outlet.smtp.name is"),
        ({"smtp": {"password": "hunter2"}}, "outlet.smtp.password is no place of a secret"),
        ({"smtp": {"timeout": "0s"}}, "outlet.smtp.timeout is '0s'"),
        ({"smtp": {**SMTP, "security": "none", "user": "u"}}, "in the open"),
        ({"folder": {"path": "out"}}, "outlet.folder.path is 'out'"),
        ({"folder": {"media": ["fax"]}}, "outlet.folder.media is 'fax'"),
        ({"folder": {"media": 3}}, "outlet.folder.media is no list"),
        ({"smtp": 3}, "outlet.smtp is not an object"),
    ],
)
def test_what_cannot_be_is_named(table: dict[str, object], message: str) -> None:
    with pytest.raises(BadValue) as refused:
        read(table)
    assert message in refused.value.message
    assert "hunter2" not in refused.value.message


def test_waits_grow_and_never_fall_together() -> None:
    waits = [wait_after(tries, 0.5) for tries in range(1, 12)]
    assert waits == sorted(waits)
    assert (waits[0], waits[-1]) == (WAITS[0], WAITS[-1])
    assert [wait_after(1, chance) for chance in (0.0, 1.0)] == [48, 72]
    assert wait_after(0, 0.5) == WAITS[0]


def test_what_is_settled_is_plain() -> None:
    assert Outlets() == NONE
    assert (Smtp().is_ready, Folder().is_ready) == (False, False)


@pytest.mark.parametrize(
    "host", ["mail.example.org", "127.0.0.1", "::1", "fe80::1%eth0", "märz.de"]
)
def test_a_server_may_be_named_in_every_way_there_is(host: str) -> None:
    assert read({"smtp": {"host": host}}).smtp.host == host

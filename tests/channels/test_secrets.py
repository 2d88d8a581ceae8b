"""Secrets come from where settings say, and nothing tells what they are."""

import os
from pathlib import Path

import pytest

from desk.channels import secrets
from desk.channels.secrets import fetch, hidden
from desk.errors import BadValue, DeskError
from desk.rules.secret_places import secret_place


def found(text: str) -> str:
    """The secret at a place."""
    return fetch(secret_place(text, "password"), {"DESK_PASSWORD": "s3cret"})


def test_from_the_environment_a_file_and_a_command(tmp_path: Path) -> None:
    place = tmp_path / "password"
    place.write_text("s3cret\nmore\n", encoding="utf-8")
    place.chmod(0o600)
    assert found("env:DESK_PASSWORD") == "s3cret"
    assert found(f"file:{place}") == "s3cret"
    assert found("command:printf 's3cret\\nmore'") == "s3cret"


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644])
def test_a_file_that_others_may_read_is_refused(tmp_path: Path, mode: int) -> None:
    place = tmp_path / "password"
    place.write_text("s3cret", encoding="utf-8")
    place.chmod(mode)
    with pytest.raises(DeskError, match=rf"can be read by others \(mode {mode:04o}\)") as refused:
        found(f"file:{place}")
    assert "s3cret" not in str(refused.value)
    assert refused.value.next_step == f"Keep it to yourself: chmod 600 {place}"


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe, 0o600)
    for name in (tmp_path, pipe, tmp_path / "none"):
        with pytest.raises(DeskError):
            found(f"file:{name}")


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        ("command:false", "the command false ended with code 1"),
        ("command:no-such-command s3cret", "the command no-such-command cannot be run"),
        ("command:true", "There is no secret at the command true"),
        ("command:printf 'open", "its quotes do not match"),
        ("command:sh -c 'sleep 60 & sleep 60'", "did not end in 1 s"),
        ("env:NO_SUCH_VARIABLE", "There is no secret at the variable NO_SUCH_VARIABLE"),
    ],
)
def test_a_place_without_a_secret_is_named(
    monkeypatch: pytest.MonkeyPatch, command: str, reason: str
) -> None:
    monkeypatch.setattr(secrets, "COMMAND_SECONDS", 1)
    with pytest.raises(DeskError, match=reason) as refused:
        found(command)
    assert "s3cret" not in f"{refused.value.message}{refused.value.next_step}"


@pytest.mark.parametrize("text", ["hunter2", "", "env:", "file: ", "http:x", "env:A\nB", 7])
def test_a_secret_in_place_of_its_place_is_not_told(text: object) -> None:
    with pytest.raises(BadValue) as refused:
        secret_place(text, "outlet.smtp.password")
    assert "hunter2" not in f"{refused.value.message}{refused.value.next_step}"
    assert refused.value.message.startswith("outlet.smtp.password ")


def test_a_secret_in_an_answer_is_hidden() -> None:
    assert hidden("535 hunter2 is wrong", "hunter2", "") == "535 [secret] is wrong"

"""A folder that takes messages: whole or not at all, once, for nobody else to read."""

import stat
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from desk.channels.base import Answer, Letter
from desk.channels.folders import FolderChannel, name_of
from tests.channels.test_smtp import LETTER

SMS = LETTER._replace(medium="sms", to="+49 170 1234", text="Later\x1b[2J, 16:00")


def test_a_mail_and_a_text_message_become_files(tmp_path: Path) -> None:
    folder = FolderChannel(str(tmp_path))
    for letter in (LETTER, SMS):
        assert folder.send(letter).outcome == "delivered"
    mail, text = tmp_path / name_of(LETTER), tmp_path / name_of(SMS)
    assert {mail, text} == {*tmp_path.iterdir()}
    assert (mail.suffix, text.suffix) == (".eml", ".txt")
    assert [stat.S_IMODE(path.stat().st_mode) for path in (mail, text)] == [0o600] * 2
    read = message_from_bytes(mail.read_bytes(), policy=default)
    assert (read["Message-ID"], read["Subject"]) == (LETTER.message_id, LETTER.subject)
    assert text.read_text(encoding="utf-8").splitlines() == [
        "Id: <abc@desk.example>",
        "Reference: N-17",
        "Medium: sms",
        "To: +49 170 1234",
        "Subject: Retard: nouvelle heure – 16 h",
        "Language: fr",
        "Date: 2026-11-23T10:00:00Z",
        "",
        "Later [2J, 16:00",
    ]


def test_no_text_makes_a_head(tmp_path: Path) -> None:
    evil = SMS._replace(to="1\nTo: 2", subject="x\r\n\r\nbody")
    FolderChannel(str(tmp_path)).send(evil)
    lines = (tmp_path / name_of(evil)).read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line.startswith("To:")] == ["To: 1 To: 2"]
    assert "body" not in lines


def test_the_same_letter_twice_is_one_file(tmp_path: Path) -> None:
    folder = FolderChannel(str(tmp_path))
    folder.send(LETTER)
    (path,) = tmp_path.iterdir()
    before = path.stat()
    again = folder.send(LETTER._replace(text="otherwise"))
    assert again == Answer("delivered", f"{path} was there already")
    assert [*tmp_path.iterdir()] == [path]
    assert path.stat() == before
    folder.send(LETTER._replace(message_id="<other@desk.example>"))
    assert len([*tmp_path.iterdir()]) == 2


@pytest.mark.parametrize("letter", [LETTER, SMS])
def test_a_link_in_the_folder_is_not_followed(tmp_path: Path, letter: Letter) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / name_of(letter)).symlink_to(tmp_path / "outside")
    answer = FolderChannel(str(tmp_path / "in")).send(letter)
    assert answer.outcome == "later"
    assert not (tmp_path / "outside").exists()


def test_a_folder_that_is_not_there_or_full_shuts_the_way(tmp_path: Path) -> None:
    answer = FolderChannel(str(tmp_path / "none")).send(LETTER)
    assert (answer.outcome, answer.of_all) == ("later", True)
    assert "No such file or directory" in answer.said
    answer = FolderChannel("/dev/full").send(LETTER)
    assert (answer.outcome, answer.of_all) == ("later", True)


def test_a_half_written_file_leaves_nothing(tmp_path: Path, small: Path) -> None:
    answer = FolderChannel(str(small)).send(LETTER._replace(text="x" * 300_000))
    assert (answer.outcome, answer.of_all) == ("later", True)
    assert [*small.iterdir()] == []


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which the disk is full before a file is whole."""
    import errno
    import os

    def full(number: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("desk.channels.folders.os.fsync", full)
    folder = tmp_path / "small"
    folder.mkdir()
    return folder


def test_a_mail_to_no_address_is_never_written(tmp_path: Path) -> None:
    answer = FolderChannel(str(tmp_path)).send(LETTER._replace(to="a@b\nc"))
    assert answer.outcome == "never"
    assert [*tmp_path.iterdir()] == []

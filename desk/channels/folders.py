"""A folder that takes messages: one file for each, whole or not at all, for nobody else to read.

What comes after, a gateway for text messages or a printer, takes the files away.
"""

import errno
import hashlib
import os
from datetime import UTC, datetime
from pathlib import Path

from desk.channels.base import Answer, Letter
from desk.channels.mail import mail_bytes
from desk.errors import BadValue
from desk.rules.mail_addresses import one_header_line, safe_lines

_NO_LINKS = (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS)
"""What file systems answer that know one name for a file."""


class FolderChannel:
    """Puts letters into a folder."""

    def __init__(self, path: str) -> None:
        self._folder = Path(path)

    def send(self, letter: Letter) -> Answer:
        """Put a letter there; one that lies there already, by the same id, was delivered."""
        try:
            content = mail_bytes(letter) if letter.medium == "email" else _page(letter)
        except BadValue as error:
            return Answer("never", error.message)
        path = self._folder / name_of(letter)
        try:
            _put(path, content)
        except FileExistsError:
            if path.is_symlink() or not path.is_file():
                return Answer("later", f"{path} is there and is no file")
            return Answer("delivered", f"{path} was there already")
        except OSError as error:
            return Answer("later", f"{path} cannot be written: {error.strerror}", of_all=True)
        return Answer("delivered", f"written to {path}")

    def close(self) -> None:
        """Nothing is kept open."""


def name_of(letter: Letter) -> str:
    """The name of a letter's file: the same on every try, and of no other letter's."""
    mark = hashlib.sha256(letter.message_id.encode()).hexdigest()[:12]
    return f"{letter.ref}-{mark}.{'eml' if letter.medium == 'email' else 'txt'}"


def _put(path: Path, content: bytes) -> None:
    """Write a file under its name once it is whole. Raises `FileExistsError` for one there."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.part")
    unfinished.unlink(missing_ok=True)
    number = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    try:
        with open(number, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(number)
        _named(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _named(unfinished: Path, path: Path) -> None:
    """Give a whole file its name, in place of no other."""
    try:
        os.link(unfinished, path)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        if os.path.lexists(path):
            raise FileExistsError(error.errno, "there is one already") from error
        unfinished.rename(path)


def _page(letter: Letter) -> bytes:
    """A letter of another medium: heads like those of mail, then the text."""
    heads = {
        "Id": letter.message_id,
        "Reference": letter.ref,
        "Medium": letter.medium,
        "To": letter.to,
        "Subject": letter.subject,
        "Language": letter.language,
        "Date": datetime.fromtimestamp(letter.date, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
    lines = [f"{name}: {one_header_line(value)}" for name, value in heads.items() if value]
    return "\n".join([*lines, "", *safe_lines(letter.text), ""]).encode("utf-8")

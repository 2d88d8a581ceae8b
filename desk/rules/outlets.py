"""By which ways messages leave the house, as a desk has settled it."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from desk.errors import BadValue
from desk.rules.calendars import mapping_of, refuse_unknown
from desk.rules.instants import duration, parse_duration
from desk.rules.mail_addresses import is_harmful, mailbox
from desk.rules.nearness import nearest
from desk.rules.secret_places import SecretPlace, secret_place

SECURITY = ("starttls", "tls", "none")
"""How a server of mail is spoken to: safely after greeting, safely from the start, in the open."""

PORTS = {"starttls": 587, "tls": 465, "none": 25}

MEDIA = ("email", "sms", "letter", "social")
"""What outlets take; hooks have ways of their own."""

_OUTLETS = ("smtp", "folder")
_OF_SMTP = ("host", "port", "security", "user", "password", "from", "name", "ca", "timeout")
_OF_FOLDER = ("path", "media")
_LONGEST = 500
_LONGEST_WAIT = 600
_HOST = re.compile(r"[\w.-]+|[0-9a-f:.]+(%\w+)?", re.IGNORECASE)
"""A name in any script, or an address of either kind."""
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


class Smtp(NamedTuple):
    """A server of mail, and how it is spoken to."""

    host: str = ""
    port: int = 0
    """0 for the one that goes with the security."""
    security: str = "starttls"
    user: str = ""
    password: SecretPlace | None = None
    sender: str = ""
    """Whom messages are from."""
    name: str = ""
    """What the desk calls itself there; empty for the domain of whom they are from."""
    ca: str = ""
    """A file of certificates that are trusted besides the machine's."""
    timeout: int = 30
    """Seconds in which the server must answer each step."""

    @property
    def is_ready(self) -> bool:
        """Whether mail can be sent with what is settled."""
        return not self.lacking

    @property
    def lacking(self) -> tuple[str, ...]:
        """What is still to be settled before anything can be sent."""
        if self == Smtp():
            return ("host", "from")
        wanted = {"host": self.host, "from": self.sender}
        if self.user:
            wanted["password"] = str(self.password or "")
        return tuple(name for name, value in wanted.items() if not value)

    @property
    def door(self) -> int:
        """The port it is spoken to at."""
        return self.port or PORTS[self.security]


class Folder(NamedTuple):
    """A folder that takes messages, one file for each."""

    path: str = ""
    media: tuple[str, ...] = ()
    """What it takes; empty for all that nothing else takes."""

    @property
    def is_ready(self) -> bool:
        """Whether it can take anything."""
        return bool(self.path)


class Outlets(NamedTuple):
    """Every way out of the house."""

    smtp: Smtp = Smtp()
    folder: Folder = Folder()

    def of(self, medium: str) -> str:
        """The outlet a medium leaves by: `smtp` or `folder`; empty as long as there is none."""
        if self.folder.is_ready and medium in self.folder.media:
            return "folder"
        if medium == "email" and self.smtp.is_ready:
            return "smtp"
        return "folder" if self.folder.is_ready and not self.folder.media else ""

    @property
    def media(self) -> tuple[str, ...]:
        """The media that have an outlet."""
        return tuple(medium for medium in MEDIA if self.of(medium))


NONE = Outlets()
"""What holds where nothing is settled: nothing leaves."""


def read(table: Mapping[str, object]) -> Outlets:
    """The outlets that a table says; what it leaves out is as it comes. Raises `BadValue`.

    What is still lacking is no fault: settings are written one after the other.
    """
    refuse_unknown(table, _OUTLETS, "What is settled about outlets")
    smtp = mapping_of(table.get("smtp", {}), "outlet.smtp")
    folder = mapping_of(table.get("folder", {}), "outlet.folder")
    return Outlets(_smtp(smtp), _folder(folder))


def written(outlets: Outlets) -> dict[str, object]:
    """The outlets as a table of TOML, without what is as it comes."""
    smtp, folder = outlets.smtp, outlets.folder
    as_it_comes = Smtp()
    told: dict[str, object] = {
        "host": smtp.host,
        "port": smtp.port,
        "security": smtp.security if smtp.security != as_it_comes.security else "",
        "user": smtp.user,
        "password": str(smtp.password or ""),
        "from": smtp.sender,
        "name": smtp.name,
        "ca": smtp.ca,
        "timeout": duration(smtp.timeout) if smtp.timeout != as_it_comes.timeout else "",
    }
    tables = {
        "smtp": {name: value for name, value in told.items() if value},
        "folder": {name: value for name, value in _told(folder).items() if value},
    }
    return {name: table for name, table in tables.items() if table}


def newly_open(before: Outlets, after: Outlets) -> tuple[str, ...]:
    """The media that had no outlet and now have one: what was laid for them waits for a person."""
    return tuple(medium for medium in after.media if medium not in before.media)


def _told(folder: Folder) -> dict[str, object]:
    return {"path": folder.path, "media": [*folder.media]}


def _smtp(table: Mapping[str, object]) -> Smtp:
    refuse_unknown(table, _OF_SMTP, "outlet.smtp")
    security = _one_of("outlet.smtp.security", table.get("security") or "starttls", SECURITY)
    smtp = Smtp(
        host=_host("outlet.smtp.host", table.get("host")),
        port=_port(table.get("port")),
        security=security,
        user=_line("outlet.smtp.user", table.get("user")),
        password=_password(table.get("password")),
        sender=_sender(table.get("from")),
        name=_host("outlet.smtp.name", table.get("name")),
        ca=_line("outlet.smtp.ca", table.get("ca")),
        timeout=_seconds(table.get("timeout")),
    )
    if smtp.user and security == "none" and smtp.host and smtp.host not in _LOOPBACK:
        raise BadValue(
            "outlet.smtp: the password would cross the network in the open",
            "Set outlet.smtp.security to starttls or tls, or sign in without user and password.",
        )
    return smtp


def _folder(table: Mapping[str, object]) -> Folder:
    refuse_unknown(table, _OF_FOLDER, "outlet.folder")
    media = table.get("media") or ()
    if isinstance(media, str):
        media = [word.strip() for word in media.split(",")]
    if not isinstance(media, list | tuple):
        raise BadValue("outlet.folder.media is no list", 'Write it like ["sms", "letter"].')
    known = tuple(_one_of("outlet.folder.media", medium, MEDIA) for medium in media)
    path = _line("outlet.folder.path", table.get("path"))
    if path and not path.startswith("/"):
        raise BadValue(
            f"outlet.folder.path is '{path}'", "Write the whole path: others send from elsewhere."
        )
    return Folder(path, tuple(dict.fromkeys(known)))


def _one_of(where: str, value: object, known: tuple[str, ...]) -> str:
    if isinstance(value, str) and value in known:
        return value
    near = nearest(str(value), known)
    raise BadValue(
        f"{where} is '{value}'",
        f"Did you mean {near}?" if near else f"Write one of: {', '.join(known)}.",
    )


def _host(where: str, value: object) -> str:
    host = _line(where, value)
    if host and not _HOST.fullmatch(host):
        raise BadValue(
            f"{where} is '{host}', which is no name of a machine",
            "Write it like mail.example.org; a port stands in outlet.smtp.port.",
        )
    return host


def _line(where: str, value: object) -> str:
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > _LONGEST or is_harmful(value):
        raise BadValue(f"{where} is '{value}'", "Write a text of one line.")
    return value.strip()


def _port(value: object) -> int:
    if value is None or value == "":
        return 0
    number = int(value) if isinstance(value, str) and value.isdecimal() else value
    if not isinstance(number, int) or isinstance(number, bool) or not 0 < number < 65536:
        raise BadValue(f"outlet.smtp.port is '{value}'", "Write a number, from 1 to 65535.")
    return number


def _password(value: object) -> SecretPlace | None:
    return None if value in (None, "") else secret_place(value, "outlet.smtp.password")


def _sender(value: object) -> str:
    sender = _line("outlet.smtp.from", value)
    if sender:
        try:
            mailbox(sender)
        except BadValue as error:
            raise BadValue(f"outlet.smtp.from: {error.message}", error.next_step) from None
    return sender


def _seconds(value: object) -> int:
    if value is None or value == "":
        return Smtp().timeout
    seconds = parse_duration(value) if isinstance(value, str) else value
    if (
        not isinstance(seconds, int)
        or isinstance(seconds, bool)
        or not 0 < seconds <= _LONGEST_WAIT
    ):
        raise BadValue(
            f"outlet.smtp.timeout is '{value}'", "Write a length of time, from 1s to 10m."
        )
    return seconds

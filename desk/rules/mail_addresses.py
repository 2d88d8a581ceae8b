"""Addresses of mail as they go to the wire: taken apart, checked, safe in a header."""

import re
import unicodedata
from typing import NamedTuple

from desk.errors import BadValue

_LONGEST = 254
_LONGEST_LOCAL = 64
_LOCAL = re.compile(r"[^\s\x00-\x20\x7f()<>\[\]:;@\\,\"]+")
_LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)", re.IGNORECASE | re.ASCII)
_HARMFUL = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))
_OF_WRITING = frozenset("\u00ad\u200c\u200d\u200e\u200f")
"""Invisible signs that words of some scripts are written with."""


class Mailbox(NamedTuple):
    """One address, with the name of whose it is."""

    name: str
    local: str
    domain: str
    """In plain letters: `xn--…` where it has others."""

    @property
    def address(self) -> str:
        """The address alone."""
        return f"{self.local}@{self.domain}"

    @property
    def is_ascii(self) -> bool:
        """Whether every server can take it."""
        return self.local.isascii()


def mailbox(text: str) -> Mailbox:
    """Read `desk@example.org` or `Service Desk <desk@example.org>`: one, or `BadValue`.

    Whatever could end a header or begin another recipient is refused.
    """
    if is_harmful(text):
        raise _no_address(text, "it holds a control character")
    name, address = _apart(text.strip())
    local, at, domain = address.rpartition("@")
    if not at or not _is_local(local):
        raise _no_address(text, "it has no form like name@example.org")
    plain_domain = _domain(domain, text)
    if len(local) + len(plain_domain) >= _LONGEST:
        raise _no_address(text, "it is too long")
    return Mailbox(name, local, plain_domain)


def is_harmful(text: str) -> bool:
    """Whether a text holds what may not stand in a header: controls and what is not seen."""
    return any(unicodedata.category(letter) in _HARMFUL for letter in text)


def one_header_line(text: str) -> str:
    """A text on one line, as a header takes it: whatever breaks or misleads becomes a blank."""
    return " ".join(_safe(text).split())


def safe_lines(text: str) -> list[str]:
    """The lines of a text, as the body of a mail takes them: no controls but tabs."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return ["\t".join(map(_safe, line.split("\t"))) for line in lines]


def _safe(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        " " if unicodedata.category(letter) in _HARMFUL and letter not in _OF_WRITING else letter
        for letter in text
    )


def _apart(text: str) -> tuple[str, str]:
    """The name and the address of a text that may hold both."""
    name, _, address = text.removesuffix(">").rpartition("<")
    if not text.endswith(">") or any(sign in name for sign in "<>"):
        return "", text
    return name.strip().strip('"').replace('\\"', '"'), address


def _is_local(local: str) -> bool:
    return (
        _LOCAL.fullmatch(local) is not None
        and len(local.encode()) <= _LONGEST_LOCAL
        and not local.startswith(".")
        and not local.endswith(".")
        and ".." not in local
    )


def _domain(domain: str, text: str) -> str:
    """The domain in plain letters."""
    try:
        plain = domain if domain.isascii() else domain.encode("idna").decode("ascii")
    except UnicodeError:
        raise _no_address(text, "its domain cannot be written in plain letters") from None
    if not all(_LABEL.fullmatch(label) for label in plain.removesuffix(".").split(".")):
        raise _no_address(text, "its domain is none")
    return plain.removesuffix(".")


def _no_address(text: str, reason: str) -> BadValue:
    return BadValue(f"'{text[:80]}' is no address of mail: {reason}", "Write name@example.org.")

"""An authority made for the tests, and certificates it gives: for `localhost`, for somebody else,
and one that has run out."""

import ssl
import subprocess
from pathlib import Path
from typing import NamedTuple

import pytest

_KEY = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")
SHOWN = {
    "right": ("localhost", 2),
    "elsewhere": ("elsewhere.example", 2),
    "expired": ("localhost", -1),
}
"""The name each certificate is for, and for how many days it holds."""


class Authority(NamedTuple):
    """Who vouches for the servers of a test; nobody knows it but who is told."""

    ca: Path
    """The file of its own certificate."""

    def shows(self, name: str) -> ssl.SSLContext:
        """A server that shows one of its certificates: `right`, `elsewhere` or `expired`."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.ca.with_name(f"{name}.pem"), self.ca.with_name(f"{name}.key"))
        return context


def make_authority(folder: Path) -> Authority:
    """Make an authority and what it vouches for."""
    own = Authority(folder / "authority.pem")
    is_authority = ("-addext", "keyUsage=critical,keyCertSign,cRLSign")
    named = ("-subj", "/CN=An authority of tests", *is_authority)
    key = folder / "authority.key"
    _openssl("req", "-x509", *_KEY, "-days", "2", *named, "-keyout", key, "-out", own.ca)
    for name, (host, days) in SHOWN.items():
        wish, made = folder / f"{name}.wish", folder / name
        subject = ("-subj", f"/CN={host}", "-addext", f"subjectAltName=DNS:{host}")
        _openssl("req", "-new", *_KEY, *subject, "-keyout", f"{made}.key", "-out", wish)
        given = ("-CA", own.ca, "-CAkey", key, "-days", str(days), "-copy_extensions", "copy")
        _openssl("x509", "-req", "-in", wish, *given, "-out", f"{made}.pem")
    return own


def _openssl(*words: str | Path) -> None:
    try:
        subprocess.run(["openssl", *map(str, words)], check=True, capture_output=True)
    except FileNotFoundError:
        pytest.skip("openssl is not installed, so there is no certificate to show")

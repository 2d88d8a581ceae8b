"""What the terminal can do, and what Textual must find in the environment at its import."""

import os
import re
from collections.abc import Mapping, MutableMapping
from typing import NamedTuple

_NO_COLOUR = re.compile(r"dumb|vt\d+|.*-m(ono)?$")
_PATIENCE_MS = "500"
"""How long an escape sequence may stay broken on a line that goes over a network."""


class Terminal(NamedTuple):
    """The terminal the desk is drawn on."""

    colours: str
    """many, sixteen or none."""
    is_utf8: bool
    is_remote: bool
    """Whether it stands at the far end of a line."""


def terminal(environ: Mapping[str, str]) -> Terminal:
    """Read the terminal from the environment."""
    return Terminal(_colours(environ), _is_utf8(environ), _is_remote(environ))


def prepare(environ: MutableMapping[str, str] = os.environ) -> Terminal:
    """Set what Textual reads once, at its import, and take away what it must not obey.

    NO_COLOR is taken out because Textual would answer it with a filter that turns colours into
    greys: the desk has a theme without colours for it.
    """
    found = terminal(environ)
    for name in [
        name for name in environ if name.startswith("TEXTUAL_") and name != "TEXTUAL_DRIVER"
    ]:
        del environ[name]
    environ.pop("NO_COLOR", None)
    environ["TEXTUAL_ANIMATIONS"] = "none"
    if found.is_remote:
        environ.setdefault("ESCDELAY", _PATIENCE_MS)
    if _NO_COLOUR.match(environ.get("TERM", "")) or environ.get("TERM") == "linux":
        environ["TEXTUAL_DISABLE_KITTY_KEY"] = "1"
    return found


def _colours(environ: Mapping[str, str]) -> str:
    term = environ.get("TERM", "")
    if environ.get("NO_COLOR") or _NO_COLOUR.match(term):
        return "none"
    if environ.get("COLORTERM", "").lower() in ("truecolor", "24bit") or term.endswith(
        ("256color", "direct")
    ):
        return "many"
    return "sixteen"


def _is_utf8(environ: Mapping[str, str]) -> bool:
    """Whether the locale says UTF-8; one that says nothing at all is taken for it.

    Python itself sets LC_CTYPE to C.UTF-8 when the locale is C, so that value does not count where
    LANG says otherwise.
    """
    spoken = environ.get("LC_ALL") or _spoken_ctype(environ) or environ.get("LANG") or "C.UTF-8"
    charset = spoken.partition(".")[2].partition("@")[0]
    return charset.upper().replace("-", "") == "UTF8"


def _spoken_ctype(environ: Mapping[str, str]) -> str:
    ctype = environ.get("LC_CTYPE", "")
    return "" if ctype == "C.UTF-8" and environ.get("LANG") else ctype


def _is_remote(environ: Mapping[str, str]) -> bool:
    return any(environ.get(name) for name in ("SSH_TTY", "SSH_CONNECTION", "SSH_CLIENT"))

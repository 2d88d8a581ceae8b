"""The bytes a program sends to a terminal, taken apart."""

import re
from collections import Counter

_PIECES = re.compile(
    r"\x1b\[(?P<private>[<=>?]?)(?P<values>[0-9;:]*)(?P<between>[ !\"#$%&'*+]*)(?P<final>[@-~])"
    r"|\x1b(?P<string>[\]P_^X])[^\x07\x1b]*(?:\x07|\x1b\\)?"
    r"|\x1b(?P<short>[ -/]*[0-~])"
    r"|(?P<lone>\x1b)"
)

UNSEEN = re.compile(
    "[\x00-\x06\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u2069\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
"""What must never reach a terminal: C0 but line ends, DEL, C1, turning and unseen characters."""


def orders(raw: bytes) -> Counter[str]:
    """Every order to the terminal, by kind; where its values matter, with them."""
    found: Counter[str] = Counter()
    for piece in _PIECES.finditer(raw.decode("utf-8", "replace")):
        found[_kind(piece)] += 1
    return found


def unseen(raw: bytes) -> set[str]:
    """Characters in the stream that must not be there, orders taken out."""
    text = _PIECES.sub("", raw.decode("utf-8", "replace"))
    return {f"U+{ord(sign):04X}" for sign in UNSEEN.findall(text)}


def _kind(piece: re.Match[str]) -> str:
    if piece["final"]:
        with_values = piece["final"] in "hlnctqrpSTuxy" or piece["private"]
        values = piece["values"] if with_values else ""
        return f"CSI {piece['private']}{values}{piece['between']}{piece['final']}"
    if piece["string"]:
        return f"STRING {piece[0]!r}"
    return f"ESC {piece['short']}" if piece["short"] else "ESC alone"

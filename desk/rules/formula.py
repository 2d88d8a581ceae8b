"""The guard of text in CSV: no spreadsheet takes it for a formula, and our import takes it off."""

import re

GUARD = "'"

_RISKY = (*"=+-@\t\r\n\0＝＋－＠", GUARD)
"""What spreadsheets begin a formula with, in both widths; and the guard, to know it for one."""

_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?|\+\d[\d ]*", re.ASCII)
"""Amounts and telephone numbers, which no spreadsheet can do more with than show them."""


def guarded(text: str) -> str:
    """The text as a cell may hold it."""
    is_risky = text.startswith(_RISKY) or text.lstrip().startswith(_RISKY)
    return GUARD + text if is_risky and not _NUMBER.fullmatch(text) else text


def unguarded(text: str) -> str:
    """The text of a cell of ours."""
    return text.removeprefix(GUARD)

"""Changing a text in the editor of who sits at the terminal, checked when it is saved."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from desk.cli.output import Output
from desk.errors import DeskError, Unreachable

Read = TypeVar("Read")


def edited(text: str, read: Callable[[str, str], Read], out: Output, *, may_ask: bool) -> Read:
    """What `read` makes of the text as it was edited.

    `read` is given the text and the name of the file, and raises `DeskError` when it is wrong; a
    person may then go back to it. One that gives up keeps the text.
    """
    handle, name = tempfile.mkstemp(prefix="desk-settings-", suffix=".toml")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    path = Path(name)
    while True:
        _edit(path)
        try:
            found = read(path.read_text(encoding="utf-8"), name)
        except (DeskError, UnicodeDecodeError) as fault:
            error = fault if isinstance(fault, DeskError) else _no_utf8(name)
            if may_ask and _goes_back(error, out):
                continue
            error.next_step = f"{error.next_step} Nothing was changed; your text is in {name}."
            raise error from None
        path.unlink()
        return found


def _edit(path: Path) -> None:
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    try:
        done = subprocess.run([*shlex.split(editor), str(path)], check=False)
    except (OSError, ValueError) as error:
        raise Unreachable(
            f"The editor '{editor}' cannot be started: {error}", "Set VISUAL or EDITOR."
        ) from error
    if done.returncode:
        raise Unreachable(
            f"The editor '{editor}' ended with {done.returncode}",
            f"Nothing was changed; the text is in {path}.",
        )


def _goes_back(error: DeskError, out: Output) -> bool:
    """Say what is wrong, and ask whether it is to be mended."""
    out.talk(f"desk: {error.message}")
    out.talk(error.next_step)
    out.talk("enter goes back to the editor, q gives up")
    try:
        return input().strip().lower() not in ("q", "quit")
    except EOFError:
        return False


def _no_utf8(name: str) -> DeskError:
    return DeskError(f"{name} is not UTF-8", "Save it as UTF-8.")

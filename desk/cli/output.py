"""What commands print: data on stdout, talk on stderr, all of it through the text gate."""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from desk.rules.plain_text import cells, fit, plain
from desk.terminal.environment import terminal
from desk.terminal.glyphs import ASCII, DRAWN

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Mapping


class Unprinted(OSError):
    """What was to be printed can go nowhere: the disk is full, the stream is broken."""


class Output:
    """The two streams of a command and the form they take."""

    def __init__(self, *, as_json: bool = False, ascii_only: bool = False) -> None:
        self.as_json = as_json
        self._is_bare = not (terminal(os.environ).is_utf8 and _takes_unicode(sys.stdout))
        """Whether people's text is shown in ASCII too, because nothing else would arrive."""
        self.draw_in_ascii(ascii_only)
        for stream in (sys.stdout, sys.stderr):
            _forgive(stream)

    def draw_in_ascii(self, wanted: bool) -> None:
        """Choose the signs of the desk's own: ASCII when wanted, or when there is no other way."""
        self.glyphs = ASCII if wanted or self._is_bare else DRAWN

    @property
    def is_terminal(self) -> bool:
        """Whether a person reads stdout on a terminal."""
        return sys.stdout.isatty()

    @property
    def width(self) -> int:
        """How many cells a line of stdout has room for."""
        return max(20, shutil.get_terminal_size((80, 24)).columns)

    def record(self, value: Mapping[str, object]) -> None:
        """Print one object as a line of JSON in ASCII: no control character survives in it."""
        import json  # here, because a desk on the screen prints none

        write(json.dumps(value, ensure_ascii=True).replace("\x7f", "\\u007f") + "\n")

    def line(self, text: str = "") -> None:
        """Print one line of plain text."""
        write(self.gated(text).rstrip() + "\n")

    def talk(self, text: str) -> None:
        """Say one line on stderr: progress, warnings, hints."""
        flush()
        sys.stderr.write(self.gated(text).rstrip() + "\n")
        sys.stderr.flush()

    def gated(self, text: str) -> str:
        """One line of text, fit for any terminal."""
        return plain(text, ascii_only=self._is_bare)

    def cell(self, text: str, width: int, *, right: bool = False) -> str:
        """A field of a row in exactly so many cells, cut with a sign where it is longer."""
        return fit(self.gated(text), width, self.glyphs.cut, right=right)

    def padded(self, text: str, width: int) -> str:
        """A field of a row in at least so many cells, never cut."""
        shown = self.gated(text)
        return shown + " " * (width - cells(shown))


def of(args: argparse.Namespace) -> Output:
    """The output that the options of a command ask for."""
    return Output(as_json=bool(args.json), ascii_only=bool(args.ascii))


def complete_streams() -> None:
    """Let streams that were closed before the start lead nowhere.

    Nothing that is opened later may take their numbers: what is printed would go into it.
    """
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            nowhere = os.open(os.devnull, os.O_RDWR)
            os.dup2(nowhere, number)
            if nowhere != number:
                os.close(nowhere)
            setattr(sys, name, open(number, "r" if number == 0 else "w", encoding="utf-8"))  # noqa: SIM115 - for as long as the process lives


def silence() -> None:
    """Let streams that cannot be written lead nowhere: Python flushes once more at the end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def write(text: str) -> None:
    """Write text to stdout as it is. Raises `Unprinted`, and `BrokenPipeError` as it comes."""
    with _printing():
        sys.stdout.write(text)


def write_bytes(data: bytes) -> None:
    """Write bytes to stdout as they are. Raises as `write` does."""
    with _printing():
        sys.stdout.flush()
        sys.stdout.buffer.write(data)


def flush() -> None:
    """Send off what was printed so far."""
    with _printing():
        sys.stdout.flush()


@contextmanager
def _printing() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise Unprinted(error.errno, error.strerror) from error


def _takes_unicode(stream: TextIO) -> bool:
    encoding = getattr(stream, "encoding", None) or "utf-8"
    return encoding.lower().replace("-", "").replace("_", "").startswith("utf")


def _forgive(stream: TextIO) -> None:
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="backslashreplace")

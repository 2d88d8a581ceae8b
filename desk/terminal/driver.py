"""Textual's driver with fewer bytes on the wire."""

from typing import cast

from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver

from desk.terminal.styles import Thinner


def read_alt_with_digits() -> None:
    """Have `alt` with a digit read as what it is.

    Terminals send escape and the digit. Textual takes that for the sign which one brand of
    keyboards has there, a pound or a bullet, and no binding of `alt+3` would ever hear of it.
    """
    known = cast("dict[str, object]", ANSI_SEQUENCES_KEYS)
    for digit in "0123456789":
        known.pop(f"\x1b{digit}", None)


class ThinDriver(LinuxDriver):
    """Writes what Textual draws, with the orders for style that change nothing left out."""

    def __init__(
        self,
        app: App[object],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._thinner = Thinner()
        read_alt_with_digits()

    def write(self, data: str) -> None:
        """Write to the terminal."""
        super().write(self._thinner.thin(data))

    def start_application_mode(self) -> None:
        """Take the terminal over; whoever had it left a style of its own."""
        self._thinner.forget()
        super().start_application_mode()  # type: ignore[no-untyped-call]

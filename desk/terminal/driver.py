"""Textual's driver with fewer bytes on the wire."""

from textual.app import App
from textual.drivers.linux_driver import LinuxDriver

from desk.terminal.styles import Thinner


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

    def write(self, data: str) -> None:
        """Write to the terminal."""
        super().write(self._thinner.thin(data))

    def start_application_mode(self) -> None:
        """Take the terminal over; whoever had it left a style of its own."""
        self._thinner.forget()
        super().start_application_mode()  # type: ignore[no-untyped-call]

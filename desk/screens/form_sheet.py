"""What sheets with a form of their own share: their parts, leaving, and looking ahead."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.timer import Timer

from desk.screens.asking import GROUND
from desk.screens.base import Result, Seat
from desk.screens.recalling import Recalling
from desk.widgets.effects import Effects
from desk.widgets.form import Below, Form
from desk.widgets.key_line import KeyLine
from desk.widgets.sheet import ListWide, Rule, sheet_width

_PAUSE = 0.25
"""Seconds without a key before the sheet looks what would happen."""


class FormSheet(Recalling[Result], ListWide, ModalScreen[Result]):
    """Subclasses give the form's fields and say what would happen with them."""

    CSS_PATH = "dialogs.tcss"
    AUTO_FOCUS = ""

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self._timer: Timer | None = None
        self._form = Form([])
        self._rule = Rule(seat.look)
        self._refused = Below(seat.look, GROUND)
        self._effects = Effects(seat.look, GROUND)
        self._keys = KeyLine(seat.look)

    def compose(self) -> ComposeResult:
        """The rule, the form, what would happen, and the keys."""
        with Vertical(id="sheet"):
            yield self._rule
            yield self._form
            yield self._refused
            yield self._effects
        yield self._keys

    def lay_out(self) -> None:
        """Begin as wide as the list, with its title."""
        self._form.add_class("-tight")
        self.query_one("#sheet").styles.width = sheet_width(self.app.size.width)
        self.show_title("")

    def look_ahead(self) -> object:
        """Show what would happen with what is typed."""
        raise NotImplementedError

    def look_ahead_soon(self) -> None:
        """Do so once the keys rest."""
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(_PAUSE, self.look_ahead)

    def action_leave(self) -> None:
        """Change nothing; what was typed stays for the next time."""
        self.keep_typed()
        self.seat.drafts.flush()
        self.dismiss()

"""The palette: anything by its name, from a list that shrinks while you type."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from desk.errors import DeskError
from desk.rules.vocabulary import parse_reference
from desk.screens.base import Offer, Seat
from desk.screens.helping import HELP_KEY
from desk.widgets.fields import LineField
from desk.widgets.key_line import KeyHint, KeyLine
from desk.widgets.keys import renamed
from desk.widgets.matches import Matches, Option, matching
from desk.widgets.sheet import ListWide, Rule, sheet_width

_ROWS = 10
REF = "ref:"
"""What a reference that was typed is answered with, the reference after it."""


NEW, NEW_PROBLEM, HELP, QUIT = "desk:new", "desk:problem", "desk:help", "desk:quit"
JOBS = "desk:jobs"
AGENDA, PEOPLE, NEWS = "desk:agenda", "desk:people", "desk:news"
SETTINGS, JEOPARDY, OUTBOX = "desk:settings", "desk:jeopardy", "desk:outbox"


def everywhere() -> list[Offer]:
    """What can be done on every screen."""
    return [
        Offer(NEW, "Log a contact", "", "n"),
        Offer(NEW_PROBLEM, "Report a problem"),
        Offer(AGENDA, "Agenda: who has to do what, day by day", "", "A"),
        Offer(PEOPLE, "People: who is there and who has room", "", "W"),
        Offer(JEOPARDY, "Jeopardy: what is late or will be, what crossed", "", "J"),
        Offer(OUTBOX, "Outbox: what leaves, waits, failed and was delivered", "", "O"),
        Offer(NEWS, "What you are told", "", "!"),
        Offer(SETTINGS, "Settings: everything that can be chosen", "", ","),
        Offer(JOBS, "How the jobs are: who keeps time, and what went wrong"),
        Offer(HELP, "Show all keys", "", "?"),
        Offer(QUIT, "Leave the desk", "", "q"),
    ]


class PaletteScreen(ListWide, ModalScreen[str | None]):
    """Answers with the key of what was taken, or None."""

    CSS_PATH = "palette.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        HELP_KEY,
        Binding("enter", "take", "take", id="palette.take", priority=True, tooltip="Take it"),
        Binding(
            "down",
            "move(1)",
            "next",
            id="palette.down",
            priority=True,
            show=False,
            tooltip="The next match",
        ),
        Binding(
            "up",
            "move(-1)",
            "back",
            id="palette.up",
            priority=True,
            show=False,
            tooltip="The match before",
        ),
        Binding(
            "pagedown",
            "move(10)",
            "on",
            id="palette.page_down",
            priority=True,
            show=False,
            tooltip="Ten on",
        ),
        Binding(
            "pageup",
            "move(-10)",
            "up",
            id="palette.page_up",
            priority=True,
            show=False,
            tooltip="Ten back",
        ),
        Binding("escape", "leave", "leave", id="palette.leave", tooltip="Change nothing"),
    ]

    def __init__(self, seat: Seat, title: str, offers: Sequence[Offer]) -> None:
        super().__init__()
        self._title = title
        self.options = _options(offers)
        look = seat.look
        self._rule = Rule(look)
        self._field = LineField(look)
        self._matches = Matches(look, "surface", _ROWS)
        self._matches.nothing = "Nothing here has these words."
        self._keys = KeyLine(look)

    def compose(self) -> ComposeResult:
        """Rule, field, matches and keys."""
        with Vertical(id="sheet"):
            yield self._rule
            yield self._field
            yield self._matches
        yield self._keys

    def on_mount(self) -> None:
        """Offer everything."""
        self.query_one("#sheet").styles.width = sheet_width(self.app.size.width)
        self.tell("")
        self._matches.show(self.options)
        self._keys.show(self.hints(), "f1")
        self._field.focus()

    def tell(self, text: str) -> None:
        """Say something beside the title; an empty text takes it away."""
        pen = self._rule.pen
        aside = [[pen.said(pen.look.keys.in_words(text, self), "muted")]] if text else []
        self._rule.show([pen.ink(self._title, bold=True)], *aside)

    def hints(self) -> list[KeyHint]:
        """The keys that do something here."""
        return [KeyHint("enter", "take"), KeyHint("esc", "leave")]

    def on_input_changed(self, event: Input.Changed) -> None:
        """Offer what fits."""
        event.stop()
        self._matches.show(self.found(event.value))

    def found(self, typed: str) -> list[Option]:
        """What fits what was typed."""
        return matching(self.options, typed)

    def action_move(self, by: int) -> None:
        """Mark another match."""
        self._matches.show(self._matches.options, self._matches.place + by)

    def action_take(self) -> None:
        """Answer with the marked match."""
        if self._matches.current is not None:
            self.dismiss(self._matches.current.key)

    def action_leave(self) -> None:
        """Answer with nothing."""
        self.dismiss(None)


class EverythingScreen(PaletteScreen):
    """Anything by its name, any item by its reference; what cannot be done now says why."""

    def __init__(
        self,
        seat: Seat,
        offers: Sequence[Offer],
        withheld: Sequence[Offer],
        names: Mapping[str, str],
    ) -> None:
        """`names` has the keys of the desk that are others now."""
        super().__init__(seat, "Do anything", _renamed([*offers, *everywhere()], names))
        self._withheld = _options(_renamed(withheld, names))

    def found(self, typed: str) -> list[Option]:
        """What fits; after it what would fit too, once something was typed."""
        withheld = matching(self._withheld, typed) if typed.strip() else []
        return [*_reference(typed), *super().found(typed), *withheld]


def _options(offers: Sequence[Offer]) -> list[Option]:
    return [Option(offer.key, offer.title, offer.note, offer.keys) for offer in offers]


def _renamed(offers: Sequence[Offer], names: Mapping[str, str]) -> list[Offer]:
    return [offer._replace(keys=renamed(offer.keys, names)) for offer in offers]


def _reference(typed: str) -> list[Option]:
    try:
        reference = str(parse_reference(typed))
    except DeskError:
        return []
    return [Option(REF + reference, f"Open {reference}")]

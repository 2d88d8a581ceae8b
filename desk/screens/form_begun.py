"""A form that fills the screen: what is typed is a draft at once, and comes back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from textual import on

from desk.rows.drafts import DraftRow
from desk.rows.work import Counters
from desk.screens.base import Seat
from desk.screens.finding import Finding
from desk.screens.frame import FramedScreen
from desk.widgets.contact_head import Words
from desk.widgets.form import Form
from desk.widgets.picker import Picker

Values = dict[str, str]


class Read(NamedTuple):
    """What the screen reads."""

    counters: Counters
    drafts: tuple[DraftRow, ...]
    given: Mapping[str, str] = {}
    """What an empty form begins with where nothing was begun."""


class BegunForm(Finding[None], FramedScreen[Read]):
    """Holds the form; an empty one is filled with what was begun earlier."""

    def __init__(self, seat: Seat, form: Form, place: str) -> None:
        super().__init__(seat)
        self.form = form
        self.place = place
        """The place of its draft."""
        self.began_line = Words(seat.look)
        self.began_line.id = "began"
        self._given: Values = {}
        """What the desk itself put into the fields: nobody typed that."""
        seat.drafts.changed.append(self._tell_kept)

    def on_screen_suspend(self) -> None:
        """The form is left: what stands in it is kept at once."""
        self.keep_typed()
        self.seat.drafts.flush()

    def load(self) -> Read:
        """Read what is urgent meanwhile, and what was begun earlier."""
        desk, actor = self.seat.desk, self.seat.actor
        return Read(desk.work.counters(actor), desk.drafts.of(actor, self.place))

    def show(self, rows: Read) -> None:
        """Show it in the top line; an empty form is filled with what was begun."""
        self.top.count(rows.counters)
        if not self.is_ready and not self.form.is_begun:
            begun = self.seat.drafts.recall(self.place, rows.drafts)
            self.fill_in(begun or rows.given)
            self._given = {} if begun else self.begun_fields()
            self._tell_kept(self.place)

    def fill_in(self, begun: Mapping[str, str]) -> None:
        """Fill the fields with what was begun."""
        raise NotImplementedError

    def begun_fields(self) -> Values:
        """What `fill_in` brings back; nothing as long as nothing was typed."""
        raise NotImplementedError

    def keep_typed(self, reason: str = "") -> None:
        """Keep what stands in the form."""
        if self.is_ready:
            typed = self.begun_fields()
            self.seat.drafts.note(self.place, {} if typed == self._given else typed, reason)

    @on(Picker.Typed)
    def _typed_in_picker(self, event: Picker.Typed) -> None:
        event.stop()
        self.keep_typed()

    def _tell_kept(self, place: str) -> None:
        """Say in row 1 where the text came from, or since when it is in the store."""
        if place in (self.place, "") and self.is_attached:
            pen, word = self.began_line.pen, self.seat.drafts.word(self.place)
            self.began_line.beside([pen.said(word, "muted"), pen.ink(" ")] if word else [])

"""A new contact that was begun: its form is a draft as it is typed, and comes back."""

from __future__ import annotations

from typing import NamedTuple

from textual import on

from desk.rows.drafts import DraftRow
from desk.rows.work import Counters
from desk.screens.base import Seat
from desk.screens.contact_form import WAYS, begun_fields, contact_fields, fill_in
from desk.screens.continuing import NEW_CONTACT
from desk.screens.finding import Finding
from desk.screens.frame import FramedScreen
from desk.widgets.contact_head import Words
from desk.widgets.form import Form
from desk.widgets.picker import Picker


class Read(NamedTuple):
    """What the screen reads."""

    counters: Counters
    drafts: tuple[DraftRow, ...]


class BegunContact(Finding[None], FramedScreen[Read]):
    """Holds the fields; an empty form is filled with what was begun earlier."""

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self.way = Picker(seat.look, WAYS)
        self.form = Form(contact_fields(seat))
        self.began_line = Words(seat.look)
        self.began_line.id = "began"
        seat.drafts.changed.append(self._tell_kept)

    def load(self) -> Read:
        """Read what is urgent meanwhile, and what was begun earlier."""
        desk, actor = self.seat.desk, self.seat.actor
        return Read(desk.work.counters(actor), desk.drafts.of(actor, NEW_CONTACT))

    def show(self, rows: Read) -> None:
        """Show it in the top line; an empty form is filled with what was begun."""
        self.top.count(rows.counters)
        if not self.is_ready and not self.form.is_begun:
            fill_in(self.form, self.way, self.seat.drafts.recall(NEW_CONTACT, rows.drafts))
            self._tell_kept(NEW_CONTACT)

    def keep_typed(self, reason: str = "") -> None:
        """Keep what stands in the form."""
        if self.is_ready:
            self.seat.drafts.note(NEW_CONTACT, begun_fields(self.form, self.way), reason)

    def on_screen_suspend(self) -> None:
        """The form is left: what stands in it is kept at once."""
        self.keep_typed()
        self.seat.drafts.flush()

    @on(Picker.Typed)
    def _typed_in_picker(self, event: Picker.Typed) -> None:
        event.stop()
        self.keep_typed()

    def _tell_kept(self, place: str) -> None:
        """Say in row 1 where the text came from, or since when it is in the store."""
        if place in (NEW_CONTACT, "") and self.is_attached:
            pen, word = self.began_line.pen, self.seat.drafts.word(NEW_CONTACT)
            self.began_line.beside([pen.said(word, "muted"), pen.ink(" ")] if word else [])

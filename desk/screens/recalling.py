"""Sheets whose fields come back: what is typed is a draft until it is handed in."""

from __future__ import annotations

from contextlib import suppress

from textual import on, work

from desk.errors import DeskError
from desk.rows.drafts import DraftRow
from desk.screens.base import Result, Seat
from desk.screens.finding import Finding
from desk.screens.sheet_texts import Sheet, place_of
from desk.widgets.form import Form
from desk.widgets.picker import Picker


class Recalling(Finding[Result]):
    """Subclasses give the form, its place, and a title that shows a word."""

    is_ready = False
    _form: Form

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        self.seat = seat
        self._given: dict[str, str] = {}
        """What the sheet itself put into fields: nobody typed that."""

    @property
    def _place(self) -> Sheet:
        raise NotImplementedError

    def show_title(self, word: str) -> None:
        """Show the title, and beside it a word on where the text came from, if any."""
        raise NotImplementedError

    def begin_with(self) -> None:
        """Fill in what was begun here, in this session or an earlier one; keys wait for it."""
        if self._tell_kept not in self.seat.drafts.changed:
            self.seat.drafts.changed.append(self._tell_kept)
            self._given = {name: field.begun for name, field in self._form.fields.items()}
            self._recall()

    def on_unmount(self) -> None:
        """Nothing is to be told any more."""
        if self._tell_kept in self.seat.drafts.changed:
            self.seat.drafts.changed.remove(self._tell_kept)

    def keep_typed(self, reason: str = "") -> None:
        """Keep the fields as they stand for the next sheet of this use case on this item."""
        if self.is_ready:
            typed = {name: field.begun for name, field in self._form.fields.items()}
            is_given = typed == self._given
            self.seat.drafts.note(place_of(self._place), {} if is_given else typed, reason)

    def forget_typed(self) -> None:
        """What was typed is the store's now."""
        self.seat.drafts.forget(place_of(self._place))

    @on(Picker.Typed)
    def _typed_in_picker(self, event: Picker.Typed) -> None:
        event.stop()
        self.keep_typed()

    @work(group="recall", exit_on_error=False)
    async def _recall(self) -> None:
        seat, place = self.seat, place_of(self._place)
        rows: tuple[DraftRow, ...] = ()
        try:
            with suppress(DeskError):
                rows = await self.read(lambda: seat.desk.drafts.of(seat.actor, place))
            for name, text in seat.drafts.recall(place, rows).items():
                if name in self._form.fields:
                    self._form.fields[name].put(text)
            self._tell_kept(place)
        finally:
            self.is_ready = True

    def _tell_kept(self, place: str) -> None:
        if place in ("", place_of(self._place)):
            self.show_title(self.seat.drafts.news(place_of(self._place)))

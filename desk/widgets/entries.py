"""A short list in a sheet: each entry in a line or two, the cursor on one of them."""

from collections.abc import Sequence
from typing import NamedTuple

from textual import events
from textual.message import Message

from desk.rules.plain_text import cells, fit
from desk.widgets.drawn import Drawn, Line, clip, flow
from desk.widgets.look import Look

_DETAIL = 2
"""Lines that a sentence below an entry may take."""


class Entry(NamedTuple):
    """One thing to look at; every text of it is gated where it is drawn."""

    key: str
    lead: str
    """What it is to the rest of the list: a relation, a sign."""
    ref: str
    text: str
    note: str = ""
    detail: str = ""
    """A sentence on a line of its own."""


class Entries(Drawn):
    """Entries one below the other; as many as there is room for, the cursor among them."""

    DEFAULT_CSS = """
    Entries { height: auto; }
    """

    class Clicked(Message):
        """The entry under the cursor was clicked on once more."""

    def __init__(self, look: Look, rows: int) -> None:
        super().__init__(look, "surface")
        self.entries: Sequence[Entry] = ()
        self.place = 0
        self._rows = rows
        """Lines it may take."""

    @property
    def current(self) -> Entry | None:
        """The entry under the cursor."""
        return self.entries[self.place] if self.entries else None

    def show(self, entries: Sequence[Entry]) -> None:
        """Show these; the cursor stays on its entry."""
        key = self.current.key if self.current else ""
        self.entries = entries
        found = [place for place, entry in enumerate(entries) if entry.key == key]
        self.place = found[0] if found else min(self.place, max(0, len(entries) - 1))
        self.redraw()

    def move(self, by: int) -> None:
        """Put the cursor on another entry."""
        self.place = max(0, min(len(self.entries) - 1, self.place + by))
        self.redraw()

    def on_click(self, event: events.Click) -> None:
        """A click puts the cursor on an entry, a second one takes it."""
        below = 0
        for place in self._shown():
            below += len(self._entry(self.entries[place], (0, 0), self.size.width, here=False))
            if event.y < below:
                if place == self.place and event.chain > 1:
                    self.post_message(self.Clicked())
                self.move(place - self.place)
                return

    def draw(self, width: int) -> list[Line]:
        """The entries that fit, and how many are outside."""
        pen, shown = self.pen, self._shown()
        lead = max((cells(pen.gate(entry.lead)) for entry in self.entries), default=0)
        ref = max((cells(pen.gate(entry.ref)) for entry in self.entries), default=0)
        lines: list[Line] = []
        for place in shown:
            lines += self._entry(self.entries[place], (lead, ref), width, here=place == self.place)
        outside = len(self.entries) - len(shown)
        if outside:
            sign = pen.glyphs.more_below if shown[-1] < len(self.entries) - 1 else ""
            more = sign or pen.glyphs.more_above
            lines.append([pen.ink(f"   {outside} more {more}", "muted")])
        return lines

    def _entry(
        self, entry: Entry, widths: tuple[int, int], width: int, *, here: bool
    ) -> list[Line]:
        pen = self.pen
        lead, ref = widths
        head: Line = [pen.sign(pen.glyphs.cursor if here else " ", "accent"), pen.ink(" ")]
        if lead:
            head.append(pen.ink(fit(pen.gate(entry.lead), lead) + "  ", "muted"))
        if ref:
            head.append(pen.ink(fit(pen.gate(entry.ref), ref) + "  ", "muted"))
        head.append(pen.said(entry.text, bold=here))
        if entry.note:
            head.append(pen.said(f"  {entry.note}", "muted"))
        lines = [clip(head, width - 1, pen.glyphs.cut)]
        if entry.detail:
            hang = 2 + (lead + 2 if lead else 0) + (ref + 2 if ref else 0)
            detail = flow([pen.said(entry.detail, "muted")], width - hang - 1)
            lines += [[pen.ink(" " * hang), *line] for line in detail[:_DETAIL]]
        return lines

    def _shown(self) -> list[int]:
        """The places of the entries that fit: those before the cursor's give way first."""
        has_details = any(entry.detail for entry in self.entries)
        most = max(1, self._rows // (1 + _DETAIL) if has_details else self._rows)
        first = max(0, min(self.place - most + 1, len(self.entries) - most))
        return [*range(first, min(first + most, len(self.entries)))]

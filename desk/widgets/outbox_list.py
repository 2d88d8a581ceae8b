"""What leaves the house or is to, drawn line by line below the states there are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from desk.rows.outbox import AGAIN, GIVEN_UP, OutboxCounts, OutboxRow
from desk.widgets.drawn import Line, clip, joined
from desk.widgets.look import Look
from desk.widgets.outbox_cells import outbox_columns, outbox_head, outbox_pieces, widest_ref
from desk.widgets.short_list import ShortList
from desk.widgets.work_cells import first_cells


class Part(NamedTuple):
    """A part of the outbox that is shown by itself."""

    title: str
    states: tuple[str, ...]
    empty: tuple[str, str]
    """What is said where it holds nothing, and what to do next."""


PARTS: tuple[Part, ...] = (
    Part(
        "Needs you",
        ("draft", "held", GIVEN_UP),
        ("Nothing waits for you.", "The arrows show what waits, and what was delivered."),
    ),
    Part(
        "Waits",
        ("initial", "inProgress", AGAIN),
        ("Nothing is on its way out.", "r on an item answers its customer."),
    ),
    Part(
        "Failed",
        (GIVEN_UP,),
        ("Nothing failed.", "What a server refuses stands here, with its words."),
    ),
    Part(
        "Delivered",
        ("completed",),
        ("Nothing has left yet.", "An answer leaves ten seconds after it was written."),
    ),
    Part(
        "Dropped",
        ("cancelled",),
        ("Nothing was dropped.", "x drops what has not left yet."),
    ),
    Part("All", (), ("Nothing was ever laid here.", "r on an item answers its customer.")),
)


class OutboxView(ShortList):
    """It is given rows and says where the cursor is; it reads nothing itself."""

    DEFAULT_CSS = "OutboxView { height: 1fr; width: 1fr; background: $background; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "read", tooltip="Read the message in full", id="list.open"),
        Binding("left", "part(-1)", "part", show=False, tooltip="A part back", id="outbox.before"),
        Binding("right", "part(1)", "part", tooltip="The next part", id="outbox.after"),
    ]
    head = 2

    class Turned(Message):
        """Another part is wanted."""

        def __init__(self, by: int) -> None:
            super().__init__()
            self.by = by

    def __init__(self, look: Look, now: int) -> None:
        super().__init__(look)
        self.rows: tuple[OutboxRow, ...] = ()
        self.part = PARTS[0]
        self.marked: set[int] = set()
        """Numbers of the messages that are marked."""
        self._counts = OutboxCounts({}, 0)
        self._cap = 0
        self._now = now
        self._ref = widest_ref(())

    @property
    def current(self) -> OutboxRow | None:
        """The message of the cursor."""
        return self.rows[self.place] if self.rows else None

    def show(
        self, part: Part, rows: Sequence[OutboxRow], counts: OutboxCounts, now: int, cap: int
    ) -> None:
        """Show them; in the same part the cursor stays on its message, and on its line."""
        is_same, here, line = part == self.part, self.current, self.line - self.top
        was = [row.id for row in self.rows]
        before = self._in_sight()
        self.part, self.rows, self._now = part, tuple(rows), now
        self._counts, self._cap = counts, cap
        self._ref = max(self._ref, widest_ref(self.rows))
        self.many = len(self.rows)
        self.stops = range(self.many)
        stays = self._still_there(was) if is_same else None
        if not is_same:
            self.place = self.top = 0
        elif stays is not None:
            self.place = stays
            self.top = stays - line
        self.settle()
        for y, (old, new) in enumerate(zip(before, self._in_sight(), strict=True)):
            if old != new:
                self.refresh(Region(0, y, self.size.width, 1))
        if here is None or self.current is None or here.id != self.current.id:
            self.post_message(self.Moved())

    def _still_there(self, was: Sequence[int]) -> int | None:
        """Where the message of the cursor is; where it has left, the next of those that stood
        below it, else above: never one that came meanwhile and that nobody has read.
        """
        places = {row.id: place for place, row in enumerate(self.rows)}
        near = [*was[self.place :], *reversed(was[: self.place])]
        return next((places[id_] for id_ in near if id_ in places), None)

    def mark(self, marked: set[int]) -> None:
        """Show these as marked; only lines whose mark came or went are painted."""
        changed = self.marked ^ marked
        self.marked = set(marked)
        for stop, row in enumerate(self.rows):
            if row.number in changed:
                self.repaint(stop)

    def action_part(self, by: int) -> None:
        """Ask for another part."""
        self.post_message(self.Turned(by))

    def render_line(self, y: int) -> Strip:
        """The parts there are, the heads of the columns, or a message."""
        strip = Strip(joined(self._drawn(y)))
        return strip.adjust_cell_length(self.size.width, self.look.palette.ink()).simplify()

    def _in_sight(self) -> list[Line]:
        return [self._drawn(y) for y in range(self.size.height)]

    def _drawn(self, y: int) -> Line:
        width, line = self.size.width, self.top + y - self.head
        of = outbox_columns(width, self._ref)
        if y == 0:
            return self._parts(width)
        if y < self.head:
            return outbox_head(of, self.plain.far) if self.rows else []
        if line < len(self.rows):
            has_cursor = line == self.line
            drawn = self.tinted if has_cursor else self.plain
            row = self.rows[line]
            pieces = outbox_pieces(row, of, self._now, drawn)
            shown = first_cells(drawn.near, pieces, has_cursor, row.number in self.marked)
            return [*shown, drawn.far.ink(" ")]
        if not self.rows and y - self.head < len(self.part.empty):
            said = self.look.keys.in_words(self.part.empty[y - self.head], self.screen)
            return [self.plain.far.ink(f" {said}", "text" if y == self.head else "muted")]
        return []

    def _parts(self, width: int) -> Line:
        """Every part with how much is in it; the one that is shown underlined."""
        pen = self.plain.far
        line: Line = []
        for part in PARTS:
            here = part == self.part
            style = self.look.palette.ink("text" if here else "muted", bold=here, underline=here)
            line += [pen.ink("  " if line else " "), pen.ink(part.title)._replace(style=style)]
            line += [pen.ink(f" {self._many(part)}", "muted")] if part.states else []
        return clip(line, width - 1, pen.glyphs.cut)

    def _many(self, part: Part) -> str:
        again = self._counts.retrying
        parted = {AGAIN: again, GIVEN_UP: self._counts.by_state.get("failed", 0) - again}
        found = {**self._counts.by_state, **parted}
        many = [found.get(state, 0) for state in part.states]
        return f"{sum(many):,}{'+' if max(many) >= self._cap > 0 else ''}"

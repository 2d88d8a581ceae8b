"""How the board gets its cards: opens lanes, reads on, follows what other desks change."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from desk.errors import DeskError
from desk.rows.board import Lane
from desk.screens.base import Seat
from desk.screens.board_list import BoardList, LanePart, LanePlace
from desk.screens.counting import Counting
from desk.screens.frame import FramedScreen
from desk.widgets.board import BoardTable
from desk.widgets.board_lane import LaneCards
from desk.widgets.board_shape import shown
from desk.widgets.empty import no_problems
from desk.widgets.status_line import StatusLine
from desk.widgets.work_cells import Reader

_FOR_BOTH = 80
"""Columns from which row 1 tells both which lanes are seen and what is counted."""
VIEW = "All open problems"


class Question(NamedTuple):
    """What is read: the lanes on the screen, and where the card of the cursor went."""

    width: int
    focus: str
    """The lane that has the focus, or is to have it."""
    places: tuple[LanePlace, ...]
    """The windows that are read again; none when the board is opened anew."""
    held: int | None
    """The card that keeps the cursor."""


class BoardPart(NamedTuple):
    """What was read."""

    lanes: tuple[Lane, ...]
    parts: tuple[LanePart, ...]
    focus: int
    held: int | None
    is_new: bool


class BoardLoading(FramedScreen[BoardPart]):
    """The board's widgets and what fills them."""

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self.list = BoardList(seat.desk, seat.actor)
        self.status = StatusLine(seat.look)
        self.table = BoardTable(
            seat.look, Reader(seat.actor.id, seat.desk.clock.now(), zone=seat.actor.zone)
        )
        self.counting = Counting(seat.desk)
        self._is_opening = True
        self._counted = ""
        self._lanes: dict[str, str] = {}
        """The lane in focus, for each way the board was turned."""
        self._focus = ""
        """The lane that a board that is being opened begins with."""
        self._goal: int | None = None
        self._question = Question(0, "", (), None)

    @property
    def is_looking(self) -> bool:
        """Whether a board is being opened and not yet here."""
        return self._is_opening

    def load(self) -> BoardPart:
        """Read the lanes on the screen."""
        asked = self._question
        lanes = self.list.lanes()
        keys = [lane.key for lane in lanes]
        focus = keys.index(asked.focus) if asked.focus in keys else 0
        there = [place for place in asked.places if place.lane.key in keys]
        if len(there) == len(asked.places) and there:
            parts = [self.list.again(place) for place in there]
        else:
            parts = [self.list.open(lanes[n]) for n in shown(asked.width, len(lanes), focus, 0)]
        is_new = not asked.places
        found = self._following(BoardPart(lanes, tuple(parts), focus, asked.held, is_new))
        if found.held is None and not _has_cards(found.parts, asked.focus):
            return found._replace(focus=_most_urgent(keys, parts))
        return found

    def show(self, rows: BoardPart) -> None:
        """Show it: a new board from its start, the same one around its cursor."""
        table = self.table
        is_same = [held.lane for held in table.lanes] == [*rows.lanes]
        if rows.is_new or not is_same:
            table.lay(rows.lanes, rows.focus)
        for held in table.lanes:
            held.is_read = False
        for part in rows.parts:
            ends = part.is_first, part.is_last
            table.deal(part.lane, part.cards, ends, anew=rows.is_new)
        self._is_opening = False
        if rows.held is not None:
            table.turn_to(rows.held)
        table.tell_where()
        self.name_board()
        self.fill()
        self.count()

    def reload(self) -> None:
        """Read the same windows again; a board that is just being opened goes on opening."""
        self._wish()
        super().reload()

    def _wish(self) -> None:
        """Say what is read next."""
        held, goal = self.table.card, self._goal
        places: tuple[LanePlace, ...] = ()
        focus = self._focus
        if not self._is_opening:
            focus = self.table.here.lane.key if self.table.here else ""
            shown_lanes = [self.table.lanes[place.lane] for place in self.table.places]
            places = tuple(_place_of(each) for each in shown_lanes if each.is_read)
            goal = goal if goal is not None else held.row.id if held else None
        self._goal = None
        self._question = Question(self.app.size.width, focus, places, goal)

    def reload_onto(self, id_: int) -> None:
        """Read again, then put the cursor on a card, whichever lane it is in by then."""
        self._goal = id_
        self.reload()

    def open_board(self) -> None:
        """Show another board: it was turned, or the filter is another one; keys wait for it."""
        self._is_opening, self.is_ready = True, False
        self.name_board()
        self.reload()

    def open_at_once(self) -> None:
        """Show the board in its first paint, where the store is a file beside us."""
        self._wish()
        self.show(self.load())

    def give_up_reading(self) -> None:
        """Stop every read for the board."""
        self._load_number += 1
        self.seat.desk.work.stop()

    def name_board(self) -> None:
        """Say which board it is."""
        more = self.seat.look.glyphs.more_below
        self.status.show(VIEW, self.list.typed, f"by {self.list.by} {more}")
        self.table.empty = no_problems(is_filtered=bool(self.list.typed))

    def fill(self) -> None:
        """Read the lanes that came to the screen and have no cards yet."""
        unread = self.table.unread()
        if unread and not self._is_opening:
            reading: Callable[[], Any] = partial(self._fill, unread)
            self.run_worker(reading, group="fill", exclusive=True, exit_on_error=False)

    def count(self) -> None:
        """Count what the heads say, off the reader thread."""
        counting: Callable[[], Any] = self._count
        self.run_worker(counting, group="tally", exclusive=True, exit_on_error=False)

    def turn(self, by: str) -> None:
        """Let the lanes stand for something else; each way keeps its lane."""
        held = self.table.card
        self._lanes[self.list.by] = self.table.here.lane.key if self.table.here else ""
        self.list.by, self._focus = by, self._lanes.get(by, "")
        self._goal = held.row.id if held else None
        self.open_board()

    def on_board_table_wanted(self, event: BoardTable.Wanted) -> None:
        """Read more cards in time."""
        event.stop()
        self.run_worker(self._more(event), group="more", exit_on_error=False)

    def _following(self, found: BoardPart) -> BoardPart:
        """With the lane into which the card of the cursor went, when it is in none that was read.

        The cursor stays on its card: what is typed next is meant for it.
        """
        held = found.held
        if held is None:
            return found
        keys = [lane.key for lane in found.lanes]
        for part in found.parts:
            if any(card.row.id == held for card in part.cards):
                return found._replace(focus=keys.index(part.lane.key))
        card = self.list.find(held)
        key = self.list.key_of(card) if card else None
        lane = next((each for each in found.lanes if each.key == key), None)
        if card is None or lane is None:
            return found._replace(held=None)
        part = self.list.around(lane, card.row.key)
        if all(each.row.id != held for each in part.cards):  # it does not fit the filter
            return found._replace(held=None)
        others = tuple(each for each in found.parts if each.lane.key != key)
        return found._replace(parts=(*others, part), focus=keys.index(lane.key))

    async def _fill(self, lanes: list[Lane]) -> None:
        for lane in lanes:
            part = await self.read(partial(self.list.open, lane))
            ends = part.is_first, part.is_last
            self.table.deal(lane, part.cards, ends, anew=True)
        self.table.tell_where()
        self.count()

    async def _count(self) -> None:
        lanes = [self.table.lanes[place.lane].lane for place in self.table.places]
        try:
            tally = await self.counting.count(lambda: self.list.tally(lanes))
        except DeskError:
            if not self._is_opening:  # else it was stopped for the board that is being opened
                raise
        else:
            self.top.count(tally.counters)
            self.table.count(tally.heads)
            self._counted = tally.shown
            self.tell_counted()

    def tell_counted(self) -> None:
        """Say how many problems there are; before it which lanes are seen, when not all are."""
        places, many = self.table.places, len(self.table.lanes)
        seen = ""
        if 0 < len(places) < many:
            seen = f"lanes {places[0].lane + 1}-{places[-1].lane + 1} of {many}"
        counted = "" if seen and self.size.width < _FOR_BOTH else self._counted
        self.status.count(self.seat.look.glyphs.between(seen, counted))

    async def _more(self, wanted: BoardTable.Wanted) -> None:
        key, backwards, lane = wanted.key, wanted.backwards, wanted.lane
        if key is None:
            part = await self.read(lambda: (self.list.end if backwards else self.list.open)(lane))
            self.table.deal(lane, part.cards, (part.is_first, part.is_last), anew=True)
            self.table.tell_where()
            return
        part = await self.read(lambda: self.list.past(lane, key, backwards=backwards))
        held = self.table.lane_of(lane)
        rows = held.window.rows if held else []
        if rows and rows[0 if backwards else -1].key == key:
            is_end = part.is_first if backwards else part.is_last
            self.table.add(lane, part.cards, backwards=backwards, is_end=is_end)


def _has_cards(parts: tuple[LanePart, ...], key: str) -> bool:
    """Whether something is in the lane of that key."""
    return any(part.lane.key == key and part.cards for part in parts)


def _most_urgent(keys: list[str], parts: list[LanePart]) -> int:
    """The lane whose first card comes before those of the others: there the cursor begins."""
    first = [(part.cards[0].row.key, keys.index(part.lane.key)) for part in parts if part.cards]
    return min(first)[1] if first else 0


def _place_of(held: LaneCards) -> LanePlace:
    window = held.window
    first = None if window.is_first else window.rows[0].key
    return LanePlace(held.lane, first, len(window.rows))

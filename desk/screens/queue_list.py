"""Which list the queue shows, and how its parts are read; without a widget in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from desk.rows.work import END, Counters, Key, Listing, WorkRow
from desk.rules.filters import VIEWS, Filter, narrowed, parse
from desk.rules.list_columns import STANDARD, parse_columns

if TYPE_CHECKING:
    from desk.bootstrap import Desk
    from desk.rows.views import ViewRow
    from desk.rules.permissions import Actor

SORTS = {
    "due": "most urgent first",
    "newest": "newest first",
    "oldest": "oldest first",
    "updated": "last changed first",
    "priority": "most important first",
}
"""The orders a list may stand in and how they read."""
SHOW, SAVE, EDIT, REMOVE = "view:", "view-save:", "view-edit:", "view-remove:"
"""What the list of views is answered with: what to do, and the view's name after it."""
FIRST_VIEW = "Mine and unowned"
_PAGE = 100
_CAP = 10_000
_CAP_WORDS = 1_000
"""Rows that words find are counted one by one, so fewer of them."""


class Part(NamedTuple):
    """A part of the list."""

    rows: tuple[WorkRow, ...]
    is_first: bool
    is_last: bool


class Place(NamedTuple):
    """Which part of the list is in the window."""

    first: WorkRow | None
    """Its first row; None at the start of the list."""
    many: int
    held: int | None = None
    """The item under the cursor, when it must stay in sight though it left the list."""
    line: int = 0
    """Where it stands in the window."""


class Choice(NamedTuple):
    """Which list it is."""

    view: str
    """The name of its view."""
    base: str
    """The view's own filter."""
    typed: str
    """What was typed besides."""
    sort: str
    columns: tuple[str, ...] = STANDARD


class Tally(NamedTuple):
    """Numbers beside the list."""

    counters: Counters
    shown: str
    """How many rows the list has, of how many open ones."""
    is_void: bool
    """Whether nothing was ever put into the store."""


class QueueList:
    """A view, a filter typed besides, and an order; reads pages of what they give."""

    def __init__(self, desk: Desk, actor: Actor) -> None:
        self._desk = desk
        self._actor = actor
        self.choose(Choice(FIRST_VIEW, VIEWS[FIRST_VIEW], "", "due"))
        self.saved: tuple[ViewRow, ...] = ()
        """Saved views as they were last read."""

    @property
    def chosen(self) -> Choice:
        """Which list it is."""
        return Choice(self.view, self.base, self.typed, self.sort, self.columns)

    def choose(self, choice: Choice) -> None:
        """Make it that list."""
        self.view, self.base, self.typed, self.sort, self.columns = choice

    @property
    def is_quick(self) -> bool:
        """Whether it is counted in no time: a standing view, and nothing typed."""
        return not self.typed and self.view in VIEWS

    def look_at(self, name: str) -> bool:
        """Make it a view of that name; False when there is none.

        A standing view keeps what was typed, the order and the columns; a saved one has its own.
        """
        if name in VIEWS:
            self.choose(self.chosen._replace(view=name, base=VIEWS[name]))
            return True
        row = next((row for row in self.saved if row.name == name), None)
        if row is None:
            return False
        self.choose(Choice(row.name, row.filter, "", row.sort, parse_columns(row.columns)))
        return True

    def recall(self) -> bool:
        """Make it the view that was looked at last; whether that one needs no search."""
        self.saved = self._desk.views.of(self._actor)
        self.look_at(self._desk.views.last(self._actor))
        return self.view in VIEWS

    def whole(self) -> str:
        """The filter of the view and what was typed, as one."""
        return str(self.listing().filter)

    @property
    def order(self) -> str:
        """The order in words, when it is not the list's own."""
        if self.listing().filter.words:
            return SORTS["newest"]
        return "" if self.sort == "due" else SORTS[self.sort]

    def check(self, typed: str) -> None:
        """Read a filter without taking it. Raises `BadFilter`."""
        self._parse(typed)

    def listing(self) -> Listing:
        """What is shown: the view, and what was typed; a field typed takes that term's place."""
        return Listing(narrowed(self._parse(self.base), self._typed()), self.sort)

    def open(self) -> Part:
        """The first page."""
        page = self._desk.work.page(self._actor, self.listing(), limit=_PAGE)
        return Part(page.rows, is_first=True, is_last=page.is_last)

    def end(self) -> Part:
        """The last page."""
        page = self._desk.work.page(self._actor, self.listing(), before=END, limit=_PAGE)
        return Part(page.rows, is_first=page.is_last, is_last=True)

    def past(self, key: Key, *, backwards: bool) -> Part:
        """The page past a row; `is_first` or `is_last` when it reaches that end of the list."""
        after, before = (None, key) if backwards else (key, None)
        page = self._desk.work.page(
            self._actor, self.listing(), after=after, before=before, limit=_PAGE
        )
        return Part(page.rows, backwards and page.is_last, not backwards and page.is_last)

    def again(self, place: Place) -> Part:
        """The same part of the list as it is now; a held item stays, though it may have left."""
        part = self._around(place.first, max(_PAGE, place.many))
        if place.held is None or any(row.id == place.held for row in part.rows):
            return part
        held = self._desk.work.rows(self._actor, [place.held]).get(place.held)
        if held is None:
            return part
        before, after = part.rows[: place.line], part.rows[place.line :]
        return part._replace(rows=(*before, held, *after))

    def _around(self, first: WorkRow | None, many: int) -> Part:
        read, listing = self._desk.work.page, self.listing()
        if first is None:
            page = read(self._actor, listing, limit=many)
            return Part(page.rows, is_first=True, is_last=page.is_last)
        before = read(self._actor, listing, before=first.key, limit=_PAGE)
        last = before.rows[-1].key if before.rows else None
        after = read(self._actor, listing, after=last, limit=many)
        return Part(before.rows + after.rows, before.is_last, after.is_last)

    def tally(self) -> Tally:
        """The counters, and how many rows there are of all that is open; each up to a cap."""
        listing = self.listing()
        cap = _CAP_WORDS if listing.filter.words else _CAP
        many = self._desk.work.count(self._actor, listing, cap + 1)
        shown, is_void = _capped(many, cap), False
        if self.view in VIEWS and self.view != "All" and not self.typed:
            total = self._count(VIEWS["All open"], _CAP + 1)
            shown = shown if total == many else f"{shown} of {_capped(total, _CAP)}"
            is_void = not total and not self._count(VIEWS["All"], 1)
        return Tally(self._desk.work.counters(self._actor), shown, is_void)

    def _count(self, view: str, cap: int) -> int:
        return self._desk.work.count(self._actor, Listing(self._parse(view)), cap)

    def _typed(self) -> Filter:
        return self._parse(self.typed)

    def _parse(self, text: str) -> Filter:
        return parse(text, self._desk.zone, self._desk.clock.now())


def _capped(many: int, cap: int) -> str:
    return f"{cap:,}+" if many > cap else f"{many:,}"

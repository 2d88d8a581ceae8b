"""Which part of what is late is shown, of whose work, and how it is read; no widget in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from desk.rows.jeopardy import CrossingRow, Response
from desk.rows.work import Key, Listing, WorkRow
from desk.rules.filters import parse
from desk.screens.queue_list import Choice, Part, Place, QueueList, Tally

if TYPE_CHECKING:
    from desk.bootstrap import Desk
    from desk.rules.permissions import Actor

SECTIONS = {"jeopardy": "In jeopardy", "late": "Late"}
"""Parts of the list and how they are called: next to be missed first, and what is missed."""
LOG = "crossed"
"""The part that is no list of work: what crossed a threshold."""
SCOPES = {"mine": "mine and unowned", "team": "of my teams", "all": "of everybody"}
"""Whose work is shown."""
_LEVELS = {"jeopardy": "level:jeopardy", "late": "level>=breached"}
_OWNED = {"mine": "owner:me|none ", "team": "team:me ", "all": ""}
_CAP = 1000


class LogPart(NamedTuple):
    """A part of the log, with the items it tells of."""

    rows: tuple[CrossingRow, ...]
    items: dict[int, WorkRow]
    is_last: bool
    reached: tuple[int, int] | None
    looked: int
    """Up to which number the log was seen before."""
    newest: int


class JeopardyList(QueueList):
    """A part, a scope and a filter typed besides; knows what was done about each item it read."""

    def __init__(self, desk: Desk, actor: Actor) -> None:
        self.scope = "mine" if actor.role == "agent" else "all"
        self.section = next(iter(SECTIONS))
        self.responses: dict[int, Response] = {}
        super().__init__(desk, actor)
        self.turn(self.section, self.scope)

    @property
    def is_quick(self) -> bool:
        """Counting goes through what is late, which may be much."""
        return False

    def turn(self, section: str, scope: str) -> None:
        """Show another part, or that of others."""
        self.section, self.scope = section, scope
        base = _OWNED[scope] + _LEVELS[section]
        self.choose(Choice(SECTIONS[section], base, self.typed, "due"))

    def open(self) -> Part:
        """The first page; what was known of others is forgotten."""
        self.responses = {}
        return self._answered(super().open())

    def end(self) -> Part:
        """The last page."""
        return self._answered(super().end())

    def past(self, key: Key, *, backwards: bool) -> Part:
        """The page past a row."""
        return self._answered(super().past(key, backwards=backwards))

    def again(self, place: Place) -> Part:
        """The same part as it is now."""
        return self._answered(super().again(place))

    def tally(self) -> Tally:
        """How many are in jeopardy and how many late, of those that are asked for."""
        many = {section: self._many(section) for section in SECTIONS}
        shown = ", ".join(
            f"{_capped(many[section])} {title.lower()}" for section, title in SECTIONS.items()
        )
        return Tally(self._desk.work.counters(self._actor), shown, is_void=False)

    def log(self, many: int) -> LogPart:
        """The latest of the log."""
        desk, actor = self._desk, self._actor
        looked, newest = desk.jeopardy.looked(actor), desk.jeopardy.last()
        page = desk.jeopardy.crossings(actor, self.scope, many=many)
        items = desk.work.rows(actor, {row.item for row in page.rows})
        return LogPart(page.rows, items, page.is_last, page.reached, looked, newest)

    def log_past(self, past: tuple[int, int] | None) -> LogPart:
        """What of the log lies past a place."""
        page = self._desk.jeopardy.crossings(self._actor, self.scope, past)
        items = self._desk.work.rows(self._actor, {row.item for row in page.rows})
        return LogPart(page.rows, items, page.is_last, page.reached, 0, 0)

    def answers(self, rows: tuple[WorkRow, ...]) -> dict[int, Response]:
        """What was done about these."""
        return self._desk.jeopardy.responses(self._actor, rows)

    def _many(self, section: str) -> int:
        whole = " ".join(filter(None, (_OWNED[self.scope] + _LEVELS[section], self.typed)))
        wanted = parse(whole, self._desk.zone, self._desk.clock.now())
        return self._desk.work.count(self._actor, Listing(wanted), _CAP + 1)

    def _answered(self, part: Part) -> Part:
        self.responses = {**self.responses, **self.answers(part.rows)}
        return part


def _capped(many: int) -> str:
    return f"{_CAP:,}+" if many > _CAP else f"{many:,}"

"""What is remembered of texts that were begun, and the words for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from desk.errors import DeskError
from desk.rows.drafts import DraftRow
from desk.rules.times import near_moment

if TYPE_CHECKING:
    from desk.bootstrap import Desk
    from desk.rules.permissions import Actor

Fields = dict[str, str]


class Typed(NamedTuple):
    """What this session typed at one place."""

    fields: Fields
    reason: str = ""
    kept: str = ""
    """When the store took it, as the operator's clock says; empty while it has not."""


class Remembered:
    """What was typed in this session, and what of earlier ones is known."""

    def __init__(self, desk: Desk, actor: Actor, session: str) -> None:
        self.session = session
        self._desk = desk
        self._actor = actor
        self._typed: dict[str, Typed] = {}
        self._sources: dict[str, DraftRow] = {}
        self.trouble: DeskError | None = None
        """Why what is typed is not in the store; None as long as it is."""
        self.earlier: dict[str, DraftRow] = {}
        """The newest text of an earlier session for each place, as they were found."""

    def others(self, place: str, rows: Iterable[DraftRow]) -> list[DraftRow]:
        """Texts for the same place besides the one that fills it."""
        source = self._sources.get(place)
        known = {self.session, source.session if source else ""}
        return [row for row in rows if row.session not in known]

    def fields(self, place: str) -> Fields:
        """What this session typed there, if anything."""
        typed = self._typed.get(place)
        return typed.fields if typed else {}

    def places(self) -> list[str]:
        """Every place with a text that was begun, here or in an earlier session."""
        begun = [place for place, typed in self._typed.items() if typed.fields]
        return [*begun, *(place for place in self.earlier if place not in self._typed)]

    def word(self, place: str) -> str:
        """Where the text came from, or since when it is kept: "kept 14:24"."""
        return self.news(place) or self._since_kept(place)

    def news(self, place: str) -> str:
        """What is out of the ordinary: where it came from, why it was not saved, or kept."""
        typed, source = self._typed.get(place), self._sources.get(place)
        if typed is None:
            return self.origin(source) if source is not None else ""
        if not typed.fields:
            return ""
        if typed.kept:
            return f"{typed.reason}, kept {typed.kept}" if typed.reason else ""
        return "not kept yet" if self.trouble else typed.reason

    def since(self, place: str) -> str:
        """When the text of a place was written last; empty when there is none."""
        typed, row = self._typed.get(place), self.earlier.get(place)
        if typed is not None:
            return (typed.kept or "now") if typed.fields else ""
        now = self._desk.clock.real_now()
        return near_moment(row.updated, self._actor.zone, now) if row is not None else ""

    def origin(self, row: DraftRow) -> str:
        """Where a text of an earlier session came from: "from Thu 19:02, the line was lost"."""
        at = near_moment(row.updated, self._actor.zone, self._desk.clock.real_now())
        return f"from {at}, {row.reason}" if row.reason else f"from {at}"

    def _since_kept(self, place: str) -> str:
        typed = self._typed.get(place)
        return f"kept {typed.kept}" if typed and typed.fields and typed.kept else ""

    def _known(self, place: str) -> Mapping[str, str]:
        typed, source = self._typed.get(place), self._sources.get(place)
        if typed is not None:
            return typed.fields
        return source.fields if source is not None else {}

"""What is typed and not handed in: in the store within a second or two, and back when it is wanted.

One object for the whole app. Fields tell it what stands in them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Executor
from typing import TYPE_CHECKING

from desk.errors import DeskError
from desk.rows.drafts import DraftRow
from desk.rules.times import time_of_day
from desk.screens.keeping import Job, Keeping, Places
from desk.screens.remembered import Fields, Remembered, Typed

if TYPE_CHECKING:
    from desk.bootstrap import Desk
    from desk.rules.permissions import Actor

_LAST = 2.0
"""Seconds that a desk which is being ended waits for its last write."""
PUT_ASIDE = "put aside for another one"


class Drafts(Remembered):
    """The texts that were begun here, and those of earlier sessions that go on here."""

    def __init__(self, desk: Desk, actor: Actor, session: str, writer: Executor) -> None:
        super().__init__(desk, actor, session)
        self._keeping = Keeping(writer, self._job_for, self._kept)
        self._put_aside = 0
        self.changed: list[Callable[[str], object]] = []
        """Called with a place when what is to be said of it changed; with "" on trouble."""

    def note(self, place: str, fields: Mapping[str, str], reason: str = "") -> None:
        """Take what stands in the fields of a place now; it is written in a moment."""
        filled = {name: text for name, text in fields.items() if text.strip()}
        if filled != self._known(place) or (reason and filled):
            self._typed[place] = Typed(filled, reason)
            self._keeping.want(place)

    def flush(self) -> None:
        """Write what is not in the store, now."""
        self._keeping.flush()

    async def flushed(self) -> dict[str, Fields]:
        """Write what is not in the store and wait for it; what the store did not take, by place."""
        return {place: self.fields(place) for place in await self._keeping.flushed()}

    def end(self, reason: str) -> None:
        """Write everything with the reason why it stays unfinished: the desk is being ended."""
        for place, typed in self._typed.items():
            if typed.fields:
                self._typed[place] = typed._replace(reason=reason)
                self._keeping.want(place)
        self._keeping.flush_and_wait(_LAST)

    def found(self, rows: Iterable[DraftRow]) -> None:
        """Take what the store has of earlier sessions, the newest first."""
        self.earlier = {}
        for row in rows:
            if row.session != self.session:
                self.earlier.setdefault(row.place, row)

    def recall(self, place: str, rows: Iterable[DraftRow]) -> Fields:
        """What the fields of a place begin with; of several texts one's own, then the newest."""
        typed = self._typed.get(place)
        if typed is not None:  # what was emptied here stays empty
            return typed.fields
        row = next((row for row in rows if row.session != self.session), None)
        if row is None:
            self._sources.pop(place, None)
            self.earlier.pop(place, None)
            return {}
        self._sources[place] = row
        return dict(row.fields)

    def turn_to(self, place: str, row: DraftRow) -> Fields:
        """Go on with another text of the same place; the one that stood there is put aside."""
        drafts, actor = self._desk.drafts, self._actor
        typed = self._typed.pop(place, None)
        self._keeping.give_up(place)
        if typed is not None and typed.fields:
            self._put_aside += 1
            beside = f"{self.session}.{self._put_aside}"
            self._keeping.behind(lambda: drafts.keep(actor, place, beside, typed.fields, PUT_ASIDE))
            self._keeping.behind(lambda: drafts.drop(actor, place, self.session))
        self._sources[place] = row
        self._tell(place)
        return dict(row.fields)

    def forget(self, place: str) -> None:
        """It was handed in: nothing of it stays, not even what is just being written."""
        drafts, actor = self._desk.drafts, self._actor
        typed = self._typed.pop(place, None)
        self.earlier.pop(place, None)
        self._keeping.give_up(place)
        if typed is not None:
            self._keeping.behind(lambda: drafts.drop(actor, place, self.session))
        source = self._sources.pop(place, None)
        if source is not None:
            self._keeping.behind(lambda: drafts.supersede(actor, source, is_done=True))

    def draft(self, place: str) -> tuple[str, str]:
        """What a use case is told that hands it in."""
        return place, self.session

    def _job_for(self, places: Places) -> Job:
        """The write of some places as they are now."""
        drafts, actor, session = self._desk.drafts, self._actor, self.session
        work = [(place, self._typed[place], self._sources.get(place)) for place in places]

        def write() -> None:
            for place, typed, source in work:
                drafts.keep(actor, place, session, typed.fields, typed.reason)
                if source is not None:
                    drafts.supersede(actor, source)

        return write

    def _kept(self, places: Places, error: DeskError | None) -> None:
        """The store took it, or did not."""
        if (error is None) != (self.trouble is None):
            self.trouble = error
            self._tell("")
        if error is not None:
            return
        at = time_of_day(self._desk.clock.now(), self._actor.zone)
        for place in places:
            typed = self._typed.get(place)
            if typed is not None and place not in self._keeping.unsaved:
                self._typed[place] = typed._replace(kept=at)
                self._tell(place)

    def _tell(self, place: str) -> None:
        for heard in self.changed:
            heard(place)

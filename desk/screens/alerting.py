"""What its person is told, as the home screen hears it: shown by itself, once, in no storm."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import work

from desk.errors import DeskError
from desk.screens.base import Deeds, Seat
from desk.screens.crossed import Crossed
from desk.screens.notes import Whispered
from desk.screens.queue_loading import QueueLoading, Touched
from desk.widgets.notice import MOST, Notice

if TYPE_CHECKING:
    from desk.rows.alerts import AlertRow, Missed

_BEHIND = 1000
"""On a server so many numbers may still be written below the newest: they end out of order."""
_KEPT = 2000
_SUMMARY = "summary"
"""The name of the one notice on what came while the desk was closed."""


class Alerting(QueueLoading):
    """Mixed into the home screen, which is there as long as the desk is open."""

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self._opened = seat.desk.clock.now()
        self._until = self._opened
        """What came before belongs to the time in which the desk was closed."""
        self._since: int | None = None
        """Until when the desk was open the last time."""
        self._newest: int | None = None
        """The number of the newest that was told here; None before the first look."""
        self._known: set[int] = set()
        self._summed = ""
        """What was said last of what came while the desk was closed."""

    def begin_alerts(self) -> None:
        """Say once what came while the desk was closed; from now on, what comes."""
        self._look_back()

    def on_unmount(self) -> None:
        """Note until when the desk was open."""
        desk, actor, now = self.seat.desk, self.seat.actor, self.seat.desk.clock.now()
        if self._newest is not None and desk.barred is None:
            self.seat.writer.submit(lambda: desk.news.look(actor, desk.alerts.DESK, now))

    def on_touched(self, event: Touched) -> None:
        """What changed may be told to whoever sits here."""
        if event.ids is not None and self._newest is not None:
            self._look()

    def on_crossed(self, event: Crossed) -> None:
        """What this desk found at opening is told to whom it concerns; others hear how much."""
        event.stop()
        if event.is_first and self._newest is not None:
            self._look_again()

    @work(group="look-back", exclusive=True, exit_on_error=False)
    async def _look_back(self) -> None:
        desk, actor, opened = self.seat.desk, self.seat.actor, self._opened
        try:
            missed = await self.read(lambda: desk.alerts.missed(actor, opened))
            news = await self.read(lambda: desk.alerts.fresh(actor, self._behind(missed.last)))
        except DeskError:  # what is wrong with the store is told by the list itself
            return
        self._known = {row.id for row in news.rows}
        self._since, self._newest = missed.since, missed.last
        self._sum_up(missed)
        if desk.barred is None:
            await self.write(lambda: desk.news.look(actor, desk.alerts.DESK, opened))

    @work(group="look-back", exclusive=True, exit_on_error=False)
    async def _look_again(self) -> None:
        await self._sum_up_again()

    async def _sum_up_again(self) -> None:
        desk, actor, until, since = self.seat.desk, self.seat.actor, self._until, self._since or 0
        missed = await self.read(lambda: desk.alerts.missed(actor, until, since))
        crossed = missed.crossed if since else 0
        self._sum_up(missed._replace(since=self._since, crossed=crossed))

    @work(group="alerts", exclusive=True, exit_on_error=False)
    async def _look(self) -> None:
        desk, actor, opened = self.seat.desk, self.seat.actor, self._opened
        newest = self._newest or 0
        try:
            news = await self.read(lambda: desk.alerts.fresh(actor, self._behind(newest)))
            rows = [row for row in news.rows if row.id not in self._known]
            old = _found_late(rows, opened)
            if old:
                self._until = max([self._until, *(row.at + 1 for row in old)])
                await self._sum_up_again()
        except DeskError:
            return
        self._newest = max([newest, *(row.id for row in rows)])
        self._known = {*sorted(self._known)[-_KEPT:], *(row.id for row in rows)}
        self._announce_news([row for row in rows if row not in old], may_pop=news.may_pop)

    def _behind(self, newest: int) -> int:
        """The number past which what is new may have been written."""
        return newest if self.seat.desk.is_local else max(0, newest - _BEHIND)

    def _announce_news(self, rows: Sequence[AlertRow], *, may_pop: bool) -> None:
        if not rows:
            return
        from desk.rules.alerts import BREACHES

        screen = self.app.screen
        is_listed = isinstance(screen, Deeds) and screen.hear_news()
        if not may_pop:
            return
        if not is_listed:
            self._pop(self._notices_on(rows))
        bell = self.seat.desk.settings.bell
        if bell == "all" or (bell == "breached" and any(row.why in BREACHES for row in rows)):
            self.app.bell()

    def _notices_on(self, rows: Sequence[AlertRow]) -> list[Notice]:
        """One for each kind; of more kinds than fit only how many notices there are."""
        from desk.rules.alerts import by_why

        kinds = by_why(rows[::-1])
        news = [self._notice_on(why, some) for why, some in kinds[:MOST]]
        if len(kinds) > MOST:
            rest = sum(len(some) for _, some in kinds[MOST - 1 :])
            news[-1] = news[-1]._replace(sentence=f"{rest:,} more notices", aside="")
        return news

    def _notice_on(self, why: str, rows: Sequence[AlertRow]) -> Notice:
        from desk.rules.alerts import LEVELS, refs_of, sentence_of, sentence_on
        from desk.widgets.news_list import line_of, sign_of

        sign, token = sign_of(why, self.seat.look.glyphs)
        many = len({row.item for row in rows}) if why in LEVELS else len(rows)
        if many > 1:
            sentence, about = sentence_of(why, many), refs_of(rows)
        else:
            row = rows[0]
            sentence = sentence_on(row.ref, why) or line_of([row])
            about = row.subject if why in LEVELS else f"{row.ref}  {row.subject}"
        return Notice(token, sign, sentence, about, *self._leads_on)

    def _sum_up(self, missed: Missed) -> None:
        """Say in one notice what came while the desk was closed, when anything did."""
        from desk.rules.alerts import LEVELS, summary_of
        from desk.rules.times import near_moment
        from desk.widgets.news_list import sign_of

        said = summary_of(missed.counts)
        summed = said or f"{missed.crossed}"
        if not missed.may_pop or summed == self._summed:
            return
        self._summed = summed
        now, zone = self._opened, self.seat.actor.zone
        since = "" if missed.since is None else f" since {near_moment(missed.since, zone, now)}"
        if said:
            closed = f"While the desk was closed{since}"
            why = next((why for why in LEVELS if why in missed.counts), "followed")
            sign, token = sign_of(why, self.seat.look.glyphs)
            notice = Notice(token, sign, closed, said, *self._leads_on, _SUMMARY)
            late = f"{self._key_of('jeopardy', 'J')} shows what is late"
            self._pop([notice._replace(verb=f"{notice.verb}, {late}")])
        elif missed.crossed:
            log = self._key_of("jeopardy", "J")
            many = f"{missed.crossed:,} threshold{'s' if missed.crossed > 1 else ''}"
            text = f"{many} crossed while the desk was closed"
            self.post_message(Whispered(f"{text}; {log} lists them"))

    @property
    def _leads_on(self) -> tuple[str, str]:
        return self._key_of("news", "!"), "lists them"

    def _key_of(self, name: str, key: str) -> str:
        return self.seat.look.keys.name(f"desk.{name}", key)

    def _pop(self, news: Sequence[Notice]) -> None:
        """Show them where the person looks."""
        self.foremost.tell_news(news)


def _found_late(rows: Sequence[AlertRow], opened: int) -> list[AlertRow]:
    """What came about before the desk was opened, and what the desk did then as it found it."""
    from desk.rules.alerts import is_by_desk

    if all(row.at >= opened for row in rows):
        return []
    return [row for row in rows if row.at < opened or is_by_desk(row.why)]

"""Writing on an item: a reply or a note, whose text is kept until the store has it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from textual import on, work
from textual.worker import Worker

from desk.errors import ChangedMeanwhile, Collision, DeskError, MissingValue
from desk.rows.items import ClockRow, ItemRow
from desk.rows.work import WorkRow
from desk.rules.vocabulary import CLOCKS_OF, words
from desk.screens.base import Rows, Seat
from desk.screens.composing import TEXT, Composing
from desk.screens.continuing import REPLY
from desk.screens.settled import is_open
from desk.screens.telling import merged_with, told
from desk.widgets.composer import Composer

_STOPPED_BY_REPLY = tuple(next(iter(clocks)) for clocks in CLOCKS_OF.values())


class Writing(Composing[Rows]):
    """What becomes of the text in the composer."""

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self.to_reply = False
        """Whether the screen was opened to write a reply, and goes when that is done."""
        self._base = 0
        self._met: Worker[None] | None = None
        self._is_saving = False

    def begin(self) -> None:
        """Open the composer, and look what sending would do."""
        assert self.row is not None
        self._met = self._meet(self.row)
        super().begin()
        self._look_ahead()

    @work(group="meet", exit_on_error=False)
    async def _meet(self, row: WorkRow) -> None:
        """Write on top of one's own change, when that is still on its way to the screen."""
        self._base = row.version
        with suppress(DeskError):
            self._base = await self.version_of(row)

    @on(Composer.Sent)
    def _sent(self, event: Composer.Sent) -> None:
        event.stop()
        self._save("reply", event.text)

    @on(Composer.Noted)
    def _noted(self, event: Composer.Noted) -> None:
        event.stop()
        self._save("note", event.text)

    @on(Composer.Left)
    def _left(self, event: Composer.Left) -> None:
        event.stop()
        self._done_writing()

    def _done_writing(self) -> None:
        """Close the composer, and the screen with it that was opened for it alone."""
        self.put_away()
        if self.to_reply:
            self.to_reply = False
            self.dismiss()

    def _save(self, action: str, text: str) -> None:
        if not text.strip():
            self.refuse(MissingValue("Nothing is written yet", "Write, or leave with esc."))
        elif not self._is_saving:
            self._is_saving = True
            self.keep_typed()
            self.seat.drafts.flush()
            self._hand_in(action, self.ref, text)

    @work(group="save", exit_on_error=False)
    async def _hand_in(self, action: str, ref: str, text: str) -> None:
        """Save a reply or a note; whatever refuses it leaves the text where it is."""
        if self._met is not None:
            await self._met.wait()
        desk, actor, base = self.seat.desk, self.seat.actor, self._base
        on, draft = self.row.id if self.row else None, self.seat.drafts.draft(f"{REPLY}{ref}")
        try:
            done = await self.write(
                lambda: desk.do(actor, action, ref, {"text": text}, base=base, draft=draft), on
            )
        except Collision as collision:
            self._give_reason(ref, text, f"{collision.who.rpartition(', ')[0]} saved first")
            await self._settle(collision, action, ref)
        except Exception as error:  # noqa: BLE001 - the one funnel of a screen
            self._give_reason(ref, text, "the save was refused")
            await self._keep(error)
        else:
            self._forget(ref, text)
            merged = await self.read(lambda: merged_with(self.seat, done, base))
            self.say(told(self.seat, done, merged))
            self.reload()
        finally:
            self._is_saving = False

    def _forget(self, ref: str, text: str) -> None:
        """The text is the store's now; what was typed on meanwhile is not."""
        self.seat.drafts.forget(f"{REPLY}{ref}")
        if ref != self.ref:
            return
        rest = self.composer.text.removeprefix(text) if self.composer.is_open else ""
        self.composer.put(rest)
        if rest.strip():
            self.keep_typed()
        else:
            self._done_writing()

    def _give_reason(self, ref: str, text: str, reason: str) -> None:
        """Keep with the text why it was not saved."""
        text = self.composer.text if ref == self.ref and self.composer.is_open else text
        self.seat.drafts.note(f"{REPLY}{ref}", {TEXT: text}, reason)
        self.seat.drafts.flush()

    async def _settle(self, collision: Collision, action: str, ref: str) -> None:
        """Show both texts; the answer says whose stays. The one that is written here is kept."""
        from desk.screens.conflict import MINE, ConflictSheet, keeps_both

        answer = await self.app.push_screen_wait(ConflictSheet(self.seat, collision, ref))
        self.reload()
        if answer is None or ref != self.ref:
            return
        self._base = collision.version
        if answer == MINE:
            await self._hand_in(action, ref, self.composer.text).wait()
        elif not keeps_both(answer):
            self._done_writing()

    async def _keep(self, error: Exception) -> None:
        """Over somebody else's change, say what it was; the next save goes on knowingly."""
        refusal = self.refusal(error)
        if isinstance(error, ChangedMeanwhile):
            desk, actor, ref = self.seat.desk, self.seat.actor, self.ref
            with suppress(DeskError):
                self._base = (await self.read(lambda: desk.work.find(actor, ref))).version
                refusal.next_step = "Your text is kept. Read what changed; ctrl+s then sends it."
            self.reload()
        self.post_message(refusal)

    @work(exclusive=True, group="effects", exit_on_error=False)
    async def _look_ahead(self) -> None:
        desk, actor, ref = self.seat.desk, self.seat.actor, self.ref
        try:
            done = await self.write(
                lambda: desk.do(actor, "reply", ref, {"text": "."}, dry_run=True)
            )
        except DeskError as error:
            # Better told before the text is written; above the composer, once that has its place.
            self.call_after_refresh(self.refuse, error)
            return
        if self.composer.is_open:
            self.facts.foretell(done.effects)


def stopped_by_reply(clocks: Sequence[ClockRow]) -> str:
    """The clock that a reply stops, in words; empty when none runs."""
    running = [clock for clock in clocks if clock.state == "running"]
    return next((words(c.name) for c in running if c.name in _STOPPED_BY_REPLY), "")


def affected_by_reply(item: ItemRow) -> str:
    """To whom a reply goes; of a major problem also to those who wait in its parts."""
    many = len([part for part in item.children if is_open(part)])
    parts = f"{many} part{'s' if many > 1 else ''}" if many else ""
    return " and ".join(each for each in (item.reply_to, parts) if each)

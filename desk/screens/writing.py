"""Writing on an item: a reply or a note, whose text is kept until the store has it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from textual import on, work
from textual.binding import Binding
from textual.widgets import TextArea
from textual.worker import Worker

from desk.errors import ChangedMeanwhile, Collision, DeskError, MissingValue
from desk.rows.drafts import DraftRow
from desk.rows.items import ClockRow
from desk.rows.work import WorkRow
from desk.rules.vocabulary import words
from desk.screens.acting import Acting
from desk.screens.base import Offer, Rows, Seat
from desk.screens.continuing import REPLY
from desk.screens.notes import Warned
from desk.screens.telling import merged_with, told
from desk.widgets.composer import Composer
from desk.widgets.facts import Facts

_STOPPED_BY_REPLY = "firstAnswer"
_TEXT = "text"
_OTHER = "draft:"


class Writing(Acting[Rows]):
    """The composer of a screen that shows an item, and what becomes of its text.

    The screen has the class `-writing` as long as the composer is open.
    """

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self.ref = ""
        self.composer = Composer(seat.look)
        self.facts = Facts(seat.look)
        self.drafts: tuple[DraftRow, ...] = ()
        """Texts for this item in the store, of this session and of others."""
        self.to_reply = False
        """Whether the screen was opened to write a reply, and goes when that is done."""
        self._base = 0
        self._met: Worker[None] | None = None
        self._is_saving = False
        seat.drafts.changed.append(self.tell_kept)

    def verb(self, binding: Binding) -> str:
        """`r` says when a reply is begun."""
        if binding.action == "act('reply')" and self.place in self.seat.drafts.places():
            return "finish reply"
        return binding.description

    def action_act(self, name: str) -> None:
        """Run a use case on the item; a reply is written below its trail."""
        if name == "reply" and self.barred("act('reply')") is None:
            self.begin()
        else:
            super().action_act(name)

    def begin(self) -> None:
        """Open the composer on what was begun for this item; say who else writes on it."""
        assert self.row is not None
        self._met = self._meet(self.row)
        self.add_class("-writing")
        begun = self.seat.drafts.recall(self.place, self.drafts)
        self.composer.open(begun.get(_TEXT, ""))
        self.tell_kept(self.place)
        self.attend()
        self._warn_of_company(self.row)
        self._look_ahead()

    @work(group="meet", exit_on_error=False)
    async def _meet(self, row: WorkRow) -> None:
        """Write on top of one's own change, when that is still on its way to the screen."""
        self._base = row.version
        with suppress(DeskError):
            self._base = await self.version_of(row)

    @property
    def place(self) -> str:
        """The place of a reply's draft."""
        return f"{REPLY}{self.ref}"

    def attend(self) -> None:
        """Tell other desks that the item is open here, and whether somebody writes."""
        if self.row is not None and self in self.app.screen_stack:
            self.seat.presence.at(self.row.id, is_writing=self.composer.is_open)

    def tell_kept(self, place: str) -> None:
        """Say above the text where it came from, or since when it is in the store."""
        if place in (self.place, "") and self.is_attached:
            self.composer.tell(self.seat.drafts.word(self.place))

    def keep_typed(self) -> None:
        """Hand over what stands in the composer, to be kept."""
        if self.composer.is_open:
            self.seat.drafts.note(self.place, {_TEXT: self.composer.text})

    def put_away(self) -> None:
        """Close the composer and keep its text for this item."""
        if self.composer.is_open:
            self.keep_typed()
            self.seat.drafts.flush()
            self.composer.close()
            self.remove_class("-writing")
            self.facts.foretell(())
            self.attend()

    def offers(self) -> list[Offer]:
        """Besides what can be done: other texts that were begun for this item."""
        others = self.seat.drafts.others(self.place, self.drafts)
        return [
            *super().offers(),
            *(
                Offer(_OTHER + row.session, "Go on with another text", self.seat.drafts.origin(row))
                for row in others
            ),
        ]

    def take(self, key: str) -> None:
        """Do what was offered."""
        if not key.startswith(_OTHER):
            super().take(key)
            return
        session = key.removeprefix(_OTHER)
        row = next((row for row in self.drafts if row.session == session), None)
        if row is not None and self.barred("act('reply')") is None:
            if self.composer.is_open:
                self.keep_typed()
            else:
                self.begin()
            self.composer.put(self.seat.drafts.turn_to(self.place, row).get(_TEXT, ""))
            self.reload()

    @on(TextArea.Changed)
    def _typed_on(self, event: TextArea.Changed) -> None:
        event.stop()
        self.keep_typed()

    def _warn_of_company(self, row: WorkRow) -> None:
        """Say before a word is written that somebody else writes too."""
        others = self.seat.presence.others.get(row.id, ())
        names = [other.person for other in others if other.is_writing]
        if names:
            verb = "writes" if len(names) == 1 else "write"
            self.post_message(
                Warned(
                    f"{' and '.join(names)} {verb} on {row.ref} now",
                    "Your text is kept; saving tells you if they were first.",
                )
            )

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
        self._finish()

    def _finish(self) -> None:
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
            self._finish()

    def _give_reason(self, ref: str, text: str, reason: str) -> None:
        """Keep with the text why it was not saved."""
        text = self.composer.text if ref == self.ref and self.composer.is_open else text
        self.seat.drafts.note(f"{REPLY}{ref}", {_TEXT: text}, reason)
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
            self._finish()

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
    return next((words(c.name) for c in running if c.name == _STOPPED_BY_REPLY), "")

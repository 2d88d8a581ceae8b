"""One action on everything that is marked: item by item, stoppable, each with its own result."""

from __future__ import annotations

from asyncio import get_running_loop
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from desk.errors import DeskError, NothingToDo, WrongState
from desk.rows.work import Done, WorkRow
from desk.rules.deeds import done_to
from desk.screens.acting import Acting
from desk.screens.base import Offer, Rows, Seat
from desk.screens.meaning import action_on, meant, meant_by_most
from desk.screens.sheet_texts import place_of
from desk.screens.telling import undo_key

if TYPE_CHECKING:
    from desk.widgets.status_line import StatusLine

_PATIENCE = 2.0
"""Seconds after which it is said how far it is."""
_CHUNK = 5
"""Items between two looks at whether it was stopped."""
_NONE = "esc takes the marks off."
_ASKED = 100
"""Marked items that are asked whether an action could act on any."""


class Job(NamedTuple):
    """An action on many items."""

    action: str
    rows: tuple[WorkRow, ...]
    values: dict[str, str]


class Bulk(Acting[Rows]):
    """While something is marked, every key that acts on an item acts on all that is marked.

    Mixed into a screen that keeps marks and has a line that tells how far a long action is.
    """

    marks: dict[int, WorkRow]
    """What is marked, in the order of marking."""
    status: StatusLine

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self.is_dealing = False
        """Whether a bulk action is under way."""
        self._is_stopped = False

    def tell_under_way(self, text: str) -> None:
        """Say how far it is; an empty text takes that away."""
        self.status.tell_under_way(text)

    def unmark(self, ids: Iterable[int]) -> None:
        """Take the marks off these."""
        raise NotImplementedError

    def barred(self, action: str) -> DeskError | None:
        """Why a key cannot act now; with marks, why it can act on none of them."""
        if not self.marks or not action.startswith("act("):
            return super().barred(action)
        from desk.screens.standing import against

        many, reason = len(self.marks), None
        for row in [*self.marks.values()][:_ASKED]:
            name = meant(action[5:-2], row, self.seat.actor)
            reason = against(name, row, self.seat.actor)
            if reason is None:
                return None
        if reason is None or many > _ASKED:
            return None
        return reason if many == 1 else WrongState(f"None of {many} can: {reason.message}", _NONE)

    def offers(self) -> list[Offer]:
        """What the item offers, about all that is marked."""
        if not self.marks:
            return super().offers()
        from desk.screens.wording import items

        note = items(len(self.marks))
        return [
            offer._replace(note=note) if offer.key.startswith("act:") else offer
            for offer in super().offers()
        ]

    def action_act(self, name: str) -> None:
        """Run a use case on all that is marked; on the item under the cursor when nothing is."""
        rows, into = [*self.marks.values()], None
        if name == "merge" and self.row is not None:
            into, here = self.row, self.row.id
            rows = [row for row in rows if row.id != here]
        if not rows:
            super().action_act(name)
            return
        barred = self._busy() or self.barred(f"act('{name}')")
        if barred is not None:
            self.refuse(barred)
            return
        name = meant_by_most(name, rows, self.seat.actor)
        if action_on(name, rows)[0].parameters:
            self._ask_for_all(name, rows, into)
        else:
            self.deal(Job(name, tuple(rows), {}))

    def deal(self, job: Job) -> None:
        """Do it, item by item."""
        self.run_worker(self._deal(job), group="bulk", exit_on_error=False)

    def stop_dealing(self) -> None:
        """Stop after the item that is being done; what was done stays done."""
        self._is_stopped = True

    def _busy(self) -> DeskError | None:
        if not self.is_dealing:
            return None
        return NothingToDo("The last action is still under way", "esc stops it between two items.")

    def _ask_for_all(self, name: str, rows: Sequence[WorkRow], into: WorkRow | None) -> None:
        from desk.screens.bulk_sheet import BulkSheet

        def answered(values: dict[str, str] | None) -> None:
            if values is not None:
                self.deal(Job(name, tuple(rows), values))

        self.app.push_screen(BulkSheet(self.seat, rows, name, into), answered)

    async def _deal(self, job: Job) -> None:
        from desk.screens.bulk_sheet import targets

        desk, actor = self.seat.desk, self.seat.actor
        refs = targets(job.rows, job.values)
        self.is_dealing, self._is_stopped = True, False
        self.seat.own.update(row.id for row in job.rows)
        found: list[Done] = []
        try:
            outcomes = iter(desk.do_each(actor, job.action, refs, job.values))
            await self._each(outcomes, found, len(refs))
        except Exception as error:  # noqa: BLE001 - the one funnel of a screen
            self.refuse(error)
        finally:
            self.is_dealing = False
            self.tell_under_way("")
            self.show_keys()
        if found:
            self._finish(job, found, len(refs) - len(found))

    async def _each(self, outcomes: Iterator[Done], found: list[Done], many: int) -> None:
        from desk.screens.bulk_sheet import take

        loop = get_running_loop()
        begun = loop.time()
        while not self._is_stopped and (chunk := await self.write(lambda: take(outcomes, _CHUNK))):
            found += chunk
            if loop.time() - begun > _PATIENCE:
                self.tell_under_way(f"{len(found):,} of {many:,} done")
                self.show_keys()

    def _finish(self, job: Job, found: Sequence[Done], left: int) -> None:
        """Say what came of it; what was refused stays marked."""
        ids = {row.ref: row.id for row in job.rows}
        done = [each.ref for each in found if each.outcome is not None]
        refused = [each for each in found if each.outcome is None]
        self.seat.own.difference_update(ids[each.ref] for each in refused if each.ref in ids)
        done_with = {*done, job.values.get("into", "") if done else ""}
        self.unmark(id_ for id_, row in [*self.marks.items()] if row.ref in done_with)
        if done:
            from desk.screens.bulk_sheet import place

            self.seat.drafts.forget(place_of((place(job.rows), job.action)))
        title = f"{len(done):,} done, {len(refused):,} not" + (f", {left:,} left" if left else "")
        deed = done_to(job.action, done)
        can_undo = any(each.outcome.undo for each in found if each.outcome is not None)
        if can_undo:
            self.seat.last[:] = [deed]
        if not refused:
            self.say(self._told(deed, left, can_undo=can_undo))
        self.reload()
        if refused:
            from desk.screens.result import Result

            subjects = {row.ref: row.subject for row in job.rows}
            action, _ = action_on(job.action, job.rows)
            self.show_result(Result(title, action.title, found, subjects, can_undo))

    def _told(self, deed: str, left: int, *, can_undo: bool) -> str:
        stopped = f"stopped, {left:,} left" if left else ""
        back = f"{undo_key(self.seat)} takes all back" if can_undo else ""
        return self.seat.look.glyphs.between(deed, stopped, back)

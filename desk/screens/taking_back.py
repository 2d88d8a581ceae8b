"""Taking back what was done last, from any screen, and showing what came of many at once."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from desk.errors import DeskError
from desk.rows.work import Undone
from desk.screens.base import DeskScreen, Offer, OpenItem, Rows
from desk.screens.notes import Warned
from desk.screens.task_standing import row_of
from desk.screens.telling import undo_key

if TYPE_CHECKING:
    from desk.screens.result import Result

_UNDO = "undo"
_NAMED = 100
"""Items of a long list whose subjects are read."""


class TakingBack(DeskScreen[Rows]):
    """`u` takes back the operator's last act, a bulk one as one."""

    def undo_offer(self) -> Offer:
        """What the palette says of it."""
        last = next(iter(self.seat.last), "")
        title = f"Undo: {last[:1].lower()}{last[1:]}" if last else "Undo what you did last"
        return Offer(_UNDO, title, "", undo_key(self.seat))

    def take(self, key: str) -> None:
        """Do what was offered."""
        if key == _UNDO:
            self.action_undo()
        else:
            super().take(key)

    def action_undo(self) -> None:
        """Take back what was done last; or say why that cannot be."""
        self.run_worker(self._undo(), group="do", exit_on_error=False)

    def show_result(self, result: Result) -> None:
        """Show what was refused of many; from there one is opened, or all is taken back."""
        from desk.screens.result import UNDO, ResultSheet

        def answered(answer: str | None) -> None:
            if answer == UNDO:
                self.action_undo()
            elif answer is not None:
                self.post_message(OpenItem(answer))

        self.app.push_screen(ResultSheet(self.seat, result), answered)

    async def _undo(self) -> None:
        """Take it back; what was not done from here just now only when the key comes again."""
        desk, actor = self.seat.desk, self.seat.actor
        try:
            if not self.seat.last and await self._warned():
                return
            undone = await self.write(lambda: desk.undo(actor))
            await self._own(undone)
            subjects = await self.read(lambda: self._subjects(undone))
        except Exception as error:  # noqa: BLE001 - the one funnel of a screen
            self.refuse(error)
        else:
            self._tell_undone(undone, subjects)
            self.reload()

    async def _warned(self) -> bool:
        """Name what was done some time ago, and remember that it was named."""
        desk, actor = self.seat.desk, self.seat.actor
        last = await self.read(lambda: desk.undoable(actor))
        if last:
            self.seat.last[:] = [last]
            key = undo_key(self.seat)
            self.post_message(Warned(f"You did this before: {last}", f"{key} again takes it back."))
        return bool(last)

    async def _own(self, undone: Undone) -> None:
        """What one took back oneself is nobody's news."""
        refs = [done.ref for done in undone.done if done.outcome is not None]
        if len(refs) == 1:
            desk, actor = self.seat.desk, self.seat.actor
            row = await self.read(lambda: row_of(desk, actor, refs[0]))
            self.seat.own.add(row.id)

    def _subjects(self, undone: Undone) -> dict[str, str]:
        """What those are about that could not be taken back."""
        found: dict[str, str] = {}
        for done in [each for each in undone.done if each.error is not None][:_NAMED]:
            with suppress(DeskError):
                row = row_of(self.seat.desk, self.seat.actor, done.ref)
                found[done.ref] = row.subject
        return found

    def _tell_undone(self, undone: Undone, subjects: dict[str, str]) -> None:
        errors = [done.error for done in undone.done if done.error is not None]
        many = len(undone.done) - len(errors)
        if many:
            self.seat.last.clear()
        if not errors:
            self.say(f"Taken back: {undone.what[:1].lower()}{undone.what[1:]}")
        elif len(undone.done) == 1:
            self.refuse(errors[0])
        else:
            from desk.screens.result import Result

            title = f"{many:,} taken back, {len(errors):,} not"
            self.show_result(Result(title, undone.what, undone.done, subjects, can_undo=False))

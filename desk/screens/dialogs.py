"""The sheet of a use case on one item: does it on top of what was seen, and settles collisions."""

from __future__ import annotations

from contextlib import suppress
from typing import NamedTuple

from textual import work

from desk.errors import ChangedMeanwhile, Collision, DeskError
from desk.rows.work import Outcome, WorkRow
from desk.rules.actions import find
from desk.screens.base import Seat
from desk.screens.sheet_texts import place_of
from desk.screens.sheets import About, AskingSheet
from desk.screens.telling import merged_with
from desk.screens.wording import wording_of


class Deed(NamedTuple):
    """What a sheet did."""

    outcome: Outcome
    merged: str = ""
    """With whose change it was merged, if somebody saved first."""


class ActionSheet(AskingSheet[Deed | None]):
    """Asks for what a use case takes, shows what it would do, and does it.

    A refusal leaves the sheet and what was typed where they are.
    """

    def __init__(self, seat: Seat, row: WorkRow, action: str) -> None:
        about = About(row, find(action, row.kind), row.ref)
        super().__init__(seat, about, wording_of(about.action, row.ref))
        self._version = row.version

    def on_mount(self) -> None:
        """Ask on top of one's own change, when that is still on its way to the list."""
        self._met = self._meet()

    async def foresee(self, values: dict[str, str]) -> None:
        """Show what would happen with these values."""
        done = await self.write(lambda: self._do(values, dry_run=True))
        self.show_effects(done.effects, done.way_back)

    async def carry_out(self, values: dict[str, str]) -> None:
        """Do it; what others changed meanwhile is merged, or shown beside what is typed here."""
        await self._met.wait()
        base = self._version
        try:
            done = await self.write(lambda: self._do(values, dry_run=False), self.about.row.id)
        except Collision as collision:
            await self._settle(collision)
        except ChangedMeanwhile as error:
            await self._catch_up(error)
        except Exception as error:  # noqa: BLE001 - the one funnel of a sheet
            self.keep_typed("the save was refused")
            refusal = self.refusal(error)
            self.tell_refused(f"{refusal.message}. {refusal.next_step}")
        else:
            self.forget_typed()
            merged = await self.read(lambda: merged_with(self.seat, done, base))
            self.dismiss(Deed(done, merged))

    def _do(self, values: dict[str, str], *, dry_run: bool) -> Outcome:
        seat, about = self.seat, self.about
        run = seat.desk.do
        if dry_run:
            return run(seat.actor, about.action.name, about.row.ref, values, dry_run=True)
        base, draft = self._version, seat.drafts.draft(place_of(self._place))
        return run(seat.actor, about.action.name, about.row.ref, values, base=base, draft=draft)

    @work(group="meet", exit_on_error=False)
    async def _meet(self) -> None:
        with suppress(DeskError):
            self._version = await self.version_of(self.about.row)

    async def _settle(self, collision: Collision) -> None:
        """Show both sides; theirs stays, mine goes on top, or the fields are open again."""
        from desk.screens.conflict import MINE, ConflictSheet, keeps_both

        self.keep_typed(f"{collision.who.rpartition(', ')[0]} saved first")
        sheet = ConflictSheet(self.seat, collision, self.about.row.ref)
        answer = await self.app.push_screen_wait(sheet)
        if answer is None:
            return
        self._version = collision.version
        if answer == MINE:
            await self.carry_out(self._form.values())
        elif keeps_both(answer):
            self.tell_refused("Both stand: change yours as you like; ctrl+s saves it after theirs.")
        else:
            self.dismiss(None)

    async def _catch_up(self, error: ChangedMeanwhile) -> None:
        """Over somebody else's change the next `ctrl+s` goes on knowingly."""
        self.tell_refused(f"{error.message}. {error.next_step}")
        with suppress(DeskError):
            self._version = await self.read(lambda: self.version_now(self.about.row))
            self.tell_refused(
                f"{error.message}. Look at it first; ctrl+s again does it all the same."
            )

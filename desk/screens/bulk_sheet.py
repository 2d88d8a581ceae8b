"""The sheet of a use case on many items: asks once, and counts what would come of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from desk.rows.work import Done, WorkRow
from desk.screens.base import Seat
from desk.screens.meaning import action_on
from desk.screens.sheet_texts import about_many
from desk.screens.sheets import About, AskingSheet
from desk.screens.wording import items, wording_of

CHUNK = 10
"""Items that are looked at in one go; other writes come in between."""
_REASONS = 4
_NAMED = 3
"""Items that the title names."""


class BulkSheet(AskingSheet[dict[str, str] | None]):
    """Answers with the values to do it with; who pushed it does it."""

    def __init__(
        self, seat: Seat, rows: Sequence[WorkRow], action: str, into: WorkRow | None
    ) -> None:
        known, row = action_on(action, rows)
        about = About(row, known, place(rows), into)
        super().__init__(seat, about, wording_of(about.action, items(len(rows)), len(rows)))
        self.rows = rows
        self.aside = ", ".join(row.ref for row in rows[:_NAMED])
        if len(rows) > _NAMED:
            self.aside += f" {seat.look.glyphs.cut}"

    def on_mount(self) -> None:
        """What takes no values is looked at beforehand at once."""
        self.look_ahead()

    async def foresee(self, values: dict[str, str]) -> None:
        """Count how many would be done and how many not, a few at a time."""
        desk, actor, name = self.seat.desk, self.seat.actor, self.about.action.name
        refs = targets(self.rows, values)
        outcomes = iter(desk.do_each(actor, name, refs, values, dry_run=True))
        found: list[Done] = []
        while chunk := await self.write(lambda: take(outcomes)):
            found += chunk
            ways = [done.outcome.way_back for done in found if done.outcome is not None]
            self.show_effects(_foreseen(found, len(refs)), ways[0] if ways else self.usual)

    async def carry_out(self, values: dict[str, str]) -> None:
        """Answer; what was typed is kept until something was done with it."""
        self.keep_typed()
        self.dismiss(values)


def place(rows: Sequence[WorkRow]) -> str:
    """By what the values for these items are kept: the same marks find them again."""
    return about_many(rows[0].ref, len(rows))


def targets(rows: Sequence[WorkRow], values: dict[str, str]) -> list[str]:
    """The references to act on: nothing is merged into itself."""
    return [row.ref for row in rows if row.ref != values.get("into", "").upper()]


def take(outcomes: Iterator[Done], many: int = CHUNK) -> list[Done]:
    """The next few outcomes; none at the end."""
    return list(islice(outcomes, many))


def reason(done: Done) -> str:
    """Why an item was refused, without its name."""
    if done.error is None:
        return ""
    return done.error.message.replace(done.ref, "it")


def _foreseen(found: Sequence[Done], many: int) -> list[str]:
    refused = Counter(reason(done) for done in found if done.outcome is None)
    sentences = [f"{items(len(found) - refused.total())} can be done"]
    if len(found) < many:
        sentences[0] += f", {many - len(found):,} still to look at"
    for why, times in refused.most_common(_REASONS):
        sentences.append(f"{items(times)} will be left: {why}")
    hidden = len(refused) - _REASONS
    if hidden > 0:
        sentences.append(f"and {hidden} more reasons")
    return sentences + _effects(found)


def _effects(found: Sequence[Done]) -> list[str]:
    """What happens to most of them, when it is the same sentence."""
    outcomes = [done.outcome for done in found if done.outcome is not None]
    told = Counter(
        effect for outcome in outcomes for effect in outcome.effects if effect != outcome.way_back
    )
    return [
        effect if times == 1 else f"{times:,} times: {effect}"
        for effect, times in told.most_common(2)
        if times > len(found) // 2
    ]

"""Moving a card to the lane beside: the use case that the lane means, with what it demands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from desk.errors import DeskError, NothingToDo
from desk.rows.board import Lane
from desk.rows.work import Outcome, WorkRow
from desk.rules.actions import find
from desk.rules.lanes import Move, Standing, moved_to, places_of
from desk.screens.base import Seat
from desk.screens.board_loading import BoardLoading, BoardPart
from desk.screens.bulk import Job
from desk.screens.dialogs import ActionSheet
from desk.screens.list_keys import ListKeys
from desk.screens.sheet_texts import place_of
from desk.screens.telling import told

if TYPE_CHECKING:
    from desk.screens.dialogs import Deed


class MoveSheet(ActionSheet):
    """The sheet of a use case, with the values that a lane gives it filled in."""

    def __init__(self, seat: Seat, row: WorkRow, move: Move) -> None:
        super().__init__(seat, row, move.action)
        self._lane_gives = move.values

    def on_mount(self) -> None:
        """Fill in what follows from the lane."""
        for name, value in self._lane_gives.items():
            if name in self._form.fields:
                self._form.fields[name].put(value)

    def _do(self, values: dict[str, str], *, dry_run: bool) -> Outcome:
        """Move it as it was seen: who did something with it meanwhile is named first."""
        if dry_run:
            return super()._do(values, dry_run=True)
        seat, about, draft = self.seat, self.about, self.seat.drafts.draft(place_of(self._place))
        return seat.desk.do(
            seat.actor,
            about.action.name,
            about.row.ref,
            values,
            expect=self._version,
            draft=draft,
        )


class Moving(ListKeys[BoardPart], BoardLoading):
    """`>` and `<` move the card of the cursor, or all that is marked."""

    def action_shift(self, by: int) -> None:
        """Move the card, or all that is marked, to the next lane on that side."""
        try:
            rows, lane = self._cards(), self._lane_beside(by)
        except DeskError as error:
            self.refuse(error)
        else:
            self.run_worker(self._shift_to(lane, rows), group="move", exit_on_error=False)

    def against_moving(self, by: int) -> DeskError | None:
        """Why the card, or the first that is marked, cannot go to the next lane on that side."""
        try:
            self._move(self._cards()[0], self._lane_beside(by))
        except DeskError as error:
            return error
        return None

    def _cards(self) -> list[WorkRow]:
        """What is marked, else the card of the cursor. Raises when there is neither."""
        rows = [*self.marks.values()] or ([self.row] if self.row else [])
        if not rows:
            raise NothingToDo("There is no card here", "n reports a problem.")
        return rows

    def _lane_beside(self, by: int) -> Lane:
        """The lane on that side. Raises when there is none."""
        target = self.table.focused_lane + by
        if not 0 <= target < len(self.table.lanes):
            raise NothingToDo("There is no lane on that side", "b turns the lanes.")
        return self.table.lanes[target].lane

    async def _shift_to(self, lane: Lane, rows: list[WorkRow]) -> None:
        """Ask for what the move takes, or do it at once; say why it cannot be."""
        try:
            moves = [self._move(row, lane) for row in rows]
            if lane.by == "priority":
                terms = await self.read(lambda: self.seat.desk.hints.terms(self.seat.actor))
                given = places_of(terms, int(lane.key))
                moves = [move._replace(values=given) for move in moves]
        except DeskError as error:
            self.refuse(error)
            return
        if not self.marks:
            self._shift(rows[0], moves[0])
        elif len({move.action for move in moves}) > 1:
            self.refuse(NothingToDo("They are in several lanes", "Mark the cards of one lane."))
        elif self._has_all(moves[0]):
            self.deal(Job(moves[0].action, tuple(rows), moves[0].values))
        else:
            self._ask_for_all(moves[0].action, rows, None)

    def _move(self, row: WorkRow, lane: Lane) -> Move:
        """What moving a card to a lane means. Raises why it cannot be moved there."""
        from desk.screens.standing import against

        actor = self.seat.actor
        if self.seat.desk.barred is not None:
            raise self.seat.desk.barred
        standing = Standing(row.ref, row.state, row.owner_id, actor.id)
        move = moved_to(lane.by, lane.key, lane.title, standing)
        refusal = against(move.action, row, actor)
        if refusal is not None:
            raise refusal
        return move

    def _has_all(self, move: Move) -> bool:
        """Whether the lane gives every value that the use case takes."""
        parameters = find(move.action, "problem").parameters
        return all(each.name in move.values for each in parameters)

    def _shift(self, row: WorkRow, move: Move) -> None:
        if self._has_all(move):
            self.run_worker(self._at_once(row, move), group="do", exit_on_error=False)
            return

        def moved(deed: Deed | None) -> None:
            if deed is not None:
                self.say(told(self.seat, deed.outcome, deed.merged))
                self.reload_onto(row.id)

        self.app.push_screen(MoveSheet(self.seat, row, move), moved)

    async def _at_once(self, row: WorkRow, move: Move) -> None:
        """Move it as it was seen: who moved it meanwhile is named, and nothing is done."""
        desk, actor = self.seat.desk, self.seat.actor
        values: Mapping[str, str] = move.values
        try:
            seen = await self.version_of(row)
            done = await self.write(
                lambda: desk.do(actor, move.action, row.ref, values, expect=seen), row.id
            )
        except Exception as error:  # noqa: BLE001 - the one funnel of a screen
            self.refuse(error)
        else:
            self.say(told(self.seat, done))
        self.reload_onto(row.id)

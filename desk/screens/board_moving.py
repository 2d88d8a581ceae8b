"""Moving a card to the lane beside: the use case that the lane means, with what it demands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from desk.errors import DeskError, NothingToDo
from desk.rows.work import WorkRow
from desk.rules.actions import find
from desk.rules.lanes import Move, Standing, moved_to
from desk.screens.base import Seat
from desk.screens.board_loading import BoardLoading, BoardPart
from desk.screens.dialogs import ActionSheet
from desk.screens.list_keys import ListKeys
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


class Moving(ListKeys[BoardPart], BoardLoading):
    """`>` and `<` move the card of the cursor, or all that is marked."""

    def action_shift(self, by: int) -> None:
        """Move the card to the next lane on that side, asking for what that takes."""
        row = self.row
        if row is None:
            self.refuse(NothingToDo("There is no card here", "n reports a problem."))
            return
        target = self.table.focused_lane + by
        if not 0 <= target < len(self.table.lanes):
            self.refuse(NothingToDo("There is no lane on that side", "b turns the lanes."))
            return
        try:
            self._shift(row, self._move(row, target))
        except DeskError as error:
            self.refuse(error)

    def _move(self, row: WorkRow, target: int) -> Move:
        """What moving a card to a lane means. Raises why it cannot be moved there."""
        lane, actor = self.table.lanes[target].lane, self.seat.actor
        if self.seat.desk.barred is not None:
            raise self.seat.desk.barred
        standing = Standing(row.ref, row.state, row.owner_id, actor.id)
        move = moved_to(lane.by, lane.key, lane.title, standing)
        from desk.screens.standing import against

        refusal = against(move.action, row, actor)
        if refusal is not None:
            raise refusal
        if lane.by == "priority":
            return move._replace(values=self._places_of(int(lane.key)))
        return move

    def _places_of(self, priority: int) -> dict[str, str]:
        """An impact and an urgency that give this priority, as even as they can be."""
        terms = self.seat.desk.hints.terms(self.seat.actor)
        fitting = [
            (abs(row - column), impact, urgency)
            for row, impact in enumerate(terms.impacts())
            for column, urgency in enumerate(terms.urgencies())
            if terms.matrix.cell(
                terms.matrix.impacts.index(impact), terms.matrix.urgencies.index(urgency)
            )
            == priority
        ]
        if not fitting:
            raise NothingToDo(f"No impact and urgency give P{priority} on this desk", "p asks all.")
        _, impact, urgency = min(fitting)
        return {"impact": impact, "urgency": urgency}

    def _shift(self, row: WorkRow, move: Move) -> None:
        parameters = find(move.action, row.kind).parameters
        if all(each.name in move.values for each in parameters):
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

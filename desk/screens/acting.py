"""Acting on an item from any screen that shows one: by key, or by name from the palette."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.errors import DeskError, NothingToDo
from desk.rows.work import WorkRow
from desk.rules.permissions import not_allowed
from desk.screens.base import DeskScreen, NewContact, Offer, Rows
from desk.screens.item_keys import key_of
from desk.screens.telling import told

if TYPE_CHECKING:
    from desk.screens.dialogs import Deed

_ACT = "act:"
_WHY = "why"
_PERMISSIONS = {"new": ("work.log", "log a contact"), "next": ("work.handle", "take work")}
"""What keys that need no item ask of who presses them."""


class Acting(DeskScreen[Rows]):
    """A screen with an item; `row` says which."""

    @property
    def row(self) -> WorkRow | None:
        """The item that keys act on."""
        raise NotImplementedError

    def barred(self, action: str) -> DeskError | None:
        """Why a key's action cannot act now; None when it can."""
        if action in _PERMISSIONS:
            return not_allowed(self.seat.actor, *_PERMISSIONS[action])
        if not action.startswith("act(") and action not in ("why", "open"):
            return None
        if self.row is None:
            return NothingToDo("There is no item here", "V shows another view, n logs a contact.")
        if not action.startswith("act("):
            return None
        from desk.screens.standing import against

        return against(action[5:-2], self.row, self.seat.actor)

    def action_new(self) -> None:
        """Log a contact."""
        self.post_message(NewContact())

    def withheld(self) -> list[Offer]:
        """What cannot be done with the item now, and why."""
        from desk.rules.actions import acting_on
        from desk.screens.standing import against

        row, actor = self.row, self.seat.actor
        if row is None:
            return []
        reasons = {each: against(each.name, row, actor) for each in acting_on(row.kind)}
        return [
            Offer(_ACT + action.name, action.title, reason.message, key_of(action.name))
            for action, reason in reasons.items()
            if reason is not None
        ]

    def offers(self) -> list[Offer]:
        """What can be done with the item now."""
        from desk.screens.standing import actions_on

        row = self.row
        if row is None:
            return []
        return [
            Offer(_ACT + action.name, action.title, row.ref, key_of(action.name))
            for action in actions_on(row, self.seat.actor)
        ]

    def take(self, key: str) -> None:
        """Do what was offered."""
        if key.startswith(_ACT):
            self.action_act(key.removeprefix(_ACT))

    def action_act(self, name: str) -> None:
        """Run a use case on the item, asking first for the values it takes; or say why not."""
        row = self.row
        barred = self.barred(f"act('{name}')")
        if row is None or barred is not None:
            self.refuse(barred or NothingToDo("There is no item here"))
            return
        from desk.rules.actions import find

        if find(name, row.kind).parameters:
            from desk.screens.dialogs import ActionSheet

            sheet = ActionSheet(self.seat, row, name, self.seat.kept)
            self.app.push_screen(sheet, self._acted)
            return
        desk, actor = self.seat.desk, self.seat.actor
        self.do(
            lambda: desk.do(actor, name, row.ref, {}),
            lambda done: told(self.seat, done),
            row.id,
        )

    def action_why(self) -> None:
        """Show how the due time of the item was computed."""
        row = self.row
        if row is None:
            self.refuse(NothingToDo("There is no item here"))
            return
        self.run_worker(self._why(row), group="why", exclusive=True, exit_on_error=False)

    async def _why(self, row: WorkRow) -> None:
        from desk.screens.why import WhySheet

        desk, actor = self.seat.desk, self.seat.actor
        try:
            item = await self.read(lambda: desk.trail.item(actor, row.ref))
        except DeskError as error:
            self.refuse(error)
        else:
            if not self.app.is_screen_installed(_WHY):
                self.app.install_screen(WhySheet(self.seat), _WHY)
            self.app.get_screen(_WHY, WhySheet).explain(item)
            self.app.push_screen(_WHY)

    def _acted(self, deed: Deed | None) -> None:
        if deed is None:
            return
        self.say(told(self.seat, deed.outcome, deed.merged))
        self.reload()

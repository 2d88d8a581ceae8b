"""Acting on an item from any screen that shows one: by key, or by name from the palette."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding

from desk.errors import DeskError, NothingToDo
from desk.rows.work import WorkRow
from desk.rules.permissions import Actor, not_allowed
from desk.screens.base import NewContact, NewProblem, Offer, OpenItem, Rows
from desk.screens.ending import Ending
from desk.screens.item_keys import key_of
from desk.screens.meaning import meant, verb_of
from desk.screens.taking_back import TakingBack
from desk.screens.telling import told

if TYPE_CHECKING:
    from desk.screens.dialogs import Deed
    from desk.screens.links import Chosen

_ACT = "act:"
_WHY, _LINKS, _REPORT, _DOCUMENT, _UNDO = "why", "links", "report", "document", "undo"
"""The sheet of reasons, what the palette calls the one of links, a new problem and a report about
one, and the use case with a key of its own: `u` is about the last act anywhere, not the item."""
_PERMISSIONS = {
    "new": ("work.log", "log a contact"),
    "report": ("work.log", "report a problem"),
    "next": ("work.handle", "take work"),
}
"""What keys that need no item ask of who presses them."""


class Acting(TakingBack[Rows], Ending[Rows]):
    """A screen with an item; `row` says which."""

    @property
    def row(self) -> WorkRow | None:
        """The item that keys act on."""
        raise NotImplementedError

    def about(self, name: str) -> WorkRow | None:
        """The item that one use case acts on, by the name its key has; or one of its tasks."""
        return self.row

    def barred(self, action: str) -> DeskError | None:
        """Why a key's action cannot act now; None when it can."""
        is_write = action in _PERMISSIONS or action.startswith("act(")
        if is_write and self.seat.desk.barred is not None:
            return self.seat.desk.barred
        if action in _PERMISSIONS:
            return not_allowed(self.seat.actor, *_PERMISSIONS[action])
        if action == "undo" and not self.seat.last:
            return NothingToDo("Nothing was done from here yet", "u takes back what was.")
        if not action.startswith("act(") and action not in ("why", "open", "links", _DOCUMENT):
            return None
        row = self.about(action[5:-2]) if action.startswith("act(") else self.row
        if row is None:
            return NothingToDo("There is no item here", "V shows another view, n logs a contact.")
        if action == _DOCUMENT:
            return _against_document(row, self.seat.actor)
        if not action.startswith("act("):
            return None
        return self.against(meant(action[5:-2], row, self.seat.actor), row)

    def against(self, name: str, row: WorkRow) -> DeskError | None:
        """Why a use case cannot act on an item, as far as is known here; None when it can."""
        from desk.screens.standing import against

        return against(name, row, self.seat.actor)

    def verb(self, binding: Binding) -> str:
        """What a key does to the item as it is now."""
        row = self.about(binding.action[5:-2]) if binding.action.startswith("act(") else None
        if row is None:
            return super().verb(binding)
        return verb_of(meant(binding.action[5:-2], row, self.seat.actor), super().verb(binding))

    def action_new(self) -> None:
        """Log a contact."""
        self.post_message(NewContact())

    def action_report(self) -> None:
        """Report a problem, from the contact in which it was told."""
        is_told = self.row is not None and self.row.kind == "interaction"
        self.post_message(NewProblem(self.row.ref if self.row and is_told else ""))

    def withheld(self) -> list[Offer]:
        """What cannot be done with the item now, and why."""
        from desk.rules.actions import acting_on

        row = self.row
        if row is None:
            return []
        named = [each for each in acting_on(row.kind) if each.name != _UNDO]
        reasons = {each: self.against(each.name, row) for each in named}
        return [
            Offer(_ACT + action.name, action.title, reason.message, key_of(action.name, row.kind))
            for action, reason in reasons.items()
            if reason is not None
        ]

    def offers(self) -> list[Offer]:
        """What can be done with the item now."""
        from desk.rules.actions import acting_on

        row = self.row
        if row is None:
            return [self.undo_offer()]
        offers = [
            Offer(_ACT + action.name, action.title, row.ref, key_of(action.name, row.kind))
            for action in acting_on(row.kind)
            if action.name != _UNDO and self.against(action.name, row) is None
        ]
        offers.append(Offer(_LINKS, "Show links and promises", row.ref, self._key("links", "o")))
        if row.kind == "interaction" and self.barred("report") is None:
            key = self._key("report", "P")
            offers.append(Offer(_REPORT, "Report a problem from it", row.ref, key))
        if self.barred(_DOCUMENT) is None:
            key = self._key(_DOCUMENT, "R")
            offers.append(Offer(_DOCUMENT, "Write a report about it", row.ref, key))
        return [*offers, self.undo_offer()]

    def _key(self, name: str, key: str) -> str:
        return self.seat.look.keys.name(f"item.{name}", key)

    def take(self, key: str) -> None:
        """Do what was offered."""
        if key.startswith(_ACT):
            self.action_act(key.removeprefix(_ACT))
        elif key == _LINKS:
            self.action_links()
        elif key == _REPORT:
            self.action_report()
        elif key == _DOCUMENT:
            self.action_document()
        else:
            super().take(key)

    def action_act(self, name: str) -> None:
        """Run a use case on the item, asking first for the values it takes; or say why not."""
        row = self.about(name)
        barred = self.barred(f"act('{name}')")
        if row is None or barred is not None:
            self.refuse(barred or NothingToDo("There is no item here"))
            return
        from desk.rules.actions import find

        name = meant(name, row, self.seat.actor)
        if find(name, row.kind).parameters:
            self.ask(name, row)
        else:
            self.do_at_once(name, row.ref, {}, row.id)

    def do_at_once(
        self, name: str, ref: str, values: dict[str, str], on: int | None = None
    ) -> None:
        """Run a use case that has all it takes."""
        desk, actor = self.seat.desk, self.seat.actor
        self.do(lambda: desk.do(actor, name, ref, values), lambda done: told(self.seat, done), on)

    def action_links(self) -> None:
        """Show what the item is linked to, what went into it, and what was promised."""
        row = self.row
        if row is None:
            self.refuse(NothingToDo("There is no item here"))
            return
        from desk.screens.links import LinksSheet

        self.app.push_screen(LinksSheet(self.seat, row), lambda chosen: self._linked(row, chosen))

    def action_document(self) -> None:
        """Write a report about the problem to a file."""
        row, barred = self.row, self.barred(_DOCUMENT)
        if row is None or barred is not None:
            self.refuse(barred or NothingToDo("There is no item here"))
            return
        from desk.screens.reporting import ReportSheet

        def written(place: str | None) -> None:
            if place is not None:
                self.say(f"The report is in {place}")

        self.app.push_screen(ReportSheet(self.seat, row.ref), written)

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

    def _linked(self, row: WorkRow, chosen: Chosen | None) -> None:
        """Do what was chosen among the links."""
        if chosen is None:
            return
        if chosen.is_asked:
            self.ask(chosen.action, row)
        elif chosen.action == "open":
            self.post_message(OpenItem(chosen.ref))
        else:
            self.do_at_once(chosen.action, chosen.ref, chosen.values, row.id)

    def _acted(self, deed: Deed | None) -> None:
        if deed is None:
            return
        self.say(told(self.seat, deed.outcome, deed.merged))
        self.reload()


def _against_document(row: WorkRow, actor: Actor) -> DeskError | None:
    """Why no report about an item can be written; None when one can."""
    if row.kind != "problem":
        return NothingToDo(f"{row.ref} is no problem", "R writes a report about a problem.")
    return not_allowed(actor, "report.run", "run reports")

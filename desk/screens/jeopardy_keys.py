"""What the keys of the jeopardy screen act on, and which part they show."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from desk.errors import DeskError, NothingToDo
from desk.rows.work import WorkRow
from desk.screens.base import Offer
from desk.screens.jeopardy_list import SCOPES, SECTIONS
from desk.screens.jeopardy_loading import JeopardyLoading
from desk.screens.list_keys import ListKeys
from desk.screens.marking import Marking
from desk.screens.queue_asking import QueueAsking
from desk.screens.queue_list import Part

_SHOW = "jeopardy:"


class JeopardyKeys(Marking, ListKeys[Part], QueueAsking, JeopardyLoading):
    """The keys of every list of work; two more say which part is shown, and whose."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "Y", "act('acknowledge')", "plan", id="item.acknowledge",
            tooltip="Acknowledge that it is late or will be, with a plan",
        ),
        Binding(
            "v", "scope", "whose", id="jeopardy.scope",
            tooltip="Mine and unowned, of my teams, of everybody",
        ),
        Binding(
            "tab", "part", "part", id="jeopardy.part",
            tooltip="In jeopardy, late, what crossed: the next of them",
        ),
    ]  # fmt: skip

    @property
    def row(self) -> WorkRow | None:
        """The item under the cursor, in the list or in the log."""
        return self.item_in_log() if self.log_list.has_focus else self.table.row

    def step(self, by: int) -> None:
        """Move the cursor by so many rows."""
        (self.log_list if self.log_list.has_focus else self.table).action_move(by)

    def stop_looking(self) -> None:
        """Give up what is looked for, and stay with what is shown."""
        JeopardyLoading.stop_looking(self)

    def focus_list(self) -> None:
        """Let keys act on what is listed again."""
        (self.log_list if self.is_log else self.table).focus()

    def barred(self, action: str) -> DeskError | None:
        """Why a key cannot act now; going back always works."""
        if action == "back":
            return None
        if action in ("mark", "mark_all", "filter") and self.log_list.has_focus:
            return NothingToDo("The log has no marks and no filter", "tab leads back to the list.")
        return super().barred(action)

    def verb(self, binding: Binding) -> str:
        """`esc` and `tab` say where they lead."""
        if binding.action == "back":
            return "clear" if self.is_clearable else "back"
        if binding.action == "part":
            return self._next_part()[1].lower()
        return super().verb(binding)

    def offers(self) -> list[Offer]:
        """Besides the item's actions: the parts, and whose work is shown."""
        parts = [Offer(f"{_SHOW}{key}", title, "", "tab") for key, title in self._parts().items()]
        whose = [Offer(f"{_SHOW}{key}", f"Show {said}", "", "v") for key, said in SCOPES.items()]
        return [*super().offers(), *parts, *whose]

    def take(self, key: str) -> None:
        """Do what was offered."""
        wanted = key.removeprefix(_SHOW)
        if not key.startswith(_SHOW):
            super().take(key)
        elif wanted in SCOPES:
            self.show_of(wanted)
        else:
            self.show_part(wanted)

    def action_filter(self) -> None:
        """Filter the list; the log has none."""
        reason = self.barred("filter")
        if reason is not None:
            self.refuse(reason)
        else:
            super().action_filter()

    def action_scope(self) -> None:
        """Show the work of others: whose comes next."""
        scopes = [*SCOPES]
        self.show_of(scopes[(scopes.index(self.list.scope) + 1) % len(scopes)])

    def action_part(self) -> None:
        """Show what comes next: in jeopardy, late, what crossed."""
        self.show_part(self._next_part()[0])

    def action_back(self) -> None:
        """Clear what can be cleared, else back to where it was opened."""
        if self.is_clearable:
            super().action_back()
        else:
            self.dismiss()

    def show_of(self, scope: str) -> None:
        """Show the work of others."""
        self.list.turn(self.list.section, scope)
        self.open_list()
        self.read_log()

    def show_part(self, part: str) -> None:
        """Show another part."""
        raise NotImplementedError

    def _parts(self) -> dict[str, str]:
        return {**SECTIONS, "crossed": "What crossed"}

    def _next_part(self) -> tuple[str, str]:
        """The part that `tab` leads to, and how it is called."""
        parts = [*self._parts().items()]
        is_log = self.is_log or self.log_list.has_focus
        here = len(parts) - 1 if is_log else [key for key, _ in parts].index(self.list.section)
        return parts[(here + 1) % len(parts)]

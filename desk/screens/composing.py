"""The composer of a screen that shows an item: what stands in it is a draft as it is typed."""

from __future__ import annotations

from textual import on
from textual.binding import Binding
from textual.widgets import TextArea

from desk.rows.drafts import DraftRow
from desk.rows.work import WorkRow
from desk.screens.acting import Acting
from desk.screens.base import Offer, Rows, Seat
from desk.screens.continuing import REPLY
from desk.screens.notes import Warned
from desk.widgets.composer import Composer
from desk.widgets.facts import Facts
from desk.widgets.item_head import ItemHead

TEXT = "text"
"""The one field of a reply's draft."""
_OTHER = "draft:"


class Composing(Acting[Rows]):
    """Opens and closes the composer, and tells other desks that somebody is here.

    The screen has the class `-writing` as long as the composer is open.
    """

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self.ref = ""
        self.head = ItemHead(seat.look)
        self.composer = Composer(seat.look)
        self.facts = Facts(seat.look)
        self.drafts: tuple[DraftRow, ...] = ()
        """Texts for this item in the store, of this session and of others."""
        seat.drafts.changed.append(self.tell_kept)

    def verb(self, binding: Binding) -> str:
        """`r` says when a reply is begun."""
        if binding.action == "act('reply')" and self.place in self.seat.drafts.places():
            return "finish reply"
        return super().verb(binding)

    def action_act(self, name: str) -> None:
        """Run a use case on the item; a reply is written below its trail."""
        if name == "reply" and self.barred("act('reply')") is None:
            self.begin()
        else:
            super().action_act(name)

    def begin(self) -> None:
        """Open the composer on what was begun for this item; say who else writes on it."""
        assert self.row is not None
        self.add_class("-writing")
        begun = self.seat.drafts.recall(self.place, self.drafts)
        self.composer.open(begun.get(TEXT, ""))
        self.tell_kept(self.place)
        self.attend()
        self._warn_of_company(self.row)

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
            self.seat.drafts.note(self.place, {TEXT: self.composer.text})

    def put_away(self) -> None:
        """Close the composer and keep its text for this item."""
        if self.composer.is_open:
            self.keep_typed()
            self.seat.drafts.flush()
            self.composer.close()
            self.remove_class("-writing")
            self.facts.foretell(())
            self.attend()

    def on_screen_suspend(self) -> None:
        """The item is left, or a sheet lies on it."""
        self.seat.drafts.flush()
        if self not in self.app.screen_stack:
            self.seat.presence.at(None)

    def company_changed(self) -> None:
        """Show in the head who else is here."""
        if self.row is not None:
            self.head.attend(self.seat.presence.others.get(self.row.id, ()))

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
            self.composer.put(self.seat.drafts.turn_to(self.place, row).get(TEXT, ""))
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

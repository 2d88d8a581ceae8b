"""Notices that lie ready on the item that a screen shows: read, changed and sent by a key."""

from __future__ import annotations

from desk.errors import DeskError, NothingToDo
from desk.rules.vocabulary import parse_reference
from desk.screens.acting import Acting
from desk.screens.base import Offer, Rows

_LETTER = "letter"


class WithLetters(Acting[Rows]):
    """A screen with an item whose customer may have to be told something."""

    @property
    def draft(self) -> str:
        """The reference of the notice that lies ready; empty without one."""
        raise NotImplementedError

    def barred(self, action: str) -> DeskError | None:
        """A notice is read where one lies ready."""
        if action == _LETTER and not self.draft:
            return NothingToDo("No notice lies ready here", "T tells the customer something.")
        return super().barred(action)

    def offers(self) -> list[Offer]:
        """Besides what can be done with the item, to read the notice."""
        offers = super().offers()
        if self.draft:
            key = self._key(_LETTER, "y")
            offers.append(Offer(_LETTER, "Read the notice that lies ready", self.draft, key))
        return offers

    def take(self, key: str) -> None:
        """Do what was offered."""
        if key == _LETTER:
            self.action_letter()
        else:
            super().take(key)

    def action_letter(self) -> None:
        """Show the notice that lies ready, to be sent, changed or dropped."""
        barred = self.barred(_LETTER)
        if barred is not None:
            self.refuse(barred)
            return
        from desk.screens.notice_sheet import NoticeSheet

        number = parse_reference(self.draft).number
        self.app.push_screen(NoticeSheet(self.seat, number), self._answered)

    def _answered(self, said: str | None) -> None:
        if said is not None:
            self.say(said)
            self.reload()

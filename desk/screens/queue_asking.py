"""The filter of a list: what is typed narrows it."""

from __future__ import annotations

from desk.screens.filtering import Filtering
from desk.screens.list_loading import ListLoading
from desk.screens.queue_list import Part


class QueueAsking(Filtering[Part], ListLoading):
    """Takes what is typed for the list that is shown."""

    @property
    def typed(self) -> str:
        """The filter that was typed."""
        return self.list.typed

    @property
    def is_looking(self) -> bool:
        """Whether a list is being opened and not yet here."""
        return self._is_opening

    def refilter(self, text: str) -> None:
        """Show what fits this filter. Raises `BadFilter`."""
        self.list.check(text)
        self.list.typed = text
        self.open_list()

    def give_up_reading(self) -> None:
        """Stop every read for the list; what waits for one is not told so."""
        ListLoading.give_up_reading(self)

    def focus_list(self) -> None:
        """Let keys act on the list again."""
        self.table.focus()

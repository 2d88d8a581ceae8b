"""Customers found while typing, for every form that asks for one."""

from __future__ import annotations

from contextlib import suppress

from textual import work
from textual.screen import Screen
from textual.worker import Worker, WorkerError

from desk.errors import DeskError
from desk.rows.customers import CustomerRow
from desk.screens.base import Deeds, Result
from desk.widgets.form import sentence
from desk.widgets.matches import Option
from desk.widgets.picker import Picker


class Finding(Deeds, Screen[Result]):
    """Answers the live pick lists of a form."""

    takes_newcomers = False
    """Whether somebody nobody knows may be taken too."""

    _search: Worker[None] | None = None

    def on_picker_asked(self, event: Picker.Asked) -> None:
        """Find the customers for what is typed now."""
        event.stop()
        self._search = self._find(event.picker, event.typed)

    async def found(self) -> None:
        """Wait for the customers of what was typed last: who saves at once means them."""
        if self._search is not None:
            with suppress(WorkerError):
                await self._search.wait()

    @work(exclusive=True, group="find", exit_on_error=False)
    async def _find(self, picker: Picker, typed: str) -> None:
        name = " ".join(typed.split())
        desk, actor = self.seat.desk, self.seat.actor
        found: tuple[CustomerRow, ...] = ()
        options: list[Option] = []
        try:
            found = await self.read(lambda: desk.cards.search(actor, name)) if name else ()
        except DeskError as error:
            options.append(Option("", "", listed_as=sentence(error)))
        options += [Option(row.ref, row.name, row.contact, row.ref) for row in found]
        if name and self.takes_newcomers:
            options.append(Option(name, name, listed_as=f'someone new: "{name}"', is_new=True))
        picker.offer(options, typed)

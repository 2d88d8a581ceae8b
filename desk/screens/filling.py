"""What the fields of a sheet are filled with from the store before anything is typed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from textual import work

from desk.rows.work import WorkRow
from desk.rules.actions import Action
from desk.screens.base import Result
from desk.screens.escalating import ESCALATE, goals
from desk.screens.finding_work import open_promises
from desk.screens.recalling import Recalling
from desk.screens.settled import SETTLED, known_of, settled
from desk.screens.takers import takers
from desk.screens.task_terms import NO_PLANS, as_planned
from desk.widgets.fields import LineField
from desk.widgets.matches import Option
from desk.widgets.picker import Picker

if TYPE_CHECKING:
    from textual.worker import Worker


class About(NamedTuple):
    """What a sheet asks about."""

    row: WorkRow
    """The item; of many the first, by which fields and choices are made."""
    action: Action
    place: str
    """A reference, or the name of many items: what is typed is kept by it."""
    into: WorkRow | None = None
    """The other item, where one is meant from the start."""


class Filling(Recalling[Result]):
    """People, teams, open promises, the words the desk has settled, and what is known already."""

    about: About
    _unfit: frozenset[str]

    _ladder = ""
    """The ladder whose proposals are offered."""

    def tell_refused(self, text: str) -> None:
        """Say below the fields why it cannot be done."""
        raise NotImplementedError

    def look_ahead(self) -> Worker[None]:
        """Show what would happen, now that more is known."""
        raise NotImplementedError

    @work(group="fill", exit_on_error=False)
    async def _fill(self) -> None:
        """People, teams and open promises come from the store."""
        directory = self.seat.desk.directory
        for parameter in self.about.action.parameters:
            editor = self._form.fields[parameter.name].editor
            if isinstance(editor, Picker) and parameter.type == "person":
                people = await self.read(directory.people)
                editor.fill(takers(self.seat, people, self.about.action.name))
            elif isinstance(editor, Picker) and parameter.type == "team":
                teams = await self.read(directory.teams)
                editor.fill([Option(t.name, t.name, f"{t.members}") for t in teams])
            elif isinstance(editor, Picker) and parameter.type == "count":
                promises = await self.read(lambda: open_promises(self.seat, self.about.row.ref))
                editor.fill(promises)
        await self._settle_lists()
        self.look_ahead()

    async def _settle_lists(self) -> None:
        """What the desk has settled about problems, and what is known of this one."""
        row, fields = self.about.row, self._form.fields
        if row.kind == "task" and self.about.place == row.ref:
            await self._tell_planned(row.ref)
        if row.kind != "problem":
            return
        names = [each.name for each in self.about.action.parameters if each.type == "line"]
        known = await self.read(lambda: known_of(self.seat, row.ref, self.about.action.name))
        for name in [each for each in names if each in SETTLED]:
            editor = fields[name].editor
            if isinstance(editor, Picker):
                options = await self.read(partial(settled, self.seat, name, row.ref))
                editor.fill(options)
                if name == "template" and not options:
                    self.tell_refused(NO_PLANS)
        is_alone = self.about.place == row.ref  # many have not all what the first one has
        self._unfit = known.unfit if is_alone else frozenset()
        for name, value in known.values.items() if is_alone else ():
            if not fields[name].typed:
                fields[name].put(value)
                self._given[name] = fields[name].begun

    @work(group="goals", exclusive=True, exit_on_error=False)
    async def offer_goals(self) -> None:
        """Offer whom the item may be escalated to, on the ladder that is chosen."""
        if self.about.action.name != ESCALATE:
            return
        ladder, editor = self._form.fields["kind"].value, self._form.fields["to"].editor
        if ladder and ladder != self._ladder and isinstance(editor, Picker):
            self._ladder = ladder
            ref = self.about.row.ref
            options = await self.read(lambda: goals(self.seat, ref, ladder))
            editor.fill(options)
            self._propose(options[0].key if options else "")

    def _propose(self, name: str) -> None:
        """Put the likeliest goal into its field, unless somebody wrote another."""
        field = self._form.fields["to"]
        if field.begun == self._given.get("to", "") and self.about.place == self.about.row.ref:
            field.put(name)
            self._given["to"] = field.begun

    async def _tell_planned(self, ref: str) -> None:
        """Say in the empty fields of a task's times how they stand."""
        for name, said in (await self.read(lambda: as_planned(self.seat, ref))).items():
            editor = self._form.fields[name].editor if name in self._form.fields else None
            if isinstance(editor, LineField):
                editor.placeholder = said

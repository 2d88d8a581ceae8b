"""What a new problem may belong to, and what would come of it, told while it is typed."""

from __future__ import annotations

from asyncio import TimerHandle, get_running_loop
from collections.abc import Callable

from textual import work
from textual.binding import Binding
from textual.containers import Vertical

from desk.errors import DeskError, NothingToDo
from desk.rows.work import Outcome
from desk.rules.vocabulary import words
from desk.screens.base import Seat
from desk.screens.form_begun import Values
from desk.screens.form_screen import FormScreen
from desk.screens.problem_form import foretold, link_to, report
from desk.widgets.effects import Foretold
from desk.widgets.form import Form
from desk.widgets.hint_list import Hint, HintList

_FRAME = 4
"""Rows above and below the form."""
_PAUSE = 0.3
"""Seconds without a key before it is looked what would come of it."""


class Hinting(FormScreen):
    """One key reports it as a part of the problem that is marked, or links it to that."""

    def __init__(self, seat: Seat, form: Form, place: str) -> None:
        super().__init__(seat, form, place)
        self.foretold = Foretold(seat.look)
        self.hints = HintList(seat.look)
        self.fields = Vertical(id="fields")
        """What gives way to the hints: the form scrolls."""
        self._looking: TimerHandle | None = None

    def look_soon(self) -> None:
        """Look what would come of it, once the keys rest."""
        if self._looking is not None:
            self._looking.cancel()
        self._looking = get_running_loop().call_later(_PAUSE, self._look)

    def verb(self, binding: Binding) -> str:
        """`f6` names what it joins."""
        hint = self.hints.current
        if binding.action == "join" and hint is not None:
            return f"part of {hint.ref}" if hint.is_major else f"it is {hint.ref}"
        return super().verb(binding)

    def barred(self, action: str) -> DeskError | None:
        """What is about a problem that is alike needs one."""
        if action in ("join", "next_hint") and self.hints.current is None:
            return NothingToDo("No open problem is alike", "ctrl+s reports it as a new one.")
        if action == "next_hint" and len(self.hints.hints) < 2:
            return NothingToDo("There is only one")
        return super().barred(action)

    def make_room(self) -> None:
        """Leave the hints the rows they need: a form that is higher scrolls."""
        rows = len(self.hints.hints) + 2 if self.hints.hints else 0
        self.fields.styles.max_height = max(1, self.size.height - _FRAME - rows)

    def action_next_hint(self) -> None:
        """Mark the next open problem."""
        self.hints.go_on()
        self.show_keys()

    @work(group="save", exit_on_error=False)
    async def action_join(self) -> None:
        """Not a new one: a part of the marked major problem, or a link to the marked one."""
        hint = self.hints.current
        if hint is None:
            self.refuse(self.barred("join") or NothingToDo("No open problem is alike"))
            return
        await self.found()
        values = self.form.values()
        wrong = self.faults(values) if hint.is_major else {}
        self.form.fault(wrong)
        if wrong or self.is_saving:
            return
        self.is_saving = True
        try:
            done = await self.write(self._joining(values, hint))
        except Exception as error:  # noqa: BLE001 - the one funnel of a screen
            self.keep_typed("the save was refused")
            self.refuse(error)
        else:
            self.handed_in(done, None)
        finally:
            self.is_saving = False

    def _joining(self, values: Values, hint: Hint) -> Callable[[], Outcome]:
        seat, place = self.seat, self.place
        if hint.is_major:
            return lambda: report(seat, values, place, parent=hint.ref)
        return lambda: link_to(seat, values, place, hint.ref)

    @work(exclusive=True, group="ahead", exit_on_error=False)
    async def _look(self) -> None:
        """Show the priority it would have, and what is open already."""
        if not self.is_attached:
            return
        desk, actor = self.seat.desk, self.seat.actor
        values = {name: field.value for name, field in self.form.fields.items() if field.value}
        if not self.form.is_begun:
            self.foretold.show(())
            self.hints.show(())
            return
        asked = {name: values.get(name, "") for name in ("customer", "service", "place")}
        found = await self.read(lambda: desk.hints.for_new(actor, **asked))
        self.hints.show(
            [Hint(h.ref, h.subject, words(h.state), h.reason, h.is_major) for h in found]
        )
        self.make_room()
        self.show_keys()
        self.foretold.show(await self.write(lambda: foretold(self.seat, values)))

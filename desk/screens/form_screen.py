"""A form that fills the screen: what is typed is a draft at once, and is handed in once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on, work
from textual.binding import Binding

from desk.errors import DeskError
from desk.rows.work import Outcome
from desk.rules.times import time_of_day
from desk.screens.base import Said, Seat
from desk.screens.form_begun import BegunForm, Values
from desk.screens.item_keys import said
from desk.widgets.contact_head import Words
from desk.widgets.form import Form, FormField
from desk.widgets.notice import Notice
from desk.widgets.picker import Picker


class FormScreen(BegunForm):
    """Holds the form; an empty one is filled with what was begun earlier. Installed once, so what
    was typed and not saved is there again the next time.
    """

    TITLE_WORDS: ClassVar[str]

    def __init__(self, seat: Seat, form: Form, place: str) -> None:
        super().__init__(seat, form, place)
        self.title_line = Words(seat.look)
        self._began = 0
        self.is_saving = False

    def on_mount(self) -> None:
        """Begin with an empty form."""
        self.begin_minutes()
        self.watch_keys()
        self.title_line.show([self.title_line.pen.ink(f" {self.TITLE_WORDS}", bold=True)])
        self.clear()

    def on_screen_resume(self) -> None:
        """Say when it began, and go to the first field."""
        self._began = self._began or self.seat.desk.clock.now()
        at = time_of_day(self._began, self.seat.actor.zone)
        pen = self.began_line.pen
        self.began_line.show([pen.ink(f" {pen.glyphs.dot} began {at}", "muted")])
        self.form.focus_first()
        self.is_ready = self.form.is_begun  # else keys wait for what was begun earlier
        self.reload()

    def tell_news(self, news: Sequence[Notice]) -> None:
        """Whoever types here is shown the gravest alone; all of it is listed."""
        self.toast.leave_news()
        super().tell_news(news[:1])

    @property
    def is_form(self) -> bool:
        """It is one."""
        return True

    @property
    def cursor_line(self) -> int | None:
        """That of the field in which somebody types."""
        return self.focused.region.y if self.focused is not None else None

    def verb(self, binding: Binding) -> str:
        """`enter` names what it will take."""
        if binding.action == "take":
            for picker in self.query(Picker):
                if picker.has_focus_within and picker.matches.current:
                    return f"take {picker.matches.pen.gate(picker.matches.current.label)}"
        return super().verb(binding)

    def touched(self, ids: tuple[int, ...]) -> None:
        """Something else may have become urgent."""
        self.reload()

    def tell(self, text: str) -> None:
        """What was done is told by the list that comes back."""

    def minute(self, now: int) -> None:
        """Something else may have become urgent."""
        self.reload()

    def is_filled(self, field: FormField) -> None:
        """A field has another value."""

    def faults(self, values: Values) -> Values:
        """What is wrong with the fields."""
        raise NotImplementedError

    def hand_in(self, values: Values) -> tuple[Outcome, DeskError | None]:
        """Do it, in the writer thread; a fault that leaves it done all the same beside it."""
        raise NotImplementedError

    def clear(self) -> None:
        """Empty the form."""
        self._began = 0
        for field in self.form.fields.values():
            field.put("")
            field.below.say()

    @on(FormField.Changed)
    def _changed(self, event: FormField.Changed) -> None:
        event.stop()
        self.is_filled(event.field)
        if not self.is_saving:
            self.keep_typed()

    def action_next_field(self) -> None:
        """To the next field."""
        self.focus_next()

    def action_leave(self) -> None:
        """Back to where it was asked for; the form keeps what was typed."""
        self.app.pop_screen()

    @work(group="save", exit_on_error=False)
    async def action_save(self) -> None:
        """Hand it in, unless a field says why not; once, however often it is asked."""
        await self.found()
        values = self.form.values()
        wrong = self.faults(values)
        self.form.fault(wrong)
        if wrong or self.is_saving:
            return
        self.keep_typed()
        self.seat.drafts.flush()
        self.is_saving = True
        try:
            done, fault = await self.write(lambda: self.hand_in(values))
        except Exception as error:  # noqa: BLE001 - the one funnel of a screen
            self.keep_typed("the save was refused")
            self.refuse(error)
        else:
            self.handed_in(done, fault)
        finally:
            self.is_saving = False

    def handed_in(self, done: Outcome, fault: DeskError | None) -> None:
        """Say so on the screen below, which comes back."""
        self.clear()
        self.seat.drafts.forget(self.place)
        self.app.pop_screen()
        if fault is None:
            self.app.screen.post_message(Said(said(done.action, done.ref)))
        else:
            fault.message = f"{done.ref} is logged. {fault.message}"
            self.app.screen.post_message(self.refusal(fault))

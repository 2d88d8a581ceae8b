"""What the keys of the people screen do: each asks on a sheet and says what was done."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, NamedTuple

from textual.binding import Binding, BindingType

from desk.errors import DeskError, NothingToDo
from desk.rows.people import PersonRow, StaffRow, TeamRow
from desk.rows.work import Counters
from desk.rules.permissions import not_allowed
from desk.screens.base import Offer, Seat
from desk.screens.frame import FramedScreen
from desk.screens.people_forms import (
    Asked,
    Known,
    Told,
    absence_form,
    hand_over_form,
    new_person_form,
    person_form,
    team_form,
)
from desk.screens.taking_back import TakingBack
from desk.screens.telling import undo_key
from desk.widgets.people_lines import NO_TEAM
from desk.widgets.people_list import PeopleList
from desk.widgets.status_line import StatusLine
from desk.widgets.work_cells import Reader

_OFFERS = {
    "edit": ("Change this person", "enter"),
    "new": ("Add a person", "n"),
    "team": ("Change the team's settings", "t"),
    "new_team": ("Make a team", "T"),
    "absent": ("Say when they are absent", "x"),
    "present": ("End their absence", "b"),
    "hand_over": ("Hand all their open work over", "h"),
}
"""What the palette calls each key, and the key."""
_BARRED = {
    "edit": ("people.write", "change people"),
    "new": ("people.write", "add people"),
    "team": ("people.write", "change teams"),
    "new_team": ("people.write", "make teams"),
    "absent": ("absence.write", "tell the absence of others"),
    "present": ("absence.write", "end the absence of others"),
    "hand_over": ("absence.write", "hand over the work of others"),
}
_OWN = ("absent", "present", "hand_over")
"""What everybody may do for themselves."""


class Shown(NamedTuple):
    """What the screen reads."""

    teams: tuple[TeamRow, ...]
    staff: tuple[StaffRow, ...]
    calendars: tuple[str, ...]
    counters: Counters


class PeopleKeys(TakingBack[Shown], FramedScreen[Shown]):
    """The list of people, and what is done with them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("x", "absent", "absent", id="people.absent", tooltip="Say when they are absent"),
        Binding("b", "present", "is back", id="people.present", tooltip="End their absence"),
        Binding(
            "h", "hand_over", "hand over", id="people.hand_over",
            tooltip="Hand all their open work over",
        ),
        Binding("t", "team", "team", id="people.team", tooltip="Change the team's settings"),
        Binding("n", "new", "new", id="people.new", tooltip="Add a person to the team"),
        Binding(
            "T", "new_team", "new team", show=False, id="people.new_team", tooltip="Make a team"
        ),
        Binding("u", "undo", "undo", show=False, id="item.undo", tooltip="Undo what you did last"),
        Binding("escape", "back", "back", id="people.back", tooltip="Leave the people"),
    ]  # fmt: skip

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self.status = StatusLine(seat.look, has_choice=False)
        reader = Reader(seat.actor.id, seat.desk.clock.now(), zone=seat.actor.zone)
        self.list = PeopleList(seat.look, reader)
        self.known = Known((), ())

    @property
    def staff_here(self) -> StaffRow | None:
        """Who is under the cursor."""
        return self.list.current.staff if self.list.current is not None else None

    @property
    def person_here(self) -> PersonRow | None:
        """The same without their work."""
        return self.staff_here.person if self.staff_here is not None else None

    @property
    def team_here(self) -> TeamRow | None:
        """The team under the cursor; none for who is in no team."""
        team = self.list.current.team if self.list.current is not None else None
        return None if team == NO_TEAM else team

    def barred(self, action: str) -> DeskError | None:
        """Why a key cannot act now."""
        name = "edit" if action == "open" else action
        if name not in _BARRED:
            return super().barred(action)
        person = self.person_here
        if name not in ("new", "team", "new_team") and person is None:
            return NothingToDo("There is nobody here", "n adds somebody to the team.")
        if name == "team" and self.team_here is None:
            return NothingToDo("There is no team here", "enter puts somebody into one.")
        if name == "present" and person is not None and not person.absences:
            return NothingToDo(f"{person.name} is not absent", "x says when they are.")
        if self.seat.desk.barred is not None:
            return self.seat.desk.barred
        own = person is not None and person.id == self.seat.actor.id and name in _OWN
        return None if own else not_allowed(self.seat.actor, *_BARRED[name])

    def offers(self) -> list[Offer]:
        """What can be done here."""
        able = [name for name in _OFFERS if self.barred(name) is None]
        about = self.person_here.name if self.person_here is not None else ""
        return [
            *(
                Offer(name, _OFFERS[name][0], _about(name, about), _OFFERS[name][1])
                for name in able
            ),
            self.undo_offer(),
        ]

    def withheld(self) -> list[Offer]:
        """What cannot be done, with the reason."""
        reasons = {name: self.barred(name) for name in _OFFERS}
        return [
            Offer(name, _OFFERS[name][0], reason.message)
            for name, reason in reasons.items()
            if reason is not None
        ]

    def take(self, key: str) -> None:
        """Do what was offered."""
        if key in _OFFERS:
            getattr(self, f"action_{key}")()
        else:
            super().take(key)

    def action_edit(self) -> None:
        """Change the person under the cursor."""
        self._ask("edit", lambda: person_form(self.seat, self.known, self._person))

    def action_new(self) -> None:
        """Add a person, to the team under the cursor."""
        team = self.team_here.name if self.team_here is not None else ""
        self._ask("new", lambda: new_person_form(self.seat, team))

    def action_team(self) -> None:
        """Change what the team under the cursor wants."""
        self._ask("team", lambda: team_form(self.seat, self.known, self.team_here))

    def action_new_team(self) -> None:
        """Make a team."""
        self._ask("new_team", lambda: team_form(self.seat, self.known, None))

    def action_absent(self) -> None:
        """Say when the person under the cursor is absent."""
        self._ask("absent", lambda: absence_form(self.seat, self._person))

    def action_hand_over(self) -> None:
        """Hand over all that the person under the cursor has open."""
        self._ask("hand_over", lambda: hand_over_form(self.seat, self.known, self._person))

    def action_present(self) -> None:
        """End the absence that goes on, or take the next one away."""
        reason = self.barred("present")
        if reason is not None:
            self.refuse(reason)
            return
        desk, actor, name = self.seat.desk, self.seat.actor, self._person.name
        self.do(
            lambda: desk.do(actor, "present", "person", {"name": name}),
            lambda done: done.effects[0].removesuffix("."),
        )

    def action_back(self) -> None:
        """Leave."""
        self.dismiss()

    @property
    def _person(self) -> PersonRow:
        assert self.person_here is not None, "keys that need somebody are barred without"
        return self.person_here

    def _ask(self, name: str, form: Callable[[], Asked]) -> None:
        """Ask on a sheet; say why not where that is so."""
        reason = self.barred(name)
        if reason is not None:
            self.refuse(reason)
            return
        from desk.screens.people_sheet import PeopleSheet

        asked = form()
        self.app.push_screen(PeopleSheet(self.seat, asked), lambda told: self._tell(asked, told))

    def _tell(self, asked: Asked, told: Told | None) -> None:
        """Say what was done; what was refused of much work is listed."""
        if told is None:
            return
        said = f"{asked.said} {told.name}"
        refused = [each for each in told.handed.done if each.error] if told.handed else []
        if told.handed is not None and len(refused) < len(told.handed.done):
            self.seat.last[:] = [said]
            said = self.seat.look.glyphs.between(said, f"{undo_key(self.seat)} takes it back")
        self.say(said)
        if refused and told.handed is not None:
            from desk.screens.result import Result

            many = len(told.handed.done) - len(refused)
            title = f"{many:,} handed over, {len(refused):,} not"
            done = told.handed.done
            self.show_result(Result(title, told.name, done, {}, can_undo=many > 0))
        self.reload()


def _about(name: str, person: str) -> str:
    return person if name in ("edit", *_OWN) else ""

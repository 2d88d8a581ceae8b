"""The field of a form for each parameter of a use case, and what is wrong with its value."""

from __future__ import annotations

from collections.abc import Iterable

from desk.errors import DeskError
from desk.rows.people import PersonRow
from desk.rows.work import WorkRow
from desk.rules.actions import Action, Parameter
from desk.rules.instants import parse_moment
from desk.rules.later import later
from desk.rules.permissions import PERMISSIONS, Actor
from desk.rules.times import full_moment, near_moment
from desk.rules.values import parse_values
from desk.rules.vocabulary import (
    INBOUND_OUTCOMES,
    OUTBOUND_OUTCOMES,
    PRIORITY_WORDS,
    words,
)
from desk.screens.base import Seat
from desk.screens.escalating import GOALS, NOTES
from desk.screens.settled import CLOSED_LISTS, SETTLED
from desk.screens.task_terms import LIKE
from desk.widgets.fields import LineField, TextField
from desk.widgets.form import Check, Editor, FormField, Label, sentence
from desk.widgets.matches import Option
from desk.widgets.picker import Picker
from desk.widgets.suggesting import Suggesting, WorkPicker

GROUND = "surface"
"""What the fields of a sheet lie on."""
_PICKED = ("choice", "priority", "person", "team", "customer", "work", "count")
_OF_WHAT = {
    "late": "it is late, and when it will be done",
    "progress": "how it goes",
    "information": "what you write here",
}
"""What each kind of notice tells a customer."""
_PUT_OFF = ("until", "at")
"""Instants to which something is put off: the usual ones are offered."""


def field_for(seat: Seat, row: WorkRow, parameter: Parameter) -> FormField:
    """The field of a form that takes a parameter's value."""
    label = Label(seat.look, GROUND, parameter.label, required=parameter.required)
    check = understood(seat) if parameter.type == "instant" else None
    return FormField(label, _editor(seat, row, parameter), name=parameter.name, check=check)


def understood(seat: Seat) -> Check:
    """Says which moment a typed one is, in the zone of who sits there."""

    def say(text: str) -> str:
        zone = seat.actor.zone
        return full_moment(parse_moment(text, zone, seat.desk.clock.now()), zone)

    return say


def _editor(seat: Seat, row: WorkRow, parameter: Parameter) -> Editor:
    look = seat.look
    match parameter.type:
        case "text":
            return TextField(look)
        case "choice" | "priority" | "person" | "team":
            return Picker(look, _options(row, parameter), ground=GROUND)
        case "customer":
            return Picker(look, live=True, ground=GROUND)
        case "work":
            return WorkPicker(look, ground=GROUND)
        case "count":
            return Suggesting(look, ground=GROUND)
        case "instant":
            return _moment(seat, parameter)
        case _:
            return _line(seat, parameter.name)


def _line(seat: Seat, name: str) -> Editor:
    """A line, or a list where the desk has settled its words; it is filled later."""
    if name in CLOSED_LISTS:
        return Picker(seat.look, ground=GROUND)
    if name in SETTLED or name in GOALS:
        return Suggesting(seat.look, ground=GROUND)
    return LineField(seat.look, placeholder=LIKE.get(name, ""), ground="background")


def _options(row: WorkRow, parameter: Parameter) -> list[Option]:
    """What can be picked without asking the store."""
    if parameter.type == "priority":
        return [Option(str(n), f"{n} {word}") for n, word in PRIORITY_WORDS.items()]
    notes = {**NOTES, **_OF_WHAT} if parameter.name == "purpose" else NOTES
    return [Option(code, words(code), notes.get(code, "")) for code in _choices(row, parameter)]


def _moment(seat: Seat, parameter: Parameter) -> Editor:
    if parameter.required and parameter.name in _PUT_OFF:
        return Suggesting(seat.look, _times(seat), ground=GROUND)
    return LineField(seat.look, placeholder="Wed 16:00, tomorrow 09:00, +2h", ground="background")


def _times(seat: Seat) -> list[Option]:
    """The usual times to put something off to, each with the moment it means."""
    now, zone = seat.desk.clock.now(), seat.actor.zone
    return [
        Option(typed, said, near_moment(parse_moment(typed, zone, now), zone, now))
        for typed, said in later(now, zone)
    ]


def _choices(row: WorkRow, parameter: Parameter) -> tuple[str, ...]:
    """The choices that fit the item: a contact that came in ends otherwise than a call out."""
    if parameter.name != "outcome":
        return parameter.choices
    fitting = OUTBOUND_OUTCOMES if row.direction == "outbound" else INBOUND_OUTCOMES
    return tuple(choice for choice in parameter.choices if choice in fitting)


def at_work(people: Iterable[PersonRow], actor: Actor) -> list[PersonRow]:
    """Who can be given work, the one who asks first."""
    able = [each for each in people if "work.handle" in PERMISSIONS.get(each.role, ())]
    return sorted(able, key=lambda each: each.id != actor.id)


def faults(seat: Seat, action: Action, values: dict[str, str]) -> dict[str, str]:
    """What is wrong with each value, by parameter; nothing when all can be taken."""
    found = {each.name: _fault(seat, action, each, values) for each in action.parameters}
    return {name: fault for name, fault in found.items() if fault}


def _fault(seat: Seat, action: Action, parameter: Parameter, values: dict[str, str]) -> str:
    value = values.get(parameter.name, "")
    if not value.strip():
        return _needed(parameter) if parameter.required else ""
    alone = action._replace(parameters=(parameter,))
    try:
        parse_values(alone, {parameter.name: value}, seat.actor.zone, seat.desk.clock.now())
    except DeskError as error:
        return sentence(error)
    return ""


def _needed(parameter: Parameter) -> str:
    if parameter.type in _PICKED or parameter.name in SETTLED:
        return "Pick one of the list."
    return f"Write something for {parameter.label}."

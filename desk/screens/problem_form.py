"""What the form of a new problem asks, what it says while one types, and how it is saved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from desk.errors import DeskError
from desk.rows.items import ItemRow
from desk.rows.work import Outcome
from desk.rules.vocabulary import parse_reference
from desk.screens.base import Seat
from desk.screens.settled import settled
from desk.widgets.fields import LineField, TextField
from desk.widgets.form import Form, FormField, Label
from desk.widgets.matches import Option
from desk.widgets.picker import Picker
from desk.widgets.suggesting import Suggesting, WorkPicker

Values = dict[str, str]

GROUND = "background"
_WHO = "who"
"""What a draft keeps besides the fields: which customer was taken."""
_REPORTED = ("subject", "customer", "impact", "urgency", "category", "service", "place")
_BESIDES = ("text", "team", "from")
TOLD_BY = frozenset({*_REPORTED, "team", "from"})
"""Fields of which the priority, the clocks and the hints depend."""


def problem_fields(seat: Seat) -> list[FormField]:
    """The fields, in the order they are asked."""
    look = seat.look

    def field(name: str, label: str, editor: LineField | TextField | Picker) -> FormField:
        return FormField(Label(look, GROUND, label, required=name == "subject"), editor, name=name)

    return [
        field("subject", "Subject", LineField(look)),
        field("customer", "Customer", Picker(look, live=True)),
        field("impact", "Impact", Picker(look)),
        field("urgency", "Urgency", Picker(look)),
        field("category", "Category", Suggesting(look, ground=GROUND)),
        field("service", "Service", LineField(look)),
        field("place", "Place", LineField(look)),
        field("text", "Text", TextField(look)),
        field("team", "Team", Picker(look)),
        field("from", "From", WorkPicker(look, ground=GROUND)),
    ]


def lists_of(seat: Seat) -> Mapping[str, list[Option]]:
    """What can be picked, by field; from the store."""
    teams = [Option(each.name, each.name) for each in seat.desk.directory.teams()]
    names = ("impact", "urgency", "category")
    return {**{name: settled(seat, name) for name in names}, "team": teams}


def from_item(item: ItemRow) -> Values:
    """What a problem takes over from the contact it was reported in."""
    said = next((each.text for each in item.messages if each.direction == "in"), "")
    return {
        "subject": item.work.subject,
        "customer": item.work.customer or "",
        _WHO: item.work.customer_ref or "",
        "text": said,
        "from": item.work.ref,
        "team": item.work.team or "",
    }


def begun_fields(form: Form) -> Values:
    """What `fill_in` brings back; nothing as long as nothing was typed."""
    if not form.is_begun:
        return {}
    fields = {name: field.begun for name, field in form.fields.items()}
    return {**fields, _WHO: form.fields["customer"].value}


def fill_in(form: Form, begun: Mapping[str, str]) -> None:
    """Fill the fields with what was begun."""
    for name, field in form.fields.items():
        field.put(begun.get(name, ""))
    who = form.fields["customer"].editor
    if begun.get(_WHO) and isinstance(who, Picker):
        who.take(Option(begun[_WHO], begun.get("customer", "")))


def what_is_missing(values: Values, typed: str) -> Values:
    """What is wrong with the fields; `typed` is what stands in the customer's, taken or not."""
    faults: Values = {}
    if not values.get("subject"):
        faults["subject"] = "Say in a few words what is wrong."
    if typed.strip() and not values.get("customer"):
        faults["customer"] = "Take a match with enter, or someone new."
    return faults


def foretold(seat: Seat, values: Values) -> tuple[str, ...]:
    """What reporting it would do: its priority, why, and when it would be due."""
    given = {"subject": ".", **_given(values)}
    try:
        done = seat.desk.do(seat.actor, "report", "problem", given, dry_run=True)
    except DeskError as error:
        return (f"{error.message}.",)
    told = [each for each in done.effects if each != done.way_back]
    return tuple(_without_hints(told))


def report(seat: Seat, values: Values, place: str, parent: str = "") -> Outcome:
    """Report it, perhaps as a part of a major problem; the draft of that place goes with it."""
    given = _given(values) | ({"parent": parent} if parent else {})
    draft = seat.drafts.draft(place)
    done = seat.desk.do(seat.actor, "report", "problem", given, draft=draft)
    seat.own.add(seat.desk.work.find(seat.actor, done.ref).id)
    return done


def link_to(seat: Seat, values: Values, place: str, ref: str) -> Outcome:
    """Say that an open problem is what was to be reported: link the contact, or note the words."""
    seat.own.add(seat.desk.work.find(seat.actor, ref).id)
    draft = seat.drafts.draft(place)
    if values.get("from"):
        given = {"to": values["from"], "relation": "reportedIn"}
        return seat.desk.do(seat.actor, "link", ref, given, draft=draft)
    said = [values[name] for name in ("subject", "text") if values.get(name)]
    text = {"text": "\n\n".join(said) or "Reported once more."}
    return seat.desk.do(seat.actor, "note", ref, text, draft=draft)


def _given(values: Values) -> Values:
    return {name: values[name] for name in (*_REPORTED, *_BESIDES) if values.get(name, "").strip()}


def _without_hints(effects: Iterable[str]) -> Iterable[str]:
    """Open problems it might belong to stand in a list of their own."""
    for effect in effects:
        try:
            parse_reference(effect.partition(" ")[0])
        except DeskError:
            yield effect

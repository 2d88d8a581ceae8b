"""What the form of a new contact asks, and how it is saved."""

from __future__ import annotations

from collections.abc import Mapping

from desk.errors import DeskError
from desk.rows.customers import CustomerCard
from desk.rows.work import Outcome
from desk.rules.actions import OUTCOMES
from desk.rules.vocabulary import (
    CHANNELS,
    DIRECTIONS,
    INBOUND_OUTCOMES,
    LIVE_CHANNELS,
    OUTBOUND_OUTCOMES,
    words,
)
from desk.screens.asking import understood
from desk.screens.base import Seat
from desk.screens.continuing import NEW_CONTACT
from desk.widgets.fields import LineField, TextField
from desk.widgets.form import Form, FormField, Label, sentence
from desk.widgets.matches import Option
from desk.widgets.picker import Picker

STAYS_OPEN = "open"
AWAIT = "await"
GROUND = "background"
_WAY, _WHO = "way", "who"
"""What a draft keeps besides the fields: the way, and which customer was taken."""
_WAYS_IN_WORDS = {"inbound": "in", "outbound": "out"}
_LIVE_FIRST = (*LIVE_CHANNELS, *(channel for channel in CHANNELS if channel not in LIVE_CHANNELS))

WAYS = tuple(
    Option(f"{channel} {direction}", f"{words(channel)} {_WAYS_IN_WORDS[direction]}")
    for channel in _LIVE_FIRST
    for direction in DIRECTIONS
)
"""Channel and direction as one choice; a call that came in is the first."""

Values = dict[str, str]


def outcomes(way: str) -> list[Option]:
    """How a contact of that channel and direction may end, or go on; the commonest first."""
    fitting = OUTBOUND_OUTCOMES if way.endswith("outbound") else INBOUND_OUTCOMES
    first, *others = [Option(code, words(code)) for code in OUTCOMES if code in fitting]
    going_on = [Option(STAYS_OPEN, "stays open"), Option(AWAIT, "waits for the customer")]
    return [first, *going_on, *others]


def contact_fields(seat: Seat) -> list[FormField]:
    """The fields, in the order they are asked."""
    look = seat.look
    reached = LineField(look, placeholder="number or mail address")
    when = LineField(look, placeholder="today 16:00, Mon 09:00, +2h")
    return [
        FormField(_label(seat, "Who", required=True), Picker(look, live=True), name="customer"),
        FormField(_label(seat, "From"), reached, name="from"),
        FormField(_label(seat, "Subject", required=True), LineField(look), name="subject"),
        FormField(_label(seat, "Note"), TextField(look), name="text"),
        FormField(
            _label(seat, "Outcome", required=True),
            Picker(look, outcomes(WAYS[0].key)),
            name="outcome",
        ),
        FormField(_label(seat, "Until", required=True), when, name="due", check=understood(seat)),
    ]


def what_is_missing(seat: Seat, values: Values, typed: str) -> Values:
    """What is wrong with the fields; `typed` is what stands in the first, taken or not."""
    faults: Values = {}
    if not values.get("customer"):
        if typed.strip():
            faults["customer"] = "Take a match with enter, or someone new."
        elif not values.get("from"):
            faults["customer"] = "Say who it was, or the number or address below."
    if not values.get("subject"):
        faults["subject"] = "Say what it is about."
    if not values.get("outcome"):
        faults["outcome"] = "Say how it ended, or that it stays open."
    if values.get("outcome") == AWAIT:
        faults.update(_waiting_faults(seat, values))
    return faults


def save(seat: Seat, values: Values) -> tuple[Outcome, DeskError | None]:
    """Log the contact, then end it or let it wait; the fault of the second step, if it had one.

    The contact is kept when the second step is refused: it did happen.
    """
    channel, direction = values["way"].split()
    given = {name: values.get(name, "") for name in ("customer", "from", "subject", "text")}
    logged = seat.desk.do(
        seat.actor,
        "log",
        "interaction",
        {**given, "channel": channel, "direction": direction},
        draft=seat.drafts.draft(NEW_CONTACT),
    )
    seat.own.add(seat.desk.work.find(seat.actor, logged.ref).id)
    action, besides = _second(values)
    if not action:
        return logged, None
    try:
        return seat.desk.do(seat.actor, action, logged.ref, besides), None
    except DeskError as error:
        return logged, error


def begun_fields(form: Form, way: Picker) -> Values:
    """What `fill_in` brings back; nothing as long as nothing was typed."""
    if not form.is_begun:
        return {}
    fields = {name: field.begun for name, field in form.fields.items()}
    return {**fields, _WAY: way.value, _WHO: form.fields["customer"].value}


def fill_in(form: Form, way: Picker, begun: Mapping[str, str]) -> None:
    """Fill the fields with what was begun; whose outcomes fit the way comes first."""
    if not begun:
        return
    way.put(begun.get(_WAY) or WAYS[0].key)
    outcome = form.fields["outcome"].editor
    assert isinstance(outcome, Picker)
    outcome.fill(outcomes(way.value))
    for name, field in form.fields.items():
        field.put(begun.get(name, ""))
    who = form.fields["customer"].editor
    if begun.get(_WHO) and isinstance(who, Picker):
        who.take(Option(begun[_WHO], begun.get("customer", "")))


def card_of(seat: Seat, ref: str) -> CustomerCard | None:
    """The card of a customer; None for somebody new."""
    try:
        return seat.desk.cards.card(seat.actor, ref)
    except DeskError:
        return None


def reached_at(card: CustomerCard | None, way: str) -> str:
    """Where a contact of that channel most likely came from: a call from a number."""
    if card is None or not card.media:
        return ""
    kind = "phone" if way.split()[:1] in (["phone"], ["sms"]) else "email"
    return next((value for medium, value in card.media if medium == kind), card.media[0][1])


def _second(values: Values) -> tuple[str, Values]:
    outcome = values["outcome"]
    if outcome == STAYS_OPEN:
        return "", {}
    if outcome == AWAIT:
        question = values.get("text") or values["subject"]
        return "await", {"question": question, "due": values["due"]}
    return "complete", {"outcome": outcome}


def _waiting_faults(seat: Seat, values: Values) -> Values:
    if not values.get("due"):
        return {"due": "Say until when the customer should answer."}
    try:
        understood(seat)(values["due"])
    except DeskError as error:
        return {"due": sentence(error)}
    return {}


def _label(seat: Seat, text: str, *, required: bool = False) -> Label:
    return Label(seat.look, GROUND, text, required=required)

"""Texts that were begun, by their names: to be warned of, told at the start, and gone on with."""

from __future__ import annotations

from desk.errors import DeskError
from desk.rules.vocabulary import parse_reference, words
from desk.screens.base import Offer, Seat
from desk.screens.sheet_texts import sheet_at

NEW_CONTACT = "new:interaction"
"""The place of the form of a new contact."""
NEW_PROBLEM = "new:problem"
"""The place of the form of a new problem; one from an item has its reference behind it."""
REPLY = "reply:"
"""What the place of a reply begins with; the reference of its item follows."""
GO_ON = "begun:"
"""What the palette answers with, the place after it."""
_NAMED = 4


def in_words(place: str) -> str:
    """A place as a sentence names it: "a text on I-12"."""
    sheet = sheet_at(place)
    if sheet is not None:
        return f"what you typed to {words(sheet[1])} {sheet[0]}"
    if form := _form(place):
        return f"a {form}"
    return f"a text on {place.removeprefix(REPLY)}"


def in_one_line(places: list[str]) -> str:
    """What was begun: "2 texts begun: I-12, new contact"."""
    names = list(dict.fromkeys(_in_short(place) for place in places))
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    many = f"{len(places)} text{'s' if len(places) > 1 else ''} begun"
    return f"{many}: {', '.join(names[:_NAMED])}{more}"


def offers(seat: Seat) -> list[Offer]:
    """What can be gone on with, from any screen."""
    drafts = seat.drafts
    found = [(place, _title(place)) for place in drafts.places()]
    return [Offer(GO_ON + place, title, drafts.since(place)) for place, title in found if title]


def _title(place: str) -> str:
    """What going on is called; empty for what cannot be found again, as many marked items."""
    sheet = sheet_at(place)
    if form := _form(place):
        return f"Continue the {form}"
    if sheet is None:
        return f"Continue the answer to {place.removeprefix(REPLY)}"
    from desk.rules.actions import find

    try:
        action = find(sheet[1], parse_reference(sheet[0]).kind)
    except DeskError:
        return ""
    return f"Continue on {sheet[0]}: {action.title[0].lower()}{action.title[1:]}"


def _in_short(place: str) -> str:
    sheet = sheet_at(place)
    if sheet is not None:
        return sheet[0]
    return _form(place) or place.removeprefix(REPLY)


def problem_from(ref: str) -> str:
    """The place of the form of a problem that is reported from an item, or from none."""
    return f"{NEW_PROBLEM}:{ref}" if ref else NEW_PROBLEM


def source_of(place: str) -> str:
    """The item of such a place; empty for none."""
    return place.removeprefix(NEW_PROBLEM).removeprefix(":")


def _form(place: str) -> str:
    """What a form is called; empty for the place of anything else."""
    if place == NEW_CONTACT:
        return "new contact"
    if not place.startswith(NEW_PROBLEM):
        return ""
    ref = source_of(place)
    return f"new problem from {ref}" if ref else "new problem"

"""Items of work found while typing, by reference, words or any filter; and what they promise."""

from __future__ import annotations

from collections.abc import Sequence

from desk.errors import DeskError
from desk.rows.work import Listing, WorkRow
from desk.rules.filters import parse
from desk.rules.plain_text import plain
from desk.rules.times import near_moment
from desk.rules.vocabulary import parse_reference, words
from desk.rules.words import fold
from desk.screens.base import Seat
from desk.widgets.matches import Option

_MOST = 20
"""Items that are offered at a time."""


def candidates(seat: Seat, row: WorkRow, typed: str, action: str) -> list[WorkRow]:
    """What fits what was typed besides `row`; its customer's open work when nothing was.

    Only what that use case could take: a problem is merged into a problem, and joins a major one.
    """
    if action == "join":
        return _majors(seat, row, typed)
    found = candidates_for(seat, row.customer_ref or "", typed)
    is_same = action == "merge"
    return [each for each in found if each.id != row.id and not (is_same and each.kind != row.kind)]


def _majors(seat: Seat, row: WorkRow, typed: str) -> list[WorkRow]:
    """The open major problems whose reference or words were typed; all when nothing was."""
    desk, actor = seat.desk, seat.actor
    fields = desk.trail.item(actor, row.ref).fields
    asked = {name: str(fields.get(name) or "") for name in ("service", "place")}
    hints = [hint for hint in desk.hints.for_new(actor, **asked) if hint.is_major]
    wanted = fold(typed).split()
    fitting = [h for h in hints if all(part in fold(f"{h.ref} {h.subject}") for part in wanted)]
    found = [desk.work.find(actor, hint.ref) for hint in fitting if hint.ref != row.ref]
    return found or [each for each in candidates_for(seat, "", typed) if each.kind == row.kind]


def candidates_for(seat: Seat, customer: str, typed: str) -> Sequence[WorkRow]:
    """What fits what was typed; the customer's open work when nothing was."""
    desk, actor = seat.desk, seat.actor
    sought = typed.strip()
    if sought and _is_reference(sought.split()[0]):
        return (desk.work.find(actor, sought.split()[0]),)
    text = sought or (f"customer:{customer} is:open" if customer else "")
    if not text:
        return ()
    listing = Listing(parse(text, desk.zone, desk.clock.now()))
    return desk.work.page(actor, listing, limit=_MOST).rows


def option_of(row: WorkRow) -> Option:
    """An item as a pick list shows it."""
    who = row.customer or row.contact
    return Option(row.ref, f"{row.ref} {plain(row.subject)}", words(row.state), who)


def open_promises(seat: Seat, ref: str) -> list[Option]:
    """What was promised on an item and is still to be kept, the first due first."""
    item, now, zone = seat.desk.trail.item(seat.actor, ref), seat.desk.clock.now(), seat.actor.zone
    going = [promise for promise in item.promises if promise.state == "running"]
    return [
        Option(str(each.number), plain(each.text), near_moment(each.due, zone, now))
        for each in sorted(going, key=lambda promise: promise.due)
    ]


def _is_reference(text: str) -> bool:
    try:
        parse_reference(text)
    except DeskError:
        return False
    return True

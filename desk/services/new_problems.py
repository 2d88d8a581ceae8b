"""How a new problem is written down."""

import json
from collections.abc import Mapping
from typing import NamedTuple

from desk.errors import BadValue, WrongState
from desk.models.base import NO_CLOCK, NOBODY
from desk.models.customers import customer_of
from desk.models.details import say
from desk.models.kin import open_majors, open_of_customer
from desk.models.links import put_link
from desk.models.numbers import reserve
from desk.models.people import team_named, team_names
from desk.models.problem_terms import terms_of
from desk.models.search import put, recency
from desk.models.settings import next_number
from desk.models.store import Session
from desk.models.workers import note_given
from desk.rows.work import Outcome
from desk.rules.actions import Action, find
from desk.rules.problem_terms import Terms, check_word
from desk.rules.vocabulary import DEFAULT_PRIORITY, LIVE_CHANNELS, Reference, from_far_end
from desk.services.changes import Change, Moment, facts_for, found_by
from desk.services.item_clocks import ItemClocks
from desk.services.items import Item, load_onward
from desk.services.journal import Entry, record
from desk.services.judging import due_of, judged, level, reasons
from desk.services.load import given_in
from desk.services.naming import named_customer
from desk.services.new_items import insert
from desk.services.telling import clock_line


class Report(NamedTuple):
    """A problem as it is reported."""

    lines: Mapping[str, str]
    """What is said in one line each: subject, customer, contact, channel, impact, urgency,
    category, service, place, team. A customer is a reference or a name."""
    at: int
    text: str = ""
    wanted: int | None = None
    tags: tuple[str, ...] = ()
    source: Item | None = None
    """The contact it was reported in."""
    parent: Item | None = None
    """The major problem it is a part of."""
    reopens: Item | None = None
    """The problem that ended and came back."""

    def line(self, name: str) -> str:
        """What is said in that line; empty when nothing is."""
        return self.lines.get(name, "")


def report_problem(session: Session, moment: Moment, action: Action, report: Report) -> Outcome:
    """Write a problem with its clocks, its journal entry and the words it is found by."""
    effects: list[str] = []
    item = _item(session, moment, report, effects)
    given = given_in(session, item.team, moment.now)
    item = item._replace(owner=given.owner)
    item, clocks = _judged(session, item, moment.now)
    if report.line("channel") in LIVE_CHANNELS:
        clocks.stop(clocks.answer, report.at)
    insert(session, item, clocks, moment.now)
    links = _link(session, item, report)
    after = {name: value for name, value in item._asdict().items() if name in _TOLD and value}
    entry = Entry(moment.now, moment.actor.id, action.name, item.kind, item.id)
    seq = record(
        session,
        entry._replace(
            after=after | ({"links": links} if links else {}),
            customer=item.customer,
            visibility="customer",
            group=moment.group,
            training=moment.training,
        ),
    )
    if report.text:
        _say(session, moment, item, report, seq)
    if item.owner != NOBODY:
        note_given(session, item.owner, moment.now)
    put(session, item.recency, found_by(session, item))
    effects += [*given.lines, *_lines(item)]
    effects += [clock_line(clock, moment.actor.zone, moment.now) for clock in clocks.all()]
    if report.parent is None and report.reopens is None:
        effects += _kin(session, item)
    _tell_source(session, moment, item, report)
    return Outcome(item.ref, action.name, item.state, 1, seq, undo=False, effects=tuple(effects))


_TOLD = frozenset(
    {
        *("channel", "subject", "state", "priority", "customer", "contact", "tags", "team"),
        *("owner", "category", "impact", "urgency", "service", "place", "parent", "wanted_by"),
    }
)


def _item(session: Session, moment: Moment, report: Report, effects: list[str]) -> Item:
    terms = terms_of(session)
    source = report.source or report.reopens
    (id_,) = reserve(session, "work", "id", 1)
    category = report.line("category")
    if category:
        category = check_word("category", category, terms.categories)
    return Item(
        id=id_,
        kind="problem",
        number=next_number(session, "problem"),
        subject=report.line("subject"),
        state="acknowledged",
        priority=DEFAULT_PRIORITY,
        customer=_customer(session, moment, report, effects),
        contact=report.line("contact") or (source.contact if source else ""),
        channel=report.line("channel") or (source.channel if source else "other"),
        direction="inbound",
        owner=NOBODY,
        team=_team(session, report),
        created=report.at,
        closed=None,
        tags=f"|{'|'.join(report.tags)}|" if report.tags else "",
        due_key=NO_CLOCK,
        recency=recency(report.at, id_),
        version=1,
        category=category,
        impact=_level(terms, "impact", report),
        urgency=_level(terms, "urgency", report),
        wanted_by=report.wanted,
        parent=report.parent.id if report.parent else None,
        service=report.line("service"),
        place=report.line("place"),
    )


def _customer(session: Session, moment: Moment, report: Report, effects: list[str]) -> int | None:
    """The customer who is named, or that of what it came from."""
    source = report.source or report.reopens
    if source is not None and not report.line("customer"):
        return source.customer
    named = report.line("customer"), report.line("contact")
    customer = named_customer(session, moment, named, effects)
    return customer.id if customer else None


def _level(terms: Terms, side: str, report: Report) -> str:
    """The level a report names, or the one in the middle."""
    if report.line(side):
        return level(terms, side, report.line(side))
    levels = terms.impacts() if side == "impact" else terms.urgencies()
    return levels[len(levels) // 2]


def _team(session: Session, report: Report) -> int | None:
    name = report.line("team")
    if not name:
        source = report.reopens or report.source
        return source.team if source else None
    found = team_named(session, name)
    if found is None:
        known = ", ".join(team_names(session)) or "none"
        raise BadValue(f"There is no team '{name}'", f"Teams: {known}.")
    return found[0]


def _judged(session: Session, item: Item, now: int) -> tuple[Item, ItemClocks]:
    """The item with its priority, and its clocks.

    Whether the customer wants it before it is due is known once the clocks run, and may move them.
    """
    found = judged(session, item, None, now)
    for _ in range(2):
        item = item._replace(priority=found.priority, reasons=reasons(found))
        clocks = ItemClocks(session, item.kind, [])
        clocks.begin(facts_for(session, item), item.created)
        again = judged(session, item, due_of(clocks.going(clocks.end)), now)
        if again.priority >= found.priority:
            break
        found = again
    return item, clocks


def _link(session: Session, item: Item, report: Report) -> dict[str, str]:
    """Link it to what it came from; what its entry tells of that."""
    links = {}
    for other, relation in ((report.source, "reportedIn"), (report.reopens, "reopens")):
        if other is not None:
            put_link(session, item.id, relation, other.id)
            links[str(other.id)] = relation
    return links


def _tell_source(session: Session, moment: Moment, item: Item, report: Report) -> None:
    """Have the contact tell that a problem came of it."""
    if report.source is None:
        return
    change = Change(session, moment, find("link", report.source.kind), report.source)
    change.beside("links", item.id, None, from_far_end("reportedIn"))
    change.keep()


def _say(session: Session, moment: Moment, item: Item, report: Report, seq: int) -> None:
    customer = customer_of(session, item.customer) if item.customer else None
    author = item.contact or (customer.name if customer else moment.actor.name)
    say(
        session,
        {
            "item": item.id,
            "seq": seq,
            "at": report.at,
            "direction": "in",
            "channel": item.channel,
            "visibility": "customer",
            "author": author,
            "address": item.contact,
            "text": report.text,
        },
    )


def _lines(item: Item) -> list[str]:
    return [str(line) for line in json.loads(item.reasons)]


def _kin(session: Session, item: Item) -> list[str]:
    """Hints at open problems it may be a part or a duplicate of, with what to do about it."""
    lines = []
    for each in open_majors(session, item.service, item.place):
        ref = Reference("problem", each.number)
        if each.id != item.id:
            lines.append(
                f"{ref} {each.subject} is major and concerns the same;"
                f" make this a part of it: desk do {item.ref} join major={ref}"
            )
    same = open_of_customer(session, item.customer) if item.customer else []
    others = [each for each in same if each.id != item.id and not each.is_major]
    for each in others[:3]:
        ref = Reference("problem", each.number)
        lines.append(
            f"{ref} {each.subject} of the same customer is open;"
            f" if it is the same: desk do {item.ref} merge into={ref}"
        )
    return lines


def major_named(session: Session, typed: str, item: Item | None = None) -> Item:
    """The major problem of that reference, open, not the item itself. Raises why it cannot be."""
    found = load_onward(session, typed)
    if found.kind != "problem" or not found.major:
        raise WrongState(
            f"{found.ref} is no major problem",
            f"Make it one: desk do {found.ref} prioritise major=yes note=WHY"
            if found.kind == "problem"
            else "Name a problem, like P-12.",
        )
    if item is not None and found.id == item.id:
        raise BadValue(f"{item.ref} cannot be a part of itself", "Name another problem.")
    if found.has_ended:
        raise WrongState(f"{found.ref} has ended", "Name one that is open.")
    return found

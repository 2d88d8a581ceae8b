"""`desk show`: one item with its clocks, their reasons and its trail; or a customer."""

import argparse
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from desk.cli import notice_shapes, shapes, task_shapes
from desk.cli.opening import seated
from desk.cli.output import Output
from desk.cli.show_lateness import FIELDS, told_lines
from desk.cli.show_notice import notice_lines
from desk.cli.show_task import step_lines, task_lines
from desk.rows.customers import CustomerCard
from desk.rows.items import ClockRow, ItemRow, LinkRow, TrailRow
from desk.rows.work import Listing
from desk.rules.filters import parse
from desk.rules.instants import parse_rfc3339
from desk.rules.plain_text import cells, plain_lines, wrap
from desk.rules.times import due_cell, full_moment, near_moment, span
from desk.rules.vocabulary import PRIORITY_WORDS, SORTS, parse_reference, words

_LABEL = 15
"""Cells of what stands before a text."""
_NAME = 18
"""Cells of a field's name, at least."""
_IN_HEAD = (
    *("direction", "channel", "priority", "contact", "closed", "snoozed_until", "promises"),
    *FIELDS,
)
"""Fields which the head, the clocks and what is said of lateness tell already."""
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)


class View(NamedTuple):
    """How the lines of one item are made: where to, in whose zone, and at what moment."""

    out: Output
    zone: str
    now: int

    def near(self, at: int) -> str:
        """An instant in few words, in the zone of who acts."""
        return near_moment(at, self.zone, self.now)


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "show", description="Show one item: head, clocks with their reasons, trail. Or a customer."
    )
    parser.add_argument("ref", metavar="REF", help="a reference, such as I-12 or C-7")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Show one item."""
    with seated(args) as (desk, actor, out):
        now = desk.clock.now()
        view = View(out, actor.zone, now)
        ref = parse_reference(args.ref)
        if ref.kind == "customer":
            card = desk.cards.card(actor, ref)
            record, lines = shapes.customer(card), _card(card, view)
        elif ref.kind == "task":
            task = desk.task_list.find(actor, ref)
            wanted = Listing(parse(f"kind:task ref:{task.ref}", actor.zone, now), SORTS[0])
            (listed,) = desk.work.stream(actor, wanted)
            trail = desk.part_trail.of_task(actor, ref)
            record = task_shapes.whole(task, listed, now) | shapes.trail(trail)
            lines = chain(task_lines(task, out, actor.zone, now), _trail(trail, view))
        elif ref.kind == "notice":
            notice = desk.outbox_list.find(actor, ref)
            wanted = Listing(parse(f"kind:notice ref:{notice.ref}", actor.zone, now), SORTS[0])
            row = next(desk.work.stream(actor, wanted), None)
            trail = desk.part_trail.of_notice(actor, ref)
            record = notice_shapes.whole(notice, row, now) | shapes.trail(trail)
            lines = chain(notice_lines(notice, out, actor.zone, now), _trail(trail, view))
        else:
            item = desk.trail.item(actor, ref)
            record, lines = shapes.item(item, now), _lines(item, view)
            record["tasks"] = [task_shapes.task(task) for task in item.tasks]
        if out.as_json:
            out.record(record)
            return 0
        for line in lines:
            out.line(line)
    return 0


def _card(card: CustomerCard, view: View) -> Iterator[str]:
    between = view.out.glyphs.between
    yield f"{card.ref}  {card.name}"
    since = f"customer since {full_moment(card.since, view.zone)}"
    yield between(since, card.language, f"contacts in 90 days: {card.contacts_90_days}")
    for kind, value in card.media:
        yield f"  {view.out.padded(words(kind), _LABEL - 2)} {value}"
    for name, told in (
        ("told by", words(card.preferred) if card.preferred else ""),
        ("zone", card.zone),
        ("quiet", card.quiet),
        ("not told of", ", ".join(map(words, card.refused))),
        ("told of", ", ".join(map(words, card.events))),
    ):
        if told:
            yield f"  {view.out.padded(name, _LABEL - 2)} {told}"
    if card.open_work:
        yield from ("", "Open work")
    for row in card.open_work:
        due = due_cell(row.due, row.standing, view.now)
        yield f"{view.out.glyphs.level(row.level)} {due:>5}  {row.ref:<8}  {row.subject}"


def _lines(item: ItemRow, view: View) -> Iterator[str]:
    yield from _head(item, view)
    for title, part in (
        ("Clocks", [line for clock in item.clocks for line in _clock(clock, view)]),
        ("Escalation", list(_lateness(item, view))),
        ("Tasks", list(step_lines(item.tasks, view.out, view.now))),
        ("Links", [line for link in item.links for line in _link(link, view)]),
        ("Fields", list(_fields(item.fields, view))),
        ("Trail", [line for entry in item.trail for line in _entry(entry, view)]),
    ):
        if part:
            yield from ("", title, *part)


def _trail(trail: Sequence[TrailRow], view: View) -> Iterator[str]:
    """What happened to a part of an item, where anything is known of it."""
    if trail:
        yield from ("", "Trail", *(line for entry in trail for line in _entry(entry, view)))


def _head(item: ItemRow, view: View) -> Iterator[str]:
    row, between = item.work, view.out.glyphs.between
    yield f"{row.ref}  {row.subject}"
    priority = f"P{row.priority} {PRIORITY_WORDS[row.priority]}"
    owner = f"owner {row.owner}" if row.owner else "nobody has it"
    aside = f"snoozed until {view.near(row.snoozed_until)}" if row.snoozed_until else ""
    yield between(words(row.kind), priority, words(row.state), aside, owner, row.team or "")
    customer = f"{row.customer_ref} {row.customer}" if row.customer_ref else "customer unknown"
    way = {"inbound": "in", "outbound": "out"}.get(row.direction, "")
    yield between(customer, row.contact, f"{words(row.channel)} {way}".strip())
    closed = f"closed {full_moment(row.closed, view.zone)}" if row.closed else ""
    yield between(
        f"created {full_moment(row.created, view.zone)}", closed, f"version {row.version}"
    )
    if row.tags:
        yield f"tags: {' '.join(row.tags)}"


def _clock(clock: ClockRow, view: View) -> Iterator[str]:
    glyphs = view.out.glyphs
    sign = glyphs.done if clock.state == "met" else glyphs.level(clock.level)
    yield from _wrapped(f"{sign} {words(clock.name):<13} ", _standing(clock, view), view)
    for step in clock.steps:
        yield from _wrapped(f"{'':{_LABEL + 1}}", step, view)


def _standing(clock: ClockRow, view: View) -> str:
    between = view.out.glyphs.between
    target = f"target {span(clock.target_seconds)}, {clock.calendar}"
    used = f"used {span(clock.elapsed_seconds)}"
    if clock.state in ("met", "missed") and clock.stop is not None:
        return between(clock.state, f"stopped {view.near(clock.stop)}", target, used)
    if clock.paused or clock.state == "paused":
        return between("stands still", target, used)
    if clock.due is None:
        return between(clock.state, target)
    to_go = due_cell(clock.due, "running", view.now)
    return between(to_go, f"due {view.near(clock.due)}", target, used)


def _lateness(item: ItemRow, view: View) -> Iterator[str]:
    for name, told in told_lines(item, view.near):
        yield from _wrapped(f"  {view.out.padded(name, _NAME)} ", told, view)


def _link(link: LinkRow, view: View) -> Iterator[str]:
    before = f"  {view.out.padded(f'{words(link.relation)} {link.ref}', 2 * _NAME)} "
    yield from _wrapped(before, view.out.glyphs.between(words(link.state), link.subject), view)


def _fields(fields: Mapping[str, object], view: View) -> Iterator[str]:
    """What the record holds besides the head; what is empty is left out."""
    for name, value in fields.items():
        if name == "extra" and isinstance(value, Mapping):
            yield from _pairs({f"x.{inner}": kept for inner, kept in value.items()}, view)
        elif isinstance(value, Mapping) and name not in _IN_HEAD:
            yield from _pairs(
                {f"{name} {inner}": _near(kept, view) for inner, kept in value.items()}, view
            )
        elif name not in _IN_HEAD:
            yield from _pairs({name: _near(value, view)}, view)


def _pairs(named: Mapping[str, object], view: View) -> Iterator[str]:
    for name, value in named.items():
        if value not in (None, "", [], (), 0, False):
            before = f"  {view.out.padded(name, _NAME)} "
            for shown in _shown(value):
                yield from _wrapped(before, shown, view)
                before = " " * cells(before)


def _shown(value: object) -> Iterator[str]:
    """A value as people read it; sentences stand on lines of their own."""
    if isinstance(value, bool):
        yield "yes" if value else "no"
    elif not isinstance(value, list | tuple):
        yield str(value)
    elif any(str(each).endswith(".") for each in value):
        yield from map(str, value)
    else:
        yield ", ".join(map(str, value))


def _near(value: object, view: View) -> object:
    """A field's value; an instant as people read it."""
    if not (isinstance(value, str) and _INSTANT.fullmatch(value)):
        return value
    return view.near(parse_rfc3339(value))


def _entry(entry: TrailRow, view: View) -> Iterator[str]:
    glyphs = view.out.glyphs
    way = {"in": glyphs.came_in, "out": glyphs.went_out}.get(entry.direction, " ")
    hidden = " (internal)" if entry.action == "note" else ""
    of = f" for {entry.ref}" if entry.ref else ""
    yield f"  {view.near(entry.at):<16} {way} {entry.actor}{hidden}{of}"
    yield from _wrapped("      ", entry.text, view)


def _wrapped(before: str, text: str, view: View) -> Iterator[str]:
    """A text behind what stands before its first line; broken to the terminal, whole to a pipe."""
    room = max(20, view.out.width - cells(before) - 1)
    for raw in plain_lines(text):
        line = view.out.gated(raw)
        for piece in wrap(line, room) if view.out.is_terminal else [line]:
            yield f"{before}{piece}"
            before = " " * cells(before)

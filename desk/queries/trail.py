"""One item in full: its record, clocks with their reasons, and everything that happened to it."""

import json
from collections.abc import Iterable, Mapping

from desk.clock import Clock
from desk.models.clocks import KeptClock, clocks_of
from desk.models.interactions import Interaction, Message
from desk.models.journal import Written, facts_of
from desk.models.names import names
from desk.models.policies import calendars
from desk.models.store import Session, Store
from desk.models.undone import undone_of
from desk.queries.customers import card_of
from desk.queries.heads import by_reference
from desk.rows.items import ClockRow, ItemRow, MessageRow, TrailRow
from desk.rows.work import WorkRow
from desk.rules.clocks import Ticking
from desk.rules.facts import Fact, Named, told
from desk.rules.instants import rfc3339
from desk.rules.permissions import Actor, holds
from desk.rules.replies import route
from desk.rules.steps import steps
from desk.rules.times import full_moment
from desk.rules.vocabulary import LEVELS, Reference
from desk.rules.working_time import Calendar

_DIRECTIONS = {"in": "in", "out": "out"}


class Trail:
    """Reads of one item."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def item(self, actor: Actor, ref: Reference | str) -> ItemRow:
        """The item with all that is known of it. Raises `NotFound`."""
        now = self._clock.now()
        with self._store.reading() as session:
            work = by_reference(session, ref, may_read=holds(actor, "work.read"))
            messages = _messages(session, work.id)
            customer = card_of(session, work.customer_ref, now) if work.customer_ref else None
            way = route(work.channel, work.contact, customer.media if customer else ())
            return ItemRow(
                work,
                _fields(session, work),
                _clocks(session, work.id, now),
                _trail(session, work, messages),
                tuple(message for _, message in messages),
                customer,
                way.address if way else "",
            )


def _messages(session: Session, item: int) -> list[tuple[int, MessageRow]]:
    """What was said and not taken back, each with the number of the journal entry it belongs to."""
    columns = ("seq", "id", "at", "direction", "channel", "visibility", "author", "address", "text")
    rows = session.rows(
        Message.select(*[getattr(Message, column) for column in columns])
        .where(Message.item == item, Message.withdrawn.is_null())
        .order_by(Message.at, Message.id)
    )
    return [(row[0], MessageRow(*row[1:])) for row in rows]


def _trail(
    session: Session, work: WorkRow, messages: Iterable[tuple[int, MessageRow]]
) -> tuple[TrailRow, ...]:
    """The facts in order, each with what was said in it, else in the desk's own words."""
    said: dict[int, list[MessageRow]] = {}
    for seq, message in messages:
        said.setdefault(seq, []).append(message)
    named = names(session)
    undone = undone_of(session, work.kind, work.id)
    entries = []
    for written in facts_of(session, work.kind, work.id):
        if written.seq in undone:
            entries.append(_entry(written, None, named, ", taken back"))
            continue
        texts = said.get(written.seq, [])
        entries += [_entry(written, message, named) for message in texts]
        entries += [] if texts else [_entry(written, None, named)]
    return tuple(entries)


def _entry(
    written: Written, message: MessageRow | None, named: Named, became: str = ""
) -> TrailRow:
    """A fact with what was said in it; `became` tells what became of it since."""
    line = told(Fact(written.action, written.before, written.after, written.why), named) + became
    writer = actor = named("actor", written.actor)
    if message is None:
        text, direction = line, ""
        visibility = "internal" if became else written.visibility
    else:
        direction = _DIRECTIONS.get(message.direction, "")
        actor = message.author or actor
        visibility = message.visibility
        text = f"{line}. {message.text}" if written.action == "complete" else message.text
    at = written.at if message is None else message.at
    changes = {
        name: (_shown(name, written.before.get(name), named), _shown(name, value, named))
        for name, value in written.after.items()
        if name != "clocks"
    }
    return TrailRow(
        *(written.seq, at, actor, written.action, visibility, direction, text, changes),
        noted_at=written.at,
        noted_by=writer,
    )


def _shown(name: str, value: object, named: Named) -> object:
    """A kept value as people and programs read it: names for numbers, instants in full."""
    if name in ("owner", "team", "customer"):
        return named(name, value) if value else None
    if name == "tags":
        return [tag for tag in str(value or "").split("|") if tag]
    if name in _INSTANTS and isinstance(value, int):
        return rfc3339(value)
    return value


_INSTANTS = ("created", "closed", "updated", "due", "asked_at", "answer_due", "remind_at")


def _clocks(session: Session, item: int, now: int) -> tuple[ClockRow, ...]:
    kept = clocks_of(session, item)
    known = calendars(session) if kept else {}
    return tuple(_clock(clock, known, now) for clock in kept)


def _clock(clock: KeptClock, known: Mapping[str, Calendar], now: int) -> ClockRow:
    calendar = known[clock.calendar]
    ticking = Ticking(calendar, clock.start, clock.target, clock.pauses, clock.stop)
    is_paused, is_counted = clock.state == "paused", clock.state != "cancelled"
    at = max(now, clock.start) if clock.stop is None else clock.stop
    since = next((begin for begin, end in clock.pauses if end is None), None)
    return ClockRow(
        clock.name,
        clock.policy,
        clock.calendar,
        clock.target,
        clock.start,
        ticking.due(at) if is_counted else None,
        clock.stop,
        ticking.elapsed(at),
        ticking.level(at) or LEVELS[0],
        is_paused,
        since if is_paused else None,
        clock.state,
        (*clock.reason, *(_steps(ticking, at, since) if is_counted else ())),
    )


def _steps(ticking: Ticking, at: int, since: int | None) -> list[str]:
    """How the due time came about; of a clock that stands, when it would be due from now."""
    lines = steps(ticking, at)
    if since is not None:
        zone = ticking.calendar.spec.zone
        lines.append(f"Stands still since {full_moment(since, zone)}, so it is due later yet")
    return lines


def _fields(session: Session, work: WorkRow) -> Mapping[str, object]:
    """The whole record, under the names that scripts rely on."""
    row = session.one(
        Interaction.select(
            Interaction.reason,
            Interaction.outcome,
            Interaction.question,
            Interaction.asked_at,
            Interaction.answer_due,
            Interaction.remind_at,
            Interaction.reopen_count,
            Interaction.extra,
        ).where(Interaction.id == work.id)
    )
    reason, outcome, question, asked, due, remind, reopened, extra = row or ("", *[None] * 5, 0, "")
    awaiting = {
        "question": question,
        "asked": _instant(asked),
        "due": _instant(due),
        "remind": _instant(remind),
    }
    return {
        "direction": work.direction,
        "channel": work.channel,
        "reason": reason or None,
        "priority": work.priority,
        "outcome": outcome,
        "awaiting": awaiting if question else None,
        "snoozed_until": None,
        "promises": [],
        "merged_into": None,
        "reopen_count": reopened,
        "contact": work.contact or None,
        "closed": _instant(work.closed),
        "extra": json.loads(extra or "{}"),
    }


def _instant(at: int | None) -> str | None:
    return None if at is None else rfc3339(at)

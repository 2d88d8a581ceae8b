"""One item in full: its record, clocks with their reasons, and everything that happened to it."""

import json
from collections.abc import Mapping, Sequence

from desk.clock import Clock
from desk.models.clocks import clocks_of
from desk.models.details import Detail
from desk.models.followers import followers_of
from desk.models.names import names
from desk.models.store import Session, Store
from desk.queries.customers import card_of
from desk.queries.escalations import plan_row, step_rows, told_plan, told_steps
from desk.queries.heads import by_reference
from desk.queries.item_clocks import Counted, clock_rows, standing_since
from desk.queries.merged import merged_into
from desk.queries.outbox import latest_draft
from desk.queries.relations import link_rows, promise_rows
from desk.queries.story import told_story
from desk.queries.tasks import tasks_of_item
from desk.queries.tickets import with_ticket
from desk.queries.violations import told_before_breach, told_violations, violation_rows
from desk.rows.items import ItemRow, PromiseRow
from desk.rows.work import WorkRow
from desk.rules.facts import Named
from desk.rules.instants import rfc3339
from desk.rules.permissions import Actor, holds
from desk.rules.replies import route
from desk.rules.steps import steps
from desk.rules.times import full_moment
from desk.rules.vocabulary import Reference


class Trail:
    """Reads of one item."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def item(self, actor: Actor, ref: Reference | str) -> ItemRow:
        """The item with all that is known of it. Raises `NotFound`."""
        now = self._clock.now()
        with self._store.reading() as session:
            work = by_reference(session, ref, may_read=holds(actor, "work.read"), now=now)
            clocks = clocks_of(session, work.id)
            promises = promise_rows(session, work.id, clocks)
            merged = merged_into(session, work.id)
            story = told_story(session, work, merged, names(session, actor.zone))
            customer = card_of(session, work.customer_ref, now) if work.customer_ref else None
            way = route(work.channel, work.contact, customer.media if customer else ())
            item = ItemRow(
                work,
                _fields(session, work, promises),
                clock_rows(session, clocks, now, _steps),
                story.trail,
                story.messages,
                customer,
                way.address if way else "",
                link_rows(session, work.id),
                promises,
                tuple(each.ref for each in merged),
            )
            item = _with_lateness(session, item, names(session, actor.zone), now)
            if work.kind != "problem":
                return item
            return with_ticket(session, item)._replace(
                tasks=tasks_of_item(session, work.id),
                followers=tuple(followers_of(session, work.id).values()),
            )


def _with_lateness(session: Session, item: ItemRow, named: Named, now: int) -> ItemRow:
    """The item with what is done about its being late, among its fields too."""
    plan = plan_row(session, item.work.id)
    steps = step_rows(session, item.work.id, named) if item.work.kind == "problem" else ()
    violations = violation_rows(session, item.work.id, now)
    told = {
        "told_before_breach": told_before_breach(violations),
        "violations": told_violations(violations),
        "acknowledged": told_plan(plan),
    }
    if item.work.kind == "problem":
        told["escalations"] = told_steps(steps)
    fields = {**item.fields, **told}
    late = item._replace(fields=fields, steps=steps, plan=plan, violations=violations)
    return late._replace(draft=latest_draft(session, item.work.id))


def _steps(counted: Counted) -> list[str]:
    """How the due time came about; of a clock that stands, when it would be due from now."""
    ticking = counted.ticking
    lines = steps(ticking, counted.at, counted.levels)
    since = standing_since(ticking.pauses)
    if since is not None:
        zone = ticking.calendar.spec.zone
        lines.append(f"Stands still since {full_moment(since, zone)}, so it is due later yet")
    return lines


def _fields(
    session: Session, work: WorkRow, promises: Sequence[PromiseRow]
) -> Mapping[str, object]:
    """The whole record, under the names that scripts rely on; what was merged is never shown."""
    row = session.one(
        Detail.select(
            Detail.reason,
            Detail.outcome,
            Detail.question,
            Detail.asked_at,
            Detail.answer_due,
            Detail.remind_at,
            Detail.reopen_count,
            Detail.extra,
        ).where(Detail.id == work.id)
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
        "snoozed_until": _instant(work.snoozed_until),
        "promises": [_promise(promise) for promise in promises],
        "merged_into": None,
        "reopen_count": reopened,
        "contact": work.contact or None,
        "closed": _instant(work.closed),
        "extra": json.loads(extra or "{}"),
    }


def _promise(promise: PromiseRow) -> dict[str, object]:
    """A promise as scripts rely on it."""
    return {
        "number": promise.number,
        "text": promise.text,
        "due": _instant(promise.due),
        "made_by": promise.made_by,
        "kept": _instant(promise.kept),
        "state": promise.state,
    }


def _instant(at: int | None) -> str | None:
    return None if at is None else rfc3339(at)

"""Rows as JSON gives them. Scripts stand on these keys: more may come, none goes."""

from collections.abc import Iterable

from desk.rows.customers import CustomerCard
from desk.rows.health import CheckRow
from desk.rows.items import ClockRow, ItemRow, MessageRow, TrailRow
from desk.rows.people import PersonRow, TeamRow
from desk.rows.ticks import Ticked
from desk.rows.views import ViewRow
from desk.rows.work import Outcome, WorkRow
from desk.rules.actions import Action
from desk.rules.clocks import level_at
from desk.rules.instants import rfc3339


def instant(at: int | None) -> str | None:
    """An instant as JSON gives it."""
    return None if at is None else rfc3339(at)


def work(row: WorkRow, now: int) -> dict[str, object]:
    """One item of a list."""
    customer = {"ref": row.customer_ref, "name": row.customer} if row.customer_ref else None
    return {
        "ref": row.ref,
        "kind": row.kind,
        "state": row.state,
        "level": level_at(row.instants, now),
        "priority": row.priority,
        "due": instant(row.due),
        "subject": row.subject,
        "customer": customer,
        "owner": row.owner,
        "team": row.team,
        "channel": row.channel,
        "created": instant(row.created),
        "updated": instant(row.updated),
        "tags": list(row.tags),
        "version": row.version,
    }


def item(row: ItemRow, now: int) -> dict[str, object]:
    """One item with all that is known of it."""
    return work(row.work, now) | {
        "fields": dict(row.fields),
        "clocks": [clock(each) for each in row.clocks],
        **trail(row.trail),
        "messages": [message(each) for each in row.messages],
        "links": [{"relation": each.relation, "ref": each.ref} for each in row.links],
        "merged_from": list(row.merged_from),
        "attachments": [],
        "tasks": [],
    }


LISTS = ("clocks", "trail", "messages", "links", "merged_from", "attachments", "tasks")
"""Keys of an item that hold lists."""
_OF_WORK_ALONE = (
    "state",
    "level",
    "priority",
    "due",
    "customer",
    "owner",
    "team",
    "channel",
    "updated",
    "version",
)
"""Keys of an item which a customer has no value for."""


def customer(card: CustomerCard) -> dict[str, object]:
    """A customer in the shape of an item, so that one reader does for both."""
    fields = {
        "name": card.name,
        "language": card.language or None,
        "media": [{"type": kind, "value": value} for kind, value in card.media],
        "preferred": card.preferred or None,
        "zone": card.zone or None,
        "quiet": card.quiet or None,
        "refused": list(card.refused),
        "events": list(card.events),
        "open_work": [row.ref for row in card.open_work],
        "contacts_90_days": card.contacts_90_days,
    }
    return {
        "ref": card.ref,
        "kind": "customer",
        "subject": card.name,
        "created": instant(card.since),
        "tags": [],
        **dict.fromkeys(_OF_WORK_ALONE),
        "fields": fields,
        **{name: [] for name in LISTS},
    }


def clock(row: ClockRow) -> dict[str, object]:
    """One SLA clock of an item."""
    return {
        "name": row.name,
        "policy": row.policy,
        "target_seconds": row.target_seconds,
        "start": instant(row.start),
        "due": instant(row.due),
        "stop": instant(row.stop),
        "elapsed_seconds": row.elapsed_seconds,
        "level": row.level,
        "paused": row.paused,
        "steps": list(row.steps),
        "calendar": row.calendar,
        "state": row.state,
    }


def trail(rows: Iterable[TrailRow]) -> dict[str, object]:
    """What happened, as one key of an item."""
    return {"trail": [entry(each) for each in rows]}


def entry(row: TrailRow) -> dict[str, object]:
    """One line of an item's story: who wrote it down and when; `messages` say who said it."""
    return {
        "seq": row.seq,
        "at": instant(row.noted_at),
        "actor": row.noted_by,
        "action": row.action,
        "visibility": row.visibility,
        "text": row.text,
        "changes": {name: list(values) for name, values in row.changes.items()},
        "for": row.ref or None,
    }


def message(row: MessageRow) -> dict[str, object]:
    """One message or note of an item."""
    return {
        "id": row.id,
        "at": instant(row.at),
        "direction": row.direction,
        "channel": row.channel,
        "visibility": row.visibility,
        "author": row.author,
        "address": row.address,
        "text": row.text,
        "for": row.ref or None,
    }


def outcome(row: Outcome) -> dict[str, object]:
    """What an action did to one item."""
    return {
        "ref": row.ref,
        "action": row.action,
        "state": row.state,
        "version": row.version,
        "seq": row.seq,
        "undo": row.undo,
        "effects": list(row.effects),
        "created": row.created or None,
    }


def action(row: Action) -> dict[str, object]:
    """One use case and what it takes."""
    return {
        "action": row.name,
        "kinds": list(row.kinds),
        "parameters": [
            {
                "name": each.name,
                "type": each.type,
                "required": each.required,
                "choices": list(each.choices),
            }
            for each in row.parameters
        ],
        "permission": row.permission,
        "undo": row.undo,
    }


def person(row: PersonRow, now: int) -> dict[str, object]:
    """One person of the desk."""
    return {
        "name": row.name,
        "role": row.role,
        "teams": list(row.teams),
        "zone": row.zone,
        "manager": row.manager or None,
        "hours": row.hours,
        "absent_until": instant(row.back_at(now)),
        "absences": [
            {"from": instant(each.starts), "until": instant(each.ends), "why": each.why or None}
            for each in row.absences
        ],
    }


def team(row: TeamRow) -> dict[str, object]:
    """One team."""
    return {
        "team": row.name,
        "members": row.members,
        "level": row.level,
        "lead": row.lead or None,
        "calendar": row.calendar or None,
        "by_load": row.by_load,
        "return_after_seconds": row.return_after or None,
    }


def view(row: ViewRow) -> dict[str, object]:
    """One saved view."""
    return {
        "view": row.name,
        "filter": row.filter,
        "sort": row.sort,
        "columns": row.columns.split(",") if row.columns else None,
        "key": row.key or None,
        "shared": row.is_shared,
        "version": row.version,
    }


def ticked(row: Ticked) -> dict[str, object]:
    """One threshold that was reached."""
    return {**row._asdict(), "at": instant(row.at)}


def check(row: CheckRow) -> dict[str, object]:
    """One check of the store."""
    return {
        "check": row.check,
        "ok": row.ok,
        "count": row.count,
        "message": row.message,
        "next": row.next_step or None,
    }

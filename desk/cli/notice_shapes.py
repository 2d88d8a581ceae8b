"""Notices as JSON gives them; more keys may come, none goes."""

from desk.cli.shapes import LISTS, instant, work
from desk.rows.outbox import OutboxRow
from desk.rows.work import WorkRow


def fields(row: OutboxRow) -> dict[str, object]:
    """What only notices have."""
    return {
        "about": row.about,
        "purpose": row.purpose,
        "medium": row.medium,
        "to": row.recipient,
        "subject": row.subject,
        "text": row.text,
        "state": row.state,
        "tries": row.tries,
        "last_answer": row.last_answer or None,
        "not_before": instant(row.not_before),
        "created": instant(row.created),
        "done": instant(row.done_at),
        "promised": instant(row.promised),
        "language": row.language or None,
        "writer": row.writer,
        "clock": row.clock or None,
    }


def whole(row: OutboxRow, listed: WorkRow | None, now: int) -> dict[str, object]:
    """One notice in the shape of an item, so that one reader does for both.

    What goes to another system stands in no list.
    """
    known = work(listed, now) if listed else {**dict.fromkeys(_OF_WORK), **_of_hook(row)}
    return {**known, "fields": fields(row), **{name: [] for name in LISTS}}


_OF_WORK = (
    *("ref", "kind", "state", "level", "priority", "due", "subject", "customer", "owner", "team"),
    *("channel", "created", "updated", "tags", "version"),
)


def _of_hook(row: OutboxRow) -> dict[str, object]:
    return {
        "ref": row.ref,
        "kind": "notice",
        "state": row.state,
        "subject": row.subject,
        "created": instant(row.created),
        "tags": [],
        "version": row.version,
    }

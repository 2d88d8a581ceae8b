"""What the end of a problem asks of its tasks, and does to them."""

from desk.models.store import Session
from desk.models.tasks import KeptTask, tasks_of
from desk.services.changes import Change
from desk.services.items import Item
from desk.services.task_sheet import TaskSheet


def open_mandatory(session: Session, item: Item) -> list[KeptTask]:
    """The tasks that have to end before a problem may be resolved."""
    return [task for task in tasks_of(session, item.id) if task.mandatory and not task.has_ended]


def cancel_open(change: Change, reason: str) -> list[KeptTask]:
    """Cancel every open task of a problem with it; those that were open."""
    sheet = TaskSheet(change)
    open_ones = [task for task in sheet if not task.has_ended]
    for task in open_ones:
        sheet.move(task.number, "cancelled", ended_at=change.now, text=reason)
    sheet.keep()
    return open_ones

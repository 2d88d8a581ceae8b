"""What the parts of a major problem do when the first of its tasks begins."""

from collections.abc import Sequence

from desk.models.store import Session
from desk.models.tickets import children_of
from desk.models.work import reference_of
from desk.rules.actions import find
from desk.services.changes import Change, Moment
from desk.services.items import numbered
from desk.services.leading import follow
from desk.services.pairs import lock
from desk.services.problem_steps import begin


def locked_parts(session: Session, problem: int, name: str) -> list[int]:
    """The open parts of a problem that may go along with it, locked with it."""
    parts = children_of(session, problem) if name == "start" else []
    if parts:
        lock(session, *(reference_of(session, each) for each in (problem, *parts)))
    return parts


def take_along(change: Change, was: str, moment: Moment, parts: Sequence[int]) -> None:
    """Begin the work on the parts of a problem too when it has just begun on that."""
    if not parts or change.item.state == was:
        return
    action = find("start", "problem")
    following = [
        Change(change.session, moment, action, numbered(change.session, part)) for part in parts
    ]
    follow(change, following, begin)

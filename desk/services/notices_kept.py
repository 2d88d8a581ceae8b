"""Notices as the journal tells them: whether they still are so, and taken back."""

from collections.abc import Mapping

from desk.models.notices import KeptNotice, notice_numbered, put_notice
from desk.models.store import Session
from desk.rules.notice_facts import TOLD as NOTICES
from desk.services.changes import Change
from desk.services.items import Item
from desk.services.letters import told

Values = Mapping[str, object]

_TAKEN_BACK = "taken back"


def notices_are_as(session: Session, _: Item, __: Values, left: Values) -> bool:
    """Whether the notices of an entry still are as it left them, or were dropped since."""
    for number, values in left.items():
        notice = notice_numbered(session, int(number))
        if notice is None or not isinstance(values, Mapping):
            return False
        if notice.state not in (values.get("state"), "held", "cancelled"):
            return False
    return True


def put_notices(change: Change, before: Values, _: Values) -> None:
    """Drop the notices that an entry drafted, and let lie ready again what fell away with it.

    What it said is taken back by whoever undoes it.
    """
    session = change.session
    for number, values in before.items():
        notice = notice_numbered(session, int(number))
        if notice is not None and _fell_away(notice, values):
            ready = {"state": "draft", "done_at": None, "last_answer": ""}
            change.beside(NOTICES, number, told(notice), told(put_notice(session, notice, **ready)))
        if values is not None or notice is None or notice.state == "cancelled":
            continue
        dropped = notice._replace(state="cancelled")
        change.beside(NOTICES, number, told(notice), told(dropped))
        if notice.message is None:
            ended = {"state": "cancelled", "done_at": change.now, "last_answer": _TAKEN_BACK}
            put_notice(session, notice, **ended)


def _fell_away(notice: KeptNotice, before: object) -> bool:
    """Whether it lay ready, and was dropped as another went in its place."""
    lay_ready = isinstance(before, Mapping) and before.get("state") == "draft"
    return lay_ready and notice.state == "cancelled"

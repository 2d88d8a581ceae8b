"""What is counted anew after levels were settled otherwise: open items, a batch at a time."""

import json
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from desk.models.base import CLOSED
from desk.models.clocks import COLUMNS, LOOK_NOW, Clock, Head, KeptClock, kept_clock
from desk.models.settings import Setting, put_setting
from desk.models.store import Session
from desk.models.work import Work
from desk.rules.levels import Levels

_WAITING = "recount"
"""The setting under which the store keeps what is still to be counted."""

_INSTANTS = tuple(f"{level}_at" for level in Levels._fields)


class Recount(NamedTuple):
    """What is still to be counted anew."""

    since: int
    """When the levels were settled."""
    before: Sequence[int]
    """What they were before."""
    after: int = 0
    """Items up to this number are done."""


def waiting(session: Session) -> Recount | None:
    """What is still to be counted; None when all is."""
    found = session.one(Setting.select(Setting.value).where(Setting.name == _WAITING))
    return Recount(*json.loads(found[0])) if found else None


def put_waiting(session: Session, recount: Recount | None) -> None:
    """Write down what is still to be counted."""
    if recount is None:
        session.run(Setting.delete().where(Setting.name == _WAITING))
    else:
        put_setting(session, _WAITING, json.dumps(recount))


def going_after(session: Session, after: int, most: int) -> dict[int, list[KeptClock]]:
    """The clocks that go of the next open items, by item; locked until the end."""
    going = Clock.state << ("running", "paused")
    ids = (
        Work.select(Work.id)
        .where((Work.id > after) & (Work.due_key < CLOSED))
        .order_by(Work.id)
        .limit(most)
    )
    items = [id_ for (id_,) in session.rows(ids if session.is_sqlite else ids.for_update())]
    columns = [getattr(Clock, column) for column in COLUMNS]
    query = Clock.select(*columns).where((Clock.item << items) & going)
    rows = session.rows(query.order_by(Clock.item, Clock.id)) if items else []
    found: dict[int, list[KeptClock]] = {item: [] for item in items}
    for item, some in groupby(rows, key=lambda row: row[0]):
        found[item] = [kept_clock(row) for row in some]
    return found


def put_heads(session: Session, heads: Mapping[int, Head]) -> None:
    """Write the places in the queue and the levels of items, all at once."""
    if not heads:
        return
    names = ("due_key", *_INSTANTS)
    rows = ", ".join(
        f"({', '.join(map(str, (item, head.due_key, *head.instants)))})"
        for item, head in heads.items()
    )
    taken = ", ".join(f"{name} = head.{name}" for name in names)
    session.sql(
        f"WITH head (id, {', '.join(names)}) AS (VALUES {rows})"
        f" UPDATE work SET {taken} FROM head WHERE work.id = head.id"
    )


def look_anew(session: Session, items: Sequence[int], told: Mapping[int, int], since: int) -> None:
    """Have the tick look at the running clocks of items.

    `told` names, for every threshold as it was, what stands for it now, and nothing where those
    are the same; what a clock has reached only because something was settled otherwise, it reaches
    at `since`.
    """
    if not items:
        return
    cases = " ".join(
        f"WHEN told >= {before} THEN {now}" for before, now in sorted(told.items(), reverse=True)
    )
    known = f"CASE {cases} ELSE told END" if cases else "told"
    session.sql(
        f"UPDATE clock SET next_at = {LOOK_NOW}, told = {known},"
        f" since = CASE WHEN since < {since} THEN {since} ELSE since END"
        f" WHERE item IN ({', '.join(map(str, items))}) AND state = 'running'"
    )

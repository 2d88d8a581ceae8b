"""What stands beside an item: other items, and what was promised in it."""

from collections.abc import Sequence

from desk.models.clocks import KeptClock
from desk.models.links import links_of
from desk.models.names import names
from desk.models.promises import promises_of
from desk.models.store import Session
from desk.queries.clause import Clause, among, ask
from desk.queries.merged import MOST
from desk.rows.items import LinkRow, PromiseRow
from desk.rules.clocks import PROMISE
from desk.rules.vocabulary import Reference


def link_rows(session: Session, item: int) -> tuple[LinkRow, ...]:
    """What an item is linked to, and what was merged into it."""
    own = "SELECT id FROM detail WHERE merged_into = ? ORDER BY id DESC LIMIT ?"
    links = [(seen.relation, seen.other) for seen in links_of(session, item)][-MOST:]
    merged = ask(session, Clause(own, (item, MOST)))
    links += [("merged", id_) for (id_,) in reversed(merged)]
    condition = among("id", [other for _, other in links])
    statement = f"SELECT id, kind, number, subject, state FROM work WHERE {condition.text}"
    rows = ask(session, Clause(statement, condition.values)) if links else []
    known = {id_: (str(Reference(kind, number)), *rest) for id_, kind, number, *rest in rows}
    return tuple(LinkRow(relation, *known[other]) for relation, other in links if other in known)


def promise_rows(
    session: Session, item: int, clocks: Sequence[KeptClock]
) -> tuple[PromiseRow, ...]:
    """What was promised in an item, with when each is or was due."""
    named = names(session)
    own = {clock.generation: clock for clock in clocks if clock.name == PROMISE}
    return tuple(
        PromiseRow(
            given.number,
            given.text,
            own[given.number].start + own[given.number].target,
            named("actor", given.made_by),
            given.kept,
            own[given.number].state,
        )
        for given in promises_of(session, item)
        if given.number in own
    )

"""What clocks have reached before they are changed, where no tick has seen it yet.

A clock that is paused, stopped or set anew would take it along otherwise, and what the log of
crossings says would depend on when somebody looked. Nobody is told of it: who changes the clock
is at work on the item. Clocks that a change lets alone are left to the tick, and to what follows.
"""

from collections.abc import Collection

from desk.models.store import Session
from desk.models.tick import due_clocks_of, put_looked
from desk.rules.crossings import MISSED
from desk.services.crossings import Facts, News, keep, look, new_ones, read_terms, record_crossings
from desk.services.missed import Missed, write_violations


def catch_up(
    session: Session, item: int, now: int, touched: Collection[str] | None = None, *, training: bool
) -> None:
    """Write down what the clocks of an item, as the store has them, have crossed by now.

    With `touched` only those of them, by name and generation.
    """
    clocks = [
        clock
        for clock in due_clocks_of(session, [item], now)
        if touched is None or f"{clock.name}/{clock.generation}" in touched
    ]
    if not clocks:
        return
    terms = read_terms(session, now, training=training)
    looked, found = look(clocks, terms)
    put_looked(session, looked)
    crossed = new_ones(session, found) if found else []
    if not crossed:
        return
    missed = [each for each in crossed if each.threshold == MISSED]
    wanted = [Missed(*each.key[:3], each.due or each.at) for each in missed]
    written = write_violations(session, wanted, now) if wanted else []
    facts = {
        each.key: Facts(before=told.before, after=told.after)
        for each, told in zip(missed, written, strict=True)
    }
    seqs = record_crossings(session, terms, crossed, [facts.get(e.key, Facts()) for e in crossed])
    news = [News(done=["noted as missed"] if each.key in facts else []) for each in crossed]
    keep(session, terms, crossed, [*zip(seqs, news, strict=True)])

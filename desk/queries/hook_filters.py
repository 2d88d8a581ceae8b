"""Which items a hook is told of: its filter, asked of some items as they are now."""

from collections.abc import Sequence

from desk.models.settings import settings
from desk.models.store import Session
from desk.queries.clause import Clause, among, ask, every, negated
from desk.queries.conditions import Asker, condition, lacking
from desk.rules.filters import parse
from desk.rules.permissions import DESK


def passing(session: Session, text: str, items: Sequence[int], now: int) -> set[int]:
    """Those of some items that a filter lets through.

    Raises `BadFilter` when it names somebody who is not here any more, also without any item.
    """
    wanted = parse(text, settings(session)["zone"], now)
    asker = Asker(session, DESK, now, wanted)
    tests = [condition(asker, term) for term in wanted.terms]
    tests += [negated(lacking(session, word)) for word in wanted.words]
    tests += [lacking(session, word) for word in wanted.without]
    if not items:
        return set()
    test = every([among("work.id", items), *tests])
    return {
        id_
        for (id_,) in ask(session, Clause(f"SELECT id FROM work WHERE {test.text}", test.values))
    }

"""Hooks, and how it goes with each: what waits, what was given up, what was answered."""

from desk.clock import Clock
from desk.errors import BadFilter, NotFound
from desk.models.feed import cursors, whole
from desk.models.hooks import MEDIUM, hooks_of
from desk.models.sending import GOING
from desk.models.store import Session, Store
from desk.queries.clause import Clause, ask
from desk.queries.hook_filters import passing
from desk.rows.events import HookRow
from desk.rules.hooks import Hook
from desk.rules.permissions import Actor, require
from desk.rules.vocabulary import parse_reference

_OF = "FROM outbox WHERE medium = ? AND recipient = ? AND"


class HookList:
    """Reads of hooks."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def rows(self, actor: Actor) -> list[HookRow]:
        """Every hook, by name."""
        require(actor, "outbox.read", "read how it goes with hooks")
        with self._store.reading() as session:
            served, last = cursors(session), whole(session).last
            return [
                self._row(session, hook, last - served.get(hook.name, last))
                for hook in hooks_of(session).hooks
            ]

    def answer(self, actor: Actor, ref: str) -> tuple[str, str]:
        """How a message to a hook stands, and what was answered to it. Raises `NotFound`."""
        require(actor, "outbox.read", "read how it goes with hooks")
        number = parse_reference(ref).number
        query = Clause("SELECT state, last_answer FROM outbox WHERE number = ?", (number,))
        with self._store.reading() as session:
            found = ask(session, query)
        if not found:
            raise NotFound(f"There is no {ref}", "Look: desk hooks")
        state, said = found[0]
        return str(state), str(said)

    def _row(self, session: Session, hook: Hook, behind: int) -> HookRow:
        of = (MEDIUM, hook.name)
        counts = (
            f"SELECT (SELECT count(*) {_OF} {GOING}),"
            f" (SELECT count(*) {_OF} state = 'failed' AND done_at IS NOT NULL),"
            f" (SELECT count(*) {_OF} state = 'completed')"
        )
        ((waiting, failed, delivered),) = ask(session, Clause(counts, of * 3))
        tried = ask(
            session,
            Clause(
                f"SELECT tries, last_answer {_OF} tries > 0 ORDER BY"
                f" CASE WHEN {GOING} THEN 0 ELSE 1 END, done_at DESC, id LIMIT 1",
                of,
            ),
        )
        tries, answer = tried[0] if tried else (0, "")
        return HookRow(
            *(hook.name, hook.url, hook.filter, hook.internal_notes, hook.private_targets),
            *(hook.lacking, waiting, failed, delivered, max(0, behind)),
            *(tries, answer, self._fault(session, hook)),
        )

    def _fault(self, session: Session, hook: Hook) -> str:
        try:
            passing(session, hook.filter, (), self._clock.now())
        except BadFilter as error:
            return error.message
        return ""

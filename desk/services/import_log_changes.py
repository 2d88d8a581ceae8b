"""A case of an event log that is here already and of which its file now tells more.

What happened since is added at its own times. Once people here worked on the problem, the two
histories part: the desk's own stays, and the log adds nothing to it.
"""

import json
from collections.abc import Sequence

from desk.models.alarms import drop_all_alarms
from desk.models.base import CLOSED
from desk.models.clocks import all_clocks_of, drop_clock, keep_clock
from desk.models.details import Detail
from desk.models.journal import Journal, Written, facts_of
from desk.models.search import put
from desk.models.store import Session
from desk.models.tickets import put_ticket
from desk.models.work import Work
from desk.rules.clocks import PROMISE
from desk.rules.event_log_replay import Deed
from desk.rules.vocabulary import Reference
from desk.services.alarms import set_alarms, set_update
from desk.services.catching_up import catch_up
from desk.services.changes import found_by
from desk.services.import_changes import KEPT
from desk.services.import_log_new import LogSource, Told, imported_fact
from desk.services.items import Item, load
from desk.services.journal import Entry, record_all, spelt

RETOLD = "have an earlier row that reads otherwise now; they stand as the log has them now"

_BY_ITSELF = ("cross", "remind", "escalate", "undelivered", "delivered")
"""What the desk writes of an item that nobody has worked on."""

_HEAD = ("state", "priority", "owner", "team", "closed")


class LogUpdater:
    """Brings problems up to what their log now tells."""

    def __init__(self, session: Session, source: LogSource, group: str) -> None:
        self._session = session
        self._source = source
        self._group = group
        self.remarks: tuple[str, ...] = ()
        """What there is to say of the last one."""

    def update(self, number: int, told: Told) -> bool:
        """Take over what the log tells now; whether that was anything."""
        self.remarks = ()
        item = load(self._session, Reference("problem", number))
        if self._is_worked_on(item):
            self.remarks = (KEPT,)
            return False
        known = [
            fact
            for fact in facts_of(self._session, item.kind, item.id)
            if fact.actor is None and fact.action not in ("import", *_BY_ITSELF)
        ]
        deeds = told.played.deeds
        if [_shape(fact) for fact in known] == [_shape(deed) for deed in deeds[: len(known)]]:
            self._tell(item, told, deeds[len(known) :])
        else:
            self.remarks = (RETOLD,)
            before = {name: getattr(item, name) for name in told.played.fields}
            fields = told.played.fields
            after = {name: value for name, value in fields.items() if before[name] != value}
            retold = Deed(self._source.moment.now, "import", {n: before[n] for n in after}, after)
            self._tell(item, told, [retold._replace(why="the log tells it otherwise now")])
        self._keep(item, told)
        return True

    def _is_worked_on(self, item: Item) -> bool:
        """Whether anything but imports wrote of it, and but for what time brings by itself."""
        query = Journal.select(Journal.seq).where(
            (Journal.kind == item.kind)
            & (Journal.object == item.id)
            & (Journal.grp.is_null() | ~Journal.grp.startswith("import "))
            & (Journal.actor.is_null(is_null=False) | Journal.action.not_in(_BY_ITSELF))
        )
        return self._session.one(query.limit(1)) is not None

    def _tell(self, item: Item, told: Told, deeds: Sequence[Deed]) -> None:
        moment, last = self._source.moment, imported_fact(told, self._source)
        common = Entry(
            *(moment.now, None, "", item.kind, item.id),
            customer=item.customer,
            group=self._group,
            training=moment.training,
        )
        entries = [
            common._replace(
                at=deed.at,
                action=deed.action,
                before=deed.before,
                after=deed.after,
                why=deed.why,
                actor=moment.actor.id if deed.action == "import" else None,
            )
            for deed in deeds
        ]
        brought = common._replace(actor=last.actor, action=last.action, why=last.why)
        record_all(self._session, [*entries, brought])

    def _keep(self, item: Item, told: Told) -> None:
        session, case, moment = self._session, told.case, self._source.moment
        catch_up(session, item.id, moment.now, training=moment.training)
        self._keep_clocks(item, told)
        if told.head.due_key == CLOSED:
            drop_all_alarms(session, item.id)
        else:
            head = {name: told.column(name) for name in ("state", "owner", "team", "priority")}
            after = item._replace(**head)  # type: ignore[arg-type]
            set_alarms(session, item, after, moment.now, is_brought=True)
            set_update(session, item, after, moment.now, has_told=False)
        head = {name: told.column(name) for name in _HEAD}
        instants = {f"{name}_at": at for name, at in told.head.instants._asdict().items()}
        head |= {"due_key": told.head.due_key, **instants, "subject": told.subject}
        head |= {"source_hash": case.digest, "version": item.version + 1, "updated": told.updated}
        session.run(Work.update(**head).where(Work.id == item.id))
        beside = {"reopen_count": told.column("reopen_count"), "extra": spelt(told.extra)}
        session.run(Detail.update(**beside).where(Detail.id == item.id))
        put_ticket(session, item.id, told.ticket())
        put(session, item.recency, found_by(session, item._replace(subject=told.subject)))

    def _keep_clocks(self, item: Item, told: Told) -> None:
        """Every clock as the whole log makes it; promises are none of its."""
        new = {clock.key: clock for clock in told.clocks}
        for old in all_clocks_of(self._session, item.id):
            if old.name != PROMISE and old.key not in new:
                drop_clock(self._session, item.id, old.key)
        for clock in new.values():
            keep_clock(self._session, item.id, clock)


def _shape(fact: Written | Deed) -> str:
    """What tells whether a fact is the one that was told before."""
    after = {name: value for name, value in fact.after.items() if name not in _OF_THE_LAST_ROW}
    return json.dumps([fact.at, fact.action, after], sort_keys=True)


_OF_THE_LAST_ROW = frozenset({"subject", "channel", "cause", "resolution_code", "resolution"})
"""What a longer log may say otherwise without having changed what happened."""

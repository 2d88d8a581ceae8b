"""A record that is here already and has changed in its file."""

import json
from typing import NamedTuple

from desk.models.clocks import KeptClock, clocks_of, keep_clock
from desk.models.details import Detail, Message, texts_of
from desk.models.journal import facts_of
from desk.models.search import put
from desk.models.store import Session
from desk.models.work import Work
from desk.rules.mapped import DONE, Mapped
from desk.rules.vocabulary import Reference
from desk.services.alarms import set_alarms
from desk.services.catching_up import catch_up
from desk.services.changes import Moment, facts_for, found_by, head_columns
from desk.services.import_new import extra_of, fields_of, own_due, said_of
from desk.services.import_parties import Parties
from desk.services.item_clocks import ItemClocks
from desk.services.items import HEAD_FIELDS, Item, load
from desk.services.journal import Entry, record, spelt

KEPT = "changed in the file and at the desk; the desk's own stays"
MOVED = "have another time of creation than before; the first one stays"

_ENDING = frozenset({"state", "outcome", "closed"})
_AGREED_BY = frozenset({"priority", "customer", "team", "tags", "channel"})
"""Fields on which the targets depend."""


class Change(NamedTuple):
    """What an update does to a record."""

    before: dict[str, object]
    after: dict[str, object]
    remarks: tuple[str, ...] = ()


class Updater:
    """Brings records up to what their file now says, and leaves alone what people did."""

    def __init__(self, session: Session, moment: Moment, group: str) -> None:
        self._session = session
        self._moment = moment
        self._group = group

    def update(self, number: int, mapped: Mapped, parties: Parties) -> Change:
        """Take over what the file has changed since it was last read; what came of it."""
        item = load(self._session, Reference("interaction", number))
        change = self._change(item, mapped, parties)
        text = self._new_text(item, mapped)
        if change.after or text:
            self._keep(item, mapped, change, text)
        digest = Work.update(source_hash=mapped.digest).where(Work.id == item.id)
        self._session.run(digest)
        if text:
            change.after["text"] = text
        return change

    def _change(self, item: Item, mapped: Mapped, parties: Parties) -> Change:
        reason, extra = self._beside(item)
        current = {**item._asdict(), "reason": reason}
        last = self._last_said(item)
        wanted = fields_of(mapped, parties)
        before: dict[str, object] = {}
        after: dict[str, object] = {}
        remarks: list[str] = [] if mapped.created == item.created else [MOVED]
        ours = {name for name, said in current.items() if not _same(said, last.get(name))}
        # How it stands and how it ended are one thing: the desk's word on any of it stands.
        ours |= _ENDING if ours & _ENDING else set()
        for name in dict.fromkeys([*last, *wanted]):
            if _same(last.get(name), wanted.get(name)):
                continue
            if name not in ours:
                before[name], after[name] = last.get(name), wanted.get(name)
            elif not _same(current[name], wanted.get(name)):
                remarks.append(KEPT)
        if after.get("state") == DONE and item.snoozed_until:
            before["snoozed_until"], after["snoozed_until"] = item.snoozed_until, 0
        now = dict(extra_of(mapped, parties))
        if extra != now:
            odd = [name for name in {**extra, **now} if extra.get(name) != now.get(name)]
            before["extra"] = {name: extra[name] for name in odd if name in extra}
            after["extra"] = {name: now[name] for name in odd if name in now}
        return Change(before, after, tuple(dict.fromkeys(remarks)))

    def _beside(self, item: Item) -> tuple[str, dict[str, str]]:
        found = self._session.one(
            Detail.select(Detail.reason, Detail.extra).where(Detail.id == item.id)
        )
        return (found[0], json.loads(found[1])) if found else ("", {})

    def _last_said(self, item: Item) -> dict[str, object]:
        """What the file said of the record when it was last read."""
        said: dict[str, object] = {}
        for fact in facts_of(self._session, item.kind, item.id):
            if fact.action == "import":
                said |= {name: value for name, value in fact.after.items() if name != "extra"}
        return said

    def _new_text(self, item: Item, mapped: Mapped) -> str:
        known = texts_of(self._session, item.id)
        return mapped.text if mapped.text and mapped.text not in known else ""

    def _keep(self, item: Item, mapped: Mapped, change: Change, text: str) -> None:
        seq = record(
            self._session,
            Entry(
                self._moment.now,
                self._moment.actor.id,
                "import",
                item.kind,
                item.id,
                change.before,
                change.after,
                customer=item.customer,
                visibility="customer" if text else "internal",
                group=self._group,
                why="changed in the file",
                training=self._moment.training,
            ),
        )
        head, detail = _columns(change.after)
        changed = item._replace(**_known_to(item, {**head, **detail}))  # type: ignore[arg-type]
        now, training = self._moment.now, self._moment.training
        catch_up(self._session, item.id, now, training=training)
        clocks = self._clocks(changed, mapped, set(change.after))
        clocks.save(item.id)
        head |= head_columns(clocks, is_open=changed.state != DONE)
        head |= {"updated": self._moment.now, "version": item.version + 1}
        self._session.run(Work.update(**head).where(Work.id == item.id))
        set_alarms(self._session, item, changed, now, is_brought=True)
        if "extra" in change.after:
            detail["extra"] = spelt(self._merged(item, change))
        if detail:
            query = Detail.update(**detail).where(Detail.id == item.id)
            self._session.run(query)
        if text:
            self._say(item, mapped, seq)
        put(self._session, item.recency, found_by(self._session, changed))

    def _merged(self, item: Item, change: Change) -> dict[str, str]:
        _, extra = self._beside(item)
        gone, came = change.before["extra"], change.after["extra"]
        assert isinstance(gone, dict)
        assert isinstance(came, dict)
        return {name: extra[name] for name in extra if name not in gone or name in came} | came

    def _clocks(self, item: Item, mapped: Mapped, changed: set[str]) -> ItemClocks:
        """The clocks, as the changes move them."""
        now = self._moment.now
        kept = clocks_of(self._session, item.id)
        if item.state == DONE:
            clocks = ItemClocks(self._session, item.kind, kept)
            if item.closed is not None:
                clocks.stop("completion", item.closed)
            for clock in clocks.goings():
                clocks.cancel(clock.slot, now)
            return clocks
        if "due" in changed:
            kept = self._on_own_due(item, mapped, kept)
        clocks = ItemClocks(self._session, item.kind, kept)
        if "state" in changed:
            clocks.reopen("completion", now)
            clocks.resume("completion", now)
        if changed & _AGREED_BY and mapped.due is None:
            clocks.retarget(facts_for(self._session, item), item.created, now)
        return clocks

    def _on_own_due(self, item: Item, mapped: Mapped, kept: list[KeptClock]) -> list[KeptClock]:
        """The clocks with the completion on the due time the file now names."""
        clock = own_due(mapped)
        old = next((clock for clock in kept if clock.name == "completion"), None)
        if clock is None or (old is not None and old.state not in ("running", "paused")):
            return kept
        if old is not None:
            now = self._moment.now
            keep_clock(self._session, item.id, old._replace(state="cancelled", stop=now, due=None))
            clock = clock._replace(generation=old.generation + 1)
        keep_clock(self._session, item.id, clock)
        return [*(each for each in kept if each.name != "completion"), clock]

    def _say(self, item: Item, mapped: Mapped, seq: int) -> None:
        said = said_of(mapped)
        if said is None:
            return
        self._session.run(
            Message.insert(
                item=item.id,
                seq=seq,
                at=self._moment.now,
                direction=said.direction,
                channel=item.channel,
                visibility="customer",
                author=said.author,
                address=said.address,
                text=said.text,
            )
        )


def _columns(after: dict[str, object]) -> tuple[dict[str, object], dict[str, object]]:
    """The columns of head and detail that follow from a change."""
    empty: dict[str, object] = {"owner": 0, "tags": "", "contact": "", "reason": ""}
    known = {
        name: value if value is not None else empty.get(name)
        for name, value in after.items()
        if name not in ("extra", "due")
    }
    head = {name: value for name, value in known.items() if name in HEAD_FIELDS}
    return head, {name: value for name, value in known.items() if name not in HEAD_FIELDS}


def _known_to(item: Item, fields: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in fields.items() if name in item._fields}


def _same(left: object, right: object) -> bool:
    return (left or None) == (right or None)

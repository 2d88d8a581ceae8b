"""What every use case on a notice shares: the change of its item, and the row in the outbox."""

from collections.abc import Iterator
from contextlib import contextmanager

from desk.errors import ChangedMeanwhile, NotFound, WrongState
from desk.models.details import rewrite, withdraw
from desk.models.notices import KeptNotice, item_of_notice, notice_numbered, put_notice
from desk.models.store import Session
from desk.rules.actions import find
from desk.rules.notice_facts import TOLD as NOTICES
from desk.rules.permissions import Actor, require
from desk.rules.times import near_moment
from desk.rules.vocabulary import Reference, parse_reference, words
from desk.services.changes import Change
from desk.services.items import numbered
from desk.services.letters import told
from desk.services.spoken import found_again
from desk.services.use_cases import How, UseCases


class NoticeAct:
    """One use case at work on one notice: the journal tells it of the item it is about."""

    def __init__(self, change: Change, notice: KeptNotice, name: str) -> None:
        self.change = change
        self.notice = notice
        self.ref = str(Reference("notice", notice.number))
        self.name = name
        self.outcome = change.outcome
        self._is_withdrawn = False

    def put(self, notice: KeptNotice) -> None:
        """Note how the notice is after the change; whoever calls has it written."""
        self.notice = notice._replace(version=self.notice.version + 1)

    def rewrite(self, notice: KeptNotice) -> None:
        """Write the notice otherwise, and what of it stands in the item's trail."""
        fields = {name: getattr(notice, name) for name in ("subject", "text", "promised")}
        self._write(**fields, writer=self.change.actor.id)
        if notice.message is not None:
            rewrite(self.change.session, notice.message, notice.text)

    def spoken(self, notice: KeptNotice) -> None:
        """Write down that a person told the customer what the notice says."""
        names = ("state", "medium", "done_at", "last_answer")
        self._write(**{name: getattr(notice, name) for name in names})

    def drop(self, reason: str) -> None:
        """Let the notice fall away, and what of it stands in the item's trail."""
        self._is_withdrawn = self.notice.message is not None
        self._write(state="cancelled", done_at=self.change.now, last_answer=reason)

    def keep(self) -> None:
        """Write the journal's entry, and everything it tells of."""
        self.change.keep()
        notice, session = self.notice, self.change.session
        if self._is_withdrawn and notice.message is not None:
            withdraw(session, notice.message, self.change.outcome.seq)
            found_again(session, self.change.item)
        self.outcome = self.change.outcome._replace(
            ref=self.ref, action=self.name, state=notice.state, version=notice.version
        )

    def _write(self, **fields: object) -> None:
        before = self.notice
        self.notice = put_notice(self.change.session, before, **fields)
        self.change.beside(NOTICES, before.number, told(before), told(self.notice))


class NoticeUseCases(UseCases):
    """What the services on notices share."""

    @contextmanager
    def _on_notice(
        self, actor: Actor, name: str, ref: Reference | str, how: How
    ) -> Iterator[NoticeAct]:
        """A transaction around one change of a notice; kept when the body ends well."""
        action = find(name, "notice")
        require(actor, action.permission, action.title[0].lower() + action.title[1:])
        sought = parse_reference(ref) if isinstance(ref, str) else ref
        with self._store.writing(dry_run=how.get("dry_run", False)) as session:
            item = _item_of(session, sought)
            moment = self._moment(actor)._replace(group=how.get("group"))
            change = Change(session, moment, action, numbered(session, item))
            # Its item is locked first, as everywhere; nobody else changes the notice from here on.
            notice = notice_numbered(session, sought.number)
            assert notice is not None, "no notice is ever taken away"
            act = NoticeAct(change, notice, name)
            _refuse_seen_otherwise(act, how)
            yield act
            act.keep()


def _item_of(session: Session, sought: Reference) -> int:
    item = item_of_notice(session, sought.number) if sought.kind == "notice" else None
    if item is None:
        raise NotFound(f"There is no {sought}", 'Look it up with: desk list --filter "kind:notice"')
    return item


def _refuse_seen_otherwise(act: NoticeAct, how: How) -> None:
    seen = how.get("expect") if how.get("expect") is not None else how.get("base")
    if seen is not None and seen != act.notice.version:
        raise ChangedMeanwhile(
            f"{act.ref} has changed since you looked: it is {words(act.notice.state)}",
            "Look at it again, then decide. What you typed is kept.",
        )


def refuse_left_for_good(act: NoticeAct, *, may_have_failed: bool = False) -> None:
    """Raise `WrongState` unless a notice can still be kept from leaving as it is.

    What failed has told nobody yet: that it is tried again can be spared.
    """
    notice, change = act.notice, act.change
    if notice.state in ("draft", "held") or (may_have_failed and notice.state == "failed"):
        return
    if notice.state == "initial" and notice.not_before > change.now:
        return
    if notice.state == "cancelled":
        raise WrongState(f"{act.ref} was dropped", "Tell the customer anew if they are to know.")
    at = near_moment(notice.done_at or notice.not_before, change.actor.zone, change.now)
    raise WrongState(
        f"{act.ref} is on its way or has left since {at}",
        f"Write to the customer once more: desk do {change.item.ref} inform",
    )

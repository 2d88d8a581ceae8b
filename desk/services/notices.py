"""Use cases on notices to customers: told now, sent, written otherwise, dropped."""

from typing import Unpack

from desk.errors import BadValue, MissingValue, WrongState
from desk.models.addressees import Addressee
from desk.models.clocks import KeptClock
from desk.models.notices import KeptNotice
from desk.rows.work import Outcome
from desk.rules.deeds import UNDO_SECONDS
from desk.rules.instants import FIRST
from desk.rules.permissions import Actor
from desk.rules.replies import Route
from desk.rules.templates import moment_told, one_line
from desk.rules.vocabulary import Reference, words
from desk.services.ahead import refuse_past
from desk.services.changes import Change
from desk.services.going import go, promise, take_back_promise
from desk.services.informing import addressee
from desk.services.items import refuse_ended
from desk.services.letters import OF_OPEN_WORK, House, drafted, going_line, house, refuses, way_to
from desk.services.notice_acts import NoticeAct, NoticeUseCases, refuse_left_for_good
from desk.services.told_oneself import refuse_no_time, refuse_not_to_tell, spoken_way, told_by
from desk.services.unanswered import go_on_unanswered
from desk.services.use_cases import How


class Informed(How, total=False):
    """What may be said besides what a customer is told of, and how carefully it is done."""

    text: str
    promised: int
    only_draft: str
    """yes when it is only drafted."""
    by: str
    """The live channel by which who acts has told them already; nothing is sent then."""


class Rewritten(How, total=False):
    """What of a notice is written otherwise."""

    text: str
    subject: str
    promised: int


class When(How, total=False):
    """What may be said besides by which channel the customer was told."""

    at: int


class Notices(NoticeUseCases):
    """Use cases on notices to customers."""

    def inform(
        self, actor: Actor, ref: Reference | str, purpose: str, **told: Unpack[Informed]
    ) -> Outcome:
        """Tell a customer of their item: in one's own words, or by the template for it.

        A new time is promised with it, and watched. With `only_draft` it lies ready.
        """
        with self._changing(actor, "inform", ref, told) as change:
            if purpose in OF_OPEN_WORK:
                refuse_ended(change.session, change.item, change.now)
            made = tell(change, purpose, told)
            _say(change, made)
        return change.outcome._replace(created=str(Reference("notice", made.number)))

    def send(self, actor: Actor, ref: Reference | str, **how: Unpack[How]) -> Outcome:
        """Send what was drafted; it can be dropped until its time has come."""
        with self._on_notice(actor, "send", ref, how) as act:
            change, draft = act.change, act.notice
            _refuse_not_draft(act)
            if draft.purpose in OF_OPEN_WORK:
                refuse_ended(change.session, change.item, change.now)
            to = addressee(change)
            _refuse_unwanted(to, draft.purpose)
            if draft.promised is not None and draft.promised <= change.now:
                raise WrongState(
                    f"The new time that {act.ref} promises has passed",
                    f"Promise another one: desk do {act.ref} edit promised=TIME",
                )
            at = change.now + UNDO_SECONDS
            act.put(go(change, draft._replace(not_before=at), actor.name, draft))
            _say(change, act.notice)
        return act.outcome

    def told(self, actor: Actor, ref: Reference | str, by: str, **when: Unpack[When]) -> Outcome:
        """Say that one has told the customer by oneself what a notice says: it is not sent then."""
        with self._on_notice(actor, "told", ref, when) as act:
            refuse_not_to_tell(act)
            at = refuse_no_time(act, when.get("at"))
            spoken = told_by(act.notice, by, actor.name, at)
            if act.notice.message is None:
                act.put(go(act.change, spoken, actor.name, act.notice))
            else:
                act.spoken(spoken)
            _say(act.change, spoken)
        return act.outcome

    def edit(self, actor: Actor, ref: Reference | str, **anew: Unpack[Rewritten]) -> Outcome:
        """Write a notice otherwise, as long as it has not left the house."""
        with self._on_notice(actor, "edit", ref, anew) as act:
            refuse_left_for_good(act)
            changed = _rewritten(act, anew)
            if changed == act.notice:
                raise MissingValue(
                    "Nothing is written otherwise", "Add text=, subject= or promised=."
                )
            if changed.promised != act.notice.promised and changed.state != "draft":
                assert changed.promised is not None
                promise(act.change, changed, changed.promised)
            act.rewrite(changed)
            _say(act.change, changed)
        return act.outcome

    def drop(
        self, actor: Actor, ref: Reference | str, reason: str = "", **how: Unpack[How]
    ) -> Outcome:
        """Let a notice fall away, as long as it has not left the house."""
        with self._on_notice(actor, "drop", ref, how) as act:
            if act.notice.state != "failed":  # what did not get through is still here
                refuse_left_for_good(act, may_have_failed=True)
            act.change.why = reason.strip()
            take_back_promise(act.change, act.notice)
            go_on_unanswered(act.change, act.notice)
            act.drop(reason.strip())
            act.change.effect(f"{act.ref} does not go to {act.notice.recipient}.")
        return act.outcome


def tell(change: Change, purpose: str, told: Informed) -> KeptNotice:
    """Have the customer told with a change, or have it drafted; the notice as it is then."""
    to, own = addressee(change), house(change.session)
    by = told.get("by", "")
    way = spoken_way(to, by) if by else _way(to, purpose)
    notice = _letter(change, own, (to, way), purpose, told)
    if by:
        if told.get("only_draft") == "yes":
            raise BadValue("What you told already is no draft", "Leave one of by and draft out.")
        spoken = told_by(notice, by, change.actor.name, change.now)
        return go(change, spoken, change.actor.name, None)
    if told.get("only_draft") == "yes":
        return change.post(notice, change.actor.name)
    at = change.now + UNDO_SECONDS
    return go(change, notice._replace(not_before=at), change.actor.name, None)


def _way(to: Addressee, purpose: str) -> Route:
    _refuse_unwanted(to, purpose)
    way = way_to(to)
    if way is None:
        hint = "Say which customer it is" if to.customer is None else "Give its customer an address"
        raise MissingValue(f"Nobody knows where to tell the customer of {to.ref}", f"{hint}.")
    return way


def _refuse_unwanted(to: Addressee, purpose: str) -> None:
    if refuses(to, purpose):
        raise WrongState(
            f"{to.name} does not want to be told of {words(purpose)}",
            "Answer them if they asked, or settle it anew: desk do C-… notify refuse=",
        )


def _letter(
    change: Change, own: House, whom: tuple[Addressee, Route], purpose: str, told: Informed
) -> KeptNotice:
    to, way = whom
    text, promised = told.get("text", "").strip(), told.get("promised")
    if promised is not None:
        refuse_past(promised, change.now, "new time")
    occasion, clock = purpose, change.clocks.going(change.clocks.end)
    if purpose == "late" and promised is not None:
        occasion, clock = _late(change, promised)
    values = {"text": text, "due": _due(change, own, to, clock), "promised": ""}
    if promised is not None:
        values["promised"] = own.moment(to, promised)
    if not text and purpose == "information":
        raise MissingValue("There is no text", "Write what the customer is to know: text=…")
    if not text and purpose == "late" and promised is None:
        raise MissingValue(
            "A late notice names a new time", "Add promised=TIME, or say it in your own text."
        )
    letter = own.written(to, occasion, values)
    body = text or letter.text
    if promised is not None and values["promised"] not in body:
        body = f"{body}\n\n{own.written(to, 'promise', values).text}"
    notice = drafted(to, way, purpose, letter, change.now)
    return notice._replace(text=body, promised=promised, writer=change.actor.id)


def _late(change: Change, promised: int) -> tuple[str, KeptClock | None]:
    """The letter that tells of a new time, and the clock that it is late for.

    That is the end of the work, else the first answer; what is before both is but a promise.
    """
    end = change.clocks.going(change.clocks.end)
    if end is None or end.due is None or promised > end.due:
        return "late", end
    first = change.clocks.going(change.clocks.answer)
    if first is not None and first.due is not None and promised > first.due:
        return "lateAnswer", first
    return "promise", end


def _due(change: Change, own: House, to: Addressee, clock: KeptClock | None) -> str:
    """When that is due, as the customer was told; as soon as possible where nothing runs."""
    due = clock.due if clock is not None else None
    return own.moment(to, due if due is not None else max(change.item.created, FIRST))


def _rewritten(act: NoticeAct, anew: Rewritten) -> KeptNotice:
    notice = act.notice
    text, subject = anew.get("text", notice.text), anew.get("subject", notice.subject)
    if not text.strip() or not subject.strip():
        raise MissingValue("A notice has a subject and a text", "Drop it if it is not to go.")
    if subject != one_line(subject):
        raise BadValue("A subject is one line", "Write it without line breaks, not too long.")
    promised = anew.get("promised")
    if promised is None:
        return notice._replace(text=text, subject=subject)
    refuse_past(promised, act.change.now, "new time")
    own, to = house(act.change.session), addressee(act.change)
    told = own.moment(to, promised)
    if notice.promised is not None and "text" not in anew:
        text = text.replace(moment_told(notice.promised, own.zone_of(to)), told)
    if told not in text:
        text = f"{text}\n\n{own.written(to, 'promise', {'promised': told}).text}"
    return notice._replace(text=text, subject=subject, promised=promised)


def _refuse_not_draft(act: NoticeAct) -> None:
    notice = act.notice
    if notice.state == "draft":
        return
    after = f"Look at it: desk show {act.ref}"
    if notice.state == "held":
        after = f"Let it go: desk do {act.ref} release"
    if notice.state == "failed":
        after = f"Try it again: desk do {act.ref} retry"
    raise WrongState(f"{act.ref} is {words(notice.state)}, not a draft", after)


def _say(change: Change, notice: KeptNotice) -> None:
    """What the customer reads, as it goes out, before what else comes of it."""
    lines = [line for line in notice.text.splitlines() if line.strip()]
    change.effects[:0] = [f"{going_line(notice)}.", *lines]

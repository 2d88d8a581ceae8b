"""A notice goes: it stands in its item's trail, waits its time, and what it promises is watched."""

from desk.models.clocks import KeptClock
from desk.models.notices import KeptNotice, drafts_of, put_notice
from desk.rules.notice_facts import TOLD as NOTICES
from desk.rules.vocabulary import Reference
from desk.services.changes import Change
from desk.services.letters import told
from desk.services.promises import drop_promise_of, give, open_promises
from desk.services.telling import ended_line, moved_line

LATE = "late"


def go(change: Change, notice: KeptNotice, author: str, was: KeptNotice | None) -> KeptNotice:
    """Have a notice leave with a change: it waits in the outbox until its time has come.

    Told is a customer when it was delivered, not before. What people write to a customer is an
    answer, what the desk does is not. One that is completed, a person has told by themselves.
    """
    state = "completed" if notice.state == "completed" else "initial"
    sent = change.post(notice._replace(state=state, writer=change.actor.id), author, was)
    if sent.promised is not None:
        promise(change, sent, sent.promised)
    if sent.purpose == LATE:
        _drop_others(change, sent)
    if change.actor.id is not None:
        clock = change.clocks.stop(change.clocks.answer, change.now)
        if clock is not None:
            change.effect(ended_line(clock))
    return sent


def _drop_others(change: Change, sent: KeptNotice) -> None:
    """Let late notices that lie ready fall away: the customer hears it from the one that goes."""
    for lying in drafts_of(change.session, [change.item.id], LATE):
        if lying.number != sent.number:
            ended = {"state": "cancelled", "done_at": change.now, "last_answer": "told otherwise"}
            dropped = put_notice(change.session, lying, **ended)
            change.beside(NOTICES, lying.number, told(lying), told(dropped))
            ref = Reference("notice", lying.number)
            change.effect(f"{ref}, which lay ready, falls away.")


def promise(change: Change, notice: KeptNotice, at: int) -> None:
    """Let a clock count to the time a notice promises; what earlier ones promised falls away."""
    if change.item.has_ended:
        return
    for clock in promised_by_notices(change):
        drop_promise_of(change, clock)
    clock = give(change, _of_notice(notice.number), at)
    change.effect(moved_line(clock, change.actor.zone, change.now))


def take_back_promise(change: Change, notice: KeptNotice) -> None:
    """Let what a notice promised fall away: the customer never hears of it."""
    for clock in promised_by_notices(change, notice.number):
        drop_promise_of(change, clock)


def promised_by_notices(change: Change, number: int | None = None) -> list[KeptClock]:
    """The clocks that count to times which notices, or one of them, promise."""
    found = open_promises(change)
    if number is not None:
        return [clock for clock, given in found if given.text == _of_notice(number)]
    return [clock for clock, given in found if given.text.startswith(_NEW_TIME)]


_NEW_TIME = "The new time told by "


def _of_notice(number: int) -> str:
    return f"{_NEW_TIME}{Reference('notice', number)}"

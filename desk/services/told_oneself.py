"""A person tells a customer by themselves, on the phone or face to face: nothing is sent then."""

from desk.errors import BadValue, WrongState
from desk.models.addressees import Addressee
from desk.models.notices import KeptNotice
from desk.rules.replies import Route
from desk.rules.times import near_moment
from desk.rules.vocabulary import words
from desk.services.letters import way_to
from desk.services.notice_acts import NoticeAct

_UNTOLD = ("draft", "held", "initial", "failed")
"""States of a notice that no outlet has taken, and none is about to."""


def spoken_way(to: Addressee, by: str) -> Route:
    """How somebody was told who needs no address for it."""
    way = way_to(to)
    return Route(by, to.contact or (way.address if way else "") or to.name)


def told_by(notice: KeptNotice, by: str, name: str, at: int) -> KeptNotice:
    """A notice whose words a person has said to the customer."""
    said = f"{name} told them"
    return notice._replace(state="completed", medium=by, done_at=at, last_answer=said)


def refuse_not_to_tell(act: NoticeAct) -> None:
    """Raise `WrongState` when a notice is being sent, has told the customer, or was dropped."""
    notice = act.notice
    if notice.state in _UNTOLD:
        return
    after = f"Tell the customer anew: desk do {act.change.item.ref} inform by=phone"
    if notice.state == "inProgress":
        raise WrongState(f"{act.ref} is being sent", "Look at it again in a minute.")
    at = near_moment(notice.done_at or notice.not_before, act.change.actor.zone, act.change.now)
    done = "was delivered" if notice.state == "completed" else "was dropped"
    raise WrongState(f"{act.ref} {done} {at}", after)


def refuse_no_time(act: NoticeAct, at: int | None) -> int:
    """When the customer was told: now where nobody says. Raises `BadValue` for what cannot be."""
    now, notice = act.change.now, act.notice
    if at is None:
        return now
    if not notice.created <= at <= now:
        zone = act.change.actor.zone
        since = near_moment(notice.created, zone, now)
        raise BadValue(
            f"{words(notice.purpose).capitalize()} notice {act.ref} is of {since}",
            "Say a time between then and now at which you told them.",
        )
    return at

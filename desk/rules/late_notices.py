"""How far a customer knows that a target is missed or will be: one rule for all who tell of it.

Told is a customer from the instant at which the outlet took a late notice, or at which a person
told them what it says. What waits, is held or is tried again has told nobody yet; what was given
up or dropped never did.
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from desk.rules.clocks import PROMISE
from desk.rules.instants import rfc3339
from desk.rules.vocabulary import Reference

TOLD, ON_ITS_WAY, HELD, DRAFT, FAILED = "told", "onItsWay", "held", "draft", "failed"
"""How far a customer knows; the first of these that holds of any notice counts."""
_ORDER = (TOLD, ON_ITS_WAY, HELD, DRAFT, FAILED)


class LateNotice(NamedTuple):
    """A late notice of an item, as it stands."""

    number: int
    clock: str
    """The clock it speaks of; empty for one in a person's own words, which speaks of them all."""
    generation: int
    state: str
    """As the outbox has it."""
    sent_at: int
    """When a person or the desk let it go."""
    handed_at: int | None
    """When the outlet was given it."""
    done_at: int | None
    """When the outlet took it, or gave it up."""
    promised: int | None


class Missable(NamedTuple):
    """A target that is missed or will be, as notices speak of it."""

    clock: str
    generation: int
    due: int | None
    """None where it is not counted to now, and was not missed before."""
    begun: int = 0
    """When its work began anew last; what a customer was told before is another matter."""


class Telling(NamedTuple):
    """How far a customer knows of one target."""

    state: str = ""
    """`told`, `onItsWay`, `held`, `draft`, `failed`; empty when nothing was done."""
    notice: str = ""
    """The reference of the notice that says so."""
    sent_at: int | None = None
    """When it was let go."""
    handed_at: int | None = None
    """When its outlet was given it."""
    told_at: int | None = None
    """When its outlet took it, or a person told what it says."""
    promised: int | None = None
    """The new time it names."""
    is_before: bool = False
    """Whether the customer was told before the target was missed."""


NOT_TOLD = Telling()


def telling(target: Missable, notices: Iterable[LateNotice]) -> Telling:
    """How far a customer knows of a target; by the first notice that told them, else by the one
    that is nearest to it. The new time is the last one that was told.
    """
    of_it = [each for each in notices if _speaks_of(each, target)]
    told = sorted((e for e in of_it if _standing(e) == TOLD), key=lambda e: (_taken(e), e.number))
    if told:
        return _telling(told[0], target)._replace(promised=_last_time(told))
    standing = {_standing(each): each for each in reversed(of_it)}
    nearest = next((standing[name] for name in _ORDER if name in standing), None)
    return NOT_TOLD if nearest is None else _telling(nearest, target)


def knows_line(told: Telling, near: Callable[[int], str]) -> str:
    """How far a customer knows: "told 14:20, before it was due", "on its way since 14:20".

    `near` says an instant.
    """
    if told.told_at is not None:
        return f"told {near(told.told_at)}, {'before' if told.is_before else 'after'} it was due"
    if told.state == ON_ITS_WAY and told.sent_at is not None:
        return f"not told yet, {told.notice} is on its way since {near(told.sent_at)}"
    return {
        DRAFT: f"not told yet, {told.notice} lies ready as a draft",
        HELD: f"not told yet, {told.notice} is held",
        FAILED: f"not told, {told.notice} could not be delivered",
    }.get(told.state, "not told")


def told_json(told: Telling) -> dict[str, object]:
    """How far a customer knows, as scripts and figures rely on it."""
    return {
        "told_before": told.is_before,
        "told_at": _instant(told.told_at),
        "telling": told.state or None,
        "notice": told.notice or None,
        "sent_at": _instant(told.sent_at),
        "handed_at": _instant(told.handed_at),
    }


def _instant(at: int | None) -> str | None:
    return None if at is None else rfc3339(at)


def _speaks_of(notice: LateNotice, target: Missable) -> bool:
    """Whether a notice says that a target cannot be met.

    That of an earlier aim of the same work does; one in own words does too, unless it names a time
    at which the target is not even due. What was let go before its work began anew does not.
    """
    if not _standing(notice) or _left(notice) < target.begun:
        return False
    if not notice.clock:
        return notice.promised is None or target.due is None or notice.promised >= target.due
    if notice.clock != target.clock:
        return False
    if target.clock == PROMISE:
        return notice.generation == target.generation
    return notice.generation <= target.generation


def _standing(notice: LateNotice) -> str:
    """How far a notice has come; empty for one that was dropped."""
    match notice.state:
        case "completed":
            return TOLD
        case "initial" | "inProgress":
            return ON_ITS_WAY
        case "failed":
            return ON_ITS_WAY if notice.done_at is None else FAILED
        case "draft" | "held":
            return notice.state
    return ""


def _telling(notice: LateNotice, target: Missable) -> Telling:
    state = _standing(notice)
    is_told, left = state == TOLD, state in (TOLD, ON_ITS_WAY)
    at = _taken(notice)
    return Telling(
        state,
        str(Reference("notice", notice.number)),
        _left(notice) if left else None,
        notice.handed_at if left else None,
        at if is_told else None,
        notice.promised,
        is_told and (target.due is None or at < target.due),
    )


def _left(notice: LateNotice) -> int:
    """When it was let go; what a person told before they wrote it down was told then."""
    return notice.sent_at if notice.done_at is None else min(notice.sent_at, notice.done_at)


def _taken(notice: LateNotice) -> int:
    """When it was taken; what was let go is the latest that is known where nothing says so."""
    return notice.sent_at if notice.done_at is None else notice.done_at


def _last_time(told: list[LateNotice]) -> int | None:
    """The new time that was told last."""
    return next((e.promised for e in reversed(told) if e.promised is not None), None)

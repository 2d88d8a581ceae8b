"""What a problem that was just reported may belong to, said after its reference."""

from collections.abc import Mapping

from desk.cli.opening import Seat
from desk.rows.hints import HintRow
from desk.rules.values import Raw

_MOST = 5
"""So many are named; the rest is counted."""


def say_hints(seat: Seat, ref: str, given: Mapping[str, Raw]) -> None:
    """Name the open problems it may be a part or a duplicate of, and the command for each."""
    customer = seat.desk.work.find(seat.actor, ref).customer_ref or ""
    service, place = _text(given.get("service")), _text(given.get("place"))
    known = {ref, _text(given.get("parent")).upper()}
    hints = [
        hint
        for hint in seat.desk.hints.for_new(seat.actor, customer, service, place)
        if hint.ref not in known
    ]
    for hint in hints[:_MOST]:
        seat.out.talk(f"{hint.ref} {hint.subject} is open ({hint.reason}): {_step(ref, hint)}")
    if len(hints) > _MOST:
        seat.out.talk(f"and {len(hints) - _MOST} more")


def _step(ref: str, hint: HintRow) -> str:
    if hint.is_major:
        return f"desk do {ref} join major={hint.ref}"
    return f"if it is the same, desk do {ref} merge into={hint.ref}"


def _text(value: Raw | None) -> str:
    return value if isinstance(value, str) else ""

"""What a trail says of problems: an entry on one of them as a line."""

from collections.abc import Callable, Mapping

from desk.rules.vocabulary import words

Values = Mapping[str, object]
Named = Callable[[str, object], str]
"""The name behind a number: `named("work", 3)` is "P-3"."""


def problem_line(action: str, before: Values, after: Values, named: Named) -> str:
    """An entry on a problem as one line."""
    return _LINES[action](before, after, named)


def _reported(_: Values, after: Values, named: Named) -> str:
    links = after.get("links")
    found = links.items() if isinstance(links, Mapping) else ()
    kin = ", ".join(f"{words(str(relation))} {named('work', int(id_))}" for id_, relation in found)
    part = f"part of {named('work', after['parent'])}" if after.get("parent") else ""
    return ", ".join(each for each in ("Reported", kin, part) if each)


def _pended(_: Values, after: Values, __: Named) -> str:
    party = {"customer": "the customer", "internal": "colleagues"}.get(
        str(after.get("pending_on")), str(after.get("partner") or "a partner")
    )
    return f"Waits for {party}"


def _held(_: Values, after: Values, __: Named) -> str:
    return f"Held for {words(str(after.get('held_cause') or 'another cause'))}"


def _resumed(_: Values, after: Values, __: Named) -> str:
    return f"Goes on, {words(str(after.get('state', '')))}".removesuffix(", ")


def _resolved(_: Values, after: Values, __: Named) -> str:
    said = f"{after.get('cause')}; {after.get('resolution_code')}: {after.get('resolution')}"
    return f"Resolved: {said}" if after.get("resolution") else "Resolved"


def _cancelled(_: Values, after: Values, __: Named) -> str:
    return f"Cancelled: {words(str(after.get('cancel_reason', '')))}"


def _judged(before: Values, after: Values, _: Named) -> str:
    said = []
    if "major" in after:
        said.append("major" if after["major"] else "not major any more")
    if "workaround" in after:
        said.append("a workaround exists" if after["workaround"] else "no workaround")
    for side in ("impact", "urgency"):
        if side in after:
            was = f"{before.get(side)} -> " if before.get(side) else ""
            said.append(f"{side} {was}{after[side]}")
    if "priority" in after:
        said.append(f"priority {before.get('priority')} -> {after['priority']}")
    told = ", ".join(said) or "judged anew"
    return f"{told[0].upper()}{told[1:]}"


def _filed(_: Values, after: Values, __: Named) -> str:
    told = [f"{name} {after[name] or 'not known'}" for name in _FILES if name in after]
    return f"Filed: {', '.join(told)}"


_FILES = ("category", "service", "place")


def _joined(_: Values, after: Values, named: Named) -> str:
    return f"Made a part of {named('work', after.get('parent'))}"


def _left(before: Values, _: Values, named: Named) -> str:
    return f"Taken out of {named('work', before.get('parent'))}"


def _always(line: str) -> Callable[[Values, Values, Named], str]:
    return lambda _, __, ___: line


_LINES: Mapping[str, Callable[[Values, Values, Named], str]] = {
    "report": _reported,
    "start": _always("Work began"),
    "pend": _pended,
    "hold": _held,
    "resume": _resumed,
    "resolve": _resolved,
    "confirm": _always("Confirmed by the customer and closed"),
    "close": _always("Closed"),
    "warn": _always("Told that it closes soon"),
    "reject": _always("Rejected"),
    "cancel": _cancelled,
    "classify": _filed,
    "join": _joined,
    "leave": _left,
    "prioritise": _judged,
}

ACTIONS = tuple(_LINES)
"""The acts whose entries read so on a problem."""

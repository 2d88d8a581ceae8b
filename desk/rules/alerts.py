"""What people are told, gathered: much of a kind is one line of a list, one sentence of a toast."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol, TypeVar

WHYS = (
    *("overdue3", "overdue2", "breached", "jeopardy", "warning", "watch"),
    *("undelivered", "escalated", "late", "reminder"),
    *("assigned", "mentioned", "acknowledged", "followed"),
)
"""Why somebody is told something, the gravest first."""

LEVELS = WHYS[:6]
"""Those that a clock gives; the rest is somebody's doing, or wants it."""

BREACHES = LEVELS[:3]
"""Those of a target that is missed already."""

_GATHERED = (*LEVELS, "late")
"""What a list shows as one line where it is about several items."""

_NEAR = 900
"""Seconds within which the same happens to several items at once."""
_RECENT = 8 * 3600
_DAY = 86_400
"""What is no longer recent is gathered by the day: a weekend is few lines, not hundreds."""


_MANY: Mapping[str, str] = {
    "overdue3": "items are far overdue",
    "overdue2": "items are overdue",
    "breached": "items miss their target",
    "jeopardy": "items reach jeopardy",
    "warning": "items reach warning",
    "watch": "items are to be watched",
    "undelivered": "notices cannot be delivered",
    "escalated": "items are escalated to you",
    "late": "customers are to be told that it is late",
    "reminder": "items want you to look at them",
    "assigned": "items are given to you",
    "mentioned": "notes name you",
    "acknowledged": "plans are made",
    "followed": "changes to what you follow",
}
"""How several of a kind read after their number."""

_ONE: Mapping[str, str] = {
    "overdue3": "is far overdue",
    "overdue2": "is overdue",
    "breached": "misses its target",
    "jeopardy": "reaches jeopardy",
    "warning": "reaches warning",
    "watch": "is to be watched",
}
"""How one item reads at a level, after its reference."""

_BY_PEOPLE = ("assigned", "mentioned", "acknowledged", "followed")

_IN_SUMMARY = (
    (("breached", "overdue2", "overdue3"), "target missed", "targets missed"),
    (("jeopardy",), "item came into jeopardy", "items came into jeopardy"),
    (("watch", "warning"), "item past half its time", "items past half their time"),
)
"""What a summary counts apart; everything else it counts together."""


class Told(Protocol):
    """What is gathered."""

    @property
    def at(self) -> int:
        """When it happened."""

    @property
    def why(self) -> str:
        """One of `WHYS`."""

    @property
    def is_read(self) -> bool:
        """Whether it was read."""

    @property
    def ref(self) -> str:
        """Of which item it tells."""


Row = TypeVar("Row", bound=Told)


def rank(why: str) -> int:
    """How grave a reason is, 0 for the gravest."""
    return WHYS.index(why) if why in WHYS else len(WHYS)


def sentence_of(why: str, many: int) -> str:
    """Several of a kind in one sentence: "3 items reach jeopardy"."""
    return f"{many:,} {_MANY.get(why, 'notices')}"


def sentence_on(ref: str, why: str) -> str:
    """One item at a level in a sentence: "I-10423 reaches jeopardy"; empty for what is no level."""
    return f"{ref} {_ONE[why]}" if why in _ONE else ""


def is_by_desk(why: str) -> bool:
    """Whether the desk found it by itself, in its pass over what time has brought."""
    return why not in _BY_PEOPLE


def gathered(rows: Iterable[Row], now: int) -> list[tuple[Row, ...]]:
    """What is the same about several items at about the same time, as one, where its newest stands.

    What people did stays by itself: each says something else.
    """
    found: list[list[Row]] = []
    latest: dict[tuple[str, bool], tuple[list[Row], set[str]]] = {}
    for row in rows:
        key = row.why, row.is_read
        group, refs = latest.get(key, ([], {row.ref}))
        if row.ref not in refs and _is_near(group[0], row, now):
            group.append(row)
            refs.add(row.ref)
            continue
        found.append([row])
        if row.why in _GATHERED:
            latest[key] = found[-1], {row.ref}
    return [tuple(group) for group in found]


def by_why(rows: Iterable[Row]) -> list[tuple[str, tuple[Row, ...]]]:
    """What came at once by its reasons, the gravest first; of each item only its gravest."""
    worst: dict[str, Row] = {}
    rest: list[Row] = []
    for row in rows:
        if row.why not in LEVELS:
            rest.append(row)
        elif row.ref not in worst or rank(row.why) < rank(worst[row.ref].why):
            worst[row.ref] = row
    kinds: dict[str, list[Row]] = {}
    for row in (*worst.values(), *rest):
        kinds.setdefault(row.why, []).append(row)
    return [(why, tuple(kinds[why])) for why in sorted(kinds, key=rank)]


def counted(pairs: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Of reasons and the items they concern: how many items have each for their gravest."""
    worst: dict[tuple[bool, int], str] = {}
    for why, item in pairs:
        key = why in LEVELS, item
        if key not in worst or rank(why) < rank(worst[key]):
            worst[key] = why
    found: dict[str, int] = {}
    for why in worst.values():
        found[why] = found.get(why, 0) + 1
    return found


def summary_of(counts: Mapping[str, int]) -> str:
    """What came meanwhile: "2 targets missed, 5 items came into jeopardy, 3 other notices"."""
    parts: list[str] = []
    left = dict(counts)
    for whys, one, many in _IN_SUMMARY:
        number = sum(left.pop(why, 0) for why in whys)
        if number:
            parts.append(f"{number:,} {one if number == 1 else many}")
    others = sum(left.values())
    if others:
        parts.append(f"{others:,} other notice{'s' if others > 1 else ''}")
    return ", ".join(parts)


def refs_of(rows: Sequence[Told]) -> str:
    """The references of some, and how many there are besides."""
    return listed([*dict.fromkeys(row.ref for row in rows)])


def listed(refs: Sequence[str], most: int = 4) -> str:
    """The first of some references, and how many there are besides."""
    shown = ", ".join(refs[:most])
    return shown if len(refs) <= most else f"{shown} and {len(refs) - most:,} more"


def _is_near(first: Told, row: Told, now: int) -> bool:
    near = _NEAR if now - first.at <= _RECENT else _DAY
    return abs(first.at - row.at) <= near

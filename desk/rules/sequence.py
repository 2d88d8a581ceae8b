"""The order in which tasks are worked on: what waits for what, and that nothing waits for ever."""

import re
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from desk.errors import BadValue, NotFound

NONE = "none"
"""What is typed for a task that waits for nothing."""

LET_GO = ("done", "cancelled")
"""States in which a task lets those behind it begin; one that failed holds them up."""

_BETWEEN = re.compile(r"[\s,;]+")


class Stage(NamedTuple):
    """A task as its order sees it."""

    place: int
    """Counted from 1 in its problem."""
    state: str
    after: tuple[int, ...] = ()
    """The places of the tasks that come before it."""


def waits_for(stages: Iterable[Stage]) -> dict[int, tuple[int, ...]]:
    """For each task the places that have to end before it may begin.

    A task that was cancelled lets those behind it begin when what came before it has ended: the
    order of the others stays. One that failed holds them up until they are planned anew.
    """
    known = {stage.place: stage for stage in stages}
    return {place: _open_before(known, stage) for place, stage in known.items()}


def _open_before(known: Mapping[int, Stage], stage: Stage) -> tuple[int, ...]:
    found: set[int] = set()
    seen: set[int] = set()
    left = [*stage.after]
    while left:
        place = left.pop()
        before = known.get(place)
        if before is None or place in seen:
            continue
        seen.add(place)
        if before.state == "cancelled":
            left += before.after
        elif before.state not in LET_GO:
            found.add(place)
    return tuple(sorted(found))


def in_order(after: Mapping[int, Collection[int]]) -> tuple[int, ...]:
    """The places so that each stands behind those before it; else as they are counted.

    Raises `BadValue`, naming the loop, when there is no such order.
    """
    refuse_loop(after)
    placed: dict[int, None] = {}
    left = sorted(after)
    while left:
        free = next(place for place in left if not _unplaced(after, place, placed))
        placed[free] = None
        left.remove(free)
    return tuple(placed)


def _unplaced(
    after: Mapping[int, Collection[int]], place: int, placed: Collection[int]
) -> list[int]:
    return [before for before in after[place] if before in after and before not in placed]


def refuse_loop(after: Mapping[int, Collection[int]]) -> None:
    """Raise `BadValue`, naming the places in their order, when tasks wait for each other."""
    loop = loop_in(after)
    if loop:
        raise BadValue(
            f"The tasks would wait for each other: {' -> '.join(map(str, loop))}",
            "Take one of them out of what another comes after.",
        )


def loop_in(after: Mapping[int, Collection[int]]) -> tuple[int, ...]:
    """A way from a place back to itself, each before the next; empty when there is none."""
    cleared: set[int] = set()
    for start in sorted(after):
        way: dict[int, None] = {}
        loop = _walk(after, start, way, cleared)
        if loop:
            return loop
    return ()


def _walk(
    after: Mapping[int, Collection[int]], start: int, way: dict[int, None], cleared: set[int]
) -> tuple[int, ...]:
    """Go back from a place by every way, deepest first, without the depth of calls."""
    left = [(start, iter(sorted(after.get(start, ()))))]
    way[start] = None
    while left:
        place, befores = left[-1]
        before = next(befores, None)
        if before is None:
            left.pop()
            del way[place]
            cleared.add(place)
        elif before in way:
            return _forward([*way][[*way].index(before) :])
        elif before not in cleared:
            way[before] = None
            left.append((before, iter(sorted(after.get(before, ())))))
    return ()


def _forward(backwards: list[int]) -> tuple[int, ...]:
    """A loop that was walked against time, as it runs, from its smallest place on."""
    loop = backwards[::-1]
    first = loop.index(min(loop))
    return (*loop[first:], *loop[:first], loop[first])


def parse_after(text: str, places: Mapping[str, int]) -> tuple[int, ...]:
    """Read what a task comes after: `2,3`, `T-8 T-9` or `none`. Raises naming what is unknown.

    `places` are those of the problem's tasks by their references.
    """
    folded = text.strip()
    if folded.lower() == NONE:
        return ()
    found = {_place(word, places) for word in _BETWEEN.split(folded) if word}
    return tuple(sorted(found))


def _place(word: str, places: Mapping[str, int]) -> int:
    known = ", ".join(str(place) for place in sorted(places.values())) or NONE
    if word.upper() in places:
        return places[word.upper()]
    if word.isascii() and word.isdigit() and len(word) < 10:
        if int(word) in places.values():
            return int(word)
        raise NotFound(f"There is no task {word} in the problem", f"There are: {known}.")
    if re.fullmatch(r"[Tt]-\d{1,15}", word, re.ASCII):
        raise NotFound(f"{word.upper()} is no task of the problem", f"There are: {known}.")
    raise BadValue(
        f"'{word[:40]}' is no task", "Write the numbers of tasks, like 2,3; or none for no other."
    )

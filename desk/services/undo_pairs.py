"""Which acts are put back together or not at all: those that tell of one thing from both ends."""

from collections.abc import Mapping, Sequence

from desk.models.undone import Act

Together = Sequence[Act]
"""Acts that are put back in one transaction, the latest first."""


def together(acts: Sequence[Act]) -> list[Together]:
    """The acts of one bulk action, the latest first, as they are put back.

    Both ends of a link or a merge go together, each pair by itself. Other acts go with those on
    the same item, since each of them finds what the one after it left.
    """
    left = sorted(acts, key=lambda act: act.seq, reverse=True)
    alone: dict[tuple[str, int], list[Act]] = {}
    found: list[Together] = []
    while left:
        act = left.pop(0)
        other = next((each for each in left if _are_ends(act, each)), None)
        if other is not None:
            left.remove(other)
            found.append((act, other))
        elif (act.kind, act.object_id) in alone:
            alone[act.kind, act.object_id].append(act)
        else:
            found.append(alone.setdefault((act.kind, act.object_id), [act]))
    return found


def _are_ends(act: Act, other: Act) -> bool:
    return (
        act.action == other.action
        and other.object_id in _told_of(act)
        and act.object_id in _told_of(other)
    )


def _told_of(act: Act) -> set[int]:
    """The items at the other ends of what an act tells of."""
    found = set()
    for values in (act.before, act.after):
        links, into = values.get("links"), values.get("merged_into")
        found |= {int(item) for item in links} if isinstance(links, Mapping) else set()
        found |= {into} if isinstance(into, int) else set()
    return found

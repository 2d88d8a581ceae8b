"""Lines drawn cell by cell: runs of text with a style each, made into strips of an exact width."""

from collections.abc import Iterable

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from desk.rules.plain_text import cells, fit

Run = tuple[str, Style]
"""Text that has passed the gate, and how it is drawn."""


def width_of(runs: Iterable[Run]) -> int:
    """How many cells the runs take."""
    return sum(cells(text) for text, _ in runs)


def strip_of(runs: Iterable[Run], width: int, ground: Style, cut: str) -> Strip:
    """One line of exactly `width` cells; what is too long is cut, the rest is filled.

    Neighbours of the same style become one segment, which saves bytes on the wire.
    """
    segments: list[Segment] = []
    room = width
    for text, style in runs:
        taken = cells(text)
        shown = text if taken <= room else fit(text, room, cut)
        room -= min(taken, room)
        if segments and segments[-1].style == style:
            segments[-1] = Segment(segments[-1].text + shown, style)
        elif shown:
            segments.append(Segment(shown, style))
    if room > 0:
        segments.append(Segment(" " * room, ground))
    return Strip(segments, width)


def apart(left: Iterable[Run], right: list[Run], width: int, ground: Style, cut: str) -> list[Run]:
    """Runs at both ends of a line; the left ones give way when they meet, two cells before."""
    taken = width_of(right)
    room = max(0, width - taken - (2 if taken else 0))
    kept: list[Run] = []
    for text, style in left:
        wide = cells(text)
        kept.append((text if wide <= room else fit(text, room, cut), style))
        room -= min(wide, room)
    return [*kept, (" " * (width - taken - width_of(kept)), ground), *right]

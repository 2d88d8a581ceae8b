"""The signs the desk draws, each with its ASCII twin; the only place where they are spelt."""

from typing import NamedTuple


class Glyphs(NamedTuple):
    """One set of signs, every one of them one cell wide."""

    breached: str = "✖"
    jeopardy: str = "▲"
    warning: str = "●"
    watch: str = "·"
    error: str = "!"
    came_in: str = "←"
    went_out: str = "→"
    more_below: str = "▾"
    more_above: str = "▴"
    cut: str = "…"
    used: str = "━"
    left: str = "─"
    pane: str = "│"
    cursor: str = "▌"
    marked: str = "✓"
    done: str = "✓"
    under_way: str = "▸"
    required: str = "*"
    opened: str = "‹"
    closed: str = "›"
    nobody: str = "–"
    dot: str = "·"
    """Stands between two facts in a line, with a blank on either side."""
    thin: str = "─"
    thick: str = "━"
    edge: str = "▌"
    """The left edge of a toast."""
    eighths: str = "▁▂▃▄▅▆▇█"
    unseen: str = "\ufffd"
    """In a field, for one character that must not be shown."""
    caret: str = "^"
    """Points at the place of a fault in what was typed above it."""

    def level(self, level: str | None) -> str:
        """The sign of a clock's level; a blank when it is calm or there is no clock."""
        match level:
            case "breached" | "overdue2" | "overdue3":
                return self.breached
            case "jeopardy":
                return self.jeopardy
            case "warning":
                return self.warning
            case "watch":
                return self.watch
            case _:
                return " "

    def between(self, *facts: str) -> str:
        """Facts in one line, parted; empty ones are left out."""
        return f" {self.dot} ".join(fact for fact in facts if fact)


DRAWN = Glyphs()
"""For terminals that show UTF-8."""

ASCII = Glyphs(
    breached="X",
    jeopardy="^",
    warning="*",
    watch=".",
    came_in="<",
    went_out=">",
    more_below="v",
    more_above="^",
    cut="~",
    used="=",
    left="-",
    pane="|",
    cursor=">",
    marked="v",
    done="v",
    under_way="+",
    opened="<",
    closed=">",
    nobody="-",
    dot="-",
    thin="-",
    thick="=",
    edge="|",
    eighths="..:-=+*#",
    unseen="?",
)
"""For terminals that do not, and for whoever asks for it."""


_chosen = [DRAWN]


def choose(*, ascii_only: bool) -> Glyphs:
    """Choose the set to draw with, once at start: a fact about the terminal, like its size."""
    _chosen[0] = ASCII if ascii_only else DRAWN
    return _chosen[0]


def glyphs() -> Glyphs:
    """The set that was chosen."""
    return _chosen[0]

"""What stands where there is nothing: no work in a list, no room on the screen."""

from collections.abc import Sequence

from textual.strip import Strip
from textual.widget import Widget

from desk.rules.plain_text import fit, wrap
from desk.widgets.look import Look

LEAST = (60, 15)
"""Columns and rows below which nothing can be laid out."""


def no_rows(view: str, *, is_filtered: bool) -> tuple[str, ...]:
    """What an empty list says: that it is, and what to do next."""
    if is_filtered:
        return (
            "Nothing fits the filter.",
            f"/ changes it, esc takes it away, V looks beyond {view}.",
        )
    return (f"No work in {view}.", "V shows another view, n logs a contact.")


def no_problems(*, is_filtered: bool) -> tuple[str, ...]:
    """What an empty board says."""
    if is_filtered:
        return ("Nothing fits the filter.", "/ changes it, esc takes it away.")
    return (
        "No problem is open.",
        "n reports one. On a contact, P makes it a problem.",
        "desk import FILE --as problems, in a shell, brings a history in.",
    )


NEW_STORE = (
    "Nothing is here yet.",
    "n logs a contact: who it was, what about, how it ended.",
    "desk import FILE, in a shell, brings records in.",
    "desk demo opens another store, with made-up work.",
    "? lists the keys, q leaves.",
)
"""What the list of a store says that nothing was ever put into."""


def broken(said: Sequence[str], width: int) -> list[tuple[str, bool]]:
    """What stands where there is nothing, in lines that fit; which of them are of the first."""
    return [(part, place == 0) for place, line in enumerate(said) for part in wrap(line, width)]


class TooSmall(Widget):
    """Covers the screen while it is too small for anything else."""

    DEFAULT_CSS = """
    TooSmall {
        layer: notice; position: absolute; offset: 0 0; width: 100%; height: 100%;
        display: none; background: $background;
    }
    """

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look

    def render_line(self, y: int) -> Strip:
        """One line in the first row."""
        width, ink = self.size.width, self.look.palette.ink
        columns, rows = LEAST
        text = f" Needs {columns}x{rows}" if y == 0 else ""
        if y == 0 and width >= 40:
            text = f" The desk needs {columns}x{rows} cells; it waits."
        return Strip.blank(width, ink()) if not text else _line(text, width, self.look)


def _line(text: str, width: int, look: Look) -> Strip:
    from rich.segment import Segment

    return Strip([Segment(fit(text, width, look.glyphs.cut), look.palette.ink())], width)

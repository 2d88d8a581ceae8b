"""The key that shows all keys, for what lies on a screen: a sheet hides the keys of the app."""

from typing import Final

from textual.binding import Binding

HELP_KEY: Final = Binding(
    "question_mark,f1", "app.help", show=False, id="desk.help", tooltip="All keys of the screen"
)
"""The same key as everywhere, and remapped with it."""

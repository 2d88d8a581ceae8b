"""What the desk writes to customers of its own accord, as templates."""

from collections.abc import Mapping

TEXTS: Mapping[str, str] = {
    "cancelled": (
        "Your report {ref}, {subject}, was cancelled: {reason}. If this is wrong, answer this"
        " message."
    ),
    "resolved": (
        "Your report {ref}, {subject}, is solved: {resolution}\n\nIf it is not, answer this"
        " message until {closes}; after that we close it."
    ),
    "closing": (
        "We close your report {ref}, {subject}, on {closes}. If it is not solved, answer this"
        " message before."
    ),
}
"""By occasion; English, the last resort of every other language."""


def filled(occasion: str, **values: str) -> str:
    """The text for an occasion with its values in place."""
    return TEXTS[occasion].format_map(values)

"""The colours of what is printed: one table for pages of HTML and of PDF, dark ink on white."""

Colour = tuple[int, int, int]
"""Red, green and blue, each from 0 to 255."""

INK: Colour = (28, 37, 48)
MUTED: Colour = (90, 102, 114)
ACCENT: Colour = (31, 95, 139)
RULE: Colour = (208, 216, 224)
SHADE: Colour = (238, 243, 247)
TONES: dict[str, Colour] = {"in": ACCENT, "out": (47, 125, 79), "note": (183, 121, 31)}
"""Beside what came in, what went out, and what is among colleagues."""

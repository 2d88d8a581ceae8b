"""The colours of the desk: contrast, eyes that see fewer colours, and terminals that have fewer."""

from itertools import combinations

import pytest
from rich.style import Style

from desk import config
from desk.widgets.palette import COLOURED, DARK, GROUNDS, THEMES, Palette, textual_theme

TEXTS = ("text", "muted", "accent", "danger", "warning", "success")
MEANINGS = ("danger", "warning", "success")
TEXT, GRAPHIC = 4.5, 3.0
LEAST_APART = {"dark": 15.0, "light": 15.0, "dark-safe": 40.0, "light-safe": 40.0}
"""How far the meanings stay from each other; the safe themes leave no pair to the sign alone."""
SAFE = ("dark-safe", "light-safe")
EYES = {
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
"""What is left of red, green and blue in linear light, by the model of Machado and others, 2009."""
_TO_XYZ = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
_WHITE = (0.95047, 1.0, 1.08883)

Triple = tuple[float, float, float]


@pytest.mark.parametrize("theme", COLOURED)
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("token", TEXTS)
def test_every_text_can_be_read_on_every_ground(theme: str, ground: str, token: str) -> None:
    tokens = COLOURED[theme]
    assert contrast(tokens[token], tokens[ground]) >= TEXT


@pytest.mark.parametrize("theme", COLOURED)
def test_graphics_stand_out_where_they_are_drawn(theme: str) -> None:
    tokens = COLOURED[theme]
    for ground in ("background", "surface"):
        assert contrast(tokens["fill"], tokens[ground]) >= GRAPHIC
    drawn = Palette(theme).sign("fill", "cursor")
    assert drawn.color is not None
    assert contrast(drawn.color.name, tokens["cursor"]) >= GRAPHIC


@pytest.mark.parametrize("theme", COLOURED)
@pytest.mark.parametrize("eye", EYES)
def test_the_meanings_stay_apart_for_every_eye(theme: str, eye: str) -> None:
    tokens = COLOURED[theme]
    seen = {token: lab(as_seen(tokens[token], eye)) for token in MEANINGS}
    for one, other in combinations(MEANINGS, 2):
        assert distance(seen[one], seen[other]) >= LEAST_APART[theme], (one, other)


@pytest.mark.parametrize("theme", SAFE)
@pytest.mark.parametrize("eye", EYES)
def test_in_a_safe_theme_no_meaning_is_taken_for_text_or_accent(theme: str, eye: str) -> None:
    tokens = COLOURED[theme]
    seen = {token: lab(as_seen(tokens[token], eye)) for token in (*MEANINGS, "accent", "text")}
    for one, other in combinations(seen, 2):
        assert distance(seen[one], seen[other]) >= 15.0, (one, other)


def test_sixteen_colours_are_for_signs_alone() -> None:
    palette = Palette("terminal")
    for token in DARK:
        for ground in GROUNDS:
            assert named(palette.ink(token, ground)) == "default"
    signs = {token: named(palette.sign(token)) for token in TEXTS}
    assert signs == {
        "text": "default", "muted": "default", "accent": "cyan",
        "danger": "red", "warning": "yellow", "success": "green",
    }  # fmt: skip


@pytest.mark.parametrize("theme", ["terminal", "mono"])
def test_without_grounds_the_cursor_is_reverse_video_without_colour(theme: str) -> None:
    palette = Palette(theme)
    for token in DARK:
        for style in (palette.ink(token, "cursor"), palette.sign(token, "cursor")):
            assert style.reverse
            assert named(style) == "default"
    assert not palette.ink("text").reverse


def test_no_colour_means_none() -> None:
    palette = Palette("mono")
    for token in DARK:
        for style in (palette.ink(token), palette.sign(token)):
            assert named(style) == "default"
            assert style.bgcolor is not None
            assert style.bgcolor.is_default


def test_every_theme_can_be_chosen() -> None:
    assert set(config.THEMES) == set(THEMES) - {"mono"}


@pytest.mark.parametrize("theme", THEMES)
def test_style_sheets_find_every_token(theme: str) -> None:
    made = textual_theme(theme)
    assert set(DARK) <= set(made.variables)
    assert made.ansi == Palette(theme).is_plain
    generated = made.to_color_system().generate() | made.variables
    assert generated["surface"] == made.variables["surface"]


def named(style: Style) -> str:
    """The name of a style's colour."""
    return "" if style.color is None else style.color.name


def linear(colour: str) -> Triple:
    """Red, green and blue as light."""
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return unfolded(red), unfolded(green), unfolded(blue)


def unfolded(part: float) -> float:
    """One part of a colour as light."""
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2.1."""
    shades = [sum(w * p for w, p in zip(_TO_XYZ[1], linear(c), strict=True)) for c in (one, other)]
    return (max(shades) + 0.05) / (min(shades) + 0.05)


def as_seen(colour: str, eye: str) -> Triple:
    """A colour's light as that eye sees it."""
    light = linear(colour)
    red, green, blue = (
        min(1.0, max(0.0, sum(weight * part for weight, part in zip(row, light, strict=True))))
        for row in EYES[eye]
    )
    return red, green, blue


def lab(light: Triple) -> Triple:
    """Light in the space in which distances are what an eye sees."""
    x, y, z = (
        _bent(sum(weight * part for weight, part in zip(row, light, strict=True)) / white)
        for row, white in zip(_TO_XYZ, _WHITE, strict=True)
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def distance(one: Triple, other: Triple) -> float:
    """CIE76."""
    return float(sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5)


def _bent(part: float) -> float:
    return float(part ** (1 / 3)) if part > 0.008856 else 7.787 * part + 16 / 116

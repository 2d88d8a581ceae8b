"""The colours of the desk: tokens per theme, as Textual themes and as styles for drawn lines."""

from functools import lru_cache

from rich.color import Color
from rich.style import Style
from textual.theme import Theme

DARK = {
    "background": "#11161c",
    "surface": "#1b222b",
    "cursor": "#213a56",
    "text": "#dbe1e8",
    "muted": "#97a4b2",
    "accent": "#7cbcff",
    "danger": "#ff7f78",
    "warning": "#ffc83d",
    "success": "#8fe3cc",
    "fill": "#65768a",
    "line": "#3d4a58",
}
LIGHT = {
    "background": "#fbfbf8",
    "surface": "#eff1ee",
    "cursor": "#d3e4f6",
    "text": "#1c2329",
    "muted": "#56616c",
    "accent": "#0a559f",
    "danger": "#931626",
    "warning": "#7d5f00",
    "success": "#006a6a",
    "fill": "#7d8893",
    "line": "#c0c8cf",
}
DARK_SAFE = {
    **DARK,
    "accent": "#5fdcb0",
    "danger": "#f78a6c",
    "warning": "#ffe32e",
    "success": "#8ab1ff",
}
LIGHT_SAFE = {
    **LIGHT,
    "accent": "#34006b",
    "danger": "#a8005a",
    "warning": "#7a5e00",
    "success": "#005ac7",
}
"""For eyes that see fewer colours: what has a meaning differs in light and in blue, never in red
against green alone."""
COLOURED = {"dark": DARK, "light": LIGHT, "dark-safe": DARK_SAFE, "light-safe": LIGHT_SAFE}
"""Themes with colours of ours, and their tokens."""
GROUNDS = ("background", "surface", "cursor")
_ANSI = {"accent": "cyan", "danger": "red", "warning": "yellow", "success": "green"}
_TEXTUAL_ANSI = {token: f"ansi_{colour}" for token, colour in _ANSI.items()}

THEMES = (*COLOURED, "terminal", "mono")
"""`terminal` is the terminal's own sixteen colours, `mono` none at all."""


class Palette:
    """The styles of one theme, asked for by token.

    `ink` is for text, numbers and rules; `sign` for what may keep a colour where text must not:
    glyphs, clock bars, keys and the names of people who wrote in. They differ in the terminal's
    own sixteen colours, whose background is unknown, and without colour.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.is_plain = name in ("terminal", "mono")
        """Whether grounds are drawn by reverse video and fields by an edge, for want of colours."""
        self._tokens = COLOURED.get(name, DARK)
        self._signs = _ANSI if name == "terminal" else {}
        self.ink = lru_cache(maxsize=None)(self._ink)
        self.sign = lru_cache(maxsize=None)(self._sign)

    def _ink(
        self,
        token: str = "text",
        ground: str = "background",
        *,
        bold: bool = False,
        underline: bool = False,
    ) -> Style:
        """The style of text in that token on that ground."""
        return self._style(None if self.is_plain else token, ground, bold, underline)

    def _sign(
        self,
        token: str = "text",
        ground: str = "background",
        *,
        bold: bool = False,
        underline: bool = False,
    ) -> Style:
        """The style of a glyph, a bar, a key or an inbound name in that token on that ground."""
        return self._style(token, ground, bold, underline)

    def _style(self, token: str | None, ground: str, bold: bool, underline: bool) -> Style:
        if not self.is_plain:
            colour = self._tokens[
                "muted" if token == "fill" and ground == "cursor" else token or "text"
            ]
            return Style(color=colour, bgcolor=self._tokens[ground], bold=bold, underline=underline)
        is_reversed = ground == "cursor"
        named = None if is_reversed or token is None else self._signs.get(token)
        return Style(
            color=Color.parse(named or "default"),
            bgcolor=Color.parse("default"),
            bold=bold,
            underline=underline,
            reverse=is_reversed,
        )


def textual_theme(name: str) -> Theme:
    """The theme of that name as Textual wants it; its variables are the tokens (`$text` …).

    `$focus-style` is `reverse` where there is no ground for a focused field, else `none`.
    """
    if name in COLOURED:
        return _theme(name, COLOURED[name], is_dark=name.startswith("dark"), is_ansi=False)
    signs = _TEXTUAL_ANSI if name == "terminal" else {}
    tokens = {
        **dict.fromkeys(DARK, "ansi_default"),
        **{f"{token}-sign": colour for token, colour in signs.items()},
    }
    return _theme(name, tokens, is_dark=True, is_ansi=True)


def _theme(name: str, tokens: dict[str, str], *, is_dark: bool, is_ansi: bool) -> Theme:
    variables = {
        **{f"{token}-sign": tokens[token] for token in _ANSI},
        **tokens,
        "focus-style": "reverse" if is_ansi else "none",
        "ansi-background": tokens["background"],
        "ansi-foreground": tokens["text"],
        "text-muted": tokens["muted"],
        "text-disabled": tokens["muted"],
        "input-cursor-background": tokens["text"],
        "input-cursor-foreground": tokens["background"],
        "input-cursor-text-style": "reverse" if is_ansi else "none",
        "input-selection-background": tokens["fill"],
    }
    return Theme(
        name=f"desk-{name}",
        primary=tokens["accent"],
        accent=tokens["accent"],
        error=tokens["danger"],
        warning=tokens["warning"],
        success=tokens["success"],
        foreground=tokens["text"],
        background=tokens["background"],
        surface=tokens["surface"],
        panel=tokens["surface"],
        dark=is_dark,
        ansi=is_ansi,
        variables=variables,
    )

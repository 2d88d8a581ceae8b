"""How many text messages a text is sent as: each costs, and those with other signs hold less."""

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    "ÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
"""The alphabet of GSM 03.38, of which a message holds 160 signs."""
_DOUBLE = frozenset("^{}\\[~]|€\f")
"""Signs of its extension, which take the room of two."""
_ALONE, _OF_SEVERAL = 160, 153
_WIDE_ALONE, _WIDE_OF_SEVERAL = 70, 67
"""With any other sign a message is in UTF-16, of which it holds so many units."""


def is_basic(text: str) -> bool:
    """Whether a text has only signs of which a message holds 160."""
    return set(text) <= _BASIC | _DOUBLE


def messages_of(text: str) -> int:
    """As how many text messages a text is sent."""
    if is_basic(text):
        room, alone, several = sum(1 + (sign in _DOUBLE) for sign in text), _ALONE, _OF_SEVERAL
    else:
        room = len(text.encode("utf-16-le")) // 2
        alone, several = _WIDE_ALONE, _WIDE_OF_SEVERAL
    return 1 if room <= alone else -(-room // several)

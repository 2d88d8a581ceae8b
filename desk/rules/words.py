"""Text as the desk compares and finds it: without case and accents, word by word, any script."""

import re
import unicodedata

_TOKEN = re.compile(r"[^\W_]+")
_REFERENCE = re.compile(r"\b([iprcbxtn])-(\d{1,15})\b")
_UNSPACED = re.compile(
    r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+"
)
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
_WHOLE = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ħ": "h", "ı": "i"}
)
"""Letters that no accent can be taken off, as people type them who lack the key."""
_LONGEST = 64


def fold(text: str) -> str:
    """Without case and accents, white space as single blanks."""
    if text.isascii():
        return " ".join(text.lower().split())
    # Taking a sign apart can bring out a capital (𝓐), folding it can make one to take apart.
    folded = unicodedata.normalize("NFKD", text).casefold()
    apart = unicodedata.normalize("NFKD", folded)
    plain = "".join(ch for ch in apart if not unicodedata.combining(ch))
    plain = unicodedata.normalize("NFC", plain).translate(_WHOLE)
    return " ".join(plain.split())


def storable(text: str) -> str:
    """The text as both engines can hold it: NUL and lone surrogates become U+FFFD."""
    if text.isascii() and "\0" not in text:
        return text
    return _UNSTORABLE.sub("\ufffd", text)


def tokens(text: str) -> list[str]:
    """The words of a text as the search index keeps them, in order.

    A reference (`I-10423`) is one word; a run in a script that writes without spaces becomes its
    overlapping pairs, so any two characters that stand together are found.
    """
    found: list[str] = []
    folded = fold(text)
    if "-" in folded:
        folded = _REFERENCE.sub(r"\1\2", folded)
    for token in _TOKEN.findall(folded):
        found += [token[:_LONGEST]] if token.isascii() else _parts(token)
    return found


def indexed(*texts: str) -> str:
    """What the search index keeps of an item: each word once, parted by blanks."""
    return " ".join(dict.fromkeys(tokens("\n".join(texts))))


def _parts(token: str) -> list[str]:
    parts: list[str] = []
    place = 0
    for run in _UNSPACED.finditer(token):
        parts.append(token[place : run.start()][:_LONGEST])
        text = run.group()
        parts += [text[i : i + 2] for i in range(max(1, len(text) - 1))]
        place = run.end()
    parts.append(token[place:][:_LONGEST])
    return [part for part in parts if part]

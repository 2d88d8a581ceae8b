"""Text as the desk compares and finds it: without case and accents, word by word, any script."""

import re
import unicodedata
from collections.abc import Sequence

_TOKEN = re.compile(r"[^\W_]+")
_REFERENCE = re.compile(r"\b([iprcbxtn])-(\d{1,15})\b")
_UNSPACED = (
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    r"\uf900-\ufaff\U00020000-\U0003ffff]+"
)
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
_WHOLE = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ħ": "h", "ı": "i"}
)
"""Letters that no accent can be taken off, as people type them who lack the key."""
_LONGEST = 64
_SPLIT_BY_SQLITE = "[\u19b0-\u19c0\u19c8\u19c9\u1cf2\u1cf3]+"
"""Letters that SQLite's tokenizer, which knows an older Unicode, takes for gaps between words."""


class _Kept(dict[int, int | None]):
    """For `str.translate`: what is left of each character when accents go, found out once."""

    def __missing__(self, code: int) -> int | None:
        kept = None if unicodedata.combining(chr(code)) else code
        self[code] = kept
        return kept


_WITHOUT_ACCENTS = _Kept()


def fold(text: str) -> str:
    """Without case and accents, white space as single blanks."""
    if text.isascii():
        return " ".join(text.lower().split())
    # Taking a sign apart can bring out a capital (𝓐), folding it can make one to take apart.
    folded = unicodedata.normalize("NFKD", text).casefold()
    apart = unicodedata.normalize("NFKD", folded)
    plain = unicodedata.normalize("NFC", apart.translate(_WITHOUT_ACCENTS)).translate(_WHOLE)
    return " ".join(plain.split())


def storable(text: str) -> str:
    """The text as both engines can hold it: NUL and lone surrogates become U+FFFD."""
    if text.isascii() and "\0" not in text:
        return text
    return _UNSTORABLE.sub("\ufffd", text)


def storable_all(values: Sequence[object]) -> tuple[object, ...]:
    """The values of a row with every text as both engines can hold it."""
    # Most rows are plain: looking first spares millions of them being built anew.
    for value in values:
        if isinstance(value, str) and not (value.isascii() and "\0" not in value):
            break
    else:
        return tuple(values)
    return tuple([storable(value) if isinstance(value, str) else value for value in values])


def tokens(text: str) -> list[str]:
    """The words of a text, in order, as one looks for them.

    A reference (`I-10423`) is one word; a run in a script that writes without spaces becomes its
    overlapping pairs, so any two characters that stand together are found.
    """
    return _split(text, with_ends=False)


def indexed(*texts: str) -> str:
    """What the search index keeps of an item: each word once, parted by blanks.

    Of a run without spaces it keeps the last character too: with the pairs, which begin with all
    the others, one character alone is found wherever it stands.
    """
    return " ".join(dict.fromkeys(_split("\n".join(texts), with_ends=True)))


def _split(text: str, *, with_ends: bool) -> list[str]:
    found: list[str] = []
    folded = fold(text)
    if "-" in folded:
        folded = _REFERENCE.sub(r"\1\2", folded)
    for token in _TOKEN.findall(folded):
        if token.isascii():
            found.append(token[:_LONGEST])
        else:
            for part in re.split(_SPLIT_BY_SQLITE, token):
                found += _parts(part, with_ends=with_ends)
    return found


def _parts(token: str, *, with_ends: bool) -> list[str]:
    parts: list[str] = []
    place = 0
    for run in re.finditer(_UNSPACED, token):
        parts.append(token[place : run.start()][:_LONGEST])
        text = run.group()
        parts += [text[i : i + 2] for i in range(max(1, len(text) - 1))]
        parts += [text[-1]] if with_ends and len(text) > 1 else []
        place = run.end()
    parts.append(token[place:][:_LONGEST])
    return [part for part in parts if part]

"""Words turned to what each engine's search index asks for."""

import re
from collections.abc import Sequence

from desk.queries.clause import NOWHERE, Clause
from desk.rules.words import tokens

_SPLIT_BY_SQLITE = re.compile("[\u19b0-\u19c0\u19c8\u19c9\u1cf2\u1cf3]+")
"""Letters that SQLite's tokenizer, which knows an older Unicode, takes for gaps between words."""


def beginnings(words: Sequence[str]) -> list[str]:
    """The beginnings of words that an item must hold, each once."""
    parts = [
        part
        for word in words
        for token in tokens(word)
        for part in _SPLIT_BY_SQLITE.split(token)
        if part
    ]
    return [*dict.fromkeys(parts)]


def having(words: Sequence[str], *, is_sqlite: bool) -> Clause:
    """The condition on the search index that an item holds all the words.

    Words of which nothing is left (signs alone) are found nowhere.
    """
    parts = beginnings(words)
    if not parts:
        return NOWHERE
    if is_sqlite:
        return Clause("search_words MATCH ?", (" ".join(f'"{part}"*' for part in parts),))
    return Clause("words @@ ?::tsquery", (" & ".join(f"'{part}':*" for part in parts),))

"""Words turned to what each engine's search index asks for, or tests in what it keeps."""

from collections.abc import Sequence

from desk.queries.clause import NOWHERE, Clause, every
from desk.rules.words import tokens


def beginnings(words: Sequence[str]) -> list[str]:
    """The beginnings of words that an item must hold, each once."""
    return [*dict.fromkeys(token for word in words for token in tokens(word))]


def having(parts: Sequence[str], *, is_sqlite: bool) -> Clause:
    """The condition on the search index that an item holds words with all these beginnings."""
    if is_sqlite:
        return Clause("search_words MATCH ?", (" ".join(f'"{part}"*' for part in parts),))
    return Clause("words @@ ?::tsquery", (" & ".join(f"'{part}':*" for part in parts),))


def holding(parts: Sequence[str], body: str, *, is_sqlite: bool) -> Clause:
    """The same as a test of what the index keeps of one item, its words parted by blanks.

    Without beginnings (the words were signs alone) nothing is found.
    """
    if not parts:
        return NOWHERE
    place = "instr" if is_sqlite else "strpos"
    return every(Clause(f"{place}(' ' || {body}, ?) > 0", (f" {part}",)) for part in parts)

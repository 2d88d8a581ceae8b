"""The small language of list filters: one grammar for screen and command line.

    channel:email owner:me|none is:open due<2h level>=warning customer:"Acme" -tag:spam some words

Every term holds. The result names fields and typed values; it knows nothing of tables.
"""

import re
from typing import NamedTuple

from desk.errors import BadFilter, BadValue
from desk.rules.filter_values import ME, Asked, Me, Span, Value, compares, read
from desk.rules.nearness import nearest
from desk.rules.words import tokens

__all__ = ["FIELDS", "ME", "VIEWS", "Filter", "Me", "Span", "Term", "Value", "parse"]

FIELDS = (
    "ref",
    "kind",
    "state",
    "is",
    "channel",
    "direction",
    "owner",
    "team",
    "customer",
    "partner",
    "priority",
    "level",
    "tag",
    "due",
    "created",
    "updated",
    "closed",
)
"""What a term may ask about, besides `x.NAME`."""

VIEWS = {
    "Mine and unowned": "is:awake owner:me|none",
    "Mine": "is:awake owner:me",
    "Unowned": "is:awake owner:none",
    "My teams": "is:awake team:me",
    "Snoozed": "is:snoozed",
    "All open": "is:open",
    "All": "",
}
"""Filters that have a name, in the order of the picker.

Trust comes first: what is snoozed is left out of them only until it is late.
"""

_FIELD = re.compile(r'([^\W\d][\w]*)(?:\.("(?:\\.|[^"\\])*"|[^\s:<>|"]+))?(<=|>=|[:<>])')
_BARE = re.compile(r'[^\s|"]+')
_BLANKS = re.compile(r"\s+")
_ESCAPED = re.compile(r'\\(["\\])')
_TO_QUOTE = re.compile(r'((?:[^"\\]|\\.)*+)"', re.DOTALL)
_PLAIN_VALUE = re.compile(r'[^\s|"\\]+')


class Term(NamedTuple):
    """One condition: a field, how it compares, and the values one of which has to fit."""

    field: str
    """One of `FIELDS`, or `x`."""
    op: str
    """`:` is or lies in, else `<` `<=` `>` `>=`; of ages already turned to compare instants."""
    values: tuple[Value, ...]
    """None stands for "empty", whatever the comparison."""
    negated: bool = False
    column: int = 1
    """Where the term begins in what was typed, counted from 1."""
    name: str = ""
    """With `x`: the name of the kept field, as `extra_name` writes it."""
    written: str = ""
    """The term in the language itself."""


class Filter(NamedTuple):
    """All terms hold, every word is found, and none of the words left out."""

    terms: tuple[Term, ...] = ()
    words: tuple[str, ...] = ()
    """Each begins some word of subject, texts, customer or reference."""
    without: tuple[str, ...] = ()
    """Words that must not be found (`-word`)."""
    typed: str = ""
    """What was typed, in which `Term.column` counts; empty when nobody typed it."""

    def __str__(self) -> str:
        """The filter in its own language."""
        return " ".join(
            [
                *(term.written for term in self.terms),
                *(_word(word) for word in self.words),
                *("-" + _word(word) for word in self.without),
            ]
        )


def parse(text: str, zone: str, now: int) -> Filter:
    """Read a filter; dates are days in `zone`, durations count from `now`. Raises `BadFilter`."""
    reader = _Reader(text, zone, now)
    terms: list[Term] = []
    words: list[str] = []
    without: list[str] = []
    while not reader.at_end():
        negated = reader.is_negated()
        term = reader.term(negated)
        if term is not None:
            terms.append(term)
        else:
            (without if negated else words).append(reader.word())
        reader.part()
    return Filter(tuple(terms), tuple(words), tuple(without), text)


def narrowed(view: Filter, typed: Filter) -> Filter:
    """A view and what was typed besides; a field that was typed takes that term's place."""
    fields = {term.field for term in typed.terms}
    fields |= {"is"} if "state" in fields else set()
    kept = tuple(term for term in view.terms if term.field not in fields)
    words, without = view.words + typed.words, view.without + typed.without
    return Filter(kept + typed.terms, words, without)


class _Reader:
    """Goes through a filter from left to right."""

    def __init__(self, text: str, zone: str, now: int) -> None:
        self._text = text
        self._zone = zone
        self._now = now
        self.place = 0

    def at_end(self) -> bool:
        """Whether nothing but blanks is left; stands at the next term if not."""
        blanks = _BLANKS.match(self._text, self.place)
        self.place = blanks.end() if blanks else self.place
        return self.place >= len(self._text)

    def is_negated(self) -> bool:
        """Step over a `-`, which has to stand right before what it denies."""
        if not self._take("-"):
            return False
        if self._at_blank():
            raise self._fault("Nothing follows '-'", "Write the term it denies.", self.place - 1)
        return True

    def term(self, negated: bool) -> Term | None:
        """The condition that begins here; None when it is a word."""
        found = _FIELD.match(self._text, self.place)
        if found is None:
            return None
        field, name = self._field(found)
        if found[3] != ":" and not compares(field):
            raise self._fault(
                f"'{field}' does not compare with '{found[3]}'",
                f"Write {field}:…",
                found.start(3),
            )
        start = self.place + (0 if negated else 1)
        self.place = found.end()
        op, values, written = self._values(Asked(field, found[3], self._zone, self._now))
        head = f"{'-' if negated else ''}{field}{'.' + _value_word(name) if name else ''}{found[3]}"
        return Term(field, op, values, negated, start, extra_name(name), head + written)

    def word(self) -> str:
        """A word to look for, or several between quotes."""
        start = self.place
        word, _ = self._value()
        if not tokens(word):
            raise self._fault(f"'{word}' has no letter or digit to look for", "Take it out.", start)
        return word

    def part(self) -> None:
        """A blank has to part two terms."""
        if self._at_blank():
            return
        if self._text[self.place] == "|":
            fault = "'|' parts the values of a field"
            raise self._fault(fault, "Put words with '|' in quotes.", self.place)
        raise self._fault("A blank is missing", "Part terms by blanks.", self.place)

    def _values(self, asked: Asked) -> tuple[str, tuple[Value, ...], str]:
        ops: set[str] = set()
        values: list[Value] = []
        written: list[str] = []
        while True:
            start = self.place
            text, is_quoted = self._value()
            try:
                op, value = read(asked, text, is_quoted=is_quoted)
            except BadValue as error:
                raise self._fault(error.message, error.next_step, start) from error
            ops |= {op} if value is not None else set()
            if len(ops) > 1:
                raise self._fault("Ages and dates do not mix", "Write two terms.", start)
            values.append(value)
            written.append(_quoted(text) if is_quoted else text)
            if not self._take("|"):
                return ops.pop() if ops else asked.op, tuple(values), "|".join(written)

    def _field(self, found: re.Match[str]) -> tuple[str, str]:
        field, name = found[1].lower(), found[2] or ""
        if name.startswith('"'):
            name = _ESCAPED.sub(r"\1", name[1:-1])
        if field == "x" and extra_name(name):
            return field, name
        if field in FIELDS and not found[2]:
            return field, ""
        if field == "x":
            fault = "'x' needs the name of a kept field"
            raise self._fault(fault, "Write x.NAME:…", found.start())
        near = nearest(field, FIELDS)
        hint = f"Did you mean {near}? " if near else ""
        raise self._fault(
            f"There is no field '{found[0].removesuffix(found[3])}'",
            f"{hint}Fields: {' '.join(FIELDS)} x.NAME; words with '{found[3]}' go in quotes.",
            found.start(),
        )

    def _value(self) -> tuple[str, bool]:
        if self._take('"'):
            return self._quoted_value(), True
        found = _BARE.match(self._text, self.place)
        if found is None:
            hint = 'Write a word, "a text" or none.'
            raise self._fault("A value is missing", hint, self.place)
        self.place = found.end()
        return found[0], False

    def _quoted_value(self) -> str:
        start = self.place
        found = _TO_QUOTE.match(self._text, start)
        if found is None:
            raise self._fault("The quote has no end", 'Close it with ".', start - 1)
        self.place = found.end()
        value = _ESCAPED.sub(r"\1", found[1])
        if not value.strip():
            raise self._fault("There is nothing in the quotes", "Write none for empty.", start - 1)
        return value

    def _take(self, sign: str) -> bool:
        found = self._text.startswith(sign, self.place)
        self.place += len(sign) if found else 0
        return found

    def _at_blank(self) -> bool:
        return self.place >= len(self._text) or self._text[self.place].isspace()

    def _fault(self, message: str, next_step: str, place: int) -> BadFilter:
        column = min(place, len(self._text)) + 1
        return BadFilter(
            f"{message}, at column {column}", next_step, text=self._text, column=column
        )


def extra_name(name: str) -> str:
    """How a kept field is called in a filter: folded, with `_` for each run of other signs."""
    return "_".join(re.findall(r"[^\W_]+", name.casefold()))


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _value_word(text: str) -> str:
    return text if _PLAIN_VALUE.fullmatch(text) else _quoted(text)


def _word(text: str) -> str:
    is_plain = _PLAIN_VALUE.fullmatch(text) and not text.startswith("-") and not _FIELD.match(text)
    return text if is_plain else _quoted(text)

"""Maps of problems: which columns say what, and what a state of the file is at the desk.

A map with a column `at` is of an event log: every row is one event of its case, and as many rows
as have one key are one problem. Without `at` every row is a whole problem.
"""

from functools import lru_cache
from typing import NamedTuple

from desk.errors import BadValue
from desk.rules.demands import CANCEL_REASONS, HELD_CAUSES, WAITING_PARTIES
from desk.rules.mapping import ImportMap, Shape, word_of
from desk.rules.nearness import nearest
from desk.rules.states import PROBLEM
from desk.rules.vocabulary import CHANNELS
from desk.rules.words import fold

JOINED_BY = {
    "at": " ",
    "created": " ",
    "resolved": " ",
    "closed": " ",
    "state": " ",
    "owner": " ",
    "team": " ",
    "impact": " ",
    "urgency": " ",
    "priority": " ",
    "category": ": ",
    "service": " ",
    "place": ", ",
    "partner": " ",
    "subject": ": ",
    "text": "\n\n",
    "channel": " ",
    "customer": " ",
    "contact": ", ",
    "tags": " ",
    "cause": ": ",
    "code": " ",
    "resolution": "\n\n",
}
"""Every field a map of problems may fill, and what stands between the columns it is made of."""

INSTANTS = ("at", "created", "resolved", "closed")
EACH_ROW = (
    *("state", "owner", "team", "impact", "urgency", "priority", "category", "service", "place"),
    "partner",
)
"""Fields that a log tells anew in each row; of the others the last row counts."""

OR = "|"
"""Between states of which the first that the table of states lets in is meant."""

_WHY = {
    "pending": WAITING_PARTIES,
    "held": HELD_CAUSES,
    "cancelled": CANCEL_REASONS,
}
"""What a state takes behind it: whom it waits for, what it is held for, why it was cancelled."""
_UNSAID = {"pending": "internal", "held": "other"}


class Standing(NamedTuple):
    """How a problem stands."""

    state: str
    why: str = ""
    """The party, the cause or the reason, where the state has one."""


@lru_cache(maxsize=1024)
def standings(word: str) -> tuple[Standing, ...]:
    """The states that a checked word of a map means, in the order of choice."""
    return tuple(Standing(*each.split(" ")) for each in word.split(OR)) if word else ()


def is_log(mapping: ImportMap) -> bool:
    """Whether the map is of a file with one event in each row."""
    return "at" in mapping.fields


def _word_of(name: str, field: str, value: str) -> str:
    if field == "state":
        return OR.join(_standing(name, each) for each in value.split(OR))
    if field == "channel":
        folded = {fold(channel): channel for channel in CHANNELS}
        if fold(value) not in folded:
            raise _unknown(name, field, value, CHANNELS)
        return folded[fold(value)]
    if field in ("impact", "urgency"):
        return fold(value)
    return word_of(name, field, value)


def _standing(name: str, text: str) -> str:
    """A state and what it takes behind it, as `Standing` has it; in any case."""
    given, _, why = text.strip().partition(" ")
    states = {fold(state): state for state in PROBLEM.states}
    state = states.get(fold(given))
    if state is None:
        raise _unknown(name, "state", text, PROBLEM.states)
    if not why.strip():
        return f"{state} {_UNSAID[state]}" if state in _UNSAID else state
    known = {fold(word): word for word in _WHY.get(state, ())}
    if fold(why) not in known:
        raise _unknown(name, f"state {state}", why, tuple(known.values()))
    return f"{state} {known[fold(why)]}"


def _unknown(name: str, field: str, value: str, known: tuple[str, ...]) -> BadValue:
    near = nearest(value, known)
    hint = f"Did you mean {near}? " if near else ""
    takes = f"Write one of: {', '.join(known)}." if known else "It takes nothing behind it."
    return BadValue(
        f"The map {name} makes {field} '{value}', which the desk does not have", f"{hint}{takes}"
    )


PROBLEMS = Shape(
    "problems",
    JOINED_BY,
    INSTANTS,
    {"channel": "other"},
    _word_of,
    (
        (
            ("at", "created"),
            "does not say when anything was",
            'Write under [fields]: at = "…" for a log with an event in each row, or '
            'created = "…" for a file with a problem in each row.',
        ),
        (
            ("subject", "text", "category", "service"),
            "does not say what a problem is about",
            'Write under [fields]: subject = "…", the columns that say what it is about.',
        ),
    ),
)
"""Maps of files of problems."""

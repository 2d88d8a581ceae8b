"""What a desk has settled about problems: its matrix, its lists of words, how long it waits."""

from collections.abc import Mapping
from typing import NamedTuple

from desk.errors import BadValue
from desk.rules.calendars import list_of, mapping_of, refuse_unknown
from desk.rules.instants import parse_duration
from desk.rules.nearness import nearest
from desk.rules.policies import OFFICE
from desk.rules.priority import DEFAULT, Matrix
from desk.rules.vocabulary import PRIORITIES

_HOUR = 3600

TERMS = ("priority", "problem")
"""The tables that say what is settled."""
LENGTHS = ("confirm", "warn")
"""Values of them that are lengths of time."""


class Terms(NamedTuple):
    """What a desk has settled about problems."""

    matrix: Matrix = DEFAULT
    off: tuple[str, ...] = ()
    """Levels that are switched off: `impact high`, `urgency low`, `priority 5`."""
    categories: tuple[str, ...] = ()
    """Empty: any word will do."""
    causes: tuple[str, ...] = ()
    codes: tuple[str, ...] = ("fixed", "workaround", "noFaultFound", "notReproducible", "advice")
    """Resolution codes."""
    confirm: int = 24 * _HOUR
    """Working seconds the customer has to say that it is not solved: three days of eight hours."""
    warn: int = 24 * _HOUR
    """Seconds by the clock before it closes by itself, at which the customer is told so."""
    calendar: str = OFFICE
    """The opening hours on which `confirm` counts."""

    def impacts(self) -> tuple[str, ...]:
        """The impacts one may choose, greatest first."""
        return tuple(each for each in self.matrix.impacts if f"impact {each}" not in self.off)

    def urgencies(self) -> tuple[str, ...]:
        """The urgencies one may choose, most urgent first."""
        return tuple(each for each in self.matrix.urgencies if f"urgency {each}" not in self.off)


def check_word(what: str, value: str, known: tuple[str, ...]) -> str:
    """The word of a list without regard to case. Raises `BadValue`, naming the list.

    An empty list takes any word.
    """
    typed = " ".join(value.split())
    if not known:
        return typed
    for each in known:
        if each.casefold() == typed.casefold():
            return each
    near = nearest(typed, known)
    raise BadValue(
        f"'{typed[:60]}' is no {what}",
        f"Did you mean {near}?" if near else f"Write one of: {', '.join(known)}.",
    )


def written(terms: Terms) -> dict[str, dict[str, object]]:
    """The terms as tables of TOML."""
    matrix = terms.matrix
    return {
        "priority": {
            "impacts": list(matrix.impacts),
            "urgencies": list(matrix.urgencies),
            "cells": [list(row) for row in matrix.cells],
            "most_with_workaround": matrix.most_with_workaround,
            "off": list(terms.off),
        },
        "problem": {
            "categories": list(terms.categories),
            "causes": list(terms.causes),
            "codes": list(terms.codes),
            "confirm": terms.confirm,
            "warn": terms.warn,
            "calendar": terms.calendar,
        },
    }


def read_terms(tables: Mapping[str, object]) -> Terms:
    """The terms that tables say, what they leave out as it comes with the desk.

    Raises `BadValue`.
    """
    priority = mapping_of(tables.get("priority", {}), "priority")
    problem = mapping_of(tables.get("problem", {}), "problem")
    refuse_unknown(priority, tuple(written(Terms())["priority"]), "The priority")
    refuse_unknown(problem, tuple(written(Terms())["problem"]), "What is settled about problems")
    terms = Terms(
        matrix=_matrix(priority),
        off=_words(priority, "off", ()),
        categories=_words(problem, "categories", ()),
        causes=_words(problem, "causes", ()),
        codes=_words(problem, "codes", Terms().codes),
        confirm=_seconds(problem, "confirm"),
        warn=_seconds(problem, "warn"),
        calendar=str(problem.get("calendar", OFFICE)),
    )
    _check_off(terms)
    return terms


def _matrix(table: Mapping[str, object]) -> Matrix:
    impacts = _words(table, "impacts", DEFAULT.impacts)
    urgencies = _words(table, "urgencies", DEFAULT.urgencies)
    if "cells" not in table and (impacts, urgencies) != (DEFAULT.impacts, DEFAULT.urgencies):
        raise BadValue(
            "The matrix has levels of its own and no cells", "Write one row for each impact."
        )
    rows = [list_of(row, "cells") for row in list_of(table.get("cells", DEFAULT.cells), "cells")]
    cells = tuple(tuple(_priority(cell) for cell in row) for row in rows)
    if len(cells) != len(impacts) or any(len(row) != len(urgencies) for row in cells):
        raise BadValue(
            f"The matrix has not {len(impacts)} rows of {len(urgencies)} cells",
            "Write one row for each impact, one priority for each urgency.",
        )
    default = (
        DEFAULT.most_with_workaround if DEFAULT.most_with_workaround in impacts else impacts[0]
    )
    most = check_word("impact", str(table.get("most_with_workaround", default)), impacts)
    off = [each for each in PRIORITIES if f"priority {each}" in _words(table, "off", ())]
    return Matrix(impacts, urgencies, cells, most, tuple(off))


def _priority(cell: object) -> int:
    if cell not in PRIORITIES or isinstance(cell, bool) or not isinstance(cell, int):
        raise BadValue(f"'{cell}' is no priority", "Write a number from 1 to 5.")
    return cell


def _words(table: Mapping[str, object], name: str, otherwise: tuple[str, ...]) -> tuple[str, ...]:
    if name not in table:
        return otherwise
    found = tuple(" ".join(str(each).split()) for each in list_of(table[name], name))
    if len({each.casefold() for each in found}) != len(found) or not all(found):
        raise BadValue(f"{name} names a word twice, or none", "Write each word once.")
    if name in ("impacts", "urgencies", "codes") and not found:
        raise BadValue(f"{name} has no words", "Write at least one.")
    return found


def _seconds(table: Mapping[str, object], name: str) -> int:
    value = table.get(name, getattr(Terms(), name))
    if isinstance(value, str):
        value = parse_duration(value)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise BadValue(f"{name} is not a time", "Write a length of time, like 24h.")
    return value


def _check_off(terms: Terms) -> None:
    known = (
        *(f"impact {each}" for each in terms.matrix.impacts),
        *(f"urgency {each}" for each in terms.matrix.urgencies),
        *(f"priority {each}" for each in PRIORITIES),
    )
    for each in terms.off:
        check_word("level that could be switched off", each, known)
    if not terms.impacts() or not terms.urgencies():
        raise BadValue("Every level of one side is switched off", "Leave at least one on.")
    if all(f"priority {each}" in terms.off for each in PRIORITIES):
        raise BadValue("Every priority is switched off", "Leave at least one on.")

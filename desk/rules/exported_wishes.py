"""How the customer of an exported record wants to be told: checked as it comes back."""

from collections.abc import Callable, Iterable

from desk.errors import BadValue
from desk.rules.consent import STATES, preferred_medium, quiet_hours, words_of
from desk.rules.instants import zone_named
from desk.rules.notice_terms import PURPOSES
from desk.rules.told_values import Told


def read_wishes(told: Told, column: str) -> tuple[str, str, str, tuple[str, ...], tuple[str, ...]]:
    """Medium, zone, quiet hours, what they refuse and the states they ask for, in one spelling.

    A desk before this one wrote none of it. Raises `BadValue`, naming the column.
    """

    def one(name: str, read: Callable[[str], str]) -> str:
        return _named(column, name, lambda: read(told.optional(name) or ""))

    def some(name: str, known: Iterable[str], what: str) -> tuple[str, ...]:
        def read() -> str:
            said = " ".join(told.texts_if_there(name))
            return words_of(said, known, what) if said else ""

        return tuple(_named(column, name, read).split())

    return (
        one("preferred", preferred_medium),
        one("zone", lambda said: str(zone_named(said).key) if said else ""),
        one("quiet", quiet_hours),
        some("refuse", PURPOSES, "purpose"),
        some("events", STATES, "state"),
    )


def _named(column: str, name: str, read: Callable[[], str]) -> str:
    try:
        return read()
    except BadValue as error:
        raise BadValue(f"{column}, {name}: {error.message}", error.next_step) from None

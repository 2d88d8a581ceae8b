"""A whole record as it leaves the desk and comes back."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from desk.errors import BadValue
from desk.rules.exported_problems import TICKET_HEAD, ToldTask, ToldTicket


class ToldCustomer(NamedTuple):
    """The customer of a record, with all that is needed to make him where he is not known."""

    ref: str
    name: str
    language: str
    since: int
    media: tuple[tuple[str, str], ...]
    """Kind and value of each address, the preferred one first."""
    preferred: str = ""
    """The kind of address by which they want to be told; empty for none."""
    zone: str = ""
    quiet: str = ""
    """When they are not to be told, like `22:00-07:00`."""
    refuse: tuple[str, ...] = ()
    """Of what they do not want to be told."""
    events: tuple[str, ...] = ()
    """Of which states they want to be told."""


class ToldMessage(NamedTuple):
    """Something that was said in a record."""

    at: int
    direction: str
    channel: str
    visibility: str
    author: str
    address: str
    text: str
    withdrawn: bool


class ToldPromise(NamedTuple):
    """Something that was promised in a record."""

    number: int
    text: str
    made: int
    made_by: str | None
    kept: int | None


class ToldClock(NamedTuple):
    """A clock of a record, of any generation."""

    name: str
    generation: int
    policy: str
    calendar: str
    target_seconds: int
    start: int
    due: int | None
    stop: int | None
    state: str
    pauses: tuple[tuple[int, int | None], ...]
    reason: tuple[str, ...]


class ToldSource(NamedTuple):
    """Where an imported record came from."""

    name: str
    key: str
    digest: str


class ToldAwaiting(NamedTuple):
    """What a record waits for."""

    question: str
    asked: int | None
    due: int | None
    remind: int | None


class Exported(NamedTuple):
    """A whole record, in names and references alone: no number of a row stands in it."""

    ref: str
    kind: str
    subject: str
    state: str
    priority: int
    channel: str
    direction: str
    contact: str
    customer: ToldCustomer | None
    owner: str | None
    team: str | None
    tags: tuple[str, ...]
    reason: str
    outcome: str | None
    created: int
    updated: int
    closed: int | None
    due: int | None
    """When its clocks say; told to readers, computed again by an import."""
    snoozed_until: int | None
    reopen_count: int
    version: int
    source: ToldSource | None
    merged_into: str | None
    awaiting: ToldAwaiting | None
    promises: tuple[ToldPromise, ...]
    links: tuple[tuple[str, str], ...]
    """Relation and reference."""
    clocks: tuple[ToldClock, ...]
    messages: tuple[ToldMessage, ...]
    extra: Mapping[str, str]
    ticket: ToldTicket | None = None
    """What a problem has beside."""
    tasks: tuple[ToldTask, ...] = ()
    followers: tuple[str, ...] = ()


JSON_COLUMNS = Exported._fields
"""The keys of an object of JSON, in order."""

APART = {
    "customer": ("customer", "customer_name", "customer_card"),
    "source": ("source", "source_key", "source_digest"),
    "ticket": (*TICKET_HEAD, "ticket_card"),
}
"""Keys that are several columns in CSV."""

CSV_COLUMNS = tuple(column for key in JSON_COLUMNS for column in APART.get(key, (key,)))
"""The header of CSV."""

_NEWER = ("ticket", "tasks", "followers")
"""Keys that desks before this one did not write: an export without any of them is whole."""

_SIGNATURE = {"ref", "kind", "reopen_count", "clocks", "messages"}
"""Columns by which an export of a desk is known."""


def is_export(columns: Iterable[str]) -> bool:
    """Whether a file with these columns was written by a desk."""
    return set(columns) >= _SIGNATURE


def require_whole(columns: Iterable[str], *, is_json: bool) -> None:
    """Raise `BadValue` for an export that lost columns, or has some this desk does not know."""
    there, known = list(columns), JSON_COLUMNS if is_json else CSV_COLUMNS
    strange = [column for column in there if column not in known]
    newer = {column for key in _NEWER for column in APART.get(key, (key,))} | {*_NEWER}
    optional = () if newer & {*there} else newer
    lost = [column for column in known if column not in there and column not in optional]
    if strange:
        raise BadValue(
            f"The file is an export with columns this desk does not know: {_named(strange)}",
            "A newer desk may have written it: import it with that one, or take them out.",
        )
    if lost:
        raise BadValue(
            f"The file is an export that has lost columns: {_named(lost)}",
            "Export it again, or describe what is left with a map: desk import --guess FILE",
        )


def _named(columns: Iterable[str]) -> str:
    return ", ".join(f"'{column}'" for column in columns)

"""A whole record read back from an object of JSON or a row of CSV that a desk wrote."""

import json
from collections.abc import Mapping, Sequence

from desk.errors import BadValue
from desk.rules.exported import (
    CSV_COLUMNS,
    Exported,
    ToldAwaiting,
    ToldClock,
    ToldCustomer,
    ToldMessage,
    ToldPromise,
    ToldSource,
)
from desk.rules.exported_problems import TICKET_HEAD, read_task, read_ticket
from desk.rules.exported_wishes import read_wishes
from desk.rules.formula import unguarded
from desk.rules.told_values import Told
from desk.rules.vocabulary import parse_reference

_AS_JSON = frozenset(
    {
        *("awaiting", "promises", "links", "clocks", "messages", "extra", "customer_card"),
        *("tasks", "followers", "ticket_card"),
    }
)
"""Columns of CSV that hold JSON."""
_OF_NUMBERS = frozenset({"priority", "reopen_count", "version"})
_NEVER_NULL = frozenset({"subject", "contact", "reason", "source_key", "source_digest", "category"})
"""Columns of text in which nothing is an empty text."""
_CONTAINERS = frozenset({"customer", "tags", "source", "ticket", *_AS_JSON})
_KINDS = ("interaction", "problem")
"""Kinds of records that come in."""


def read_json(columns: Sequence[str], cells: Sequence[str]) -> Exported:
    """The record of a line of JSON, as its cells give it. Raises `BadValue`."""
    values: dict[str, object] = {}
    for column, cell in zip(columns, cells, strict=True):
        if column in _CONTAINERS:
            values[column] = _parsed(column, cell)
        else:
            values[column] = _plain(column, cell)
    return _record(values)


def read_csv(columns: Sequence[str], cells: Sequence[str]) -> Exported:
    """The record of a row of CSV. Raises `BadValue`."""
    if len(cells) != len(columns):
        raise BadValue(f"has {len(cells)} cells where the header has {len(columns)}")
    row = dict(zip(columns, cells, strict=True))
    values: dict[str, object] = {
        column: _parsed(column, row.get(column, ""))
        if column in _AS_JSON
        else _plain(column, unguarded(row.get(column, "")))
        for column in CSV_COLUMNS
    }
    tags = unguarded(row["tags"])
    values["tags"] = tags.split(" ") if tags else []
    values["customer"] = _card(values) if values["customer"] else None
    values["source"] = (
        {
            "name": values["source"],
            "key": values["source_key"],
            "digest": values["source_digest"],
        }
        if values["source"]
        else None
    )
    values["ticket"] = _ticket(values) if values["ticket_card"] else None
    return _record(values)


def _ticket(values: Mapping[str, object]) -> dict[str, object]:
    """The ticket of a row, put together from its columns."""
    card = values["ticket_card"]
    beside = {str(key): value for key, value in card.items()} if isinstance(card, dict) else {}
    return beside | {name: values[name] for name in TICKET_HEAD}


def _card(values: Mapping[str, object]) -> dict[str, object]:
    """The customer of a row, put together from its columns."""
    card = values["customer_card"]
    beside = {str(key): value for key, value in card.items()} if isinstance(card, dict) else {}
    return beside | {"ref": values["customer"], "name": values["customer_name"] or ""}


def _plain(column: str, cell: str) -> object:
    """A cell that is a text or a number; an empty one is nothing, or an empty text."""
    if not cell and column not in _NEVER_NULL:
        return None
    if column in _OF_NUMBERS:
        try:
            return int(cell)
        except ValueError:
            return cell
    return cell


def _parsed(column: str, cell: str) -> object:
    try:
        return json.loads(cell) if cell else None
    except (ValueError, RecursionError) as error:
        raise BadValue(f"{column} is no JSON: {error}") from error


def _record(values: Mapping[str, object]) -> Exported:
    told = Told({"tasks": [], "followers": [], **_there(values)})
    kind = told.text("kind")
    if kind not in _KINDS:
        raise BadValue(f"is of the kind '{kind}', which cannot come in yet")
    if parse_reference(told.text("ref")).kind != kind:
        called = "an interaction" if kind == "interaction" else "a problem"
        raise BadValue(f"the reference {told.text('ref')} is none of {called}")
    return Exported(
        *(str(parse_reference(told.text("ref"))), kind, told.text("subject")),
        *(told.text("state"), told.number("priority"), told.text("channel")),
        *(told.text("direction"), told.text("contact")),
        _customer(told.inner("customer"), _column_of_card(values)),
        told.optional("owner"),
        told.optional("team"),
        told.texts("tags"),
        told.text("reason"),
        told.optional("outcome"),
        told.instant("created"),
        told.instant("updated"),
        told.maybe("closed"),
        told.maybe("due"),
        told.maybe("snoozed_until"),
        told.number("reopen_count"),
        told.number("version"),
        _source(told.inner("source")),
        told.optional("merged_into"),
        _awaiting(told.inner("awaiting")),
        tuple(_promise(each) for each in told.all("promises")),
        tuple((each.text("relation"), each.text("ref")) for each in told.all("links")),
        tuple(_clock(each) for each in told.all("clocks")),
        tuple(_message(each) for each in told.all("messages")),
        told.named_texts("extra"),
        read_ticket(told.inner("ticket")),
        tuple(read_task(each) for each in told.all("tasks")),
        told.texts("followers"),
    )


def _there(values: Mapping[str, object]) -> dict[str, object]:
    """The values but for the columns an older desk did not write."""
    newer = ("tasks", "followers")
    return {name: v for name, v in values.items() if v is not None or name not in newer}


def _column_of_card(values: Mapping[str, object]) -> str:
    """Where what is known of a customer stands: in CSV beside their name."""
    return "customer_card" if "customer_card" in values else "customer"


def _customer(told: Told | None, column: str) -> ToldCustomer | None:
    if told is None:
        return None
    return ToldCustomer(
        str(parse_reference(told.text("ref"))),
        told.text("name"),
        told.text("language"),
        told.instant("since"),
        tuple((each.text("medium"), each.text("value")) for each in told.all("media")),
        *read_wishes(told, column),
    )


def _source(told: Told | None) -> ToldSource | None:
    if told is None:
        return None
    return ToldSource(told.text("name"), told.text("key"), told.text("digest"))


def _awaiting(told: Told | None) -> ToldAwaiting | None:
    if told is None:
        return None
    return ToldAwaiting(
        told.text("question"), told.maybe("asked"), told.maybe("due"), told.maybe("remind")
    )


def _promise(told: Told) -> ToldPromise:
    return ToldPromise(
        told.number("number"),
        told.text("text"),
        told.instant("made"),
        told.optional("made_by"),
        told.maybe("kept"),
    )


def _clock(told: Told) -> ToldClock:
    return ToldClock(
        told.text("name"),
        told.number("generation"),
        told.text("policy"),
        told.text("calendar"),
        told.number("target_seconds"),
        told.instant("start"),
        told.maybe("due"),
        told.maybe("stop"),
        told.text("state"),
        told.spans("pauses"),
        told.texts("reason"),
    )


def _message(told: Told) -> ToldMessage:
    return ToldMessage(
        *(told.instant("at"), told.text("direction"), told.text("channel")),
        *(told.text("visibility"), told.text("author"), told.text("address"), told.text("text")),
        told.is_true("withdrawn"),
    )

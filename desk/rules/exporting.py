"""A whole record as an object of JSON or as a row of CSV."""

import json
from collections.abc import Mapping

from desk.rules.exported import APART, JSON_COLUMNS, Exported, ToldClock
from desk.rules.exported_problems import TICKET_HEAD, task_as_json, ticket_as_json
from desk.rules.formula import guarded
from desk.rules.instants import rfc3339

_ENCODER = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False)


def as_json(record: Exported) -> dict[str, object]:
    """The record as JSON gives it: instants in RFC 3339, `null` for what is not there."""
    plain: dict[str, object] = record._asdict()
    return plain | {
        "customer": _customer(record),
        "tags": list(record.tags),
        **{name: _instant(plain[name]) for name in _INSTANTS},
        "source": None if record.source is None else record.source._asdict(),
        "awaiting": _awaiting(record),
        "promises": [_timed(each._asdict(), "made", "kept") for each in record.promises],
        "links": [{"relation": relation, "ref": ref} for relation, ref in record.links],
        "clocks": [_clock(each) for each in record.clocks],
        "messages": [_timed(each._asdict(), "at") for each in record.messages],
        "extra": dict(record.extra),
        "ticket": ticket_as_json(record.ticket),
        "tasks": [task_as_json(task) for task in record.tasks],
        "followers": list(record.followers),
    }


_INSTANTS = ("created", "updated", "closed", "due", "snoozed_until")


def _customer(record: Exported) -> dict[str, object] | None:
    customer = record.customer
    if customer is None:
        return None
    media = [{"medium": medium, "value": value} for medium, value in customer.media]
    named = {"refuse": list(customer.refuse), "events": list(customer.events)}
    return _timed(customer._asdict(), "since") | {"media": media, **named}


def _awaiting(record: Exported) -> dict[str, object] | None:
    awaiting = record.awaiting
    return None if awaiting is None else _timed(awaiting._asdict(), "asked", "due", "remind")


def _clock(clock: ToldClock) -> dict[str, object]:
    pauses = [[_instant(since), _instant(until)] for since, until in clock.pauses]
    times = _timed(clock._asdict(), "start", "due", "stop")
    return times | {"pauses": pauses, "reason": list(clock.reason)}


def as_cells(record: Exported) -> list[str]:
    """The record as a row below `CSV_COLUMNS`: text guarded, numbers as they are."""
    values = as_json(record)
    cells: list[str] = []
    for key in JSON_COLUMNS:
        if key in APART:
            cells += _apart(key, values[key])
        elif key == "tags":
            cells.append(guarded(" ".join(record.tags)))
        else:
            cells.append(_cell(values[key]))
    return cells


def _apart(key: str, value: object) -> list[str]:
    """A key that has several columns: what people read first, the rest as JSON."""
    if not isinstance(value, Mapping):
        return [""] * len(APART[key])
    if key == "customer":
        card = {name: each for name, each in value.items() if name not in ("ref", "name")}
        return [_cell(value["ref"]), _cell(value["name"]), _cell(card)]
    if key == "ticket":
        rest = {name: each for name, each in value.items() if name not in TICKET_HEAD}
        return [*(_cell(value[name]) for name in TICKET_HEAD), _cell(rest)]
    return [_cell(each) for each in value.values()]


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return guarded(value)
    return str(value) if isinstance(value, int) else _ENCODER.encode(value)


def _timed(values: dict[str, object], *names: str) -> dict[str, object]:
    """The values with those instants spelt out."""
    return values | {name: _instant(values[name]) for name in names}


def _instant(at: object) -> str | None:
    return rfc3339(at) if isinstance(at, int) else None

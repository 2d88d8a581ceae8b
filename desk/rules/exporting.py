"""A whole record as an object of JSON or as a row of CSV."""

import json
from collections.abc import Mapping

from desk.rules.exported import APART, JSON_COLUMNS, Exported
from desk.rules.exported_problems import TICKET_HEAD, task_as_json, ticket_as_json
from desk.rules.formula import guarded
from desk.rules.instants import rfc3339

_ENCODER = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False)


def as_json(record: Exported) -> dict[str, object]:
    """The record as JSON gives it: instants in RFC 3339, `null` for what is not there."""
    plain: dict[str, object] = record._asdict()
    customer, source, awaiting = record.customer, record.source, record.awaiting
    return plain | {
        "customer": None
        if customer is None
        else customer._asdict()
        | {
            "since": rfc3339(customer.since),
            "media": [{"medium": medium, "value": value} for medium, value in customer.media],
        },
        "tags": list(record.tags),
        "created": rfc3339(record.created),
        "updated": rfc3339(record.updated),
        "closed": _instant(record.closed),
        "due": _instant(record.due),
        "snoozed_until": _instant(record.snoozed_until),
        "source": None if source is None else source._asdict(),
        "awaiting": None
        if awaiting is None
        else {
            "question": awaiting.question,
            "asked": _instant(awaiting.asked),
            "due": _instant(awaiting.due),
            "remind": _instant(awaiting.remind),
        },
        "promises": [_timed(each._asdict(), "made", "kept") for each in record.promises],
        "links": [{"relation": relation, "ref": ref} for relation, ref in record.links],
        "clocks": [
            _timed(each._asdict(), "start", "due", "stop")
            | {
                "pauses": [[_instant(since), _instant(until)] for since, until in each.pauses],
                "reason": list(each.reason),
            }
            for each in record.clocks
        ],
        "messages": [_timed(each._asdict(), "at") for each in record.messages],
        "extra": dict(record.extra),
        "ticket": ticket_as_json(record.ticket),
        "tasks": [task_as_json(task) for task in record.tasks],
        "followers": list(record.followers),
    }


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
        card = {name: value[name] for name in ("language", "since", "media")}
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

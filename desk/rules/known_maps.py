"""Maps that come with the desk, for public files many people try it with."""

from collections.abc import Iterable, Mapping
from functools import cache

from desk.errors import NotFound
from desk.rules.event_log_map import PROBLEMS
from desk.rules.known_logs import BPI2013, SERVICENOW
from desk.rules.mapping import INTERACTIONS, ImportMap, missing, parse_map
from desk.rules.nearness import nearest

_COMCAST: Mapping[str, object] = {
    "key": "Ticket #",
    # The file names no zone; its days are taken as they stand.
    "zone": "UTC",
    "dates": ["%d-%m-%y %I:%M:%S %p", "%Y-%m-%d %I:%M:%S %p"],
    "fields": {
        "subject": "Customer Complaint",
        "created": ["Date", "Time"],
        "channel": "Received Via",
        "state": "Status",
        "contact": ["City", "State"],
    },
    "values": {
        "channel": {"Customer Care Call": "phone", "Internet": "web"},
        "state": {
            "Open": "open",
            "Pending": "inProgress",
            "Closed": "completed",
            "Solved": "completed",
        },
    },
    "keep": ["Ticket #", "City", "State", "Status"],
    # Day and month are swapped in it on many rows; Date has them right.
    "drop": ["Date_month_year"],
    "digits": {"Zip code": 5},
}

_NYC311: Mapping[str, object] = {
    "key": "Unique Key",
    "zone": "America/New_York",
    "dates": ["%m/%d/%Y %I:%M:%S %p"],
    "fields": {
        "subject": ["Complaint Type", "Descriptor"],
        "created": "Created Date",
        "closed": "Closed Date",
        "due": "Due Date",
        "state": "Status",
        "contact": ["Incident Address", "City"],
        "reason": "Complaint Type",
    },
    "values": {
        "state": {
            "Open": "open",
            "Assigned": "inProgress",
            "Pending": "inProgress",
            "Started": "inProgress",
            "In Progress": "inProgress",
            "Email Sent": "completed",
            "Closed": "completed",
        },
    },
    "empty": ["N/A", "Unspecified"],
    "keep": [
        *("Unique Key", "Status", "City", "Complaint Type", "Descriptor", "Incident Address"),
        "Due Date",
    ],
    "digits": {"Incident Zip": 5},
}

_TABLES = {
    "comcast": _COMCAST,
    "nyc311": _NYC311,
    "bpi2013": BPI2013,
    "servicenow": SERVICENOW,
}

SHAPES = {shape.kind: shape for shape in (INTERACTIONS, PROBLEMS)}
"""What maps say, by what is imported."""

NAMES = tuple(_TABLES)
"""The maps there are."""


@cache
def known_map(name: str) -> ImportMap:
    """The map of that name. Raises `NotFound`, naming those there are."""
    if name in _TABLES:
        tables = _TABLES[name]
        return parse_map(name, tables, SHAPES[str(tables.get("as", INTERACTIONS.kind))])
    near = nearest(name, NAMES)
    hint = f"Did you mean {near}? " if near else ""
    raise NotFound(
        f"There is no map '{name}'",
        f"{hint}Built in: {', '.join(NAMES)}. A map of your own is a file: --map FILE.toml; "
        "a first one writes: desk import --guess FILE -o FILE.toml",
    )


def nearly_fitting(header: Iterable[str]) -> tuple[ImportMap, list[str]] | None:
    """The map of whose columns a file lacks a few, and those; None when it lacks more than half."""
    there = list(header)
    maps = [(known_map(name), missing(known_map(name), there)) for name in NAMES]
    mapping, lacking = min(maps, key=lambda each: len(each[1]) / len(each[0].columns()))
    return (mapping, lacking) if len(lacking) * 2 <= len(mapping.columns()) else None


def fitting(header: Iterable[str]) -> ImportMap | None:
    """The one map whose columns a file has all of; None when none or several fit."""
    there = list(header)
    maps = [mapping for name in NAMES if not missing(mapping := known_map(name), there)]
    return maps[0] if len(maps) == 1 else None

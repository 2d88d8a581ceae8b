"""Made-up event logs: rows of a small file, read and played."""

from collections.abc import Mapping

from desk.rules.event_log import LogMapper
from desk.rules.event_log_case import Case, case_of, case_of_row
from desk.rules.event_log_map import PROBLEMS, is_log
from desk.rules.event_log_priority import weighed
from desk.rules.event_log_replay import Named, Played, played
from desk.rules.event_log_rest import RestMapper
from desk.rules.mapping import ImportMap, parse_map
from desk.rules.problem_terms import Terms

COLUMNS = ("case", "at", "state", "owner", "team", "impact", "urgency", "opened", "done", "note")
TABLES: Mapping[str, object] = {
    "key": "case",
    "dates": ["iso"],
    "empty": ["?"],
    "fields": {
        "at": "at",
        "state": "state",
        "owner": "owner",
        "team": "team",
        "impact": "impact",
        "urgency": "urgency",
        "created": "opened",
        "resolved": "done",
        "subject": "note",
    },
    "values": {
        "state": {
            "New": "acknowledged",
            "Queued": "acknowledged|inProgress",
            "Work": "inProgress",
            "User": "pending customer",
            "Vendor": "pending partner",
            "Change": "held plannedWork",
            "Wait": "held other",
            "Done": "resolved",
            "Over": "closed",
            "Off": "cancelled duplicate",
            "No": "rejected",
            "Nothing": "",
        }
    },
}
NAMED = Named({"": 0, "Ana": 1, "Ben": 2}, {"One": 1, "Two": 2})
DAY = 1_795_392_000
"""Monday 2026-11-23, midnight in UTC."""


def mapped(tables: Mapping[str, object] = TABLES) -> ImportMap:
    """The map of the small file."""
    return parse_map("small", tables, PROBLEMS)


def case(*rows: Mapping[str, str], tables: Mapping[str, object] = TABLES) -> Case:
    """The case that these rows are; what they leave out is empty."""
    mapping = mapped(tables)
    mapper = LogMapper(mapping, COLUMNS)
    events = []
    cells: list[str] = []
    for line, row in enumerate(rows, 2):
        cells = [row.get(column, "") for column in COLUMNS]
        events.append(mapper.read(line, mapper.key(cells), cells))
    rest = RestMapper(mapper).read(cells)
    if is_log(mapping):
        return case_of("K1", events, rest, b"")
    return case_of_row("K1", events[-1], rest, b"")


def told(*states: str, **columns: str) -> list[dict[str, str]]:
    """Rows of one case, an hour between each, in these states: `Work`, or `Work Ana One`."""
    rows = []
    for hour, words in enumerate(states):
        state, owner, team, *_ = [*words.split(), "", ""]
        at = f"2026-11-23T{hour:02}:00:00Z"
        rows.append({"case": "K1", "at": at, "state": state, "owner": owner, "team": team})
    return [row | columns for row in rows]


def play(*rows: Mapping[str, str], tables: Mapping[str, object] = TABLES) -> Played:
    """What the case of these rows comes to, at a desk as it comes."""
    return played(
        case(*rows, tables=tables),
        NAMED,
        lambda impact, urgency, priority: weighed(Terms(), impact, urgency, priority),
    )

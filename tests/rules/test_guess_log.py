"""First maps for event logs: what makes a file one, and what the map then says."""

import tomllib
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from desk.rules.event_log_map import PROBLEMS, standings
from desk.rules.guess_log import guess_log
from desk.rules.guess_log_words import state_for
from desk.rules.mapping import parse_map

NAMES = ("Case ID", "Changed", "Opened", "Status", "Sub Status", "Assigned to", "Impact", "Topic")
WAY = (
    ("New", ""),
    ("Active", "Assigned"),
    ("Active", "Waiting for Customer"),
    ("Odd", "Odd"),
    ("Closed", ""),
)


def _rows(cases: int) -> list[list[str]]:
    return [
        [
            *(f"C-{case}", f"{step + 1}.11.2026 1{case % 10}:00", "01.11.2026 08:00"),
            *(*state, f"Person {step % 2}", "2 - Medium", f"Fault {case}"),
        ]
        for case in range(cases)
        for step, state in enumerate(WAY)
    ]


def test_many_rows_with_one_key_and_a_moving_state_are_a_log() -> None:
    written = guess_log("log.csv", NAMES, _rows(12), ["lines that will be rejected: 1"])
    assert written is not None
    assert "# ? lines that will be rejected: 1\n" in written
    assert "60 rows of 12 cases" in written
    tables = tomllib.loads(written)
    assert tables["fields"] == {
        "at": "Changed",
        "state": ["Status", "Sub Status"],
        "created": "Opened",
        "owner": "Assigned to",
        "impact": "Impact",
        "subject": "Case ID",
    }
    mapping = parse_map("log", tables, PROBLEMS)
    assert (mapping.key, mapping.forms) == (("Case ID",), ("%d.%m.%Y %H:%M",))
    meant = {said: standings(word) for said, word in mapping.values["state"].items()}
    assert [[each.state for each in meant[said]] for said in ("new", "odd odd", "closed")] == [
        ["acknowledged"],
        [],
        ["closed"],
    ]
    assert meant["active waiting for customer"][0].why == "customer"
    assert '"Odd Odd" = ""  # ? not a word the desk knows; 12 rows' in written


def test_a_file_with_a_row_for_each_case_is_none() -> None:
    rows = _rows(12)[:: len(WAY)]
    assert guess_log("log.csv", NAMES, rows) is None
    assert guess_log("log.csv", NAMES, []) is None
    still = [[*row[:3], "New", "", *row[5:]] for row in _rows(12)]
    assert guess_log("log.csv", NAMES, still) is None


def test_states_are_known_by_their_words() -> None:
    known = {
        "Wait - User": "pending customer",
        "Awaiting Vendor": "pending partner",
        "On Hold": "held other",
        "In Progress": "inProgress",
        "Solved": "resolved",
        "Canceled": "cancelled",
        "Queued": "acknowledged|inProgress",
    }
    assert {said: state_for(said)[0] for said in known} == known


_CELL = st.one_of(
    st.text(max_size=12), st.sampled_from(("New", "Closed", "2026-11-23T10:00:00Z", "C-1", '"\\'))
)


@given(
    st.lists(st.text(min_size=1, max_size=10), min_size=3, max_size=3, unique=True),
    st.lists(st.lists(_CELL, min_size=2, max_size=5), max_size=12),
)
def test_whatever_a_file_holds_the_map_can_be_read(
    names: list[str], rows: Sequence[list[str]]
) -> None:
    columns = ("case", "status", *names)
    if len(set(columns)) < len(columns):
        return
    written = guess_log("x\n\x1b[31m.csv", columns, rows)
    if written is not None:
        parse_map("log", tomllib.loads(written), PROBLEMS)

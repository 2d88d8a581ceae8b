"""Cases played through the table of states: what changed when, and what contradicts it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.rules.event_log_replay import AGAINST, Played
from desk.rules.states import PROBLEM
from tests.rules.event_logs import DAY, TABLES, play, told

HOUR = 3600


def _moves(done: Played) -> list[tuple[int, str, object]]:
    """Hour, action and state of each fact that changed the state."""
    return [
        ((deed.at - DAY) // HOUR, deed.action, deed.after["state"])
        for deed in done.deeds
        if "state" in deed.after
    ]


def test_each_change_is_a_fact_at_its_own_time() -> None:
    done = play(
        *told("New", "Work Ana One", "User Ana One", "Work Ana One", "Done Ana One", "Over")
    )
    assert _moves(done) == [
        (0, "report", "acknowledged"),
        (1, "start", "inProgress"),
        (2, "pend", "pending"),
        (3, "resume", "inProgress"),
        (4, "resolve", "resolved"),
        (5, "close", "closed"),
    ]
    assert done.odd == {}
    fields = done.fields
    assert (fields["resolved_at"], fields["closed"]) == (DAY + 4 * HOUR, DAY + 5 * HOUR)
    assert (fields["pending_on"], fields["came_from"], fields["reopen_count"]) == (None, None, 0)


def test_facts_follow_from_each_other() -> None:
    done = play(*told("Queued", "Work Ana", "User Ben One", "Done Ben One", "Work Ben Two", "Over"))
    stands: dict[str, object] = {}
    for deed in done.deeds:
        for name, value in deed.before.items():
            assert stands.get(name) == value or (name not in stands and not value)
        stands |= deed.after
    assert {name: value for name, value in stands.items() if value} == {
        name: value for name, value in done.fields.items() if value
    }


def test_a_queue_after_work_is_a_hand_over_and_no_step_back() -> None:
    done = play(*told("Queued Ana One", "Work Ana One", "Queued Ana Two", "Work Ben Two"))
    assert _moves(done) == [(0, "report", "acknowledged"), (1, "start", "inProgress")]
    assert [deed.action for deed in done.deeds] == ["report", "start", "hand", "assign"]
    assert done.odd == {}


def test_waiting_goes_back_to_where_it_came_from() -> None:
    done = play(*told("New", "Wait", "New", "Change", "User", "Queued"))
    assert [state for *_, state in _moves(done)] == [
        *("acknowledged", "held", "acknowledged", "held", "pending", "acknowledged"),
    ]
    assert done.odd == {}
    assert play(*told("Work", "Wait", "New")).odd == {4: "held -> acknowledged"}


def test_who_else_it_waits_for_is_told_without_another_state() -> None:
    done = play(*told("Work", "User", "Vendor"))
    assert done.deeds[-1].action == "pend"
    assert done.deeds[-1].before == {"pending_on": "customer"}
    assert done.deeds[-1].after == {"pending_on": "partner"}
    assert done.odd == {}


@pytest.mark.parametrize(
    ("states", "odd", "reopened"),
    [
        (["Work", "Done", "Work"], {}, 1),
        (["Work", "Done", "Over", "Work"], {5: "closed -> in progress"}, 1),
        (["Work", "Done", "User"], {4: "resolved -> pending"}, 1),
        (["Work", "Done", "Nothing", "Work"], {}, 1),
        (["Work", "Done", "Done", "Over", "Over"], {}, 0),
        (["Work", "Over"], {3: "in progress -> closed"}, 0),
        (["User"], {2: "new -> pending"}, 0),
        (["Done"], {2: "new -> resolved"}, 0),
        (["Work", "New"], {3: "in progress -> acknowledged"}, 0),
        (["New", "Off", "Work"], {4: "cancelled -> in progress"}, 0),
        (["New", "No"], {}, 0),
        (["Work", "No"], {3: "in progress -> rejected"}, 0),
        (["Work", "Done", "Over", "Done", "Work"], {5: "closed -> resolved"}, 1),
        (["Work", "Done", "Work", "Done", "Over", "Queued"], {7: "closed -> in progress"}, 2),
    ],
)
def test_what_the_table_forbids_is_taken_over_and_marked(
    states: list[str], odd: dict[int, str], reopened: int
) -> None:
    done = play(*told(*states))
    assert done.odd == odd
    assert done.fields["reopen_count"] == reopened
    marked = [deed for deed in done.deeds if AGAINST in deed.why]
    assert len(marked) == len(odd)


def test_reassignments_count_after_the_first() -> None:
    def count(*states: str) -> object:
        return play(*told(*states)).fields["assign_count"]

    assert count("New", "New Ana", "New Ana", "Work Ana One") == 1
    assert count("New Ana One", "Work Ben Two") == 1
    assert count("New Ana One", "Work Ana One") == 0
    assert count("New Ana", "Queued ? One", "Work Ana One") == 2
    assert count("New", "Work") == 0


def test_nobody_of_that_name_is_told_in_words() -> None:
    done = play(*told("New", "Work Zoe", "Work Zoe One", "Work Yan One"))
    assert [(deed.action, deed.why, dict(deed.after)) for deed in done.deeds[1:]] == [
        ("assign", "to Zoe, who is not at this desk", {}),
        ("start", "", {"state": "inProgress"}),
        ("hand", "", {"team": 1, "assign_count": 1}),
        ("assign", "to Yan, who is not at this desk", {"assign_count": 2}),
    ]
    assert done.fields["owner"] == 0


def test_a_priority_that_changes_is_judged_anew() -> None:
    rows = told("New", "Work", "Work", urgency="medium")
    rows[0] |= {"impact": "Low"}
    rows[1] |= {"impact": "High"}
    rows[2] |= {"impact": "Huge"}
    done = play(*rows)
    assert [deed.action for deed in done.deeds] == ["report", "prioritise", "start", "prioritise"]
    assert [deed.after.get("priority") for deed in done.deeds] == [4, 2, None, 3]
    assert "names the impact huge, which is none here" in str(done.fields["reasons"])
    assert [turn.priority for turn in done.turns] == [4, 2, 3]


def test_a_creation_before_the_first_row_is_the_report() -> None:
    done = play(*told("Done Ana One", "Over Ana One", opened="2026-11-22T20:00:00Z"))
    assert _moves(done) == [
        (-4, "report", "acknowledged"),
        (0, "resolve", "resolved"),
        (1, "close", "closed"),
    ]
    assert done.odd == {}
    assert [deed.action for deed in done.deeds][1] == "hand"
    assert done.fields["assign_count"] == 0


def test_a_creation_after_the_first_row_contradicts_it() -> None:
    done = play(*told("New", "Work", opened="2026-11-23T00:30:00Z"))
    assert done.odd == {2: "it is earlier than the creation of its case"}
    assert done.deeds[0].at == DAY


def test_a_case_closed_at_once_was_resolved_when_it_says_so() -> None:
    done = play(*told("Work", "Over", done="2026-11-23T00:20:00Z"))
    assert done.odd == {}
    assert [(deed.at - DAY, deed.action) for deed in done.deeds] == [
        (0, "report"),
        (1200, "resolve"),
        (3600, "close"),
    ]
    assert [turn.going for turn in done.turns] == ["running", "ended"]


def test_rows_are_played_by_their_times() -> None:
    rows = told("New", "Work", "User", "Done")
    assert play(*rows[::-1]).odd == {}
    assert _moves(play(*rows[::-1])) == _moves(play(*rows))
    mixed = play(rows[0], rows[2], rows[1], rows[3])
    assert _moves(mixed) == _moves(play(*rows))
    assert mixed.odd == {4: "it is earlier than the row before it"}


def test_a_tie_keeps_the_order_of_the_file() -> None:
    rows = [row | {"at": "2026-11-23T00:00:00Z"} for row in told("New", "Work", "Done", "Work")]
    assert [state for *_, state in _moves(play(*rows))] == [
        *("acknowledged", "inProgress", "resolved", "inProgress"),
    ]


PLAIN = {
    **TABLES,
    "fields": {
        "created": "at",
        "state": "state",
        "owner": "owner",
        "resolved": "done",
        "closed": "opened",
        "subject": "note",
    },
}


@pytest.mark.parametrize(
    ("cells", "moves", "going"),
    [
        ({"state": "New"}, [(0, "report", "acknowledged")], "running"),
        ({"state": ""}, [(0, "report", "acknowledged")], "running"),
        ({"state": "User"}, [(0, "report", "acknowledged"), (0, "pend", "pending")], "still"),
        (
            {"state": "Over", "done": "2026-11-23T03:00:00Z", "opened": "2026-11-23T05:00:00Z"},
            [(0, "report", "acknowledged"), (3, "resolve", "resolved"), (5, "close", "closed")],
            "ended",
        ),
        (
            {"state": "", "done": "2026-11-23T03:00:00Z"},
            [(0, "report", "acknowledged"), (3, "resolve", "resolved")],
            "ended",
        ),
        (
            {"state": "Over", "opened": "2026-11-22T05:00:00Z"},
            [(0, "report", "acknowledged"), (0, "resolve", "resolved"), (0, "close", "closed")],
            "ended",
        ),
        (
            {"state": "Done"},
            [(0, "report", "acknowledged"), (0, "resolve", "resolved")],
            "dropped",
        ),
    ],
)
def test_a_row_may_be_a_whole_problem(
    cells: dict[str, str], moves: list[tuple[int, str, object]], going: str
) -> None:
    (row,) = told("New")
    done = play(row | cells, tables=PLAIN)
    assert _moves(done) == moves
    assert (done.turns[-1].going, done.odd) == (going, {})


_STATES = ("New", "Queued", "Work", "User", "Vendor", "Change", "Wait", "Done", "Over", "Off", "No")
_ROW = st.tuples(
    st.sampled_from(_STATES), st.sampled_from(("", "Ana", "Ben")), st.sampled_from(("", "One"))
)


@given(st.lists(_ROW, min_size=1, max_size=12))
def test_any_log_is_played_to_its_end(rows: list[tuple[str, str, str]]) -> None:
    """Counted beside: entries into work, entries in which the owner or team differs."""
    done = play(*told(*(f"{state} {who or '?'} {team}".strip() for state, who, team in rows)))
    assert done.fields["state"] in PROBLEM.states
    states = [deed.after["state"] for deed in done.deeds if "state" in deed.after]
    again = sum(
        before in ("resolved", "closed") and after not in (*PROBLEM.ends, "resolved")
        for before, after in zip(states, states[1:], strict=False)
    )
    assert done.fields["reopen_count"] == again
    who = [(owner, team) for _, owner, team in rows]
    first = next((place for place, each in enumerate(who) if any(each)), len(who))
    counted = [who[place] != who[place - 1] for place in range(first + 1, len(who))]
    assert done.fields["assign_count"] == sum(counted)
    assert [turn.at for turn in done.turns] == sorted(turn.at for turn in done.turns)
